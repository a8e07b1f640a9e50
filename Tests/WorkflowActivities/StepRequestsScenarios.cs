using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>What each step costs: it sends one operation (of a contract one read before it), and the operation sends what its own docstring states.</summary>
[Trait("requirement", "R44")]
public class StepRequestsScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Steps = "Offboarding.WorkflowActivities.";

    /// <summary>Caller's settings, local time, settings, accounts, contracts, rules.</summary>
    const int Preview = 6;

    /// <summary>Whatever else an operation on a case needs: contracts and gate, checks of each contract written, plan.</summary>
    const int Start = 14, Notice = 30, End = 12, Complete = 12, Cancel = 12, Settlement = 14, TasksBesideItems = 16;

    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void Looking_takes_one_operation_and_of_a_contract_one_read_more()
    {
        var account = steps.ObligedAccount();
        var contract = new EntityReference(ContractRow.Table, shared.World.AddContract(account, "V-2042"));

        Costs("PreviewOffboarding", [], new EntityReference(AccountRow.Table, account), ["off_PreviewOffboarding"], Preview);
        Costs("CheckNoticePeriod", [], new EntityReference(AccountRow.Table, account), ["off_PreviewOffboarding"], Preview);
        Costs("CheckNoticePeriod", [], contract, ["Retrieve", "off_PreviewOffboarding"], Preview);
    }

    [Fact]
    public void Starting_planning_and_moving_take_one_operation_each()
    {
        var account = new EntityReference(AccountRow.Table, steps.ObligedAccount());
        var other = steps.Unplanned(steps.ObligedAccount());

        var started = Costs("StartOffboarding", new() { ["Way"] = "own_notice", ["PlaybookCode"] = "service" }, account, ["off_StartOffboarding"], Start);
        var planned = Costs("CreateTransitionTasks", new() { ["PlaybookCode"] = "service" }, other, ["off_CreateTransitionTasks"], TasksBesideItems + (2 * 30));
        Costs("ChangeEndDate", new() { ["NewEnd"] = new DateTime(2028, 12, 31), ["Reason"] = "They asked for a year more." }, other, ["off_ChangeEndDate"], End);
        Costs("CancelOffboarding", new() { ["Reason"] = "They pay again." }, other, ["off_CancelOffboarding"], Cancel + (int)planned["Created"]!);

        Assert.True((bool)started["Created"]!);
    }

    [Fact]
    public void Recording_settling_and_completing_take_one_operation_each()
    {
        var world = shared.World;
        var obliged = steps.Announced(steps.ObligedAccount());
        var free = steps.Announced(world.AddAccount("Fabrikam AG"), "mutual");

        Costs("RecordNotice", new() { ["ReceivedOn"] = new DateTime(2027, 1, 14), ["Form"] = "letter" }, obliged, ["off_RecordNotice"], Notice);
        Costs("ProposeSettlement", [], obliged, ["off_ProposeSettlement"], Settlement);
        Costs("CompleteOffboarding", [], free, ["off_CompleteOffboarding"], Complete + OpenItems(free));
    }

    int OpenItems(EntityReference offboardingCase) => new Cases.CaseWorld(shared.World).Items(offboardingCase.Id).Count;

    IReadOnlyDictionary<string, object?> Costs(string step, Dictionary<string, object?> inputs, EntityReference row, string[] sent, int most)
    {
        var log = shared.World.Local.Requests;
        log.Clear();

        var outputs = shared.World.Local.RunActivity(Steps + step, inputs, new WorkflowStep { Row = row });

        var depth = log.Min(request => request.Depth);
        Assert.Equal(sent, log.Where(request => request.Depth == depth).Select(request => request.Message));
        Assert.InRange(log.Count(request => request.Depth == depth + 1), 1, most);
        return outputs;
    }
}
