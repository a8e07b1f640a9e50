using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Schedule;

namespace Offboarding.Tests.ErasureJobs;

/// <summary>From the approval to the certificate.</summary>
public sealed class RunRetentionScenarios(ErasureJobWorld world) : IClassFixture<ErasureJobWorld>
{
    [Fact]
    public void R06_R11_R42_what_is_due_is_planned_approved_erased_and_proven()
    {
        var job = world.Due(contacts: 3);
        var plan = world.Plan(job);
        world.Approve(plan);

        world.Run();

        var row = world.Job(job);
        Assert.Equal((ErasureJobStatusReason.Completed, ErasureJobState.Inactive, job.Id.ToString("D")), (row.StatusReason, row.State, row.OpenKey));
        Assert.All(job.Contacts, contact => Assert.Matches("^ANON-", world.LastName(contact)));
        Assert.All(job.Tasks, task => Assert.False(world.Exists("task", task)));
        Assert.Equal((3, 3), (world.Evidence(job)["contact token"], world.Evidence(job)["task delete_row"]));
        Assert.True(world.IsEvidenceValid());
        Assert.Equal(ErasurePlanApproval.Executed, world.PlanOf(plan).Approval);
        Assert.All(world.Entries(job), entry => Assert.Equal(plan["Hash"], entry.PlanHash));
        Assert.All(world.Entries(job), entry => Assert.Equal(world.PlanOf(plan).ApprovedById!.Id, entry.ApprovedById!.Id));
        Assert.All(world.LinesOf(job), line => Assert.Equal(new LocalDate(2027, 1, 15), Line(line).ErasedOn));
    }

    [Fact]
    public void A_name_that_the_mask_happens_to_spell_is_no_trace_of_the_person()
    {
        var job = world.Due(contacts: 1, also: account => world.Rows.Contact(account, "Non", ("firstname", "Ada")));
        world.Approve(world.Plan(job));

        world.Run();

        Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason);
    }

    [Fact]
    public void Lines_that_run_on_keep_their_rows_and_the_job_open()
    {
        var job = world.Approved(withOrder: true);

        world.Run();

        Assert.Equal(ErasureJobStatusReason.Restricted, world.Job(job).StatusReason);
        Assert.Single(world.LinesOf(job), line => Line(line).ErasedOn is null);
        Assert.DoesNotContain(world.Evidence(job).Keys, key => key.StartsWith("salesorder", StringComparison.Ordinal));
        world.Rows.Solution.RunSchedules();
        Assert.Equal(ErasureJobStatusReason.Restricted, world.Job(job).StatusReason);
    }

    [Fact]
    public void The_certificate_can_be_read_by_everybody_and_names_nobody()
    {
        var job = world.Approved(withOrder: true);

        world.Run();

        var html = world.Job(job).Certificate!;
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "<h1>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains("<th scope=\"col\">Record class</th>", html, StringComparison.Ordinal);
        Assert.True(html.Contains("<th scope=\"row\">contact</th><td>token</td><td>DEPENDENCY</td><td>2</td>", StringComparison.Ordinal), html);
        Assert.Contains("head of the chain", html, StringComparison.Ordinal);
        Assert.Contains("Backups and recycle bin", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Needle", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(html.Split("<table>").Length, html.Split("<caption>").Length);
    }

    [Theory]
    [InlineData("row")]
    [InlineData("hold")]
    [InlineData("rule")]
    [InlineData("map")]
    [InlineData("line")]
    [InlineData("fact")]
    [InlineData("plan")]
    public void I14_whatever_changed_after_the_approval_stops_the_run_before_the_first_mask(string change)
    {
        var job = world.Due();
        var plan = world.Plan(job);
        world.Approve(plan);
        var undo = Change(change, job, plan);

        world.Run();

        var row = world.Job(job);
        Assert.Equal(ErasurePlanApproval.Void, world.PlanOf(plan).Approval);
        Assert.Equal(ErasureJobStatusReason.Due, row.StatusReason);
        Assert.EndsWith("[OFF-3372]", row.Detail, StringComparison.Ordinal);
        Assert.Equal("Needle0", world.LastName(job.Contacts[0]));
        Assert.Empty(world.Entries(job));
        Assert.True(world.IsEvidenceValid());
        undo();
    }

    [Fact]
    public void I2_a_hold_that_comes_while_the_run_is_at_work_stops_it_and_its_release_lets_it_go_on()
    {
        var job = world.Approved(contacts: 60);
        var token = ErasureJobWorld.TokenOf(world.Step());
        token = ErasureJobWorld.TokenOf(world.Step(token));
        var masked = world.Evidence(job).Values.Sum();
        var hold = world.Hold(job.Account);

        world.Run(token);

        Assert.Equal(ErasureJobStatusReason.Held, world.Job(job).StatusReason);
        Assert.Equal(masked, world.Evidence(job).Values.Sum());
        world.Planner.Execute(new Microsoft.Xrm.Sdk.Messages.UpdateRequest
        {
            Target = new LegalHoldRow(new Entity(LegalHoldRow.Table, hold)) { Until = new LocalDate(2027, 1, 14) }.Entity, Parameters = { ["BypassCustomPluginExecution"] = true },
        });
        world.Local.Clock.Advance(TimeSpan.FromMinutes(16));
        world.Run();

        // The hold names the account and will be erased, too: its line is still to be made.
        Assert.Equal(ErasureJobStatusReason.Restricted, world.Job(job).StatusReason);
        Assert.All(job.Contacts, contact => Assert.Matches("^ANON-", world.LastName(contact)));
        world.Rows.Solution.RunSchedules();
        Assert.Equal(ErasureJobStatusReason.Due, world.Job(job).StatusReason);
    }

    [Fact]
    public void I7_a_caller_that_dies_after_any_step_is_followed_by_another_with_the_same_result()
    {
        var undisturbed = world.Approved();
        var calls = world.Run();
        var expected = world.Evidence(undisturbed);

        for (var died = 1; died < calls; died++)
        {
            var job = world.Approved();
            string? token = null;
            for (var step = 0; step < died; step++) token = ErasureJobWorld.TokenOf(world.Step(token));
            world.Local.Clock.Advance(TimeSpan.FromMinutes(6));

            world.Run();

            Assert.True(world.Job(job).StatusReason == ErasureJobStatusReason.Completed, $"After step {died} the job reads: {world.Job(job).StatusReason}, {world.Job(job).Detail}");
            Assert.Equal(expected, world.Evidence(job));
            Assert.All(job.Contacts, contact => Assert.Matches("^ANON-", world.LastName(contact)));
        }

        Assert.True(world.IsEvidenceValid());
    }

    [Fact]
    public void I6_a_step_whose_answer_was_lost_is_repeated_and_repeats_nothing()
    {
        var undisturbed = world.Approved();
        world.Run();
        var job = world.Approved();

        var token = ErasureJobWorld.TokenOf(world.Step());
        for (var repeated = 0; repeated < 12; repeated++) world.Step(token);

        Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason);
        Assert.Equal(world.Evidence(undisturbed), world.Evidence(job));
    }

    [Fact]
    public void Two_callers_side_by_side_take_different_jobs_and_a_third_finds_nothing()
    {
        var one = world.Approved();
        var other = world.Approved();
        var first = ErasureJobWorld.TokenOf(world.Step());
        var second = ErasureJobWorld.TokenOf(world.Step());

        Assert.False((bool)world.Step()["More"]);
        while (first is not null || second is not null)
        {
            if (first is not null) first = ErasureJobWorld.TokenOf(world.Step(first));
            if (second is not null) second = ErasureJobWorld.TokenOf(world.Step(second));
        }

        Assert.All([one, other], job => Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason));
        Assert.Equal(world.Evidence(one), world.Evidence(other));
        Assert.True(world.IsEvidenceValid());
    }

    [Fact]
    public void A_caller_whose_lease_ran_out_writes_nothing_any_more()
    {
        var job = world.Approved();
        var late = ErasureJobWorld.TokenOf(world.Step());
        world.Local.Clock.Advance(TimeSpan.FromMinutes(6));
        var second = ErasureJobWorld.TokenOf(world.Step());

        var answer = world.Step(late);

        Assert.Null(ErasureJobWorld.TokenOf(answer));
        Assert.Contains("is worked on by another run", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Empty(world.Entries(job));
        world.Run(second);
        Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason);
    }

    [Fact]
    public void A_pause_stops_within_one_step_and_a_resumed_run_ends()
    {
        var job = world.Approved();
        var token = ErasureJobWorld.TokenOf(world.Step());

        world.Planner.Execute(new OrganizationRequest("off_PauseRetention"));
        var paused = world.Step(token);
        var resumed = world.Planner.Execute(new OrganizationRequest("off_PauseRetention") { ["Resume"] = true });

        Assert.Equal((false, "The erasure is paused."), ((bool)paused["More"], (string)paused["Report"]));
        Assert.Empty(world.Entries(job));
        Assert.Equal((false, 1), ((bool)resumed["Paused"], (int)resumed["Runs"]));
        world.Run(token);
        Assert.Equal(ErasureJobStatusReason.Completed, world.Job(job).StatusReason);
    }

    [Fact]
    public void A_token_of_another_operation_is_refused_by_name()
    {
        Assert.EndsWith("[OFF-5003]", SolutionEnvironment.RefusalOf(() => world.Step("F100")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_nobody_classified_makes_the_run_partial()
    {
        var entry = Entry("contact", "nickname");
        Deactivate(entry);
        var job = world.Due();
        var plan = world.Plan(job);
        world.Approve(plan);

        world.Run();

        Assert.Equal(1, plan["Undecided"]);
        Assert.Equal(ErasureJobStatusReason.Failed, world.Job(job).StatusReason);
        Assert.Contains("is partial – 1 columns undecided", world.Job(job).Detail, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3371]", world.Job(job).Detail, StringComparison.Ordinal);
        Assert.Contains("contact.nickname", world.Job(job).Certificate, StringComparison.Ordinal);
        Assert.All(world.LinesOf(job), line => Assert.Null(Line(line).ErasedOn));
        Activate(entry);
    }

    Action Change(string change, DueJob job, OrganizationResponse plan)
    {
        switch (change)
        {
            case "row":
                world.Rows.Add("task", ("subject", "new"), ("regardingobjectid", job.Contacts[0]));
                return static () => { };
            case "hold":
                world.Hold(job.Account);
                return static () => { };
            case "rule":
                var query = new QueryByAttribute(RetentionRuleRow.Table) { ColumnSet = new ColumnSet("off_noteen"), TopCount = 1 };
                query.AddAttributeValue(RetentionRuleRow.Columns.RecordClass, "contact_master");
                var rule = world.Planner.RetrieveMultiple(query).Entities.Single();
                world.Rows.Solution.UpdatePastTheProduct(new Entity(RetentionRuleRow.Table, rule.Id) { [RetentionRuleRow.Columns.NoteEn] = Guid.NewGuid().ToString() });
                return static () => { };
            case "map":
                var entry = Entry("contact", "nickname");
                Deactivate(entry);
                return () => Activate(entry);
            case "fact":
                world.Rows.Solution.UpdatePastTheProduct(new AccountRow(new Entity(AccountRow.Table, job.Account.Id)) { DeactivatedOn = new LocalDate(2026, 6, 30) }.Entity);
                return static () => { };
            case "line":
                world.Planner.Update(new RetentionScheduleRow(new Entity(RetentionScheduleRow.Table, world.LinesOf(job)[0])) { LineStatus = RetentionScheduleLineStatus.Held }.Entity);
                return static () => { };
            default:
                var parts = new QueryByAttribute(ErasurePlanPartRow.Table) { ColumnSet = new ColumnSet("off_number") };
                parts.AddAttributeValue("off_planid", (Guid)plan["PlanId"]);
                foreach (var part in world.Planner.RetrieveMultiple(parts).Entities)
                    world.Planner.Update(new ErasurePlanPartRow(new Entity(ErasurePlanPartRow.Table, part.Id)) { Content = "plan/1" }.Entity);
                return static () => { };
        }
    }

    Guid Entry(string table, string column)
    {
        var query = new QueryByAttribute(ErasureMapEntryRow.Table) { ColumnSet = new ColumnSet("off_name"), TopCount = 1 };
        query.AddAttributeValue("off_name", table + "." + column);
        return world.Planner.RetrieveMultiple(query).Entities.Single().Id;
    }

    void Deactivate(Guid entry) => SetState(entry, 1, 2);

    void Activate(Guid entry) => SetState(entry, 0, 1);

    void SetState(Guid entry, int state, int status) =>
        world.Rows.Solution.UpdatePastTheProduct(new Entity(ErasureMapEntryRow.Table, entry) { ["statecode"] = new OptionSetValue(state), ["statuscode"] = new OptionSetValue(status) });

    RetentionScheduleRow Line(Guid line) => new(world.Planner.Retrieve(RetentionScheduleRow.Table, line, new ColumnSet("off_erasedon", "off_linestatus")));
}
