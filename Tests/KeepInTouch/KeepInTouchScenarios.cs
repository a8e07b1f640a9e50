using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.KeepInTouch;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Transition;

namespace Offboarding.Tests.KeepInTouch;

/// <summary>Gifts, references, check-ins and inquiries through the packed zip.</summary>
public sealed class KeepInTouchScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly EntityReference account;
    readonly EntityReference contact;

    public KeepInTouchScenarios()
    {
        account = world.Customer();
        contact = world.Person(account, language: "en");
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public void R34_a_gift_over_the_limit_is_given_only_when_another_person_approved_it()
    {
        var gift = Gift(80);
        Assert.Contains("[OFF-4613]", Refused(gift, row => row.GiftState = GiftGiftState.Given), StringComparison.Ordinal);
        Assert.Contains("[OFF-4610]", Refused(gift, row => row.GiftState = GiftGiftState.Approved), StringComparison.Ordinal);
        Assert.Contains("[OFF-4610]", Refused(gift, row => row.ApprovedById = new EntityReference("systemuser", world.Local.AdministratorId)), StringComparison.Ordinal);
        Assert.Contains("[OFF-4615]", SolutionEnvironment.RefusalOf(() => world.Do("off_ApproveGift", gift)), StringComparison.Ordinal);
        Assert.Contains("[OFF-4614]", SolutionEnvironment.RefusalOf(() => world.Do("off_ApproveGift", new EntityReference(GiftRow.Table, Guid.NewGuid()))), StringComparison.Ordinal);

        var requests = world.RequestsOf(() => Approve(gift));
        Change(gift, row => row.GiftState = GiftGiftState.Given);

        Assert.InRange(requests, 1, ApproveGift.MostRequests);
        Assert.Equal(GiftGiftState.Given, Read(gift).GiftState);
        Assert.Contains("[OFF-4616]", SolutionEnvironment.RefusalOf(() => Approve(gift)), StringComparison.Ordinal);
    }

    [Fact]
    public void R34_a_gift_becomes_a_task_with_its_value_and_compliance_note()
    {
        var gift = Gift(20);

        var made = world.Administrator.RetrieveMultiple(new QueryByAttribute(TaskRow.Table) { ColumnSet = new ColumnSet("subject", "description", "ownerid", "scheduledend", "regardingobjectid"), Attributes = { "regardingobjectid" }, Values = { Read(gift).CaseId!.Id } })
            .Entities.Select(row => new TaskRow(row)).Single(task => task.Subject!.StartsWith("Hand over the gift: ", StringComparison.Ordinal));

        Assert.StartsWith("Value 20.00; above 35 another person approves it first.", made.Description, StringComparison.Ordinal);
        Assert.EndsWith("Their rules allow up to 100 euros.", made.Description, StringComparison.Ordinal);
        Assert.Equal((Read(gift).OwnerId!.Id, world.Local.Clock.UtcNow.AddDays(14)), (made.OwnerId!.Id, made.ScheduledEnd));
    }

    [Fact]
    public void R34_an_approval_holds_for_its_value_only()
    {
        var gift = Gift(80);
        Approve(gift);

        Change(gift, row => row.GiftValue = 800);

        Assert.Equal((GiftGiftState.Proposed, null), (Read(gift).GiftState, Read(gift).ApprovedById));
        Assert.Contains("[OFF-4613]", Refused(gift, row => row.GiftState = GiftGiftState.Given), StringComparison.Ordinal);
    }

    [Fact]
    public void R34_a_small_gift_needs_a_value_and_a_note_that_it_may_be_accepted()
    {
        Assert.Contains("[OFF-4612]", Refused(Gift(20, note: null), row => row.GiftState = GiftGiftState.Given), StringComparison.Ordinal);
        Assert.Contains("[OFF-4611]", Refused(Gift(null), row => row.GiftState = GiftGiftState.Given), StringComparison.Ordinal);
        var gift = Gift(20);

        Change(gift, row => row.GiftState = GiftGiftState.Given);

        Assert.Equal(GiftGiftState.Given, Read(gift).GiftState);
    }

    [Fact]
    public void R05_R36_a_reference_is_requested_after_positive_feedback_with_a_consent_and_never_twice()
    {
        var id = world.Case(account, contact, completed: "2027-01-10", change: row => row.TalkOn = new LocalDate(2026, 12, 1));
        Assert.Contains("[OFF-4600]", RefusedReference(id), StringComparison.Ordinal);
        world.OnCase("off_RecordFeedback", id, ("Answers", """[{"question":"overall","value":9}]"""));
        Assert.Contains("[OFF-4201]", RefusedReference(id), StringComparison.Ordinal);
        Assert.Empty(world.Rows(LetterRow.Table, "off_caseid", id, "off_name"));
        world.Consent(contact, "reference");
        ReferenceTemplate();

        OrganizationResponse first = null!;
        var requests = world.RequestsOf(() => first = world.OnCase("off_RequestReference", id));
        var again = world.OnCase("off_RequestReference", id);

        Assert.InRange(requests, 1, RequestReference.MostRequests);
        Assert.Equal((first["LetterId"], true, false), (again["LetterId"], (bool)first["Created"], (bool)again["Created"]));
        Assert.Single(world.Rows(LetterRow.Table, "off_accountid", account.Id, "off_name"));
        var later = world.Case(account, contact, completed: "2027-01-12");
        world.OnCase("off_RecordFeedback", later, ("Answers", """[{"question":"overall","value":10}]"""));
        Assert.Contains("[OFF-4602]", RefusedReference(later), StringComparison.Ordinal);
    }

    [Fact]
    public void R05_no_reference_is_requested_after_feedback_that_is_not_positive()
    {
        var id = world.Case(account, contact, completed: "2027-01-10");
        world.Consent(contact, "reference");
        world.OnCase("off_RecordFeedback", id, ("Answers", """[{"question":"overall","value":7}]"""));

        Assert.Contains("7.00, needed is 8", RefusedReference(id), StringComparison.Ordinal);
        Assert.Contains("[OFF-4601]", RefusedReference(id), StringComparison.Ordinal);
    }

    [Fact]
    public void R35_check_ins_need_a_basis_end_with_it_and_stop_when_it_is_withdrawn()
    {
        var id = world.Case(account, contact);
        Assert.Contains("[OFF-4201]", SolutionEnvironment.RefusalOf(() => world.OnCase("off_PlanCheckIns", id)), StringComparison.Ordinal);
        Assert.Contains("[OFF-4620]", SolutionEnvironment.RefusalOf(() => world.OnCase("off_PlanCheckIns", world.Case(world.Customer("Nobody")))), StringComparison.Ordinal);
        var consent = world.Consent(contact, "keep_in_touch", ends: "2027-12-31");

        OrganizationResponse planned = null!;
        var requests = world.RequestsOf(() => planned = world.OnCase("off_PlanCheckIns", id, ("Channel", "phone")));

        Assert.InRange(requests, 1, PlanCheckIns.MostReads + 1);
        Assert.Equal((1, "2027-12-31"), ((int)planned["Created"], (string)planned["LastDay"]));
        Assert.Equal((new LocalDate(2027, 6, 30), CheckInBasis.Consent, CheckInCheckInState.Planned), (CheckIn(id).DueOn, CheckIn(id).Basis, CheckIn(id).CheckInState));
        Assert.Equal(0, (int)world.OnCase("off_PlanCheckIns", id)["Created"]);
        world.Withdraw(consent);
        Assert.Equal((CheckInCheckInState.Stopped, "The consent was withdrawn or switched off."), (CheckIn(id).CheckInState, CheckIn(id).StopReason));
    }

    [Fact]
    public void R35_no_check_in_is_planned_after_the_basis_ends()
    {
        var id = world.Case(account, contact);
        world.Consent(contact, "keep_in_touch", ends: "2027-04-30");

        Assert.Contains("30 Apr 2027", SolutionEnvironment.RefusalOf(() => world.OnCase("off_PlanCheckIns", id)), StringComparison.Ordinal);
        Assert.Contains("[OFF-4622]", SolutionEnvironment.RefusalOf(() => world.OnCase("off_PlanCheckIns", id)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, CheckInCheckInState.Drafted)]
    [InlineData(false, CheckInCheckInState.Stopped)]
    public void R35_a_check_in_that_is_due_is_drafted_only_while_its_basis_stands(bool stands, CheckInCheckInState state)
    {
        var id = world.Case(account, contact);
        var consent = world.Consent(contact, "keep_in_touch");
        world.OnCase("off_PlanCheckIns", id, ("Channel", "phone"));
        if (!stands) world.UpdatePastTheProduct(new ConsentRow(new Entity(ConsentRow.Table, consent)) { WithdrawnOn = new LocalDate(2027, 6, 1) }.Entity);
        world.Local.Clock.MoveTo(new DateTime(2027, 6, 30, 8, 0, 0, DateTimeKind.Utc));

        RunAftercare();

        Assert.Equal(state, world.Rows(CheckInRow.Table, "off_caseid", id, "off_checkinstate", "off_dueon").Select(row => new CheckInRow(row)).OrderBy(row => row.DueOn).First().CheckInState);
        Assert.Equal(stands ? 1 : 0, world.Rows("task", "regardingobjectid", id, "subject").Count);
    }

    [Fact]
    public void R37_an_incoming_e_mail_of_a_former_customer_goes_to_whoever_answers_with_the_history()
    {
        var responder = world.Local.AddUser(new NewUser("Rita Antwort") { IsAdministrator = true });
        var id = world.Case(account, contact, completed: "2027-01-10", change: row => row.ResponderId = new EntityReference("systemuser", responder));
        world.UpdatePastTheProduct(new AccountRow(new Entity("account", account.Id)) { State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive }.Entity);

        Email("ada@contoso.example");
        Email("stranger@elsewhere.example");
        world.Local.RunAsyncJobs();

        var task = Assert.Single(world.Rows("task", "regardingobjectid", id, "subject", "description", "ownerid"));
        Assert.Equal("Inquiry of a former customer: Contoso GmbH", task["subject"]);
        Assert.Contains("was a customer until 10 Jan 2027", (string)task["description"], StringComparison.Ordinal);
        Assert.Equal(responder, task.GetAttributeValue<EntityReference>("ownerid").Id);
    }

    [Fact]
    public void R37_a_new_lead_or_service_case_of_a_former_customer_is_recognised_once_and_shows_nothing_that_is_restricted()
    {
        world.Case(account, contact, completed: "2027-01-10");
        world.UpdatePastTheProduct(new AccountRow(new Entity("account", account.Id)) { State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive }.Entity);
        var lead = world.Administrator.Create(new Entity("lead") { ["lastname"] = "Adler", ["emailaddress1"] = "ADA@contoso.example" });
        var incident = world.Administrator.Create(new Entity("incident") { ["title"] = "Again", ["customerid"] = account });
        var stranger = world.Administrator.Create(new Entity("lead") { ["lastname"] = "New", ["emailaddress1"] = "new@new.example" });

        RunAftercare();
        RunAftercare();
        OrganizationResponse routed = null!;
        var requests = world.RequestsOf(() => routed = Route("lead", lead));

        Assert.Single(world.Rows("task", "regardingobjectid", lead, "subject"));
        Assert.Single(world.Rows("task", "regardingobjectid", incident, "subject"));
        Assert.Empty(world.Rows("task", "regardingobjectid", stranger, "subject"));
        Assert.True((bool)routed["Recognised"]);
        Assert.False((bool)Route("lead", stranger)["Recognised"]);
        Assert.InRange(requests, 1, RouteInquiry.MostRequests);

        var job = world.CreatePastTheProduct(new ErasureJobRow { AccountId = account, OpenKey = account.Id.ToString("D") }.Entity);
        world.CreatePastTheProduct(new RetentionScheduleRow { Name = "L", LineKey = "L", JobId = new EntityReference(ErasureJobRow.Table, job), LineStatus = RetentionScheduleLineStatus.Restricted }.Entity);
        var report = (string)Route("lead", lead)["Report"];
        Assert.DoesNotContain("Contoso", report, StringComparison.Ordinal);
        Assert.Contains("nothing of the history may be shown", report, StringComparison.Ordinal);
    }

    [Fact]
    public void R37_a_new_lead_or_service_case_is_recognised_at_once_where_its_app_is_installed()
    {
        world.Case(account, contact, completed: "2027-01-10");
        world.UpdatePastTheProduct(new AccountRow(new Entity("account", account.Id)) { State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive }.Entity);
        var found = world.Administrator.Execute(new OrganizationRequest("off_CheckHealth") { ["Repair"] = true });
        var lead = world.Administrator.Create(new Entity("lead") { ["lastname"] = "Adler", ["emailaddress1"] = "ADA@contoso.example" });
        var incident = world.Administrator.Create(new Entity("incident") { ["title"] = "Again", ["customerid"] = account });

        world.Local.RunAsyncJobs();
        RunAftercare();

        Assert.Contains("[OFF-5306]", (string)found["Report"], StringComparison.Ordinal);
        Assert.Single(world.Rows("task", "regardingobjectid", lead, "subject"));
        Assert.Single(world.Rows("task", "regardingobjectid", incident, "subject"));
        using var bare = new SolutionEnvironment(new EnvironmentOptions { AbsentTables = ["lead", "incident"] }, withDefaults: false);
        Assert.DoesNotContain("[OFF-5306]", (string)bare.Administrator.Execute(new OrganizationRequest("off_CheckHealth"))["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void R37_an_inquiry_that_does_not_exist_or_a_table_that_is_not_installed_is_refused()
    {
        Assert.Contains("[OFF-4631]", SolutionEnvironment.RefusalOf(() => Route("lead", Guid.NewGuid())), StringComparison.Ordinal);
        Assert.Contains("[OFF-9004]", SolutionEnvironment.RefusalOf(() => Route("account", account.Id)), StringComparison.Ordinal);
        using var bare = new SolutionEnvironment(new EnvironmentOptions { AbsentTables = ["lead"] }, withDefaults: false);
        Assert.Contains("[OFF-4630]", SolutionEnvironment.RefusalOf(() => bare.Administrator.Execute(new OrganizationRequest("off_RouteInquiry") { ["TableName"] = "lead", ["RowId"] = Guid.NewGuid() })), StringComparison.Ordinal);
    }

    [Fact]
    public void R35_a_run_with_too_many_failures_stops_and_names_the_last_one() =>
        Assert.Equal(
            "More than 20 check-ins failed, the last one Ada: boom Next: remove the common cause and run it again. [OFF-4650]",
            Plugins.Messages.Format("OFF-4650", Plugins.Language.English, "most", "20", "checkin", "Ada", "fault", "boom"));

    void RunAftercare()
    {
        var request = new OrganizationRequest("off_RunAftercare");
        for (var steps = 0; steps < 50; steps++)
        {
            var answer = world.Administrator.Execute(request);
            Assert.Equal(0, (int)answer["Failed"]);
            if (!(bool)answer["More"]) return;
            request["Token"] = answer["Token"];
        }

        Assert.Fail("The run does not end.");
    }

    /// <summary>A template of our own, where the shipped ones are not installed.</summary>
    void ReferenceTemplate()
    {
        if (world.Rows(LetterTemplateRow.Table, "off_kind", (int)LetterTemplateKind.Reference, "off_name").Count > 0) return;

        world.Administrator.Create(new LetterTemplateRow
        {
            Name = "Ours", Kind = LetterTemplateKind.Reference, Language = LetterTemplateLanguage.En, Address = LetterTemplateAddress.Sie, Formality = LetterTemplateFormality.Formal, Subject = "A favour",
            Body = "{{salutation}}\n\nWould you recommend us?", Version = 1, Origin = LetterTemplateOrigin.Customer, TemplateKey = "ours",
        }.Entity);
    }

    OrganizationResponse Route(string table, Guid id) => world.Administrator.Execute(new OrganizationRequest("off_RouteInquiry") { ["TableName"] = table, ["RowId"] = id });

    void Email(string sender) => world.Administrator.Create(new Entity("email")
    {
        ["subject"] = "Hello again", ["directioncode"] = false,
        ["from"] = new EntityCollection([new Entity("activityparty") { ["addressused"] = sender }]) { EntityName = "activityparty" },
    });

    EntityReference Gift(decimal? value, string? note = "Their rules allow up to 100 euros.") => new(GiftRow.Table, world.Administrator.Create(new GiftRow
    {
        Name = "Book", CaseId = new EntityReference(OffboardingCaseRow.Table, world.Case(account, contact, completed: "2027-01-10")), ContactId = contact, GiftValue = value, ComplianceNote = note, GiftState = GiftGiftState.Proposed,
    }.Entity));

    void Approve(EntityReference gift) =>
        world.Local.ServiceFor(world.Local.AddUser(new NewUser("Otto Other") { IsAdministrator = true })).Execute(new OrganizationRequest("off_ApproveGift") { ["Target"] = gift });

    void Change(EntityReference gift, Action<GiftRow> change)
    {
        var row = new GiftRow(new Entity(GiftRow.Table, gift.Id));
        change(row);
        world.Administrator.Update(row.Entity);
    }

    string Refused(EntityReference gift, Action<GiftRow> change) => SolutionEnvironment.RefusalOf(() => Change(gift, change));

    GiftRow Read(EntityReference gift) => new(world.Administrator.Retrieve(GiftRow.Table, gift.Id, new ColumnSet("off_giftstate", "off_approvedbyid", "off_caseid", "ownerid")));

    string RefusedReference(Guid id) => SolutionEnvironment.RefusalOf(() => world.OnCase("off_RequestReference", id));

    CheckInRow CheckIn(Guid id) => new(Assert.Single(world.Rows(CheckInRow.Table, "off_caseid", id, "off_dueon", "off_basis", "off_checkinstate", "off_stopreason")));
}
