using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Screens;
using Offboarding.Tests.Cases;

namespace Offboarding.Tests.Screens;

/// <summary>A case says what it waits for: one sentence, one action.</summary>
public sealed class NextStepScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;

    public NextStepScenarios() => cases = new CaseWorld(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_case_that_was_just_started_waits_for_its_decision()
    {
        var id = Started();

        var next = Next(world.EnglishRep, id);

        Assert.Equal("decide", (string?)next["kind"]);
        Assert.StartsWith("Complete the decision: a reason of the catalogue; an explanation in at least 20 characters and 3 different words", (string?)next["sentence"], StringComparison.Ordinal);
        Assert.Equal(("Prepare", "2027-12-31"), ((string?)next["case"]!["stage"], (string?)next["case"]!["planned_end"]));
        Assert.StartsWith("Entscheidung vervollständigen: ein Grund aus dem Katalog;", (string?)Next(world.GermanRep, id)["sentence"], StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_talk_comes_the_pack_then_the_plan()
    {
        var id = Started(playbook: null);
        world.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { StatusReason = OffboardingCaseStatusReason.Announce }.Entity);
        Assert.Equal("make_pack", (string?)Next(world.EnglishRep, id)["kind"]);

        cases.Rep.Execute(CaseWorld.On(id, "off_PrepareConversation"));
        var read = Next(world.EnglishRep, id);
        Assert.Equal("read_pack", (string?)read["kind"]);
        Assert.Contains("read the conversation pack and confirm it", (string?)read["sentence"], StringComparison.Ordinal);

        cases.Rep.Execute(CaseWorld.On(id, "off_ConfirmPack"));
        var item = Next(world.EnglishRep, id);
        Assert.Equal("item", (string?)item["kind"]);
        var first = cases.Items(id).OrderBy(row => row.DueOn).First();
        Assert.Equal((first.DueOn.ToString(), false), ((string?)item["due"], (bool)item["late"]!));
        Assert.NotNull(world.Administrator.Retrieve((string)item["table"]!, Guid.Parse((string)item["id"]!), new Microsoft.Xrm.Sdk.Query.ColumnSet("subject")));
    }

    [Fact]
    public void Asking_takes_at_most_nine_requests_and_writes_nothing()
    {
        var id = Started(playbook: null);
        var before = cases.Snapshot();
        world.Local.Requests.Clear();

        Next(world.EnglishRep, id);

        Assert.InRange(world.Local.Requests.ByPlugins.Count(request => request.Depth == 2), 1, GetNextStep.MostRequests);
        Assert.Equal(before, cases.Snapshot());
    }

    /// <summary>The order of the work, whatever else is true of the case.</summary>
    [Theory]
    [InlineData(OffboardingCaseStatusReason.Prepare, true, true, false, NextStepKind.Decide)]
    [InlineData(OffboardingCaseStatusReason.Prepare, false, true, false, NextStepKind.Approve)]
    [InlineData(OffboardingCaseStatusReason.Prepare, false, false, true, NextStepKind.Announce)]
    [InlineData(OffboardingCaseStatusReason.Announce, false, false, true, NextStepKind.MakePack)]
    [InlineData(OffboardingCaseStatusReason.Transition, false, false, true, NextStepKind.Item)]
    [InlineData(OffboardingCaseStatusReason.Transition, false, false, false, NextStepKind.Wait)]
    [InlineData(OffboardingCaseStatusReason.FollowUp, false, false, true, NextStepKind.Item)]
    [InlineData(OffboardingCaseStatusReason.FollowUp, false, false, false, NextStepKind.Over)]
    [InlineData(OffboardingCaseStatusReason.Completed, false, false, true, NextStepKind.Over)]
    [InlineData(OffboardingCaseStatusReason.Cancelled, true, true, true, NextStepKind.Over)]
    public void The_step_follows_from_the_stage(OffboardingCaseStatusReason stage, bool lacksDecision, bool lacksApproval, bool hasOpenItem, NextStepKind expected)
    {
        var progress = new CaseProgress
        {
            Stage = stage, LacksDecision = lacksDecision, LacksApproval = lacksApproval, HasOpenItem = hasOpenItem, PossibleFrom = new LocalDate(2028, 1, 1),
        };

        Assert.Equal(expected, NextStepRule.Of(progress, new LocalDate(2027, 1, 15)));
    }

    [Theory]
    [InlineData("2027-12-31", NextStepKind.Wait)]
    [InlineData("2028-01-01", NextStepKind.Complete)]
    public void A_case_is_completed_from_the_first_possible_day_on(string today, NextStepKind expected)
    {
        var progress = new CaseProgress { Stage = OffboardingCaseStatusReason.Close, PossibleFrom = new LocalDate(2028, 1, 1) };

        Assert.True(LocalDate.TryParse(today, out var day));
        Assert.Equal(expected, NextStepRule.Of(progress, day));
    }

    Guid Started(string? playbook = "none")
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        return (Guid)cases.Rep.Execute(CaseWorld.StartRequest(account, playbook: playbook))["CaseId"];
    }

    static JObject Next(IOrganizationService service, Guid id) => JObject.Parse((string)service.Execute(CaseWorld.On(id, "off_GetNextStep"))["Json"]);
}
