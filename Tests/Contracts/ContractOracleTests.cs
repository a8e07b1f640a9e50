using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Contracts;
using Offboarding.Tests.Contracts.Oracle;

namespace Offboarding.Tests.Contracts;

/// <summary>
/// The rules against a second, slow reading of them that tries day after day. How many contracts are compared: environment variable
/// <c>OFFBOARDING_RANDOM_CONTRACTS</c>, 10,000 if it is not set.
/// </summary>
public class ContractOracleTests
{
    static readonly List<Dictionary<string, string>> RuleRows = ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Solution", "Data", "notice-rules.csv"));

    static long Count =>
        long.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_RANDOM_CONTRACTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 10_000;

    [Fact]
    public void R42_random_contracts_are_judged_as_by_trying_every_day() =>
        ContractGen.Facts.Sample(
            facts =>
            {
                var differences = Differences(facts);
                if (differences.Count > 0) Assert.Fail(MinimalFacts.Report(facts, Differences));
            },
            iter: Count);

    [Fact]
    public void The_slow_reading_agrees_with_the_shared_table_too()
    {
        var differences = new List<string>();
        foreach (var row in ContractTable.CasesIn(SharedFacts.Path("domain/contract-cases.csv")))
        {
            var facts = row.Columns.ToDictionary(column => column, column => row[column], StringComparer.Ordinal);
            var actual = OracleContract.Evaluate(facts, RuleRows);
            differences.AddRange(ContractOutput.All.Where(name => actual.GetValueOrDefault(name, "") != row["expected_" + name])
                .Select(name => $"{row} | {name}: expected '{row["expected_" + name]}', got '{actual.GetValueOrDefault(name, "")}'"));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void Random_contracts_reach_every_status_alert_code_fact_and_rule()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        ContractGen.Facts.Sample(
            facts =>
            {
                var evaluation = ContractSample.Evaluate(facts, facts.GetValueOrDefault("today", ""));
                lock (seen)
                {
                    seen.UnionWith(facts.Where(fact => fact.Value.Length > 0).Select(fact => "fact " + fact.Key));
                    seen.UnionWith(evaluation.Missing.Select(code => "missing " + code.Split(':')[0]));
                    seen.UnionWith(evaluation.Output(ContractOutput.Alerts).Split(';').Select(alert => "alert " + alert));
                    seen.UnionWith(evaluation.Rules.Select(rule => "rule " + rule.Id));
                    seen.Add("status " + evaluation.Output(ContractOutput.Status));
                    if (evaluation.Basis is { } basis) seen.Add("basis " + basis);
                }
            },
            iter: 60_000);

        var expected = Fact.All.Except([Fact.HolidayCalendar]).Append(Fact.Today).Select(fact => "fact " + fact)
            .Concat(MissingFact.All.Except([MissingFact.HolidayCalendar, MissingFact.HolidayYear]).Select(code => "missing " + code))
            .Concat(Enum.GetValues<ContractStatus>().Select(status => "status " + Snake(status.ToString())))
            .Concat(Enum.GetValues<ContractAlerts>().Where(alert => alert != ContractAlerts.None).Select(alert => "alert " + Snake(alert.ToString()).ToUpperInvariant()))
            .Concat(RuleRows.Where(row => row["mode"] == "auto").Select(row => "rule " + row["rule_id"]))
            .Concat(["basis expiry", "basis contract", "basis mutual", "basis extraordinary"]);
        var missed = expected.Where(item => !seen.Contains(item)).ToList();
        Assert.True(missed.Count == 0, "Never reached: " + string.Join(", ", missed));

        static string Snake(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
    }

    static List<string> Differences(IReadOnlyDictionary<string, string> facts)
    {
        var expected = OracleContract.Evaluate(facts, RuleRows);
        var actual = ContractSample.Evaluate(facts, facts.GetValueOrDefault("today", ""));
        return [.. ContractOutput.All.Where(name => expected.GetValueOrDefault(name, "") != actual.Output(name))
            .Select(name => $"{name}: every day tried gives '{expected.GetValueOrDefault(name, "")}', the rules '{actual.Output(name)}'")];
    }
}
