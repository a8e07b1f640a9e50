using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Tests.Contracts;

/// <summary>Every row and every expected column of the shared table of contract cases.</summary>
public class SharedContractCasesTests
{
    [Fact]
    public void R08_every_contract_is_evaluated_to_term_renewal_latest_notice_date_and_earliest_end_as_in_the_table()
    {
        var cases = ContractTable.CasesIn(SharedFacts.Path("domain/contract-cases.csv"));
        var rules = ContractTable.RulesOf(ContractTable.ReadFile(SharedFacts.Path("domain/notice-rules.csv")));

        Assert.True(cases.Count >= 351, $"Only {cases.Count} cases were read.");
        ContractAssert.AllAsExpected(cases, rules);
    }

    [Fact]
    public void The_rules_that_ship_judge_as_the_shared_rules_do()
    {
        var cases = ContractTable.CasesIn(SharedFacts.Path("domain/contract-cases.csv"));

        ContractAssert.AllAsExpected(cases, ContractTable.ShippedRules);
    }
}

static class ContractAssert
{
    /// <summary>Compares every column <c>expected_…</c> of every case; cases with the same group are one account.</summary>
    public static void AllAsExpected(IReadOnlyList<ContractCase> cases, NoticeRules rules)
    {
        var evaluations = cases.ToDictionary(row => row, row => row.Evaluate(rules));
        var verdicts = cases.Where(row => row.Group.Length > 0)
            .GroupBy(row => row.Group, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => AccountRule.Judge([.. group.Select(row => evaluations[row])]), StringComparer.Ordinal);

        var differences = new List<string>();
        foreach (var row in cases)
        {
            foreach (var column in row.Columns.Where(column => column.StartsWith("expected_", StringComparison.Ordinal)))
            {
                var name = column["expected_".Length..];
                var verdict = verdicts.GetValueOrDefault(row.Group);
                var actual = name switch
                {
                    "account_status" => verdict?.StatusCode ?? "",
                    "account_deactivation" => verdict?.EarliestDeactivation?.ToString() ?? "",
                    _ => evaluations[row].Output(name),
                };
                if (actual != row[column]) differences.Add($"{row} | {name}: expected '{row[column]}', got '{actual}'");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n" + string.Join('\n', differences));
    }
}
