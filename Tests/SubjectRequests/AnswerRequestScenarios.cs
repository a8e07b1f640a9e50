using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;
using Offboarding.Tests.Schedule;

namespace Offboarding.Tests.SubjectRequests;

/// <summary>Requests are answered or refused, and what follows from it. It is 15 January 2027.</summary>
public sealed class AnswerRequestScenarios : IDisposable
{
    readonly SubjectWorld world = new(withErasureMap: true);

    public void Dispose() => world.Dispose();

    [Fact]
    public void An_erasure_makes_the_job_due_at_once_and_names_what_stays_with_its_ground()
    {
        var account = Left("2020-06-30");
        var person = world.Person(account);
        world.Rows.Add("salesorder", ("name", "Order"), ("customerid", person), ("submitdate", new DateTime(2026, 5, 4, 0, 0, 0, DateTimeKind.Utc)));
        world.Rows.Solution.RunSchedules();
        world.MoveTo("2027-01-16");
        var request = world.Request(SubjectRequestKind.Erasure, person, "2027-01-14", row => row.IdentityConfirmedOn = SubjectWorld.Today);

        var answer = world.On(request, "off_AnswerRequest");

        var row = world.Read(request);
        Assert.Equal((SubjectRequestRequestState.Answered, new LocalDate(2027, 1, 16)), (row.RequestState, row.AnsweredOn!.Value));
        Assert.Contains("Commercial letter: until 31 Dec 2032: legal obligation", row.Result!, StringComparison.Ordinal);
        Assert.Contains("complain to a supervisory authority", row.Result!, StringComparison.Ordinal);
        Assert.DoesNotContain("needle", row.Result!, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((1, 1), ((int)answer["Kept"] > 0 ? 1 : 0, (int)answer["Due"] > 0 ? 1 : 0));
        Assert.Equal((int)ErasureJobStatusReason.Due, JobOf(account).GetAttributeValue<OptionSetValue>("statuscode").Value);
    }

    [Fact]
    public void While_the_relationship_goes_on_the_answer_says_so()
    {
        var person = world.Person(world.Account("Contoso", ("off_jurisdictions", "DE")));

        var answer = world.On(world.Confirmed(SubjectRequestKind.Erasure, person), "off_AnswerRequest");

        Assert.Contains("needed as long as the relationship goes on", (string)answer["Result"], StringComparison.Ordinal);
        Assert.Equal(0, answer["Due"]);
    }

    [Fact]
    public void While_the_identity_is_being_checked_nothing_falls_due_and_restriction_begins_all_the_same()
    {
        var account = Left("2026-12-31");
        var person = world.Person(account);
        world.Rows.Solution.RunSchedules();
        world.Request(SubjectRequestKind.Erasure, person, "2027-01-14", row => row.IdentityAskedOn = new LocalDate(2027, 1, 14));

        world.Rows.Solution.RunSchedules();

        var line = LineOf(person);
        Assert.Equal(new LocalDate(2027, 1, 15), line.RestrictFrom);
        Assert.DoesNotContain("erasure_request", line.Facts!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restriction_to_keep_data_holds_until_it_is_lifted_and_one_for_accuracy_until_the_answer()
    {
        var account = Left("2020-06-30");
        var (keeps, checks) = (world.Person(account, email: "a@n.example"), world.Person(account, "Berta", email: "b@n.example"));
        var held = world.Confirmed(SubjectRequestKind.Restriction, keeps, change: row => row.Ground = SubjectRequestGround.Claims);
        var accuracy = world.Confirmed(SubjectRequestKind.Restriction, checks, change: row => row.Ground = SubjectRequestGround.Accuracy);
        world.On(held, "off_AnswerRequest");
        world.On(accuracy, "off_AnswerRequest");
        world.MoveTo("2027-01-17");
        world.Rows.Solution.RunSchedules();
        var answered = (LineOf(keeps).LineStatus, LineOf(checks).LineStatus);

        world.Change(held, row => row.LiftedOn = new LocalDate(2027, 1, 17));
        world.MoveTo("2027-01-18");
        world.Rows.Solution.RunSchedules();

        Assert.Equal((RetentionScheduleLineStatus.Held, RetentionScheduleLineStatus.Due), answered);
        Assert.Equal(RetentionScheduleLineStatus.Due, LineOf(keeps).LineStatus);
    }

    [Theory]
    [InlineData(SubjectRequestKind.Erasure, 1)]
    [InlineData(SubjectRequestKind.Restriction, 1)]
    [InlineData(SubjectRequestKind.Rectification, 1)]
    [InlineData(SubjectRequestKind.Objection, 0)]
    [InlineData(SubjectRequestKind.Access, 0)]
    public void Each_recipient_who_was_not_told_yet_gets_a_task_that_names_nobody(SubjectRequestKind kind, int tasks)
    {
        var person = world.Person(world.Account());
        world.Rows.Add("off_disclosure", ("off_name", "Carrier AG"), ("off_contactid", person));
        world.Rows.Add("off_disclosure", ("off_name", "Told AG"), ("off_contactid", person), ("off_notifiedon", new DateTime(2027, 1, 2)));
        var request = world.Confirmed(kind, person);

        var answer = world.On(request, "off_AnswerRequest");

        var made = world.All(TaskRow.Table).Select(row => new TaskRow(row)).ToList();
        Assert.Equal(tasks, (int)answer["Notices"]);
        Assert.Equal(tasks, made.Count);
        Assert.All(made, task =>
        {
            Assert.Equal("Tell Carrier AG of " + world.Read(request).Name, task.Subject);
            Assert.DoesNotContain("needle", task.Subject + task.Description, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void The_certificate_of_an_erasure_lists_recipients_and_who_was_not_told()
    {
        using var jobs = new ErasureJobWorld();
        var job = jobs.Due(contacts: 1, also: account => jobs.Rows.Add("off_disclosure", ("off_name", "Carrier AG"), ("off_accountid", account), ("off_disclosedon", new DateTime(2019, 5, 4))));
        jobs.Approve(jobs.Plan(job));

        jobs.Run();

        Assert.Contains("<th scope=\"row\">Carrier AG</th><td>4 May 2019</td><td>not told yet</td>", jobs.Job(job).Certificate!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_names_its_ground_and_takes_the_request_out_of_schedule_and_list()
    {
        var person = world.Person(Left("2026-12-31"));
        var request = world.Request(SubjectRequestKind.Erasure, person, "2027-01-14");

        world.On(request, "off_AnswerRequest", ("Ground", "unidentified"));
        world.Rows.Solution.RunSchedules();

        var row = world.Read(request);
        Assert.Equal((SubjectRequestRequestState.Refused, SubjectRequestRefusalGround.Unidentified), (row.RequestState, row.RefusalGround));
        Assert.Contains("Art. 12(2), (6) GDPR", row.Result!, StringComparison.Ordinal);
        Assert.Empty(world.Entries());
        Assert.DoesNotContain("erasure_request", LineOf(person).Facts!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_answered_is_refused_clearly()
    {
        var person = world.Person(world.Account());
        var request = world.Request(SubjectRequestKind.Access, person);
        var nobody = world.Confirmed(SubjectRequestKind.Access, null);

        var unidentified = SolutionEnvironment.RefusalOf(() => world.On(request, "off_AnswerRequest"));
        var unknown = SolutionEnvironment.RefusalOf(() => world.On(nobody, "off_AnswerRequest"));
        var noGround = SolutionEnvironment.RefusalOf(() => world.On(request, "off_AnswerRequest", ("Ground", "because")));
        world.Change(request, row => row.IdentityConfirmedOn = SubjectWorld.Today);
        world.On(request, "off_AnswerRequest");
        var twice = SolutionEnvironment.RefusalOf(() => world.On(request, "off_AnswerRequest"));

        Assert.EndsWith("[OFF-3511]", unidentified, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3515]", unknown, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-9004]", noGround, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3512]", twice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_requests_of_one_person_are_answered_together()
    {
        var (person, second) = (world.Person(world.Account("A")), world.Person(world.Account("B"), email: "b@n.example"));
        var request = world.Confirmed(SubjectRequestKind.Access, person);
        world.Confirm(request, second);

        world.On(request, "off_AnswerRequest");

        var all = world.All(SubjectRequestRow.Table).Select(row => new SubjectRequestRow(row)).ToList();
        Assert.Equal(2, all.Count);
        Assert.All(all, row => Assert.Equal((SubjectRequestRequestState.Answered, SubjectWorld.Today), (row.RequestState, row.AnsweredOn!.Value)));
        Assert.Contains(all, row => row.Result == "Answered with " + world.Read(request).Name + ".");
    }

    EntityReference Left(string day)
    {
        var account = world.Account("Contoso", ("off_jurisdictions", "DE"));
        world.Rows.Solution.UpdatePastTheProduct(new AccountRow(new Entity("account", account.Id))
        {
            State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive, DeactivatedOn = LocalDate.Parse(day),
        }.Entity);
        world.Rows.Solution.CreatePastTheProduct(new ErasureJobRow { AccountId = account, OpenKey = account.Id.ToString("D"), StatusReason = ErasureJobStatusReason.Scheduled }.Entity);
        return account;
    }

    Entity JobOf(EntityReference account)
    {
        var query = new QueryExpression(ErasureJobRow.Table) { ColumnSet = new ColumnSet("statuscode") };
        query.Criteria.AddCondition("off_accountid", ConditionOperator.Equal, account.Id);
        return world.Service.RetrieveMultiple(query).Entities.Single();
    }

    RetentionScheduleRow LineOf(EntityReference person)
    {
        var query = new QueryExpression(RetentionScheduleRow.Table) { ColumnSet = new ColumnSet("off_linestatus", "off_restrictfrom", "off_facts", "off_recordclass") };
        query.Criteria.AddCondition("off_subjectid", ConditionOperator.Equal, person.Id.ToString("D"));
        query.Criteria.AddCondition("off_recordclass", ConditionOperator.Equal, "contact_master");
        return new RetentionScheduleRow(world.Service.RetrieveMultiple(query).Entities.Single());
    }
}
