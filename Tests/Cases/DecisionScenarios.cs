using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

public class DecisionScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly CaseWorld cases = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    [Fact]
    public void R16_a_complete_decision_is_announced_and_kept_with_its_ratings()
    {
        var id = Case(1000m);

        var answer = cases.Rep.Execute(CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.EndsWith("is announced: the decision is complete.", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal(OffboardingCaseStatusReason.Announce, cases.Case(id).StatusReason);
        var decision = cases.Decisions(id).Last();
        Assert.Equal(CaseDecisionKind.Announce, decision.Kind);
        Assert.Contains("\"con_effort\":1", decision.Facts, StringComparison.Ordinal);
    }

    [Fact]
    public void R16_what_a_decision_lacks_is_named_in_English()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Start(account);

        var message = cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.EndsWith(
            "missing: a reason of the catalogue; an explanation in at least 20 characters and 3 different words; the customer's situation; the ratings of reputation, focus, "
            + "conflict avoided, capacity, word of mouth, lost orders, rejection, effort; the value of the account. Next: complete the decision in the case and try again. [OFF-1320]",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void R16_what_a_decision_lacks_is_named_in_German()
    {
        var id = Case(1000m, row => row.ProFocus = null);

        var message = cases.RefusalOf(world.GermanRep, CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.Contains("es fehlt: die Bewertung von Fokus.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TODO", "“TODO”")]
    [InlineData("tbd: write this down before the meeting", "“tbd”")]
    [InlineData("We part because [reason goes here] of all that.", "“[reason goes here]”")]
    public void R16_a_placeholder_is_no_explanation(string explanation, string named)
    {
        var id = Case(1000m, row => row.Explanation = explanation);

        var message = cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.Contains("an explanation instead of the placeholder " + named, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("too short")]
    [InlineData("because because because because")]
    public void R16_an_explanation_says_something(string explanation)
    {
        var id = Case(1000m, row => row.Explanation = explanation);

        Assert.Contains("an explanation in at least 20 characters", cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_AnnounceOffboarding")), StringComparison.Ordinal);
    }

    [Fact]
    public void R16_from_the_threshold_on_a_second_person_approves()
    {
        var id = Case(50000m);

        var alone = cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_AnnounceOffboarding"));
        var own = cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_ApproveOffboarding"));
        var approved = world.GermanRep.Execute(CaseWorld.On(id, "off_ApproveOffboarding"));
        cases.Rep.Execute(CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.Contains("missing: the approval of a second person.", alone, StringComparison.Ordinal);
        Assert.Contains("belongs to you; a second person approves it.", own, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1650]", own, StringComparison.Ordinal);
        Assert.EndsWith("ist genehmigt.", (string)approved["Report"], StringComparison.Ordinal);
        var row = cases.Case(id);
        Assert.NotNull(row.ApprovedOn);
        Assert.NotEqual(row.OwnerId!.Id, row.ApprovedById!.Id);
        Assert.Equal(OffboardingCaseStatusReason.Announce, row.StatusReason);
    }

    [Fact]
    public void R16_below_the_threshold_nobody_else_is_asked()
    {
        var id = Case(49999.99m);

        cases.Rep.Execute(CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.Equal(OffboardingCaseStatusReason.Announce, cases.Case(id).StatusReason);
    }

    [Fact]
    public void R16_a_lower_value_written_by_hand_spares_no_second_person()
    {
        var id = Case(1000m, monthlyFee: 5000m);

        Assert.Contains("the approval of a second person", cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_AnnounceOffboarding")), StringComparison.Ordinal);
    }

    [Fact]
    public void R16_a_reason_may_ask_for_a_second_person_whatever_the_value()
    {
        var reason = world.Administrator.Create(new ReasonRow { Code = "grave-" + Guid.NewGuid().ToString("N"), Name = "Grave", NeedsApproval = true }.Entity);
        var id = Case(1m, row => row.ReasonId = new EntityReference(ReasonRow.Table, reason));

        Assert.Contains("the approval of a second person", cases.RefusalOf(cases.Rep, CaseWorld.On(id, "off_AnnounceOffboarding")), StringComparison.Ordinal);
    }

    [Fact]
    public void Announcing_and_approving_again_change_nothing()
    {
        var id = Case(50000m);
        world.GermanRep.Execute(CaseWorld.On(id, "off_ApproveOffboarding"));
        var first = cases.Rep.Execute(CaseWorld.On(id, "off_AnnounceOffboarding", ("RequestId", "a-1")));
        var before = cases.Snapshot();

        world.GermanRep.Execute(CaseWorld.On(id, "off_ApproveOffboarding"));
        var again = cases.Rep.Execute(CaseWorld.On(id, "off_AnnounceOffboarding", ("RequestId", "a-1")));
        cases.Rep.Execute(CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.Equal(before, cases.Snapshot());
        Assert.Equal(first["Report"], again["Report"]);
    }

    [Fact]
    public void Announcing_takes_eight_requests_and_approving_three()
    {
        var id = Case(50000m);
        world.Local.Requests.Clear();

        world.GermanRep.Execute(CaseWorld.On(id, "off_ApproveOffboarding"));
        var approving = world.Local.Requests.ByPlugins.Count;
        cases.Rep.Execute(CaseWorld.On(id, "off_AnnounceOffboarding"));

        Assert.Equal((3, 11), (approving, world.Local.Requests.ByPlugins.Count));
    }

    /// <summary>A case with everything that a decision needs.</summary>
    Guid Case(decimal value, Action<OffboardingCaseRow>? change = null, decimal? monthlyFee = null)
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => contract.MonthlyFee = monthlyFee);
        var reason = world.Administrator.Create(new ReasonRow { Code = "test-" + Guid.NewGuid().ToString("N"), Name = "No longer profitable", NeedsApproval = false }.Entity);
        var id = cases.Start(account);
        var row = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id))
        {
            ReasonId = new EntityReference(ReasonRow.Table, reason),
            Explanation = "The service has cost us more than it earned for three years.",
            Situation = "They depend on our hotline until their own team is trained.",
            ProReputation = 2, ProFocus = 4, ProConflict = 1, ProCapacity = 5, ConReferral = 2, ConLostOrders = 3, ConRejection = 2, ConEffort = 1,
            AccountValue = value,
        };
        change?.Invoke(row);
        world.Administrator.Update(row.Entity);
        return id;
    }
}
