using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Closing;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;
using Offboarding.Tests.Preparation;

namespace Offboarding.Tests.Closing;

/// <summary>The closing checklist through the packed solution: made with the case, marked by facts, waived with a reason, deciding whether the case can be closed.</summary>
[Trait("requirement", "R04")]
public sealed class ClosingChecklistScenarios : IDisposable
{
    readonly FarewellWorld farewell = new();

    public void Dispose() => farewell.Dispose();

    [Fact]
    public void R04_a_case_has_its_points_from_the_start_mandatory_where_its_plan_asks_for_them()
    {
        Assert.Equal(ClosingRule.Points, farewell.Points.Keys.Order());
        Assert.All(farewell.Points.Values, static point => Assert.Equal(ClosingPointPointState.Open, point.PointState));
        Assert.Equal(ClosingRule.Points.Except(NotAskedFor()), farewell.Points.Values.Where(static point => point.Mandatory == true).Select(static point => point.Kind!.Value).Order());
        Assert.Equal(0, farewell.Cases.Case(farewell.Case).ClosingPercent);
    }

    [Fact]
    public void R04_a_case_without_plan_has_no_mandatory_point_and_closes_as_ever()
    {
        using var unplanned = new FarewellWorld(playbook: "none");

        Assert.DoesNotContain(unplanned.Points.Values, static point => point.Mandatory == true);
    }

    [Fact]
    public void R04_points_mark_themselves_by_the_facts_and_open_again_with_them()
    {
        var thanks = farewell.Item("service-thanks");
        farewell.Finish(thanks);
        var done = farewell.Points[ClosingPointKind.Thanks];
        var percent = farewell.Cases.Case(farewell.Case).ClosingPercent;
        farewell.World.Administrator.Update(new Entity("letter", Guid.Parse(thanks.ActivityRowId!)) { ["statecode"] = new OptionSetValue(0), ["statuscode"] = new OptionSetValue(1) });

        Assert.Equal((ClosingPointPointState.Done, new LocalDate(2027, 1, 15)), (done.PointState, done.DoneOn));
        Assert.True(percent > 0);
        Assert.Equal(ClosingPointPointState.Open, farewell.Points[ClosingPointKind.Thanks].PointState);
    }

    [Fact]
    public void R39_assessing_the_win_back_settles_its_point()
    {
        farewell.Change(static row => row.WinBack = OffboardingCaseWinBack.None);

        Assert.Equal(ClosingPointPointState.Done, farewell.Points[ClosingPointKind.Winback].PointState);
    }

    [Fact]
    public void R39_the_way_back_says_which_letters_are_out_and_what_was_handed_over()
    {
        var offboardingCase = new EntityReference(OffboardingCaseRow.Table, farewell.Case);
        farewell.World.CreatePastTheProduct(new LetterRow { Name = "Thanks", Kind = LetterKind.Thanks, LetterState = LetterLetterState.Released, CaseId = offboardingCase, LetterKey = "thanks", Language = LetterLanguage.En }.Entity);
        farewell.World.CreatePastTheProduct(new HandoverItemRow { Name = "Portal access", Kind = HandoverItemKind.Access, ItemState = HandoverItemItemState.Done, CaseId = offboardingCase }.Entity);

        var report = (string)farewell.Do("off_CancelOffboarding", ("Reason", "They pay again."))["Report"];

        Assert.Contains("Letters that were released are out: ", report, StringComparison.Ordinal);
        Assert.Contains("What was handed over or closed does not come back by itself: “Portal access”.", report, StringComparison.Ordinal);
    }

    [Fact]
    public void R04_after_care_never_keeps_the_account_but_the_case_stays_open_and_closing_it_is_refused_naming_the_points()
    {
        Leave();
        var completed = farewell.Do("off_CompleteOffboarding");
        var stage = farewell.Cases.Case(farewell.Case).StatusReason;
        foreach (var item in farewell.Cases.Items(farewell.Case).Where(static row => row.ItemState == PlanItemItemState.Open)) Cancel(item);

        var english = farewell.Refused("off_CompleteOffboarding");
        var german = farewell.Cases.RefusalOf(farewell.World.GermanRep, Tests.Cases.CaseWorld.On(farewell.Case, "off_CompleteOffboarding"));

        Assert.Equal((AccountState.Inactive, OffboardingCaseStatusReason.FollowUp), (farewell.World.Account(farewell.Account).State, stage));
        Assert.Contains("The case stays in follow-up until its checklist is settled: “Thanks sent”, “Feedback asked for”, “Win-back assessed”.", (string)completed["Report"], StringComparison.Ordinal);
        Assert.StartsWith("Case OFF-001000 cannot be closed: 3 mandatory points of its checklist are open: “Thanks sent”, “Feedback asked for”, “Win-back assessed”.", english, StringComparison.Ordinal);
        Assert.StartsWith("Fall OFF-001000 kann nicht geschlossen werden: 3 verpflichtende Punkte seiner Abschlussliste sind offen: „Dank verschickt“", german, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4300]", german, StringComparison.Ordinal);
    }

    [Fact]
    public void R04_waived_with_a_reason_the_points_let_the_case_close_and_the_report_names_them()
    {
        Leave();
        farewell.Do("off_CompleteOffboarding");
        foreach (var item in farewell.Cases.Items(farewell.Case).Where(static row => row.ItemState == PlanItemItemState.Open)) Cancel(item);
        foreach (var kind in (ClosingPointKind[])[ClosingPointKind.Thanks, ClosingPointKind.Feedback, ClosingPointKind.Winback]) Waive(kind, "They asked us not to write again.");

        farewell.Do("off_CompleteOffboarding");

        Assert.Equal((OffboardingCaseStatusReason.Completed, 100), (farewell.Cases.Case(farewell.Case).StatusReason, farewell.Cases.Case(farewell.Case).ClosingPercent));
        Assert.Equal("Ada Rep", farewell.Points[ClosingPointKind.Thanks].WaivedById!.Name);
        var report = (string)farewell.Do("off_CloseReport", ("Edition", "internal"), ("Language", "en"))["Html"];
        Assert.Contains("<td>They asked us not to write again.</td><td>Ada Rep</td>", report, StringComparison.Ordinal);
    }

    [Fact]
    public void R04_the_night_leaves_a_case_open_whose_checklist_is_not_settled_and_closes_it_afterwards()
    {
        Leave();
        farewell.Do("off_CompleteOffboarding");
        foreach (var item in farewell.Cases.Items(farewell.Case).Where(static row => row.ItemState == PlanItemItemState.Open)) farewell.Finish(item);
        var first = farewell.World.RunOn("2028-01-02");
        var stage = farewell.Cases.Case(farewell.Case).StatusReason;
        farewell.Change(static row => row.WinBack = OffboardingCaseWinBack.Wanted);

        farewell.World.RunOn("2028-01-03");

        Assert.Equal((OffboardingCaseStatusReason.FollowUp, 0), (stage, first.Failed));
        Assert.Equal(OffboardingCaseStatusReason.Completed, farewell.Cases.Case(farewell.Case).StatusReason);
    }

    [Fact]
    public void R04_a_waiver_without_a_reason_and_a_point_marked_by_hand_are_refused()
    {
        var point = farewell.Points[ClosingPointKind.Thanks].Id;

        Assert.EndsWith("[OFF-4302]", Refused(new ClosingPointRow { PointState = ClosingPointPointState.Waived }, point), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4255]", Refused(new ClosingPointRow { PointState = ClosingPointPointState.Waived, WaiverReason = "n/a" }, point), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4301]", Refused(new ClosingPointRow { PointState = ClosingPointPointState.Done }, point), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4301]", Refused(new ClosingPointRow { Mandatory = false }, point), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4303]", SolutionEnvironment.RefusalOf(() => farewell.Rep.Delete(ClosingPointRow.Table, point)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4303]", SolutionEnvironment.RefusalOf(() => farewell.Rep.Create(new ClosingPointRow { Name = "Mine", Kind = ClosingPointKind.Thanks, CaseId = new EntityReference(OffboardingCaseRow.Table, farewell.Case) }.Entity)), StringComparison.Ordinal);
    }

    [Fact]
    public void R04_a_waiver_can_be_taken_back()
    {
        Waive(ClosingPointKind.Thanks, "They asked us not to write again.");
        var waived = farewell.Cases.Case(farewell.Case).ClosingPercent;
        farewell.Rep.Update(new ClosingPointRow(new Entity(ClosingPointRow.Table, farewell.Points[ClosingPointKind.Thanks].Id)) { PointState = ClosingPointPointState.Open }.Entity);

        var point = farewell.Points[ClosingPointKind.Thanks];
        Assert.Equal((ClosingPointPointState.Open, null), (point.PointState, point.WaivedById));
        Assert.True(waived > farewell.Cases.Case(farewell.Case).ClosingPercent);
    }

    ClosingPointKind[] NotAskedFor() => [.. ClosingRule.Points.Except(ClosingRule.Mandatory([.. farewell.Cases.Items(farewell.Case).Select(static item => item.TemplateCode!)]))];

    /// <summary>The relationship ends: decision, notice, talk, all mandatory items; the contract has run out.</summary>
    void Leave()
    {
        farewell.Completed("phonecall", "A call that the summary can name", status: 2);
        farewell.World.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, farewell.Case)) { StatusReason = OffboardingCaseStatusReason.Announce }.Entity);
        farewell.Do("off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter"));

        // Without a way to write to the contact no letter is drafted, and nothing is to be released.
        farewell.World.Administrator.Update(new Entity("contact", farewell.Contact) { ["emailaddress1"] = null, ["address1_line1"] = null, ["address1_city"] = null });
        farewell.Cases.ReadyForTalk(farewell.Case);
        foreach (var item in farewell.Cases.Items(farewell.Case).Where(static row => row.Mandatory == true)) farewell.Finish(item);
        farewell.World.RunOn("2028-01-01");
    }

    void Cancel(PlanItemRow item) => farewell.World.Administrator.Update(new Entity(
        item.Activity switch { PlanItemActivity.Task => "task", PlanItemActivity.Phonecall => "phonecall", PlanItemActivity.Appointment => "appointment", PlanItemActivity.Letter => "letter", _ => "email" }, Guid.Parse(item.ActivityRowId!))
    {
        ["statecode"] = new OptionSetValue(2),
        ["statuscode"] = new OptionSetValue(item.Activity switch { PlanItemActivity.Task => 6, PlanItemActivity.Phonecall => 3, PlanItemActivity.Appointment => 4, _ => 5 }),
    });

    void Waive(ClosingPointKind kind, string reason) =>
        farewell.Rep.Update(new ClosingPointRow(new Entity(ClosingPointRow.Table, farewell.Points[kind].Id)) { PointState = ClosingPointPointState.Waived, WaiverReason = reason }.Entity);

    string Refused(ClosingPointRow change, Guid point)
    {
        change.Entity.Id = point;
        return SolutionEnvironment.RefusalOf(() => farewell.Rep.Update(change.Entity));
    }
}
