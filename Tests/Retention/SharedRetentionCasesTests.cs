using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Retention;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Retention;

/// <summary>Every row and every expected column of the shared tables of retention cases and of answer deadlines.</summary>
public class SharedRetentionCasesTests
{
    static readonly string[] NotFacts = ["version", "legal_source", "note", "note_en", "note_de"];

    [Fact]
    public void R42_every_record_is_scheduled_as_in_the_table()
    {
        var cases = ContractTable.ReadFile(SharedFacts.Path("domain/retention-cases.csv"));
        var rules = RetentionTable.RulesOf(ContractTable.ReadFile(SharedFacts.Path("domain/retention-rules.csv")));

        Assert.True(cases.Count >= 316, $"Only {cases.Count} cases were read.");
        AssertNone(RetentionTable.Differences(cases, row => rules.Judge(RetentionCase.Read(RetentionTable.TextOf(row))).Output));
    }

    [Fact]
    public void The_rules_that_ship_judge_as_the_shared_rules_do()
    {
        var cases = ContractTable.ReadFile(SharedFacts.Path("domain/retention-cases.csv"));

        AssertNone(RetentionTable.Differences(cases, row => ShippedRetentionRules.Rules.Judge(RetentionCase.Read(RetentionTable.TextOf(row))).Output));
    }

    [Fact]
    public void The_rules_that_ship_hold_the_shared_facts()
    {
        var shared = ContractTable.ReadFile(SharedFacts.Path("domain/retention-rules.csv"));
        var facts = shared[0].Keys.Except(NotFacts).ToList();

        Assert.Equal(shared.Select(Facts), RetentionTable.ShippedRows.Select(Facts));
        Assert.All(RetentionTable.ShippedRows, row => Assert.NotEqual("", row["legal_source"]));

        string Facts(Dictionary<string, string> row) => string.Join('|', facts.Select(fact => row[fact]));
    }

    [Fact]
    public void R42_every_request_of_a_data_subject_gets_its_two_dates_as_in_the_table()
    {
        var cases = ContractTable.ReadFile(SharedFacts.Path("domain/dsr-deadline-cases.csv"));

        Assert.True(cases.Count >= 36, $"Only {cases.Count} cases were read.");
        AssertNone(RetentionTable.Differences(cases, row => AnswerDeadlineCase.Read(RetentionTable.TextOf(row)).Output));
    }

    [Fact]
    public void The_table_reaches_every_active_rule()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in ContractTable.ReadFile(SharedFacts.Path("domain/retention-cases.csv")))
        {
            var result = ShippedRetentionRules.Rules.Judge(RetentionCase.Read(RetentionTable.TextOf(row)));
            if (result.OperativeRow is { } operative) reached.Add(operative.Id + " " + operative.RecordClass);
            reached.UnionWith(result.Losing.Where(losing => losing.Rule is not null).Select(losing => losing.Id + " " + losing.Rule!.RecordClass));
        }

        AssertNone([.. ShippedRetentionRules.Rules.All.Where(rule => rule.IsActive && !reached.Contains(rule.Id + " " + rule.RecordClass)).Select(rule => rule.Id + " " + rule.RecordClass)]);
    }

    static void AssertNone(List<string> differences) => Assert.True(differences.Count == 0, $"{differences.Count} differences:\n" + string.Join('\n', differences));
}
