using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Cases;

/// <summary>A decision that lacks something, by the table: it is not announced, no row changes, and the message lists exactly what is missing.</summary>
[Trait("requirement", "R16")]
public sealed class DecisionCasesScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly CaseWorld cases = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    public static IEnumerable<TheoryDataRow<string, string, string>> Cases =>
        ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Cases", "decision-cases.csv"))
            .Select(row => new TheoryDataRow<string, string, string>(row["lacks"], row["english"], row["german"]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void R16_a_decision_that_lacks_something_is_not_announced_and_the_message_lists_exactly_that(string lacks, string english, string german)
    {
        var id = Case(lacks.Split(' '));
        var number = cases.Case(id).Name;

        var inEnglish = cases.RefusalOf(world.EnglishRep, CaseWorld.On(id, "off_AnnounceOffboarding"));
        var inGerman = cases.RefusalOf(world.GermanRep, CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.Equal($"Case {number} cannot be announced yet; missing: {english}. Next: complete the decision in the case and try again. [OFF-1320]", inEnglish);
        Assert.Equal($"Fall {number} kann noch nicht mitgeteilt werden; es fehlt: {german}. Nächster Schritt: die Entscheidung im Fall vervollständigen und es erneut versuchen. [OFF-1320]", inGerman);
        Assert.Equal(OffboardingCaseStatusReason.Prepare, cases.Case(id).StatusReason);
    }

    [Fact]
    public void R16_with_nothing_missing_the_same_case_is_announced()
    {
        var id = Case([]);

        cases.Rep.Execute(CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.Equal(OffboardingCaseStatusReason.Announce, cases.Case(id).StatusReason);
    }

    Guid Case(string[] lacks)
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var reason = world.Administrator.Create(new ReasonRow { Code = "table-" + Guid.NewGuid().ToString("N"), Name = "No longer profitable", NeedsApproval = false }.Entity);
        var id = cases.Start(account);
        var row = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id))
        {
            Explanation = Lacks("placeholder") ? "tbd" : Lacks("explanation") ? null : "The service has cost us more than it earned for three years.",
            Situation = Lacks("situation") ? null : "They depend on our hotline until their own team is trained.",
            ProReputation = Rating("pro_reputation"),
            ProFocus = Rating("pro_focus"),
            ProConflict = Rating("pro_conflict"),
            ProCapacity = Rating("pro_capacity"),
            ConReferral = Rating("con_referral"),
            ConLostOrders = Rating("con_lost_orders"),
            ConRejection = Rating("con_rejection"),
            ConEffort = Rating("con_effort"),
            AccountValue = Lacks("value") ? null : Lacks("approval") ? 50000m : 1000m,
        };
        if (!Lacks("reason")) row.ReasonId = new EntityReference(ReasonRow.Table, reason);
        world.Administrator.Update(row.Entity);
        return id;

        bool Lacks(string what) => lacks.Contains(what);
        int? Rating(string name) => Lacks(name) ? null : 2;
    }
}
