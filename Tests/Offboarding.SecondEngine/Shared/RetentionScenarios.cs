using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.SecondEngine;

/// <summary>How long a voucher is kept by the rules on file: off_EvaluateRetention.</summary>
static class RetentionScenarios
{
    internal static IReadOnlyList<Scenario> All { get; } =
    [
        new("On the last day of the period a voucher is still kept", engine => IsJudged(engine, "2026-12-31", "scheduled")),
        new("The day after, it is due", engine => IsJudged(engine, "2027-01-01", "due")),
        new("Of two rules the longer one decides", LongerRuleDecides),
        new("A rule that is switched off decides nothing", InactiveRuleDecidesNothing),
    ];

    static void IsJudged(IScenarioEngine engine, string day, string status)
    {
        Rule(engine, "OWN-8", years: 8);

        var result = Judge(engine, day);

        Assert.Equal(status, result["status"]);
        Assert.Equal("2026-12-31", result["retention_end"]);
        Assert.Equal("2027-01-01", result["earliest_erasure"]);
    }

    static void LongerRuleDecides(IScenarioEngine engine)
    {
        Rule(engine, "OWN-8", years: 8);
        Rule(engine, "OWN-10", years: 10);

        var result = Judge(engine, "2027-01-01");

        Assert.Equal("OWN-10", result["operative_rule"]);
        Assert.Equal("2028-12-31", result["retention_end"]);
    }

    static void InactiveRuleDecidesNothing(IScenarioEngine engine)
    {
        Rule(engine, "OWN-8", years: 8);
        Rule(engine, "OWN-10", years: 10, isActive: false);

        Assert.Equal("OWN-8", Judge(engine, "2027-01-01")["operative_rule"]);
    }

    static void Rule(IScenarioEngine engine, string id, int years, bool isActive = true) => engine.Migrate(new RetentionRuleRow
    {
        RuleId = id,
        Version = 1,
        Pack = "DE",
        RecordClass = "voucher",
        StartEvents = "document_date",
        StartPick = RetentionRuleStartPick.First,
        Period = years,
        Unit = RetentionRuleUnit.Y,
        Rounding = RetentionRuleRounding.CalendarYear,
        GraceDays = 0,
        OpenProceedings = false,
        Ground = RetentionRuleGround.LegalObligation,
        TieRank = years,
        RestrictMonths = 12,
        Action = RetentionRuleAction.AnonymizeRow,
        EffectiveFrom = new LocalDate(2025, 1, 1),
        Active = isActive,
        LegalSource = "§ 147 (3) AO",
        Confidence = RetentionRuleConfidence.High,
        Origin = RetentionRuleOrigin.Customer,
    }.Entity);

    static Entity Judge(IScenarioEngine engine, string day)
    {
        var cases = new EntityCollection
        {
            Entities =
            {
                new Entity
                {
                    ["case_id"] = "1", ["jurisdictions"] = "DE", ["law_date"] = day, ["today"] = day, ["record_class"] = "voucher", ["start_events"] = "document_date=2018-03-05",
                    ["flags"] = "vat_invoice",
                },
            },
        };
        return Assert.Single(((EntityCollection)engine.Execute(new OrganizationRequest("off_EvaluateRetention") { ["Kind"] = "retention", ["Cases"] = cases })["Results"]).Entities);
    }
}
