using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

public class CompleteOffboardingScenarios : IDisposable
{
    readonly SolutionEnvironment world;
    readonly CaseWorld cases;

    public CompleteOffboardingScenarios(EnvironmentOptions? options = null)
    {
        world = new SolutionEnvironment(options);
        cases = new CaseWorld(world);
    }

    public void Dispose()
    {
        world.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Completing_deactivates_the_account_and_closes_the_case_in_at_most_ten_requests()
    {
        var (account, id) = Ended();
        world.Local.Requests.Clear();

        var answer = cases.Rep.Execute(Complete(id));

        Assert.InRange(world.Local.Requests.ByPlugins.Count, 1, 10);
        Assert.True((bool)answer["Completed"]);
        Assert.Equal("“Contoso GmbH” is inactive.", answer["Report"]);
        Assert.Equal(AccountState.Inactive, world.Account(account).State);
        var row = cases.Case(id);
        Assert.Equal((OffboardingCaseState.Inactive, OffboardingCaseStatusReason.Completed), (row.State, row.StatusReason));
        Assert.Equal((id.ToString("D"), new LocalDate(2027, 1, 15)), (row.OpenKey, row.CompletedOn));
        Assert.Equal((CaseDecisionKind.Complete, CaseDecisionVerdict.Clear), (cases.Decisions(id).Last().Kind, cases.Decisions(id).Last().Verdict));
    }

    [Fact]
    public void R09_the_gate_refuses_a_case_whose_contract_still_runs()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var id = cases.Announced(account);

        var english = cases.RefusalOf(cases.Rep, Complete(id));
        var german = cases.RefusalOf(world.GermanRep, Complete(id));
        var direct = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(cases.Rep, account));

        Assert.Equal(direct, english);
        Assert.EndsWith("[OFF-1101]", german, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
    }

    [Fact]
    public void A_repeat_answers_the_same_and_changes_nothing()
    {
        var (_, id) = Ended();
        var first = cases.Rep.Execute(Complete(id, "c-1"));
        var before = cases.Snapshot();

        var again = cases.Rep.Execute(Complete(id, "c-1"));
        var withoutId = cases.Rep.Execute(Complete(id));

        Assert.Equal(before, cases.Snapshot());
        Assert.Equal((first["Completed"], first["Report"]), (again["Completed"], again["Report"]));
        Assert.True((bool)withoutId["Completed"]);
    }

    [Fact]
    public void Open_mandatory_items_are_named()
    {
        var (account, id) = Ended();
        AddItem(id, "Hand over documents", mandatory: true);
        AddItem(id, "Return the keys", mandatory: true);

        var english = cases.RefusalOf(cases.Rep, Complete(id));
        var german = cases.RefusalOf(world.GermanRep, Complete(id));

        Assert.Contains("2 mandatory items of its plan are open: ", english, StringComparison.Ordinal);
        Assert.Contains("“Hand over documents”", english, StringComparison.Ordinal);
        Assert.Contains("“Return the keys”", english, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1331]", german, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, world.Account(account).State);
    }

    [Fact]
    public void Optional_items_are_followed_up_and_the_case_closes_after_them()
    {
        var (account, id) = Ended();
        var item = AddItem(id, "Ask for feedback", mandatory: false);

        var first = cases.Rep.Execute(Complete(id));
        var followUp = cases.Case(id);
        var before = cases.Snapshot();
        cases.Rep.Execute(Complete(id));
        var unchanged = cases.Snapshot();
        world.Administrator.Update(new TaskRow(new Entity(TaskRow.Table, item)) { State = TaskState.Completed, StatusReason = TaskStatusReason.Completed }.Entity);
        cases.Rep.Execute(Complete(id));

        Assert.Contains("Items left to follow up: 1", (string)first["Report"], StringComparison.Ordinal);
        Assert.Equal((AccountState.Inactive, OffboardingCaseStatusReason.FollowUp), (world.Account(account).State, followUp.StatusReason));
        Assert.Equal(account.ToString("D"), followUp.OpenKey);
        Assert.Equal(before, unchanged);
        Assert.Equal(OffboardingCaseStatusReason.Completed, cases.Case(id).StatusReason);
    }

    [Fact]
    public void R16_an_account_is_not_let_go_before_the_decision()
    {
        var id = cases.Start(world.AddAccount("Contoso GmbH"));

        var message = cases.RefusalOf(world.GermanRep, Complete(id));

        Assert.Contains("eine Firma wird erst nach der Entscheidung deaktiviert.", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1317]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contacts_stay_active_unless_the_setting_says_otherwise()
    {
        var (kept, keptCase) = Ended();
        var keptContact = AddContact(kept);
        cases.Rep.Execute(Complete(keptCase));
        world.Set("off_ContactPolicy", "deactivate");
        var (account, id) = Ended("Fabrikam AG");
        var contact = AddContact(account);

        var answer = cases.Rep.Execute(Complete(id));

        Assert.Contains("Contacts deactivated with it: 1.", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal((0, 1), (StateOf(keptContact), StateOf(contact)));
    }

    [Fact]
    public void More_contacts_than_one_transaction_can_hold_are_refused()
    {
        world.Set("off_ContactPolicy", "deactivate");
        var (account, id) = Ended();
        for (var i = 0; i < 201; i++) AddContact(account);

        var message = cases.RefusalOf(cases.Rep, Complete(id));

        Assert.StartsWith("201 active contacts would be deactivated with the account; the most in one operation are 200.", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1333]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Active_subsidiaries_come_first_where_the_setting_says_so()
    {
        var (kept, keptCase) = Ended();
        world.AddAccount("Contoso Service GmbH", kept);
        cases.Rep.Execute(Complete(keptCase));
        world.Set("off_SubsidiaryPolicy", "refuse");
        var (account, id) = Ended("Fabrikam AG");
        world.AddAccount("Fabrikam Service AG", account);

        var message = cases.RefusalOf(world.GermanRep, Complete(id));

        Assert.Equal(AccountState.Inactive, world.Account(kept).State);
        Assert.StartsWith("„Fabrikam AG“ hat aktive Tochterfirmen: 1.", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1332]", message, StringComparison.Ordinal);
    }

    /// <summary>An announced case whose contract ended at the turn of the year.</summary>
    (Guid Account, Guid Case) Ended(string name = "Contoso GmbH")
    {
        var account = world.AddAccount(name);
        world.AddContract(account, change: contract => contract.Renewal = ContractRenewal.None);
        return (account, cases.Announced(account, "lapse"));
    }

    /// <returns>The task of the item.</returns>
    Guid AddItem(Guid id, string name, bool mandatory)
    {
        var offboardingCase = new EntityReference(OffboardingCaseRow.Table, id);
        var task = world.Administrator.Create(new TaskRow { Subject = name, RegardingObjectId = offboardingCase }.Entity);
        world.CreatePastTheProduct(new PlanItemRow
        {
            Name = name,
            CaseId = offboardingCase,
            TemplateCode = name,
            Activity = PlanItemActivity.Task,
            ActivityRowId = task.ToString("D"),
            Mandatory = mandatory,
            DueOn = new LocalDate(2027, 1, 20),
            ItemState = PlanItemItemState.Open,
        }.Entity);
        return task;
    }

    Guid AddContact(Guid account) => world.Administrator.Create(new Entity("contact") { ["lastname"] = "Muster", ["parentcustomerid"] = new EntityReference(AccountRow.Table, account) });

    int StateOf(Guid contact) =>
        world.Administrator.Retrieve("contact", contact, new Microsoft.Xrm.Sdk.Query.ColumnSet("statecode")).GetAttributeValue<OptionSetValue>("statecode").Value;

    static OrganizationRequest Complete(Guid id, string? requestId = null) =>
        requestId is null ? CaseWorld.On(id, "off_CompleteOffboarding") : CaseWorld.On(id, "off_CompleteOffboarding", ("RequestId", requestId));
}
