using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

/// <summary>What a start makes of an account: the playbook that fits, texts that name contact and reason, working days of the place, warnings with their rows.</summary>
public sealed class StartPlanScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;

    public StartPlanScenarios() => cases = new CaseWorld(world);

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("service", null, false)]
    [InlineData("cloud", "saas", false)]
    [InlineData("consumer", "service", true)]
    [InlineData("framework", "none", false)]
    [InlineData("insolvency", "insolvency", false)]
    public void R01_without_a_playbook_the_start_chooses_one_and_makes_its_plan(string playbook, string? what, bool isConsumer)
    {
        var account = world.AddAccount("Contoso GmbH");
        if (what != "none")
            world.AddContract(account, change: row =>
            {
                if (what == "saas") row.ContractKind = ContractKind.Saas;
                if (isConsumer) row.CustomerType = ContractCustomerType.Consumer;
                if (isConsumer) row.Notice = "1M";
            });
        var request = Request(account);
        if (what == "insolvency") request["ReasonCode"] = "insolvency";

        var answer = cases.Rep.Execute(request);

        var plan = ((EntityCollection)answer["Plan"]).Entities;
        Assert.InRange(plan.Count, 10, 30);
        Assert.All(plan, item => Assert.StartsWith(playbook + "-", (string)item["code"], StringComparison.Ordinal));
        Assert.Equal(plan.Count, cases.Items((Guid)answer["CaseId"]).Count);
        Assert.Contains($"{plan.Count} items; working days", (string)answer["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void R01_nobody_is_forced_to_have_a_plan()
    {
        var answer = cases.Rep.Execute(CaseWorld.StartRequest(Obliged(), playbook: "none"));

        Assert.Empty(((EntityCollection)answer["Plan"]).Entities);
        Assert.EndsWith("The case has no plan.", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Empty(cases.Items((Guid)answer["CaseId"]));
    }

    [Fact]
    public void R01_where_no_playbook_of_the_kind_is_active_the_case_starts_without_plan()
    {
        var query = new QueryByAttribute(PlaybookRow.Table) { ColumnSet = new ColumnSet(PlaybookRow.Columns.Id) };
        query.AddAttributeValue(PlaybookRow.Columns.Code, "service");
        var playbook = world.Administrator.RetrieveMultiple(query).Entities.Single();
        world.Administrator.Update(new PlaybookRow(new Entity(PlaybookRow.Table, playbook.Id)) { State = PlaybookState.Inactive, StatusReason = PlaybookStatusReason.Inactive }.Entity);

        var answer = cases.Rep.Execute(Request(Obliged()));

        Assert.True((bool)answer["Created"]);
        Assert.Empty(((EntityCollection)answer["Plan"]).Entities);
    }

    [Fact]
    public void R45_a_plan_of_thirty_items_with_calendar_reason_contact_and_warnings_takes_twelve_requests_and_one_create()
    {
        var account = Obliged(row => row.HolidayCalendar = "DE-BY");
        Place(account, "Deutschland", "Bayern");
        var contact = Contact(account, "Erika", "Muster");
        Busy(account);
        world.Administrator.Create(new Entity("annotation")
        {
            ["subject"] = "Their data", ["objectid"] = new EntityReference(AccountRow.Table, account), ["isdocument"] = true, ["filename"] = "data.txt", ["documentbody"] = "YQ==",
        });
        world.Administrator.Create(new BlackoutRow { Name = "Closing", From = new LocalDate(2027, 12, 20), To = new LocalDate(2028, 1, 5), Scope = BlackoutScope.All }.Entity);
        FillUp("service", 30);
        var request = Request(account);
        request["ReasonCode"] = "not-profitable";
        request["MainContactId"] = contact;
        world.Local.Requests.Clear();

        var answer = cases.Rep.Execute(request);

        var own = world.Local.Requests.ByPlugins.Where(one => one.Depth == 2).ToList();
        Assert.Equal(30, ((EntityCollection)answer["Plan"]).Entities.Count);
        Assert.Equal(12, StartOffboarding.MostRequests);
        Assert.InRange(own.Count, 1, StartOffboarding.MostRequests);
        Assert.Single(own, one => one.Message == "Create");
        Assert.Contains("by the holiday calendar DE-BY, from the address of the account", (string)answer["Report"], StringComparison.Ordinal);
        Assert.NotEmpty(Warnings(answer));
    }

    [Fact]
    public void R27_a_start_warns_with_the_rows_that_cause_it_and_proposes_days_for_the_talk()
    {
        var account = Obliged();
        var rows = Busy(account);

        var english = cases.Rep.Execute(Request(account));

        var warnings = Warnings(english);
        Assert.Equal(
            [("OFF-1551", "incident"), ("OFF-1553", "opportunity"), ("OFF-1554", "salesorder"), ("OFF-1555", "invoice")],
            warnings.Where(warning => warning["row"] != null).Select(warning => ((string)warning["code"]!, (string)warning["table"]!)));
        Assert.Equal(rows.Order(), warnings.Where(warning => warning["row"] != null).Select(warning => Guid.Parse((string)warning["row"]!)).Order());
        Assert.Equal(3, JObject.Parse((string)english["Warnings"])["talk_days"]!.Count());
        Assert.Contains(((EntityCollection)english["Plan"]).Entities, item => (string)item["code"] == "service-orders");
    }

    [Fact]
    public void R27_a_warning_clears_when_its_row_does()
    {
        var account = Obliged();
        var invoice = Busy(account)[3];
        cases.Rep.Execute(Request(account));
        world.Administrator.Update(new Entity("invoice", invoice) { ["statecode"] = new OptionSetValue(2), ["statuscode"] = new OptionSetValue(100001) });

        var again = cases.Rep.Execute(Request(account));

        Assert.DoesNotContain(Warnings(again), warning => (string?)warning["code"] == "OFF-1555");
        Assert.Contains(Warnings(again), warning => (string?)warning["code"] == "OFF-1554");
    }

    [Theory]
    [InlineData("r-1")]
    [InlineData(null)]
    public void R45_a_repeated_start_answers_with_case_plan_and_warnings_and_writes_nothing(string? requestId)
    {
        var account = Obliged();
        Busy(account);
        var first = cases.Rep.Execute(Request(account, requestId));
        var before = cases.Snapshot();
        world.Local.Requests.Clear();

        var again = cases.Rep.Execute(Request(account, requestId));

        Assert.InRange(world.Local.Requests.ByPlugins.Count, 1, StartOffboarding.MostRequests);
        Assert.Equal(before, cases.Snapshot());
        Assert.Equal((first["CaseId"], requestId != null), (again["CaseId"], again["Created"]));
        Assert.Equal(Codes(first), Codes(again));
        Assert.Equal(Warnings(first).Select(warning => (string)warning["row"]!), Warnings(again).Select(warning => (string)warning["row"]!));
    }

    [Fact]
    public void R17_contact_and_reason_are_named_in_letter_and_talk_in_the_language_of_whoever_does_the_work()
    {
        var english = Letter(world.EnglishRep);
        var german = Letter(world.GermanRep);

        Assert.StartsWith("Dear Erika Muster, following our talk we give notice of our contract as of 31 Dec 2027", english.Text, StringComparison.Ordinal);
        Assert.Contains("The reason: Work for this customer does not pay.", english.Text, StringComparison.Ordinal);
        Assert.Equal("Notice to Contoso GmbH as of 31 Dec 2027", english.Subject);
        Assert.StartsWith("Guten Tag Erika Muster,", german.Text, StringComparison.Ordinal);
        Assert.Contains("Die Zusammenarbeit ist nicht wirtschaftlich", german.Text, StringComparison.Ordinal);
        Assert.Equal("Kündigung gegenüber Contoso GmbH zum 31.12.2027", german.Subject);
    }

    [Fact]
    public void R17_without_a_named_contact_the_primary_contact_of_the_account_is_addressed()
    {
        var account = Obliged();
        var contact = Contact(account, "Erika", "Muster");
        world.Administrator.Update(new Entity(AccountRow.Table, account) { ["primarycontactid"] = new EntityReference("contact", contact) });

        var answer = cases.Rep.Execute(Request(account));

        Assert.Equal(contact, cases.Case((Guid)answer["CaseId"]).MainContactId!.Id);
        Assert.Contains(((EntityCollection)answer["Plan"]).Entities, item => ((string)item["subject"]).Contains("Erika Muster", StringComparison.Ordinal));
    }

    [Fact]
    public void R17_a_field_of_a_template_that_stands_for_nothing_is_named_and_nothing_is_started()
    {
        var account = Obliged();
        world.Administrator.Update(new TaskTemplateRow(new Entity(TaskTemplateRow.Table, Template("service-letter"))) { Text = "Dear {boss}", TextDe = "Guten Tag {chef}" }.Entity);

        var english = cases.RefusalOf(cases.Rep, Request(account));
        var german = cases.RefusalOf(world.GermanRep, Request(account));

        Assert.Contains("contains {boss}, which stands for nothing.", english, StringComparison.Ordinal);
        Assert.Contains("enthält {chef}, das für nichts steht.", german, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1416]", german, StringComparison.Ordinal);
    }

    [Fact]
    public void A_playbook_whose_talk_is_missing_is_refused_in_both_languages_and_nothing_is_started()
    {
        var account = Obliged();
        foreach (var code in new[] { "service-talk", "service-alternatives" }) world.Administrator.Delete(TaskTemplateRow.Table, Template(code));
        foreach (var call in Calls("service-")) world.Administrator.Delete(TaskTemplateRow.Table, call);

        var english = cases.RefusalOf(cases.Rep, Request(account));
        var german = cases.RefusalOf(world.GermanRep, Request(account));

        Assert.Contains("lacks the template of the talk from which", english, StringComparison.Ordinal);
        Assert.Contains("fehlt die Vorlage des Gesprächs", german, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1413]", german, StringComparison.Ordinal);
    }

    [Fact]
    public void R45_work_of_a_disabled_owner_of_the_account_goes_to_the_owner_of_the_case()
    {
        var gone = world.Local.AddUser(new NewUser("Gone Owner") { Language = 1033, Privileges = [new TablePrivilege(AccountRow.Table, TableRights.All), new TablePrivilege(ContractRow.Table, TableRights.All)] });
        var account = Obliged();
        world.Administrator.Update(new Entity(AccountRow.Table, account) { ["ownerid"] = new EntityReference("systemuser", gone) });
        world.Administrator.Update(new Entity("systemuser", gone) { ["isdisabled"] = true });

        var id = (Guid)cases.Rep.Execute(Request(account))["CaseId"];

        Assert.DoesNotContain(cases.Items(id), item => item.OwnerId!.Id == gone);
        Assert.Single(cases.Items(id).Select(item => item.OwnerId!.Id).Distinct());
    }

    [Theory]
    [InlineData("DE-BY", null, null, "by the holiday calendar DE-BY, the region of the account")]
    [InlineData(null, "Schweiz", "Kanton Zürich", "by the holiday calendar CH-ZH, from the address of the account")]
    [InlineData(null, "France", null, "by the holiday calendar DE-BE, from the settings")]
    public void R25_the_plan_says_from_which_calendar_its_working_days_are(string? region, string? country, string? state, string expected)
    {
        world.Set("off_HolidayCalendar", "DE-BE");
        var account = Obliged();
        Place(account, country, state, region);

        var answer = cases.Rep.Execute(Request(account));

        Assert.Contains(expected, (string)answer["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void R25_without_any_calendar_the_plan_says_so()
    {
        var answer = cases.Rep.Execute(Request(Obliged()));

        Assert.Contains("without holidays, because no holiday calendar is known for the account", (string)answer["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void R01_a_later_end_that_needs_the_next_window_is_planned_from_the_next_window()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => contract.Start = new LocalDate(2025, 5, 1));
        var refused = cases.RefusalOf(cases.Rep, Request(account));
        var request = Request(account);
        request["WantedEnd"] = "2028-04-30";

        var answer = cases.Rep.Execute(request);

        Assert.Contains("30 Apr 2028", refused, StringComparison.Ordinal);
        Assert.Equal("2028-04-30", answer["PlannedEnd"]);
        Assert.NotEmpty(((EntityCollection)answer["Plan"]).Entities);
    }

    static OrganizationRequest Request(Guid account, string? requestId = null) => CaseWorld.StartRequest(account, requestId: requestId, playbook: null);

    static List<JToken> Warnings(OrganizationResponse answer) => [.. JObject.Parse((string)answer["Warnings"])["warnings"]!];

    static IEnumerable<string> Codes(OrganizationResponse answer) => ((EntityCollection)answer["Plan"]).Entities.Select(item => (string)item["code"]).Order(StringComparer.Ordinal);

    Guid Obliged(Action<ContractRow>? change = null)
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: change);
        return account;
    }

    Guid Contact(Guid account, string first, string last) => world.Administrator.Create(new Entity("contact")
    {
        ["firstname"] = first,
        ["lastname"] = last,
        ["parentcustomerid"] = new EntityReference(AccountRow.Table, account),
    });

    void Place(Guid account, string? country, string? state, string? region = null) => world.Administrator.Update(new Entity(AccountRow.Table, account)
    {
        ["address1_country"] = country,
        ["address1_stateorprovince"] = state,
        [AccountRow.Columns.Region] = region,
    });

    /// <summary>An escalated service case, an opportunity about to be closed, an order and an overdue invoice.</summary>
    Guid[] Busy(Guid account)
    {
        var customer = new EntityReference(AccountRow.Table, account);
        return
        [
            world.Administrator.Create(new Entity("incident") { ["title"] = "Outage", ["customerid"] = customer, ["isescalated"] = true }),
            world.Administrator.Create(new Entity("opportunity") { ["name"] = "Renewal", ["customerid"] = customer, ["estimatedclosedate"] = new DateTime(2027, 2, 1) }),
            world.Administrator.Create(new Entity("salesorder") { ["name"] = "Migration", ["ordernumber"] = "ORD-" + account, ["customerid"] = customer }),
            world.Administrator.Create(new Entity("invoice") { ["name"] = "INV-1", ["invoicenumber"] = "INV-" + account, ["customerid"] = customer, ["duedate"] = new DateTime(2026, 12, 1) }),
        ];
    }

    (string Subject, string Text) Letter(IOrganizationService rep)
    {
        var account = Obliged();
        var request = Request(account);
        request["ReasonCode"] = "not-profitable";
        request["MainContactId"] = Contact(account, "Erika", "Muster");
        var id = (Guid)rep.Execute(request)["CaseId"];
        var item = cases.Items(id).Single(row => row.TemplateCode == "service-letter");
        var letter = world.Administrator.Retrieve("letter", Guid.Parse(item.ActivityRowId!), new ColumnSet("subject", "description"));
        return ((string)letter["subject"], (string)letter["description"]);
    }

    Guid Template(string code)
    {
        var query = new QueryByAttribute(TaskTemplateRow.Table) { ColumnSet = new ColumnSet(TaskTemplateRow.Columns.Id) };
        query.AddAttributeValue(TaskTemplateRow.Columns.Code, code);
        return world.Administrator.RetrieveMultiple(query).Entities.Single().Id;
    }

    IEnumerable<Guid> Calls(string prefix)
    {
        var query = new QueryExpression(TaskTemplateRow.Table) { ColumnSet = new ColumnSet(TaskTemplateRow.Columns.Id) };
        query.Criteria.AddCondition(TaskTemplateRow.Columns.Code, ConditionOperator.BeginsWith, prefix);
        query.Criteria.AddCondition(TaskTemplateRow.Columns.Activity, ConditionOperator.In, (int)TaskTemplateActivity.Phonecall, (int)TaskTemplateActivity.Appointment);
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(row => row.Id)];
    }

    /// <summary>Adds tasks until the plan of an account that is busy in every way has so many items.</summary>
    void FillUp(string playbook, int items)
    {
        var query = new QueryExpression(TaskTemplateRow.Table) { ColumnSet = new ColumnSet(TaskTemplateRow.Columns.PlaybookId) };
        query.Criteria.AddCondition(TaskTemplateRow.Columns.Code, ConditionOperator.BeginsWith, playbook + "-");
        var rows = world.Administrator.RetrieveMultiple(query).Entities;
        for (var i = rows.Count; i < items; i++)
            world.Administrator.Create(new TaskTemplateRow
            {
                Code = playbook + "-more-" + i,
                PlaybookId = new TaskTemplateRow(rows[0]).PlaybookId,
                Activity = TaskTemplateActivity.Task,
                Anchor = TaskTemplateAnchor.End,
                Offset = -i,
                OffsetUnit = TaskTemplateOffsetUnit.CalendarDays,
                OwnerRole = TaskTemplateOwnerRole.CaseOwner,
                Condition = TaskTemplateCondition.Always,
                Subject = "More",
            }.Entity);
    }
}
