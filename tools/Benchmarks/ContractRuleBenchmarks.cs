using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using BenchmarkDotNet.Attributes;
using CsvHelper;
using Offboarding.Plugins;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Benchmarks;

/// <summary>Reading the facts of one contract and judging it, by the rules that ship; and an account with 5,000 contracts.</summary>
[MemoryDiagnoser]
public class ContractRuleBenchmarks
{
    static readonly LocalDate Today = new(2026, 3, 1);

    static readonly Dictionary<string, string> Contracts = new(StringComparer.Ordinal)
    {
        ["renews by years"] = "party=supplier|contract_kind=service|start=2019-07-01|initial_term=12M|renewal=fixed|renewal_term=12M|notice=3M",
        ["month end"] = "party=supplier|contract_kind=service|start=2019-07-01|initial_term=none|notice=3M|anchor=month_end",
        ["statutory cut-off"] = "party=supplier|contract_kind=lease_business|start=2019-07-01|initial_term=none",
        ["consumer with rights"] =
            "party=customer|customer_type=consumer|contract_kind=telecom|concluded_on=2023-04-15|start=2023-06-01|initial_term=36M|renewal=fixed|renewal_term=12M|notice=3M",
        ["monthly since 1990"] = "party=supplier|contract_kind=service|start=1990-01-15|initial_term=1M|renewal=fixed|renewal_term=1M|notice=2W",
        ["10WD, shifted"] = "party=supplier|contract_kind=service|start=2019-07-01|initial_term=none|notice=10WD|anchor=quarter_end|shift_193=yes",
        ["no end"] = "party=supplier|contract_kind=service|start=2019-07-01|initial_term=none|notice=1M|anchor=date:2020-01-01",
        ["facts missing"] = "party=supplier|contract_kind=service|initial_term=12M",
    };

    Func<string, string?> facts = _ => null;
    NoticeRules rules = NoticeRules.None;

    /// <summary>Which contract is judged.</summary>
    [ParamsSource(nameof(Kinds))]
    public string Contract { get; set; } = "";

    /// <summary>The contracts by name.</summary>
    public static IEnumerable<string> Kinds => Contracts.Keys;

    /// <summary>Reads the shipped rules once: the product does so once a request.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        rules = ShippedRules();
        facts = FactsOf(Contract);
    }

    /// <summary>Text in, all outputs out.</summary>
    [Benchmark]
    public ContractEvaluation ReadAndJudge() => ContractRule.Evaluate(ContractFacts.Read(facts), rules, Today);

    /// <summary>The same with the sentence for a sales rep.</summary>
    [Benchmark]
    public string ReadJudgeAndSay() => ContractMessages.For(ReadAndJudge(), "V-2041", Language.German);

    /// <summary>Every step in words, only when asked.</summary>
    [Benchmark]
    public ContractExplanation ReadJudgeAndExplain() => ReadAndJudge().Explain(Language.German);

    internal static NoticeRules ShippedRules()
    {
        using var stream = typeof(ContractRule).Assembly.GetManifestResourceStream("Offboarding.Plugins.Data.notice-rules.csv")!;
        using var csv = new CsvReader(new StreamReader(stream), CultureInfo.InvariantCulture);
        return NoticeRules.Read(csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>()
            .Select(row => (Func<string, string?>)(column => row.TryGetValue(column, out var text) ? (string)text : null)).ToList());
    }

    internal static Func<string, string?> FactsOf(string kind)
    {
        var texts = Contracts[kind].Split('|').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        texts[Fact.Holidays] = string.Join(
            ';', Enumerable.Range(2024, 4).SelectMany(year => new[] { "01-01", "05-01", "10-03", "12-25", "12-26" }.Select(day => $"{year}-{day}")));
        return texts.GetValueOrDefault;
    }
}

/// <summary>An account with 5,000 contracts of all those kinds.</summary>
[MemoryDiagnoser]
public class AccountRuleBenchmarks
{
    static readonly LocalDate Today = new(2026, 3, 1);

    NoticeRules rules = NoticeRules.None;
    Func<string, string?>[] account = [];

    /// <summary>The texts of the contracts, as a query brings them.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var kinds = ContractRuleBenchmarks.Kinds.ToList();
        rules = ContractRuleBenchmarks.ShippedRules();
        account = [.. Enumerable.Range(0, 5000).Select(i => ContractRuleBenchmarks.FactsOf(kinds[i % kinds.Count]))];
    }

    /// <summary>Reads and judges all.</summary>
    [Benchmark]
    public AccountVerdict ReadAndJudge5000() => AccountRule.Judge(Array.ConvertAll(account, contract => ContractRule.Evaluate(ContractFacts.Read(contract), rules, Today)));
}
