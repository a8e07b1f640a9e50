using System;
using System.IO;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Cases;

/// <summary>What docs/guides/rep.md tells, walked in its order against the packed solution. Who changes one changes the other.</summary>
public sealed class RepGuideScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;

    public RepGuideScenarios() => cases = new CaseWorld(world);

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_refusal_names_contract_latest_notice_date_earliest_end_next_step_and_code_and_changes_nothing()
    {
        var account = Obliged();
        var before = cases.Snapshot();

        var refusal = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        foreach (var part in new[] { "V-2041", "30 Sep 2027", "31 Dec 2027", " Next: ", "[OFF-1101]" }) Assert.Contains(part, refusal, StringComparison.Ordinal);
        Assert.Equal(before, cases.Snapshot());
    }

    [Fact]
    public void A_case_goes_through_the_stages_of_the_guide_by_the_steps_that_it_names()
    {
        var account = Obliged();
        var start = cases.Rep.Execute(CaseWorld.StartRequest(account, playbook: null));
        var id = (Guid)start["CaseId"];
        Assert.NotEmpty(((EntityCollection)start["Plan"]).Entities);
        Assert.EndsWith("[OFF-1303]", SolutionEnvironment.RefusalOf(() => cases.Rep.Execute(CaseWorld.StartRequest(account, "mutual"))), StringComparison.Ordinal);
        Assert.Contains("off_AnnounceOffboarding", SolutionEnvironment.RefusalOf(() => cases.Rep.Update(Change(id, row => row.StatusReason = OffboardingCaseStatusReason.Announce))), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1320]", cases.RefusalOf(cases.Rep, On("off_AnnounceOffboarding")), StringComparison.Ordinal);

        cases.Rep.Update(Decision(id));
        cases.Rep.Execute(On("off_AnnounceOffboarding"));
        Stands(OffboardingCaseStatusReason.Announce, "Announce");

        cases.Rep.Execute(On("off_RecordNotice", ("SentOn", "2027-01-12"), ("Form", "letter")));
        Stands(OffboardingCaseStatusReason.Announce, "Announce");
        cases.Rep.Execute(On("off_RecordNotice", ("SentOn", "2027-01-12"), ("ReceivedOn", "2027-01-14"), ("Form", "letter")));
        Stands(OffboardingCaseStatusReason.Transition, "Transition");
        Assert.Contains("mandatory items", cases.RefusalOf(cases.Rep, On("off_CompleteOffboarding")), StringComparison.Ordinal);

        var talk = cases.Items(id).Single(row => row.TemplateCode == "service-talk");
        Assert.EndsWith("[OFF-4262]", SolutionEnvironment.RefusalOf(() => Finish(talk)), StringComparison.Ordinal);
        cases.Rep.Update(Change(id, row => row.TalkNotes = "We told them the reason.\nThey ask for help with the hand-over."));
        Assert.EndsWith("[OFF-4250]", SolutionEnvironment.RefusalOf(() => Finish(talk)), StringComparison.Ordinal);
        cases.Rep.Execute(On("off_PrepareConversation"));
        Assert.EndsWith("[OFF-4252]", SolutionEnvironment.RefusalOf(() => Finish(talk)), StringComparison.Ordinal);
        cases.Rep.Execute(On("off_ConfirmPack"));
        Finish(talk);
        Assert.Equal(new LocalDate(2027, 1, 15), cases.Case(id).TalkHeldOn);

        world.RunOn("2028-01-01");
        Stands(OffboardingCaseStatusReason.Close, "Close");
        foreach (var item in cases.Items(id).Where(row => row is { Mandatory: true, ItemState: PlanItemItemState.Open })) Finish(item);
        cases.Rep.Execute(On("off_CompleteOffboarding"));
        Assert.Equal(AccountState.Inactive, world.Account(account).State);
        Stands(OffboardingCaseStatusReason.FollowUp, "Follow-up");

        foreach (var item in cases.Items(id).Where(row => row.ItemState == PlanItemItemState.Open)) Finish(item);
        var unassessed = SolutionEnvironment.RefusalOf(() => cases.Rep.Execute(On("off_CompleteOffboarding")));
        Assert.Contains("1 mandatory points of its checklist are open: “Win-back assessed”.", unassessed, StringComparison.Ordinal);
        cases.Rep.Update(Change(id, row => row.WinBack = OffboardingCaseWinBack.Possible));
        Assert.Equal(100, cases.Case(id).ClosingPercent);
        world.RunOn("2028-01-02");
        Assert.Equal(OffboardingCaseStatusReason.Completed, cases.Case(id).StatusReason);

        OrganizationRequest On(string message, params (string Name, object Value)[] parameters) => CaseWorld.On(id, message, parameters);

        void Stands(OffboardingCaseStatusReason stage, string name)
        {
            Assert.Equal(stage, cases.Case(id).StatusReason);
            Assert.Contains($"\n| {name} | ", Guide, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_way_back_works_after_completing_and_says_what_stays()
    {
        var account = world.AddAccount("Contoso GmbH");
        var id = cases.Announced(account, "lapse");
        cases.Rep.Execute(CaseWorld.On(id, "off_CompleteOffboarding"));
        var gone = world.Account(account).State;

        var answer = cases.Rep.Execute(CaseWorld.On(id, "off_CancelOffboarding", ("Reason", "They pay again.")));

        Assert.Equal((AccountState.Inactive, AccountState.Active), (gone, world.Account(account).State));
        Assert.Contains("stays as it is", (string)answer["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_that_binds_stays_active_one_that_contradicts_itself_is_not_saved_and_blanks_are_asked_for()
    {
        var account = world.AddAccount("Contoso GmbH");
        var contract = world.AddContract(account);
        var off = SolutionEnvironment.RefusalOf(() => cases.Rep.Update(new ContractRow(new Entity(ContractRow.Table, contract)) { State = ContractState.Inactive }.Entity));
        var wrong = SolutionEnvironment.RefusalOf(() => cases.Rep.Create(SolutionEnvironment.Contract(account, "V-2042", row => row.InitialEnd = new LocalDate(2024, 1, 1)).Entity));
        var other = world.AddAccount("Fabrikam AG");
        world.AddContract(other, "V-2043", row => row.Notice = null);

        Assert.EndsWith("[OFF-2003]", off, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-2001]", wrong, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1107]", SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, other)), StringComparison.Ordinal);
    }

    static string Guide => File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "docs", "guides", "rep.md")).ReplaceLineEndings("\n");

    Guid Obliged()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        return account;
    }

    static Entity Change(Guid id, Action<OffboardingCaseRow> change)
    {
        var row = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id));
        change(row);
        return row.Entity;
    }

    static Entity Decision(Guid id) => Change(id, row =>
    {
        row.Entity[OffboardingCaseRow.Columns.ReasonId] = new EntityReference(ReasonRow.Table, ReasonRow.Columns.Code, "not-profitable");
        row.Explanation = "The service has cost us more than it earned for three years.";
        row.Situation = "They depend on our hotline until their own team is trained.";
        (row.ProReputation, row.ProFocus, row.ProConflict, row.ProCapacity) = (2, 4, 1, 5);
        (row.ConReferral, row.ConLostOrders, row.ConRejection, row.ConEffort) = (2, 3, 2, 1);
        row.AccountValue = 1000m;
    });

    void Finish(PlanItemRow item)
    {
        var (table, status) = item.Activity switch
        {
            PlanItemActivity.Task => ("task", 5),
            PlanItemActivity.Phonecall => ("phonecall", 2),
            PlanItemActivity.Appointment => ("appointment", 3),
            PlanItemActivity.Letter => ("letter", 4),
            _ => ("email", 2),
        };
        world.Administrator.Update(new Entity(table, Guid.Parse(item.ActivityRowId!)) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(status) });
    }
}
