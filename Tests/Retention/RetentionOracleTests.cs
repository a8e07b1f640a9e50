using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Retention;
using Offboarding.Tests.Contracts;
using Offboarding.Tests.Retention.Oracle;

namespace Offboarding.Tests.Retention;

/// <summary>
/// The rules against a second, slow reading of them. How many cases are compared: environment variable <c>OFFBOARDING_RANDOM_RETENTION</c>, 5,000 if
/// it is not set.
/// </summary>
public class RetentionOracleTests
{
    static long Count =>
        long.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_RANDOM_RETENTION"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 5_000;

    [Fact]
    public void R42_random_records_are_scheduled_as_by_walking_from_day_to_day() =>
        RetentionGen.Facts.Sample(
            facts =>
            {
                var differences = Differences(facts);
                if (differences.Count > 0) Assert.Fail(MinimalFacts.Report(facts, Differences));
            },
            iter: Count);

    [Fact]
    public void The_slow_reading_agrees_with_the_shared_table_too()
    {
        var cases = ContractTable.ReadFile(SharedFacts.Path("domain/retention-cases.csv"));

        var differences = RetentionTable.Differences(cases, row => Slow(row).Output);
        Assert.True(differences.Count == 0, string.Join('\n', differences));

        static OutputReader Slow(Dictionary<string, string> row) => new(OracleRetention.Judge(row, RetentionTable.ShippedRows, RetentionTable.ShippedRows));
    }

    [Fact]
    public void Random_records_reach_every_status_alert_defect_and_active_rule()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        RetentionGen.Facts.Sample(
            facts =>
            {
                var result = ShippedRetentionRules.Rules.Judge(RetentionCase.Read(RetentionTable.TextOf(facts)));
                lock (seen)
                {
                    seen.Add("status " + result.Status);
                    seen.Add("action " + result.Action);
                    seen.Add("defect " + result.Defect);
                    seen.UnionWith(result.Alerts.Select(alert => "alert " + alert));
                    if (result.OperativeRow is { } rule) seen.Add("rule " + rule.Id);
                    seen.UnionWith(result.Losing.Select(losing => "rule " + losing.Id));
                }
            },
            iter: 60_000);

        var expected = Enum.GetValues<RetentionStatus>().Select(status => "status " + status)
            .Concat(Enum.GetValues<RetentionAction>().Select(action => "action " + action))
            .Concat(Constants(typeof(CaseDefect)).Select(defect => "defect " + defect))
            .Concat(Constants(typeof(RetentionAlert)).Select(alert => "alert " + alert))
            .Concat(ShippedRetentionRules.Rules.All.Where(rule => rule.IsActive).Select(rule => "rule " + rule.Id))
            .Append("rule " + RuleEnd.Dependency);
        var missed = expected.Where(item => !seen.Contains(item)).ToList();
        Assert.True(missed.Count == 0, "Never reached: " + string.Join(", ", missed));

        static IEnumerable<string> Constants(Type type) => type.GetFields().Select(field => (string)field.GetRawConstantValue()!);
    }

    static List<string> Differences(IReadOnlyDictionary<string, string> facts)
    {
        var expected = OracleRetention.Judge(facts, RetentionTable.ShippedRows, RetentionTable.ShippedRows);
        var actual = ShippedRetentionRules.Rules.Judge(RetentionCase.Read(column => facts.GetValueOrDefault(column)));
        return [.. RetentionResult.OutputNames.Where(name => expected.GetValueOrDefault(name, "") != actual.Output(name))
            .Select(name => $"{name}: every day walked gives '{expected.GetValueOrDefault(name, "")}', the rules '{actual.Output(name)}'")];
    }

    sealed class OutputReader(Dictionary<string, string> outputs)
    {
        internal string Output(string name) => outputs.GetValueOrDefault(name, "");
    }
}
