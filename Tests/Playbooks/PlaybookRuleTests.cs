using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Playbooks;

/// <summary>Which playbook a case gets when nobody names one. Contracts are written [ended/]kind/customer[/switch].</summary>
public class PlaybookRuleTests
{
    static readonly LocalDate Today = new(2027, 1, 15);

    public static IEnumerable<TheoryDataRow<string, string, string>> Cases =>
        ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Playbooks", "playbook-cases.csv"))
            .Select(row => new TheoryDataRow<string, string, string>(row["reason"], row["contracts"], row["playbook"]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void R01_the_default_playbook_is_as_in_the_table(string reason, string contracts, string playbook)
    {
        var evaluated = contracts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Evaluated).ToList();

        Assert.Equal(playbook, PlaybookRule.KindFor(reason.Length == 0 ? null : reason, evaluated).ToCode());
    }

    static ContractEvaluation Evaluated(string contract)
    {
        var isEnded = contract.StartsWith("ended/", StringComparison.Ordinal);
        var parts = (isEnded ? contract[6..] : contract).Split('/');
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["law"] = "DE",
            ["party"] = "supplier",
            ["contract_kind"] = parts[0],
            ["customer_type"] = parts[1],
            ["flags"] = parts.Length > 2 ? parts[2] : "",
            ["concluded_on"] = "2024-12-01",
            ["start"] = "2025-01-01",
            ["initial_term"] = "24M",
            ["renewal"] = "fixed",
            ["renewal_term"] = "12M",
            ["notice"] = "3M",
            ["termination"] = isEnded ? "mutual" : "",
            ["agreed_end"] = isEnded ? "2026-06-30" : "",
        };
        var evaluation = ContractRule.Evaluate(ContractFacts.Read(name => facts.GetValueOrDefault(name) ?? ""), ContractTable.ShippedRules, Today);
        Assert.Equal(isEnded, evaluation.Status == ContractStatus.Ended);
        return evaluation;
    }
}
