using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Offboarding.Plugins.Retention;
using Offboarding.Tests.Contracts;
using Offboarding.Tests.Retention.Oracle;

namespace Offboarding.Tests.Retention;

/// <summary>
/// The reviewed table <c>retention-cases.csv</c>: facts and the outputs that were worked out from the source named in the row. Not named are DE as
/// jurisdiction and a day of law that is today's. Outputs not named are compared with the slow reading of the rules.
/// </summary>
public class RetentionCasesTests
{
    static readonly List<Dictionary<string, string>> Rows = ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Retention", "retention-cases.csv"));

    public static TheoryData<string> Ids => [.. Rows.Select(row => row["case_id"])];

    [Theory, MemberData(nameof(Ids))]
    public void R42_the_record_is_judged_as_its_source_demands(string id)
    {
        var row = Rows.Single(other => other["case_id"] == id);
        var result = ShippedRetentionRules.Rules.Judge(RetentionCase.Read(RetentionTable.TextOf(Facts(row))));

        foreach (var (output, expected) in Pairs(row["expected"]))
        {
            var actual = result.Output(output);
            Assert.True(expected == actual, $"{id}, {row["description"]}: {output} should be '{expected}' ({row["source"]}), got '{actual}'.");
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_slow_reading_agrees_on_every_output(string id)
    {
        var facts = Facts(Rows.Single(other => other["case_id"] == id));
        if (facts["start_events"].Contains("=9999-", StringComparison.Ordinal)) return;       // the framework's dates end where the calendar ends

        var expected = OracleRetention.Judge(facts, RetentionTable.ShippedRows, RetentionTable.ShippedRows);
        var actual = ShippedRetentionRules.Rules.Judge(RetentionCase.Read(RetentionTable.TextOf(facts)));

        Assert.All(RetentionResult.OutputNames, output => Assert.Equal(expected.GetValueOrDefault(output, ""), actual.Output(output)));
    }

    static Dictionary<string, string> Facts(Dictionary<string, string> row)
    {
        var facts = Pairs(row["facts"]);
        facts["record_class"] = facts["class"];
        facts.TryAdd("jurisdictions", "DE");
        facts.TryAdd("start_events", "");
        facts.TryAdd("law_date", facts["today"]);
        return facts;
    }

    static Dictionary<string, string> Pairs(string text) =>
        text.Split(" / ").Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
