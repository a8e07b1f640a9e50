using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;
using Offboarding.Tests.Deactivation;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Schedule;

/// <summary>From the end of a relationship to jobs and lines, through the packed zip. It is 15 January 2027.</summary>
public sealed class RunSchedulesScenarios : IDisposable
{
    readonly SolutionEnvironment world = Schedules.NewWorld();

    public void Dispose() => world.Dispose();

    [Fact]
    public void R11_the_end_of_a_relationship_makes_a_job_with_a_line_for_each_subject_class_rule_and_end()
    {
        var account = Left(out var contact);
        world.Local.Requests.Clear();

        world.RunSchedules();

        Assert.InRange(world.Reads(), 1, 90);

        var job = world.Job(account)!;
        var lines = world.Lines(job.Id);
        Assert.Equal(new LocalDate(2027, 1, 15), world.Relationship(account).RelationshipEnd);
        Assert.Equal((ErasureJobStatusReason.Scheduled, account.ToString("D"), new LocalDate(2027, 1, 15)), (job.StatusReason, job.OpenKey, job.RelationshipEnd));
        Assert.Equal((new LocalDate(2027, 7, 16), new LocalDate(2031, 1, 31), lines.Count), (job.RestrictFrom, job.DueOn, job.LineCount));
        Assert.Equal(
            ["account_master DE-BGB-195 2031-01-30", "contact_master DE-BGB-195 2031-01-30"],
            lines.Where(line => line.RecordClass!.EndsWith("_master", StringComparison.Ordinal)).Select(line => $"{line.RecordClass} {line.OperativeRule} {line.RetentionEnd}").Order(StringComparer.Ordinal));
        Assert.Contains(lines, line => line.SubjectId == contact.ToString("D"));
    }

    [Fact]
    public void The_one_message_of_the_night_goes_on_with_schedules()
    {
        var account = Left(out _);

        var night = world.Run();
        var again = world.Run();

        Assert.Equal(ErasureJobStatusReason.Scheduled, world.Job(account)!.StatusReason);
        Assert.Equal((1, 0, 0), (night.Processed, night.Failed, again.Processed));
        Assert.Equal(new DateTime(2027, 1, 15, 23, 0, 0, DateTimeKind.Utc), again.NextDue);
    }

    [Theory]
    [InlineData("2027-07-15", ErasureJobStatusReason.Scheduled, RetentionScheduleLineStatus.Scheduled)]
    [InlineData("2027-07-16", ErasureJobStatusReason.Restricted, RetentionScheduleLineStatus.Restricted)]
    [InlineData("2031-01-30", ErasureJobStatusReason.Restricted, RetentionScheduleLineStatus.Restricted)]
    [InlineData("2031-01-31", ErasureJobStatusReason.Due, RetentionScheduleLineStatus.Due)]
    public void The_days_move_job_and_lines(string day, ErasureJobStatusReason job, RetentionScheduleLineStatus line)
    {
        var account = Left(out _);
        world.RunSchedules();

        world.Comes(LocalDate.Parse(day));
        world.RunSchedules();

        Assert.Equal(job, world.Job(account)!.StatusReason);
        Assert.Equal(line, Master(account).LineStatus);
    }

    [Fact]
    public void A_run_on_a_day_on_which_nothing_changed_writes_nothing_and_reads_no_row_of_a_customer()
    {
        Left(out _);
        world.RunSchedules();
        world.Local.Requests.Clear();

        var quiet = world.RunSchedules();

        Assert.Empty(world.Writes());
        Assert.Equal((2, 0, 0), (quiet.Steps, quiet.Processed, quiet.Failed));
        Assert.InRange(world.Reads(), 1, 30);
    }

    [Fact]
    public void R43_whoever_left_past_every_step_is_found_by_the_next_run()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.UpdatePastTheProduct(Doors.Inactive(account));
        world.Local.Clock.MoveTo(new DateTime(2027, 1, 20, 8, 0, 0, DateTimeKind.Utc));

        world.RunSchedules();

        Assert.Equal((new LocalDate(2027, 1, 15), new LocalDate(2027, 1, 15)), (world.Relationship(account).DeactivatedOn, world.Relationship(account).RelationshipEnd));
        Assert.NotNull(world.Job(account));
    }

    [Fact]
    public void Whoever_leaves_while_a_contract_has_no_end_gets_a_job_only_when_it_has_ended()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        world.UpdatePastTheProduct(Doors.Inactive(account));
        world.RunSchedules();
        var before = (world.Relationship(account).RelationshipEnd, world.Job(account));

        world.UpdatePastTheProduct(new ContractRow(new Entity(ContractRow.Table, contract)) { Termination = ContractTermination.Mutual, NoticeReceived = new LocalDate(2027, 1, 15), AgreedEnd = new LocalDate(2027, 3, 31) }.Entity);
        world.RunSchedules();
        var meanwhile = world.Job(account);
        world.Comes(new LocalDate(2027, 4, 1));
        world.RunSchedules();

        Assert.Equal((null, null), before);
        Assert.Null(meanwhile);
        Assert.Equal(new LocalDate(2027, 3, 31), world.Job(account)!.RelationshipEnd);
        Assert.Contains(world.Lines(world.Job(account)!.Id), line => line.RecordClass == "contract_document" && line.RetentionEnd is not null);
    }

    [Fact]
    public void R06_the_customers_return_cancels_the_job_and_its_lines_and_a_new_end_makes_a_new_job()
    {
        var account = Left(out _);
        world.RunSchedules();
        var first = world.Job(account)!;

        world.Local.Clock.MoveTo(new DateTime(2027, 2, 1, 8, 0, 0, DateTimeKind.Utc));
        world.Activate(account);
        world.RunSchedules();
        var cancelled = world.Job(account)!;
        var lines = world.Lines(first.Id);
        var back = world.Relationship(account);
        world.Local.Clock.MoveTo(new DateTime(2027, 3, 1, 8, 0, 0, DateTimeKind.Utc));
        SolutionEnvironment.Deactivate(world.Administrator, account);
        world.RunSchedules();

        Assert.Equal((first.Id, ErasureJobStatusReason.Cancelled, ErasureJobState.Inactive, first.Id.ToString("D")), (cancelled.Id, cancelled.StatusReason, cancelled.State, cancelled.OpenKey));
        Assert.All(lines, line => Assert.Equal((RetentionScheduleLineStatus.Cancelled, RetentionScheduleAction.None), (line.LineStatus, line.Action)));
        Assert.Equal((null, null, new LocalDate(2027, 2, 1)), (back.DeactivatedOn, back.RelationshipEnd, back.ReactivatedOn));
        Assert.NotEqual(first.Id, world.Job(account)!.Id);
        Assert.Equal(new LocalDate(2027, 3, 1), world.Job(account)!.RelationshipEnd);
    }

    [Fact]
    public void R12_a_hold_holds_the_job_and_its_release_gives_it_back()
    {
        var account = Left(out _);
        world.RunSchedules();
        var hold = world.Administrator.Create(new LegalHoldRow
        {
            AccountId = new EntityReference(AccountRow.Table, account), Kind = LegalHoldKind.Tax, Purpose = "audit", Reason = "order", From = new LocalDate(2027, 1, 15),
        }.Entity);

        world.RunSchedules();
        var held = (world.Job(account)!.StatusReason, Master(account).LineStatus, Master(account).EarliestErasure);
        world.Administrator.Update(new LegalHoldRow(new Entity(LegalHoldRow.Table, hold)) { Until = new LocalDate(2033, 12, 31), ReleaseReason = "audit closed" }.Entity);
        world.RunSchedules();
        var moved = (world.Job(account)!.DueOn, Master(account).EarliestErasure);
        world.Administrator.Update(new LegalHoldRow(new Entity(LegalHoldRow.Table, hold)) { Until = new LocalDate(2027, 1, 15) }.Entity);
        world.Comes(new LocalDate(2027, 1, 16));
        world.RunSchedules();

        Assert.Equal((ErasureJobStatusReason.Held, RetentionScheduleLineStatus.Held, null), held);
        Assert.Equal((new LocalDate(2034, 1, 1), new LocalDate(2034, 1, 1)), moved);
        Assert.Equal((ErasureJobStatusReason.Scheduled, RetentionScheduleLineStatus.Scheduled), (world.Job(account)!.StatusReason, Master(account).LineStatus));
    }

    [Fact]
    public void A_rule_that_moves_an_end_forward_marks_the_line_and_one_that_moves_it_back_does_not()
    {
        var account = Left(out _);
        world.RunSchedules();
        var rule = Rule("DE-BGB-195", "account_master");

        world.UpdatePastTheProduct(new RetentionRuleRow(new Entity(RetentionRuleRow.Table, rule)) { Period = 2 }.Entity);
        world.RunSchedules();
        var earlier = Master(account);
        world.UpdatePastTheProduct(new RetentionRuleRow(new Entity(RetentionRuleRow.Table, rule)) { Period = 4 }.Entity);
        world.RunSchedules();

        Assert.Equal((new LocalDate(2030, 1, 30), true), (earlier.RetentionEnd, earlier.MovedEarlier));
        Assert.Equal((new LocalDate(2032, 1, 30), false), (Master(account).RetentionEnd, Master(account).MovedEarlier));
    }

    [Fact]
    public void A_change_of_rules_tells_before_it_is_saved_which_lines_it_moves()
    {
        Left(out _);
        Left(out _);
        world.RunSchedules();
        world.Local.Requests.Clear();

        var answer = world.Loop("off_PreviewRuleChange", request => request["Rules"] = RuleJson(period: "2")).Answers.Single();
        var later = world.Loop("off_PreviewRuleChange", request => request["Rules"] = RuleJson(period: "5")).Answers.Single();

        Assert.Equal((2, 0), ((int)answer["Earlier"], (int)answer["Later"]));
        Assert.Equal((0, 2), ((int)later["Earlier"], (int)later["Later"]));
        Assert.Contains("\"end_before\":\"2031-01-30\",\"end_after\":\"2030-01-30\"", (string)answer["Moved"], StringComparison.Ordinal);
        Assert.Empty(world.Writes());
        Assert.DoesNotContain(world.Local.Requests.ByPlugins, request => request.Table is "account" or "contact");
    }

    [Fact]
    public void Without_an_erasure_map_nobody_knows_which_rows_belong_to_a_subject_and_nothing_is_scheduled()
    {
        using var half = new SolutionEnvironment();
        var account = half.AddAccount("Contoso GmbH");
        SolutionEnvironment.Deactivate(half.Administrator, account);

        var message = SolutionEnvironment.RefusalOf(() => half.Administrator.Execute(new OrganizationRequest("off_RunSchedules")));

        Assert.EndsWith("[OFF-3204]", message, StringComparison.Ordinal);
        Assert.Null(half.Job(account));
    }

    [Theory]
    [InlineData("OFF-3203", "{}", null)]
    [InlineData("OFF-5003", "[]", "x")]
    public void A_preview_that_cannot_be_made_says_why(string code, string rules, string? token)
    {
        var request = new OrganizationRequest("off_PreviewRuleChange") { ["Rules"] = rules };
        if (token is not null) request["Token"] = token;

        Assert.EndsWith("[" + code + "]", SolutionEnvironment.RefusalOf(() => world.Administrator.Execute(request)), StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_that_were_inactive_before_the_product_came_are_scheduled_only_when_asked_and_after_a_preview()
    {
        using var brownfield = new SolutionEnvironment(withDefaults: false);
        var account = brownfield.AddAccount("Contoso GmbH");
        SolutionEnvironment.Deactivate(brownfield.Administrator, account);
        brownfield.Local.Clock.MoveTo(new DateTime(2027, 2, 1, 8, 0, 0, DateTimeKind.Utc));
        brownfield.InstallDefaults(withErasureMap: true);
        brownfield.RunSchedules();
        var night = brownfield.Job(account);
        brownfield.Local.Requests.Clear();

        var preview = brownfield.Loop("off_ScheduleBaseline", _ => { });
        var writes = brownfield.Writes();
        var early = SolutionEnvironment.RefusalOf(() => brownfield.Administrator.Execute(new OrganizationRequest("off_ScheduleBaseline") { ["DeactivatedOn"] = "2027-02-02" }));
        var first = brownfield.Loop("off_ScheduleBaseline", request => (request["Preview"], request["DeactivatedOn"]) = (false, "2020-06-30"));
        var again = brownfield.Loop("off_ScheduleBaseline", request => request["Preview"] = false);

        Assert.Null(night);
        Assert.Equal((1, true, 0), (preview.Processed, (int)preview.Answers[0]["Lines"] > 0, (int)preview.Answers[0]["Due"]));
        Assert.Empty(writes);
        Assert.EndsWith("[OFF-3202]", early, StringComparison.Ordinal);
        Assert.Equal((1, 0), (first.Processed, again.Processed));
        Assert.Equal((new LocalDate(2020, 6, 30), ErasureJobStatusReason.Due), (brownfield.Job(account)!.RelationshipEnd, brownfield.Job(account)!.StatusReason));
    }

    [Fact]
    public void The_baseline_is_not_known_before_the_defaults_are_installed()
    {
        using var empty = new SolutionEnvironment(withDefaults: false);

        var message = SolutionEnvironment.RefusalOf(() => empty.Administrator.Execute(new OrganizationRequest("off_ScheduleBaseline")));

        Assert.EndsWith("[OFF-3201]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("A;0;0;")]
    [InlineData("J;10;21;")]
    [InlineData("A;10;0;no-id")]
    public void A_token_that_no_step_gave_is_refused(string token)
    {
        var message = SolutionEnvironment.RefusalOf(() => world.Administrator.Execute(new OrganizationRequest("off_RunSchedules") { ["Token"] = token }));

        Assert.EndsWith("[OFF-5003]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_that_fails_alone_is_left_out_and_named_and_too_many_stop_the_run()
    {
        var account = Left(out _);
        var request = new OrganizationRequest("off_RunSchedules") { ["Token"] = "A;1;0;", ["Fault"] = "it fell" };

        var answer = world.Administrator.Execute(request);
        request["Token"] = "A;1;20;";
        var message = SolutionEnvironment.RefusalOf(() => world.Administrator.Execute(request));

        Assert.Equal((1, $"A;10;1;{account:D}"), ((int)answer["Failed"], (string)answer["Token"]));
        Assert.Contains("it fell", (string)answer["Report"], StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3200]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_accounts_than_a_step_takes_are_scheduled_in_one_run()
    {
        var accounts = Enumerable.Range(0, ScheduleToken.SchedulesPerStep + 3).Select(_ => Left(out Guid _)).ToList();

        var run = world.RunSchedules();

        Assert.Equal((3, accounts.Count), (run.Steps, run.Processed));
        Assert.All(accounts, account => Assert.NotNull(world.Job(account)));
    }

    [Fact]
    public void A_contact_who_is_primary_contact_of_another_active_account_is_kept()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contact = AddContact(account);
        world.Administrator.Create(new Entity("account") { ["name"] = "Fabrikam", ["primarycontactid"] = new EntityReference("contact", contact) });
        SolutionEnvironment.Deactivate(world.Administrator, account);

        world.RunSchedules();

        Assert.Equal(RetentionScheduleLineStatus.KeptActive, world.Lines(world.Job(account)!.Id).Single(line => line.RecordClass == "contact_master").LineStatus);
    }

    RetentionScheduleRow Master(Guid account) => world.Lines(world.Job(account)!.Id).Single(line => line.RecordClass == "account_master");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_account_that_returns_and_leaves_again_between_two_nights_gets_the_schedule_of_its_last_leaving(bool bySetState)
    {
        var account = Left(out _);
        world.RunSchedules();
        var first = world.Job(account)!;
        world.Local.Clock.MoveTo(new DateTime(2028, 3, 1, 9, 0, 0, DateTimeKind.Utc));

        world.Activate(account);
        if (bySetState)
            world.Administrator.Execute(new Microsoft.Crm.Sdk.Messages.SetStateRequest { EntityMoniker = new EntityReference("account", account), State = new OptionSetValue(1), Status = new OptionSetValue(2) });
        else
            SolutionEnvironment.Deactivate(world.Administrator, account);
        world.RunSchedules();

        var again = world.Relationship(account);
        var job = world.Job(account)!;
        Assert.Equal((new LocalDate(2028, 3, 1), new LocalDate(2028, 3, 1), new LocalDate(2028, 3, 1)), (again.DeactivatedOn, again.RelationshipEnd, again.ReactivatedOn));
        Assert.Equal((new LocalDate(2027, 1, 15), first.Id, new LocalDate(2028, 3, 1)), (first.RelationshipEnd, job.Id, job.RelationshipEnd));
        Assert.Equal(new LocalDate(2032, 1, 31), job.DueOn);
    }

    [Fact]
    public void Leaving_for_the_first_time_costs_nothing_more()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.Local.Requests.Clear();

        SolutionEnvironment.Deactivate(world.Administrator, account);

        Assert.DoesNotContain(world.Local.Requests.ByPlugins, static request => request.Message == "Update");
    }

    Guid Left(out Guid contact)
    {
        var account = world.AddAccount("Contoso GmbH");
        contact = AddContact(account);
        SolutionEnvironment.Deactivate(world.Administrator, account);
        return account;
    }

    Guid AddContact(Guid account) => world.Administrator.Create(new Entity("contact") { ["lastname"] = "Muster", ["parentcustomerid"] = new EntityReference("account", account) });

    Guid Rule(string id, string recordClass)
    {
        var query = new QueryExpression(RetentionRuleRow.Table) { ColumnSet = new ColumnSet(RetentionRuleRow.Columns.RuleId) };
        query.Criteria.AddCondition(RetentionRuleRow.Columns.RuleId, ConditionOperator.Equal, id);
        query.Criteria.AddCondition(RetentionRuleRow.Columns.RecordClass, ConditionOperator.Equal, recordClass);
        return world.Administrator.RetrieveMultiple(query).Entities.Single().Id;
    }

    static string RuleJson(string period)
    {
        var row = Retention.RetentionTable.ShippedRows.Single(rule => rule["rule_id"] == "DE-BGB-195" && rule["record_class"] == "account_master");
        var changed = new Dictionary<string, string>(row) { ["period"] = period };
        return Newtonsoft.Json.JsonConvert.SerializeObject(new[] { changed });
    }
}
