using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using CsvHelper;
using CsvHelper.Configuration;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Tests.Contracts;

/// <summary>One row of a table of contract cases: facts, and what must follow from them in columns <c>expected_…</c>.</summary>
sealed class ContractCase(IReadOnlyDictionary<string, string> columns)
{
    public string this[string column] => columns.TryGetValue(column, out var text) ? text : "";

    public string Id => this["case_id"];

    public string Group => this["group_id"];

    public IEnumerable<string> Columns => columns.Keys;

    public ContractFacts Facts => ContractFacts.Read(name => this[name]);

    public LocalDate? Today => LocalDate.TryParse(this["today"], out var today) ? today : null;

    public ContractEvaluation Evaluate(NoticeRules rules) => ContractRule.Evaluate(Facts, rules, Today);

    public override string ToString() => Id + " " + this["description"];
}

/// <summary>Reads tables of cases and of rules.</summary>
static class ContractTable
{
    /// <summary>The rule rows that ship with the product.</summary>
    public static NoticeRules ShippedRules { get; } = RulesOf(ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Solution", "Data", "notice-rules.csv")));

    public static List<ContractCase> CasesIn(string path) => ReadFile(path).ConvertAll(columns => new ContractCase(columns));

    public static NoticeRules RulesOf(IEnumerable<Dictionary<string, string>> rows)
    {
        var texts = new List<Func<string, string?>>();
        foreach (var row in rows) texts.Add(column => row.GetValueOrDefault(column));
        return NoticeRules.Read(texts);
    }

    public static List<Dictionary<string, string>> ReadFile(string path)
    {
        using var text = new StreamReader(path);
        return Read(text);
    }

    public static List<Dictionary<string, string>> Read(TextReader text)
    {
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Mode = CsvMode.RFC4180 });
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var column in csv.HeaderRecord!) row[column] = csv.GetField(column) ?? "";
            rows.Add(row);
        }

        return rows;
    }
}
