using System;
using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using Offboarding.Plugins.Retention;

namespace Benchmarks;

/// <summary>Reading the facts of one record and judging it, by the rules that ship.</summary>
[MemoryDiagnoser]
public class RetentionRuleBenchmarks
{
    static readonly Dictionary<string, string> Records = new(StringComparer.Ordinal)
    {
        ["invoice, one pack"] = "jurisdictions=DE|record_class=voucher|start_events=document_date=2018-03-05;relationship_end=2024-05-31|flags=vat_invoice",
        ["invoice, three packs"] = "jurisdictions=DE;AT;CH|record_class=voucher|start_events=document_date=2018-03-05;period_date=2018-12-31|flags=vat_invoice;real_estate|fiscal_year_end=02-28",
        ["contact with two holds"] = "jurisdictions=DE|record_class=contact_master|start_events=relationship_end=2022-05-15|holds=L1:2025-12-01:2026-02-10;L2:2026-02-01:2026-03-31",
        ["identification against its cap"] = "jurisdictions=DE|sectors=gwg|record_class=kyc_record|start_events=relationship_end=2015-04-30|dependency_end=OPEN",
        ["start unknown"] = "jurisdictions=DE|record_class=contract_document|start_events=document_date=2012-01-01",
        ["unknown event"] = "jurisdictions=DE|record_class=voucher|start_events=createdon=2018-03-05",
    };

    Func<string, string?> facts = _ => null;
    RetentionCase read = new();

    /// <summary>Which record is judged.</summary>
    [ParamsSource(nameof(Kinds))]
    public string Record { get; set; } = "";

    /// <summary>The records by name.</summary>
    public static IEnumerable<string> Kinds => Records.Keys;

    /// <summary>Reads the shipped rules once: the product does so once a request.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var texts = Records[Record].Split('|').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        texts["law_date"] = texts["today"] = "2026-03-01";
        facts = texts.GetValueOrDefault;
        read = RetentionCase.Read(facts);
        ShippedRetentionRules.Rules.Judge(read);
    }

    /// <summary>Text in, all results out.</summary>
    [Benchmark]
    public RetentionResult ReadAndJudge() => ShippedRetentionRules.Rules.Judge(RetentionCase.Read(facts));

    /// <summary>Values in, as the schedule has them.</summary>
    [Benchmark]
    public RetentionResult Judge() => ShippedRetentionRules.Rules.Judge(read);
}
