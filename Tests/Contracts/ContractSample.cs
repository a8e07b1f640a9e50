using System;
using System.Collections.Generic;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Tests.Contracts;

/// <summary>A service contract since 1 July 2019 that renews by years, with three months' notice: tests change what they are about.</summary>
static class ContractSample
{
    public static Dictionary<string, string> Facts(string changes = "")
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Fact.Party] = "supplier",
            [Fact.CustomerType] = "business",
            [Fact.ContractKind] = "service",
            [Fact.Start] = "2019-07-01",
            [Fact.InitialTerm] = "12M",
            [Fact.Renewal] = "fixed",
            [Fact.RenewalTerm] = "12M",
            [Fact.Notice] = "3M",
        };
        foreach (var change in changes.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = change.IndexOf('=', StringComparison.Ordinal);
            facts[change[..equals]] = change[(equals + 1)..];
        }

        return facts;
    }

    public static ContractEvaluation Evaluate(IReadOnlyDictionary<string, string> facts, string today, NoticeRules? rules = null) =>
        ContractRule.Evaluate(ContractFacts.Read(facts.GetValueOrDefault), rules ?? ContractTable.ShippedRules, LocalDate.TryParse(today, out var day) ? day : null);

    /// <summary>The sample with some facts changed, judged by the shipped rules.</summary>
    /// <param name="today">Day of the question.</param>
    /// <param name="changes">As <c>notice=1M|start=</c>; dates with several days use a semicolon anyway.</param>
    public static ContractEvaluation Evaluate(string today, string changes = "") => Evaluate(Facts(changes), today);

    public static IEnumerable<ContractEvaluation> OfEveryStatus()
    {
        yield return Evaluate("2026-03-01", "start=");
        yield return Evaluate("2026-07-01", "notice_received=2026-03-31");
        yield return Evaluate("2026-04-20", "notice_received=2026-03-31");
        yield return Evaluate("2019-06-01");
        yield return Evaluate("2019-06-01", "notice_excluded=yes");
        yield return Evaluate("2019-06-01", "renewal=none");
        yield return Evaluate("2026-03-01", "notice_excluded=yes");
        yield return Evaluate("2026-03-01", "renewal=indefinite|anchor=month_end");
        yield return Evaluate("2026-03-01", "renewal=indefinite|anchor=date:2020-01-01|max_end=2026-12-31");
        yield return Evaluate("2020-01-01", "renewal=indefinite|anchor=month_end|min_commitment_until=2021-01-01");
        yield return Evaluate("2020-01-01", "renewal=indefinite|anchor=month_end|notice_excluded=yes|max_end=2021-01-01");
        yield return Evaluate("2026-03-01");
        yield return Evaluate("2020-01-01", "renewal=indefinite|anchor=date:2020-01-01");
        yield return Evaluate("2026-05-31", "notice=1M");
        yield return Evaluate("2026-04-01");
        yield return Evaluate("2026-04-01", "max_end=2027-01-31");
        yield return Evaluate("2026-04-01", "initial_end=9999-12-31|initial_term=");
        yield return Evaluate("2026-04-01", "initial_end=9999-12-31|initial_term=|renewal=none");
    }

    public static IEnumerable<ContractEvaluation> OfEveryAlert()
    {
        yield return Evaluate("2026-03-01", "initial_term=none|renewal=|notice=|pay_period=month|flags=suspended;open_services");
        yield return Evaluate("2024-06-10", "party=customer|customer_type=consumer|concluded_on=2022-03-01|start=2022-03-01");
        yield return Evaluate("2026-03-01", "contract_kind=energy_basic|initial_term=none|renewal=|notice=");
        yield return Evaluate("2026-03-20", "notice_received=2026-03-10|required_form=written|notice_form=email");
        yield return Evaluate("2026-03-20", "termination=extraordinary|notice_received=2026-03-20|cause_basis=626|cause_known_on=2026-03-01|flags=cause_confirmed");
        yield return Evaluate("2026-04-20", "notice_received=2026-04-01|target_end=2026-06-30");
        yield return Evaluate("2026-01-31", "party=customer|contract_kind=saas|flags=switch");
        yield return Evaluate("2026-01-31", "exit_date=2026-02-28|fee_kind=fixed");
    }
}
