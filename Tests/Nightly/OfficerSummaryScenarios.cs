using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;

namespace Offboarding.Tests.Nightly;

/// <summary>One message a night does it all: due jobs are planned, approved ones erased, and the data protection officer hears of what is left to decide.</summary>
public sealed class OfficerSummaryScenarios : IDisposable
{
    readonly ErasureJobWorld world = new();

    SolutionEnvironment Solution => world.Rows.Solution;

    public void Dispose() => world.Dispose();

    [Fact]
    public void The_night_plans_what_is_due_and_tells_the_officer_once_that_day()
    {
        var officer = Officer("Dora Datenschutz");
        var job = world.Due();

        var night = Solution.Run();
        var again = Solution.Run();

        var task = Assert.Single(Tasks());
        Assert.Equal(ErasureJobStatusReason.WaitingForApproval, world.Job(job).StatusReason);
        Assert.Equal(("Datenschutz: offene Entscheidungen: 2", officer, TaskState.Open), (task.Subject, task.OwnerId!.Id, task.State));
        Assert.StartsWith("Löschpläne, die auf Freigabe warten: 1 (PLAN-", task.Description, StringComparison.Ordinal);
        Assert.Equal("Datenschutz: offene Entscheidungen: 2", Assert.Single(Notifications(officer)).GetAttributeValue<string>("title"));
        Assert.Contains("The data protection officer was told what waits for a decision: 2.", night.Reports);
        Assert.DoesNotContain("The data protection officer was told what waits for a decision: 2.", again.Reports);
    }

    [Fact]
    public void The_next_day_has_a_task_of_its_own_and_the_earlier_one_that_nobody_did_is_cancelled()
    {
        Officer("Dora Datenschutz");
        world.Due();
        Solution.Run();

        Solution.RunOn("2027-01-16");

        Assert.Equal([TaskState.Canceled, TaskState.Open], Tasks().Select(task => task.State!.Value));
    }

    [Fact]
    public void A_day_without_anything_to_decide_makes_no_task()
    {
        Officer("Dora Datenschutz");

        Solution.Run();

        Assert.Empty(Tasks());
    }

    [Fact]
    public void The_task_belongs_to_a_team_with_the_role_and_each_of_its_members_is_notified()
    {
        var users = new[] { Person("Eins"), Person("Zwei") };
        var unit = world.Planner.RetrieveMultiple(new QueryExpression("businessunit") { ColumnSet = new ColumnSet("name") }).Entities.Single().ToEntityReference();
        var team = world.Planner.Create(new Entity("team") { ["name"] = "Datenschutz", ["businessunitid"] = unit, ["administratorid"] = new EntityReference("systemuser", users[0]) });
        world.Planner.Associate("team", team, new Relationship("teamroles_association"), [Role("Offboarding Data Protection Officer")]);
        foreach (var user in users) world.Planner.Associate("team", team, new Relationship("teammembership_association"), [new EntityReference("systemuser", user)]);
        world.Due();

        Solution.Run();

        Assert.Equal(team, Assert.Single(Tasks()).OwnerId!.Id);
        Assert.All(users, user => Assert.Single(Notifications(user)));
    }

    [Fact]
    public void Where_nobody_has_the_role_the_report_says_so()
    {
        world.Due();

        var night = Solution.Run();

        Assert.Contains(night.Reports, report => report.EndsWith("give the role to a person or a team. [OFF-3390]", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_app_has_no_notifications_there_is_a_task_only()
    {
        using var bare = new ErasureJobWorld(new EnvironmentOptions { AbsentTables = ["appnotification"] });
        bare.Local.AddUser(new NewUser("Dora") { Roles = ["Offboarding Data Protection Officer"] });
        bare.Due();

        bare.Rows.Solution.Run();

        Assert.Single(Tasks(bare));
    }

    [Fact]
    public void The_night_carries_out_what_was_approved()
    {
        var job = world.Approved();

        Solution.Run();

        Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason);
        Assert.True(world.IsEvidenceValid());
    }

    [Fact]
    public void A_plan_that_was_rejected_is_not_made_again_as_long_as_it_would_be_the_same()
    {
        var job = world.Due();
        var plan = world.Plan(job);
        world.Officer.Execute(new OrganizationRequest("off_ApproveErasure") { ["Target"] = new EntityReference(ErasurePlanRow.Table, (Guid)plan["PlanId"]), ["Reject"] = true, ["Reason"] = "Evidence." });

        Solution.Run();
        Assert.Equal(ErasureJobStatusReason.Due, world.Job(job).StatusReason);
        world.Rows.Add("annotation", ("subject", "Late"), ("objectid", job.Contacts[0]));
        Solution.RunOn("2027-01-23");

        Assert.Equal(ErasureJobStatusReason.WaitingForApproval, world.Job(job).StatusReason);
    }

    [Fact]
    public void A_job_that_cannot_be_planned_says_why_and_holds_up_no_other()
    {
        var stuck = world.Due();
        world.Rows.Add("incident", ("title", "late complaint"), ("customerid", stuck.Account));
        var other = world.Due();

        // Only the plans, as the schedules of the same night would have found the row.
        var token = "P:";
        while (token.StartsWith("P:", StringComparison.Ordinal)) token = (string)Solution.Step(token)["Token"];

        Assert.EndsWith("[OFF-3352]", world.Job(stuck).Detail, StringComparison.Ordinal);
        Assert.Equal(ErasureJobStatusReason.WaitingForApproval, world.Job(other).StatusReason);
    }

    [Theory, InlineData("P:x"), InlineData("E:x"), InlineData("T:x"), InlineData("R:x"), InlineData("S:x")]
    public void A_token_that_no_part_gave_is_refused_by_name(string token) =>
        Assert.Contains(token, SolutionEnvironment.RefusalOf(() => Solution.Step(token)), StringComparison.Ordinal);

    Guid Officer(string name) => world.Local.AddUser(new NewUser(name) { Language = 1031, Roles = ["Offboarding Data Protection Officer"] });

    Guid Person(string name) => world.Local.AddUser(new NewUser(name));

    EntityReference Role(string name)
    {
        var query = new QueryExpression("role") { ColumnSet = new ColumnSet("name") };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, name);
        return world.Planner.RetrieveMultiple(query).Entities.Single().ToEntityReference();
    }

    IReadOnlyList<TaskRow> Tasks() => Tasks(world);

    static IReadOnlyList<TaskRow> Tasks(ErasureJobWorld world)
    {
        var query = new QueryExpression(TaskRow.Table) { ColumnSet = new ColumnSet("subject", "description", "ownerid", "statecode", "off_reminder") };
        query.Criteria.AddCondition("off_reminder", ConditionOperator.BeginsWith, "officer:");
        query.AddOrder("off_reminder", OrderType.Ascending);
        return [.. world.Planner.RetrieveMultiple(query).Entities.Select(row => new TaskRow(row))];
    }

    IReadOnlyList<Entity> Notifications(Guid user)
    {
        var query = new QueryExpression("appnotification") { ColumnSet = new ColumnSet("title", "body", "ownerid") };
        query.Criteria.AddCondition("ownerid", ConditionOperator.Equal, user);
        return [.. world.Planner.RetrieveMultiple(query).Entities];
    }
}
