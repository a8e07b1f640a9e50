using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The steps "Plan erasure", "Approve erasure", "Run retention", "Pause retention" and "Place hold" (R46), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R46")]
public sealed class RetentionStepsScenarios : IDisposable
{
    const string Plan = "Offboarding.WorkflowActivities.PlanErasure";
    const string Approve = "Offboarding.WorkflowActivities.ApproveErasure";
    const string RunStep = "Offboarding.WorkflowActivities.RunRetention";
    const string Pause = "Offboarding.WorkflowActivities.PauseRetention";
    const string Hold = "Offboarding.WorkflowActivities.PlaceHold";

    /// <summary>More steps than a job of two contacts has.</summary>
    const int MostSteps = 40;

    readonly ErasureJobWorld world = new();
    readonly Guid officer;

    public RetentionStepsScenarios() => officer = world.Local.AddUser(new NewUser("Dana Datenschutz") { IsAdministrator = true });

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_job_is_planned_approved_by_another_person_and_carried_out_step_by_step()
    {
        var job = world.Due();
        var planned = Run(Plan, [], row: new EntityReference(ErasureJobRow.Table, job.Id));
        var plan = (EntityReference)planned["Plan"]!;
        var signature = new Dictionary<string, object?> { ["Hash"] = planned["Hash"], ["Count"] = planned["Count"] };

        var same = SolutionEnvironment.RefusalOf(() => Run(Approve, signature, row: plan));
        var approved = Run(Approve, signature, row: plan, user: officer);
        var (token, steps, processed) = ("", 0, 0);
        for (var more = true; more; steps++)
        {
            Assert.InRange(steps, 0, MostSteps);
            var step = Run(RunStep, new() { ["Token"] = token });
            (more, token) = ((bool)step["More"]!, (string)step["NextToken"]!);
            processed += (int)step["Processed"]!;
        }

        Assert.EndsWith("[OFF-3361]", same, StringComparison.Ordinal);
        Assert.True((bool)approved["Approved"]!);
        Assert.Equal((int)planned["Count"]!, (int)planned["Erase"]! + (int)planned["Pseudonymize"]!);
        Assert.InRange(processed, 1, int.MaxValue);
        Assert.Equal(ErasureJobState.Inactive, world.Job(job).State);
        Assert.True(world.IsEvidenceValid());
    }

    [Fact]
    public void A_plan_is_rejected_with_its_reason()
    {
        var plan = (EntityReference)Run(Plan, [], row: new EntityReference(ErasureJobRow.Table, world.Due().Id))["Plan"]!;

        var rejected = Run(Approve, new() { ["Reject"] = true, ["Reason"] = "Ask legal first." }, row: plan, user: officer);

        Assert.False((bool)rejected["Approved"]!);
        Assert.Equal(ErasurePlanApproval.Rejected, new ErasurePlanRow(world.Planner.Retrieve(ErasurePlanRow.Table, plan.Id, new ColumnSet(ErasurePlanRow.Columns.Approval))).Approval);
    }

    [Fact]
    public void A_pause_stops_the_erasure_and_a_resume_lets_it_go_on()
    {
        world.Approved();

        var paused = Run(Pause, []);
        var idle = Run(RunStep, []);
        var resumed = Run(Pause, new() { ["Resume"] = true });

        Assert.Equal((true, false, false), ((bool)paused["Paused"]!, (bool)idle["More"]!, (bool)resumed["Paused"]!));
        Assert.True((bool)Run(RunStep, [])["More"]!);
    }

    [Fact]
    public void A_hold_on_the_account_of_the_workflow_is_placed_once()
    {
        var account = world.Rows.Account("Contoso GmbH");
        var inputs = new Dictionary<string, object?> { ["Kind"] = "litigation", ["Purpose"] = "claims of 2026", ["Reason"] = "They sue.", ["Until"] = new DateTime(2030, 12, 31) };

        var first = Run(Hold, inputs, row: account);
        var second = Run(Hold, inputs, row: account);

        Assert.Equal((true, false), ((bool)first["Placed"]!, (bool)second["Placed"]!));
        var query = new QueryExpression(LegalHoldRow.Table) { ColumnSet = new ColumnSet(LegalHoldRow.Columns.AccountId) };
        Assert.Equal(account.Id, new LegalHoldRow(world.Planner.RetrieveMultiple(query).Entities.Single()).AccountId!.Id);
    }

    [Theory]
    [InlineData(Plan, "Plan erasure", "Erasure job", "off_erasurejob")]
    [InlineData(Approve, "Approve erasure", "Plan", "off_erasureplan")]
    [InlineData(Hold, "Place hold", "Account", "account")]
    public void A_step_without_a_row_says_which_input_to_set(string activity, string step, string label, string table)
    {
        var inputs = activity == Hold ? new Dictionary<string, object?> { ["Kind"] = "litigation", ["Purpose"] = "claims of 2026", ["Reason"] = "They sue." } : [];

        var refused = SolutionEnvironment.RefusalOf(() => Run(activity, inputs));

        Assert.Equal($"The step '{step}' was given no {label}, and the workflow runs on no row of {table}: set its input '{label}'.", refused);
    }

    [Fact]
    public void Each_step_sends_one_request()
    {
        var job = world.Due();
        var planned = Run(Plan, [], row: new EntityReference(ErasureJobRow.Table, job.Id));
        var steps = new (string Activity, Dictionary<string, object?> Inputs, EntityReference? Row, Guid? User, string Message)[]
        {
            (Plan, [], new EntityReference(ErasureJobRow.Table, job.Id), null, "off_PlanErasure"),
            (Hold, new() { ["Kind"] = "litigation", ["Purpose"] = "claims of 2026", ["Reason"] = "They sue." }, world.Rows.Account("Other"), null, "off_PlaceHolds"),
            (RunStep, [], null, null, "off_RunRetention"),
            (Pause, [], null, null, "off_PauseRetention"),
        };
        foreach (var (activity, inputs, row, user, message) in steps)
        {
            world.Local.Requests.Clear();

            Run(activity, inputs, row, user);

            var depth = world.Local.Requests.Min(request => request.Depth);
            Assert.Equal(message, Assert.Single(world.Local.Requests, request => request.Depth == depth).Message);
        }

        Assert.NotNull(planned["Summary"]);
    }

    IReadOnlyDictionary<string, object?> Run(string activity, Dictionary<string, object?> inputs, EntityReference? row = null, Guid? user = null) =>
        world.Local.RunActivity(activity, inputs, new WorkflowStep { Row = row, UserId = user });
}
