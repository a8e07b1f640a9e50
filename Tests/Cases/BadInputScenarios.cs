using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

/// <summary>Bad input to the operations on cases: each has its own message in both languages, and no row is changed.</summary>
public sealed class BadInputScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;

    public BadInputScenarios() => cases = new CaseWorld(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public void R45_a_plan_for_which_every_owner_is_disabled_is_refused()
    {
        var gone = world.Local.AddUser(new NewUser("Gone Owner")
        {
            Language = 1033,
            Privileges = [new TablePrivilege(AccountRow.Table, TableRights.All), new TablePrivilege(ContractRow.Table, TableRights.All), new TablePrivilege(OffboardingCaseRow.Table, TableRights.All)],
        });
        var owner = new EntityReference("systemuser", gone);
        var account = Obliged();
        world.Administrator.Update(new Entity(AccountRow.Table, account) { ["ownerid"] = owner });
        var id = world.CreatePastTheProduct(new OffboardingCaseRow
        {
            AccountId = new EntityReference(AccountRow.Table, account),
            OpenKey = account.ToString("D"),
            OwnerId = owner,
            Way = OffboardingCaseWay.OwnNotice,
            StatusReason = OffboardingCaseStatusReason.Prepare,
            PlannedEnd = new LocalDate(2027, 12, 31),
        }.Entity);
        world.Administrator.Update(new Entity("systemuser", gone) { ["isdisabled"] = true });

        Refused(
            CaseWorld.On(id, "off_CreateTransitionTasks", ("PlaybookCode", "service")),
            "Nobody can be given the work of the plan: “Gone Owner” cannot be assigned rows any more.",
            "Niemand kann die Arbeit des Plans erhalten: „Gone Owner“ können keine Datensätze mehr zugewiesen werden.",
            "OFF-1410");
    }

    [Fact]
    public void R15_a_playbook_whose_templates_are_all_gone_is_refused()
    {
        var query = new QueryExpression(TaskTemplateRow.Table) { ColumnSet = new ColumnSet(TaskTemplateRow.Columns.Id) };
        query.Criteria.AddCondition(TaskTemplateRow.Columns.Code, ConditionOperator.BeginsWith, "service-");
        foreach (var template in world.Administrator.RetrieveMultiple(query).Entities) world.Administrator.Delete(TaskTemplateRow.Table, template.Id);

        Refused(CaseWorld.StartRequest(Obliged(), playbook: null), "has no active task template", "hat keine aktive Aufgabenvorlage", "OFF-1412");
    }

    [Fact]
    public void R09_an_end_before_the_earliest_without_compensation_is_refused_at_the_start_and_later()
    {
        var account = Obliged();
        Refused(CaseWorld.StartRequest(account, wantedEnd: "2027-06-30", playbook: null), "cannot end on 30 Jun 2027: contracts run longer", "kann nicht am 30.06.2027 enden", "OFF-1309");

        var id = (Guid)cases.Rep.Execute(CaseWorld.StartRequest(account, playbook: null))["CaseId"];
        Refused(CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2027-06-30"), ("Reason", "Earlier.")), "cannot end on 30 Jun 2027: contracts run longer", "kann nicht am 30.06.2027 enden", "OFF-1309");
    }

    [Fact]
    public void R10_a_notice_received_in_the_future_is_refused()
    {
        var id = cases.Announced(Obliged());

        Refused(
            CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-16"), ("Form", "letter")),
            "16 Jan 2027 is in the future; today is 15 Jan 2027.",
            "16.01.2027 liegt in der Zukunft; heute ist 15.01.2027.",
            "OFF-1313");
    }

    [Fact]
    public void R15_an_end_so_near_that_work_would_have_been_due_before_today_is_refused_with_the_next_end()
    {
        var id = (Guid)cases.Rep.Execute(CaseWorld.StartRequest(world.AddAccount("Contoso GmbH"), playbook: null))["CaseId"];

        Refused(CaseWorld.On(id, "off_ChangeEndDate", ("NewEnd", "2027-01-18"), ("Reason", "Earlier.")), "the earliest end with which it fits is", "das früheste Ende, mit dem es passt", "OFF-1405");
    }

    void Refused(OrganizationRequest request, string english, string german, string code)
    {
        var inEnglish = cases.RefusalOf(cases.Rep, request);
        var inGerman = cases.RefusalOf(world.GermanRep, request);

        Assert.Contains(english, inEnglish, StringComparison.Ordinal);
        Assert.Contains(german, inGerman, StringComparison.Ordinal);
        Assert.All([inEnglish, inGerman], message => Assert.EndsWith($"[{code}]", message, StringComparison.Ordinal));
    }

    Guid Obliged()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        return account;
    }
}
