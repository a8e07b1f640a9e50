using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;
using Offboarding.Tests.Schedule;

namespace Offboarding.Tests.ErasureJobs;

/// <summary>For unattended runs the data protection officer approves plans under a rule in advance; whatever is out of the ordinary waits for a person.</summary>
public sealed class StandingApprovalScenarios : IDisposable
{
    const string OfficerRole = "Offboarding Data Protection Officer";

    readonly ErasureJobWorld world = new();
    readonly IOrganizationService officer;
    readonly Guid officerId;

    public StandingApprovalScenarios()
    {
        officerId = world.Local.AddUser(new NewUser("Olga Offizier") { Roles = [OfficerRole] });
        officer = world.Local.ServiceFor(officerId);
    }

    SolutionEnvironment Solution => world.Rows.Solution;

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_plan_all_of_whose_rules_have_a_standing_approval_is_carried_out_the_same_night()
    {
        var job = world.Due();
        GiveAll(job);

        Solution.Run();

        var plan = PlanOf(job);
        Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason);
        Assert.Equal((ErasurePlanApproval.Executed, officerId), (plan.Approval, plan.ApprovedById!.Id));
        Assert.StartsWith("Approved by standing approvals: DE-", plan.Reason, StringComparison.Ordinal);
        Assert.All(world.Entries(job), entry => Assert.Equal(officerId, entry.ApprovedById!.Id));
    }

    [Fact]
    public void A_plan_that_waits_already_is_approved_the_next_night()
    {
        var job = world.Due();
        Solution.Run();
        Assert.Equal(ErasureJobStatusReason.WaitingForApproval, world.Job(job).StatusReason);
        GiveAll(job);

        Solution.Run();

        Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason);
    }

    [Fact]
    public void One_rule_without_approval_leaves_the_plan_to_a_person()
    {
        var job = world.Due();
        foreach (var rule in RulesOf(job).Skip(1)) Give(rule);

        AssertWaits(job);
    }

    [Fact]
    public void A_revoked_approval_covers_nothing_from_that_day_on()
    {
        var job = world.Due();
        var given = GiveAll(job);
        officer.Update(new StandingApprovalRow(new Entity(StandingApprovalRow.Table, given[0])) { RevokedOn = new LocalDate(2027, 1, 15) }.Entity);

        AssertWaits(job);
    }

    [Fact]
    public void One_that_is_revoked_between_approval_and_first_write_stops_the_run()
    {
        var job = world.Due();
        var given = GiveAll(job);
        string token = "P:";
        while (!token.StartsWith("E:", StringComparison.Ordinal)) token = (string)Solution.Step(token)["Token"];
        Assert.Equal(ErasurePlanApproval.Approved, PlanOf(job).Approval);

        officer.Update(new StandingApprovalRow(new Entity(StandingApprovalRow.Table, given[0])) { RevokedOn = new LocalDate(2027, 1, 15) }.Entity);
        world.Run();

        Assert.Equal(ErasureJobStatusReason.Due, world.Job(job).StatusReason);
        Assert.Equal("Needle0", world.LastName(job.Contacts[0]));
    }

    [Fact]
    public void A_changed_rule_of_the_same_class_ends_the_cover()
    {
        var job = world.Due();
        GiveAll(job);
        var rule = world.Planner.RetrieveMultiple(new QueryExpression(RetentionRuleRow.Table)
        {
            ColumnSet = new ColumnSet("off_ruleid"), TopCount = 1, Criteria = { Conditions = { new ConditionExpression("off_recordclass", ConditionOperator.Equal, "contact_master"), new ConditionExpression("off_ground", ConditionOperator.Equal, (int)RetentionRuleGround.Policy) } },
        }).Entities.Single();
        world.Planner.Update(new Entity(RetentionRuleRow.Table, rule.Id) { ["off_legalsource"] = "Board decision of 2027" });

        AssertWaits(job);
    }

    [Fact]
    public void A_changed_erasure_map_ends_the_cover()
    {
        var job = world.Due();
        GiveAll(job);
        var entry = world.Planner.RetrieveMultiple(new QueryExpression(ErasureMapEntryRow.Table)
        {
            ColumnSet = new ColumnSet("off_column"), TopCount = 1, Criteria = { Conditions = { new ConditionExpression("off_tablename", ConditionOperator.Equal, "salesorder"), new ConditionExpression("off_method", ConditionOperator.Equal, (int)ErasureMapEntryMethod.KeepGround) } },
        }).Entities.Single();
        world.Planner.Update(new Entity(ErasureMapEntryRow.Table, entry.Id) { ["off_ground"] = "another ground" });

        AssertWaits(job);
    }

    [Fact]
    public void An_alert_on_any_open_line_leaves_the_plan_to_a_person()
    {
        var job = world.Due(withOrder: true);
        GiveAll(job);
        Solution.Run();
        Assert.Equal(ErasureJobStatusReason.Restricted, world.Job(job).StatusReason);

        var other = world.Due(withOrder: true);
        world.Planner.Update(new RetentionScheduleRow(new Entity(RetentionScheduleRow.Table, Solution.Lines(other.Id).First(line => line.LineStatus == RetentionScheduleLineStatus.Restricted).Id)) { Alerts = "ART17_REFUSED" }.Entity);
        string token = "P:";
        while (!token.StartsWith("E:", StringComparison.Ordinal)) token = (string)Solution.Step(token)["Token"];

        Assert.Equal(ErasurePlanApproval.Waiting, PlanOf(other).Approval);
    }

    [Fact]
    public void Who_planned_is_not_covered_by_an_approval_of_his_own()
    {
        var both = world.Local.AddUser(new NewUser("Udo Universal") { IsAdministrator = true, Roles = [OfficerRole] });
        var job = world.Due();
        foreach (var rule in RulesOf(job)) Give(rule, by: world.Local.ServiceFor(both));
        world.Local.ServiceFor(both).Execute(new OrganizationRequest("off_PlanErasure") { ["Target"] = new EntityReference(ErasureJobRow.Table, job.Id) });

        AssertWaits(job);
    }

    [Fact]
    public void An_undecided_column_leaves_the_plan_to_a_person()
    {
        var job = world.Due();
        var entry = world.Planner.RetrieveMultiple(new QueryExpression(ErasureMapEntryRow.Table)
        {
            ColumnSet = new ColumnSet("off_column"), Criteria = { Conditions = { new ConditionExpression("off_tablename", ConditionOperator.Equal, "contact"), new ConditionExpression("off_column", ConditionOperator.Equal, "nickname") } },
        }).Entities;
        foreach (var one in entry) world.Planner.Update(new Entity(ErasureMapEntryRow.Table, one.Id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        GiveAll(job);

        AssertWaits(job);
    }

    [Fact]
    public void Neither_an_administrator_nor_the_job_gives_one()
    {
        var job = world.Due();
        var rule = RulesOf(job)[0];
        var unattended = world.Local.AddUser(new NewUser("Nacht") { Roles = [OfficerRole, "Offboarding Job"] });

        Assert.EndsWith("[OFF-3380]", SolutionEnvironment.RefusalOf(() => Give(rule, by: world.Planner)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3381]", SolutionEnvironment.RefusalOf(() => Give(rule, by: world.Local.ServiceFor(unattended))), StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_a_rule_that_is_there_a_reason_and_nothing_that_stands_already()
    {
        var rule = RulesOf(world.Due())[0];

        Assert.EndsWith("[OFF-3382]", SolutionEnvironment.RefusalOf(() => Give(new("DE-NONE", 1))), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3382]", SolutionEnvironment.RefusalOf(() => Give(new(rule.Key, 99))), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3383]", SolutionEnvironment.RefusalOf(() => Give(rule, reason: " ")), StringComparison.Ordinal);
        Give(rule);
        Assert.EndsWith("[OFF-3384]", SolutionEnvironment.RefusalOf(() => Give(rule)), StringComparison.Ordinal);
    }

    [Fact]
    public void It_never_changes_is_revoked_for_good_and_is_not_deleted()
    {
        var rule = RulesOf(world.Due())[0];
        var id = Give(rule);
        StandingApprovalRow Change() => new(new Entity(StandingApprovalRow.Table, id));

        Assert.EndsWith("[OFF-3385]", SolutionEnvironment.RefusalOf(() => officer.Update(new StandingApprovalRow(new Entity(StandingApprovalRow.Table, id)) { Reason = "Another" }.Entity)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3387]", SolutionEnvironment.RefusalOf(() => world.Planner.Delete(StandingApprovalRow.Table, id)), StringComparison.Ordinal);

        var revoke = Change();
        revoke.RevokedOn = new LocalDate(2027, 1, 20);
        officer.Update(revoke.Entity);
        var later = Change();
        later.RevokedOn = new LocalDate(2027, 2, 1);

        Assert.EndsWith("[OFF-3386]", SolutionEnvironment.RefusalOf(() => officer.Update(later.Entity)), StringComparison.Ordinal);
        Give(rule);
    }

    [Fact]
    public void Deactivating_revokes_it_and_it_does_not_come_back()
    {
        var rule = RulesOf(world.Due())[0];
        var id = Give(rule);
        officer.Update(new StandingApprovalRow(new Entity(StandingApprovalRow.Table, id)) { State = StandingApprovalState.Inactive, StatusReason = StandingApprovalStatusReason.Inactive }.Entity);

        var message = SolutionEnvironment.RefusalOf(() => officer.Update(new StandingApprovalRow(new Entity(StandingApprovalRow.Table, id)) { State = StandingApprovalState.Active, StatusReason = StandingApprovalStatusReason.Active }.Entity));

        Assert.EndsWith("[OFF-3386]", message, StringComparison.Ordinal);
    }

    void AssertWaits(DueJob job)
    {
        Solution.Run();

        Assert.Equal((ErasureJobStatusReason.WaitingForApproval, ErasurePlanApproval.Waiting), (world.Job(job).StatusReason, PlanOf(job).Approval));
        Assert.Equal("Needle0", world.LastName(job.Contacts[0]));
    }

    /// <summary>The rule of each due line; of one that waited for a row that needs its party, the first that lost.</summary>
    IReadOnlyList<KeyValuePair<string, int>> RulesOf(DueJob job) =>
        [.. Solution.Lines(job.Id).Where(line => line.LineStatus == RetentionScheduleLineStatus.Due).Select(RuleOf).Distinct().OrderBy(rule => rule.Key, StringComparer.Ordinal)];

    static KeyValuePair<string, int> RuleOf(RetentionScheduleRow line) =>
        line.OperativeRule == "DEPENDENCY" ? new(line.LosingRules!.Split(':')[0], 1) : new(line.OperativeRule!, line.RuleVersion!.Value);

    IReadOnlyList<Guid> GiveAll(DueJob job) => [.. RulesOf(job).Select(rule => Give(rule))];

    Guid Give(KeyValuePair<string, int> rule, IOrganizationService? by = null, string reason = "Figures of a year were right.") =>
        (by ?? officer).Create(new StandingApprovalRow { RuleId = rule.Key, RuleVersion = rule.Value, Reason = reason, Name = "x" }.Entity);

    ErasurePlanRow PlanOf(DueJob job)
    {
        var query = new QueryExpression(ErasurePlanRow.Table) { ColumnSet = new ColumnSet("off_approval", "off_approvedbyid", "off_reason") };
        query.Criteria.AddCondition("off_jobid", ConditionOperator.Equal, job.Id);
        query.AddOrder("off_name", OrderType.Descending);
        return new ErasurePlanRow(world.Planner.RetrieveMultiple(query).Entities[0]);
    }
}
