using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading.Tasks;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

public sealed class SameInstantScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;

    public SameInstantScenarios() => cases = new CaseWorld(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Of_many_starts_at_the_same_instant_one_opens_the_case()
    {
        var account = world.AddAccount("Contoso GmbH");

        var answers = await AtOnce(() => (bool)cases.Rep.Execute(CaseWorld.StartRequest(account))["Created"] ? "created" : "found");

        Assert.Single(answers, "created");
        Assert.All(answers, answer => Assert.True(answer is "created" or "found" || answer.EndsWith("[OFF-1303]", StringComparison.Ordinal), answer));
    }

    [Fact]
    public async Task Of_many_changes_at_the_same_instant_one_counts_and_the_others_are_told()
    {
        var id = cases.Start(world.AddAccount("Contoso GmbH"));

        var answers = await AtOnce(() => (string)cases.Rep.Execute(CaseWorld.On(id, "off_CancelOffboarding", ("Reason", "They pay again.")))["Report"]);

        Assert.All(answers, answer => Assert.True(answer.Contains("is cancelled.", StringComparison.Ordinal) || answer.EndsWith("[OFF-1302]", StringComparison.Ordinal), answer));
        Assert.Single(cases.Decisions(id), decision => decision.Kind == CaseDecisionKind.Cancel);
    }

    [Fact]
    public void Who_closes_a_case_that_somebody_else_just_changed_is_told_so()
    {
        var id = cases.Announced(world.AddAccount("Contoso GmbH"), "lapse");
        world.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { StatusReason = OffboardingCaseStatusReason.FollowUp }.Entity);
        var user = ((WhoAmIResponse)cases.Rep.Execute(new WhoAmIRequest())).UserId;
        var told = new HashSet<string>(StringComparer.Ordinal);

        for (var seed = 0; seed < 50; seed++)
        {
            using var copy = world.Local.Clone();
            var rep = copy.ServiceFor(user);
            Action close = () => rep.Execute(CaseWorld.On(id, "off_CompleteOffboarding"));
            told.UnionWith(copy.Interleave(seed, close, close).Faults.Where(fault => fault is not null).Select(fault => fault!.Detail.Message[^10..]));
        }

        Assert.Equal(["[OFF-1302]"], told);
    }

    [Fact]
    public void Inputs_that_no_decision_can_hold_are_refused_instead_of_cut()
    {
        var account = world.AddAccount("Contoso GmbH");
        for (var i = 0; i < 700; i++) world.AddContract(account, $"V-{i}");

        var message = SolutionEnvironment.RefusalOf(() => cases.Rep.Execute(CaseWorld.StartRequest(account)));

        Assert.StartsWith("The inputs of 700 contracts take", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1305]", message, StringComparison.Ordinal);
    }

    static async Task<string[]> AtOnce(Func<string> act) => await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
    {
        try
        {
            return act();
        }
        catch (FaultException<OrganizationServiceFault> refused)
        {
            return refused.Detail.Message;
        }
    })));
}
