using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;

namespace Offboarding.SecondEngine;

/// <summary>Until when notice must arrive, and when a contract then ends: off_PreviewOffboarding.</summary>
static class NoticeScenarios
{
    internal static IReadOnlyList<Scenario> All { get; } =
    [
        new("Notice in time ends the term that runs", engine => Ends(engine, "2027-01-15", "2027-09-30", "2027-12-31")),
        new("Notice on the last day is in time", engine => Ends(engine, "2027-09-30", "2027-09-30", "2027-12-31")),
        new("A day later the next term has to be waited for", engine => Ends(engine, "2027-10-01", "2028-09-30", "2028-12-31")),
        new("A month's notice of 31 January ends on the last day of February (§ 188 (3) BGB)", engine => EndsMonthly(engine, "2026-01-31", "2026-02-28")),
        new("In a leap year that is the 29th", engine => EndsMonthly(engine, "2024-01-31", "2024-02-29")),
        new("An account that is not there is not judged", RefusesUnknownAccounts),
    ];

    static void Ends(IScenarioEngine engine, string day, string latestNotice, string end)
    {
        var account = Facts.Account(engine);
        Facts.Contract(engine, account);

        var verdict = Assert.Single(Preview(engine, account, day).Entities);

        Assert.Equal(latestNotice, Day(verdict, "latestnoticeforearliest"));
        Assert.Equal(end, Day(verdict, "earliestend"));
    }

    static void EndsMonthly(IScenarioEngine engine, string day, string end)
    {
        var account = Facts.Account(engine);
        Facts.Contract(engine, account, change: contract =>
        {
            contract.ConcludedOn = null;
            contract.Start = new LocalDate(2020, 1, 1);
            (contract.InitialTerm, contract.Renewal, contract.RenewalTerm) = ("none", null, null);
            (contract.Notice, contract.Anchor) = ("1M", "any_day");
        });

        Assert.Equal(end, Day(Assert.Single(Preview(engine, account, day).Entities), "earliestend"));
    }

    static void RefusesUnknownAccounts(IScenarioEngine engine)
    {
        Facts.Account(engine);

        Assert.EndsWith("[OFF-1201]", engine.RefusalOf(() => Preview(engine, Guid.NewGuid(), "2027-01-15")), StringComparison.Ordinal);
    }

    static EntityCollection Preview(IScenarioEngine engine, Guid account, string day) => (EntityCollection)engine.Execute(
        new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { account.ToString("D") }, ["Day"] = day })["Verdicts"];

    static string Day(Entity verdict, string column) => LocalDate.FromDateTime(verdict.GetAttributeValue<DateTime>(column)).ToString();
}
