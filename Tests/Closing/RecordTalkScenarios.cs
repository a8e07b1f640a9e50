using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Closing;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Preparation;

namespace Offboarding.Tests.Closing;

/// <summary>The talk is recorded, by its operation or by completing its appointment, and its summary is drafted.</summary>
public sealed class RecordTalkScenarios : IDisposable
{
    readonly FarewellWorld farewell = new FarewellWorld().WithSummaryTemplates();

    public void Dispose() => farewell.Dispose();

    [Fact]
    public void R29_recording_the_talk_drafts_the_summary_with_the_discussed_points_into_the_dated_e_mail_of_the_plan()
    {
        Confirmed();

        var answer = farewell.Do("off_RecordTalk", ("Notes", FarewellWorld.Notes));

        Assert.True((bool)answer["Recorded"]);
        Assert.DoesNotContain("could not be drafted", (string)answer["Report"], StringComparison.Ordinal);
        var (item, letter) = (farewell.Item("service-summary"), Letter());
        Assert.Equal((answer["LetterId"], item.ActivityRowId), (letter.Id, letter.ActivityRowId));
        var mail = farewell.Activity(item);
        foreach (var point in FarewellWorld.Notes.Split('\n')) Assert.Contains(point, mail.GetAttributeValue<string>("description"), StringComparison.Ordinal);
        Assert.Equal(PlanItemItemState.Open, item.ItemState);
        Assert.Equal(item.DueOn, LocalDate.FromDateTime(mail.GetAttributeValue<DateTime>("scheduledend")));
        Assert.Equal(PlanItemItemState.Done, farewell.Item("service-talk").ItemState);
        var row = farewell.Cases.Case(farewell.Case);
        Assert.Equal((FarewellWorld.Notes, new LocalDate(2027, 1, 15)), (row.TalkNotes, row.TalkHeldOn));
    }

    [Fact]
    public void R29_completing_the_appointment_of_the_talk_records_it_and_drafts_the_summary_too()
    {
        Confirmed();
        farewell.Change(static row => row.TalkNotes = FarewellWorld.Notes);

        farewell.Finish(farewell.Item("service-talk"), farewell.Rep);

        Assert.Equal(new LocalDate(2027, 1, 15), farewell.Cases.Case(farewell.Case).TalkHeldOn);
        Assert.Equal(farewell.Item("service-summary").ActivityRowId, Letter().ActivityRowId);
        Assert.Equal(ClosingPointPointState.Done, farewell.Points[ClosingPointKind.Talk].PointState);
    }

    [Fact]
    public void R17_the_summary_states_the_reason_of_the_case()
    {
        Confirmed();
        farewell.Do("off_RecordTalk", ("Notes", FarewellWorld.Notes));

        Assert.Equal(farewell.Cases.Case(farewell.Case).ReasonId!.Id, Letter().StatedReasonId!.Id);
    }

    [Fact]
    public void R29_empty_notes_are_refused_and_nothing_is_written()
    {
        Confirmed();

        var english = farewell.Refused("off_RecordTalk", ("Notes", "  "));
        var german = farewell.Cases.RefusalOf(farewell.World.GermanRep, Tests.Cases.CaseWorld.On(farewell.Case, "off_RecordTalk"));
        var byHand = SolutionEnvironment.RefusalOf(() => farewell.Finish(farewell.Item("service-talk"), farewell.Rep));

        Assert.StartsWith("The talk of case OFF-001000 has no notes; without them no summary can be written.", english, StringComparison.Ordinal);
        Assert.StartsWith("Zum Gespräch im Fall OFF-001000 gibt es keine Notizen", german, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4262]", byHand, StringComparison.Ordinal);
        Assert.Equal(PlanItemItemState.Open, farewell.Item("service-talk").ItemState);
    }

    [Fact]
    public void R20_the_talk_cannot_be_held_without_the_situation_of_the_customer_not_even_with_a_waiver()
    {
        Confirmed();
        farewell.Change(static row => row.Situation = null);

        var refusal = farewell.Refused("off_RecordTalk", ("Notes", FarewellWorld.Notes), ("WaiverReason", "There was no time to write it down."));

        Assert.EndsWith("[OFF-4260]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void R26_without_a_pack_with_a_stale_one_or_with_one_that_nobody_confirmed_the_talk_is_refused()
    {
        var none = farewell.Refused("off_RecordTalk", ("Notes", FarewellWorld.Notes));
        farewell.Do("off_PrepareConversation");
        var unconfirmed = farewell.Refused("off_RecordTalk", ("Notes", FarewellWorld.Notes));
        farewell.Do("off_ConfirmPack");
        farewell.Invoice("R-9", 50m, 2026);
        var stale = farewell.Refused("off_RecordTalk", ("Notes", FarewellWorld.Notes));

        Assert.EndsWith("[OFF-4250]", none, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4252]", unconfirmed, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4251]", stale, StringComparison.Ordinal);
    }

    [Fact]
    public void R26_a_waiver_with_a_reason_lets_the_talk_pass_by_either_way()
    {
        farewell.Do("off_ConfirmPack", ("WaiverReason", "They called us and wanted to talk at once."));
        farewell.Change(static row => row.TalkNotes = FarewellWorld.Notes);

        farewell.Finish(farewell.Item("service-talk"), farewell.Rep);

        Assert.NotNull(farewell.Cases.Case(farewell.Case).TalkHeldOn);
        using var other = new FarewellWorld();
        Assert.True((bool)other.Do("off_RecordTalk", ("Notes", FarewellWorld.Notes), ("WaiverReason", "They called us and wanted to talk at once."))["Recorded"]);
        Assert.Equal("They called us and wanted to talk at once.", other.Document().WaiverReason);
    }

    [Fact]
    public void Other_appointments_and_calls_of_a_case_are_completed_as_ever()
    {
        farewell.Finish(farewell.Item("service-invite"), farewell.Rep);
        var own = farewell.Completed("phonecall", "A call about the case", status: 2, new EntityReference(OffboardingCaseRow.Table, farewell.Case));

        Assert.Equal(1, farewell.World.Administrator.Retrieve("phonecall", own, new ColumnSet("statecode")).GetAttributeValue<OptionSetValue>("statecode").Value);
        Assert.Null(farewell.Cases.Case(farewell.Case).TalkHeldOn);
    }

    [Fact]
    public void A_talk_that_is_recorded_is_not_recorded_again()
    {
        Confirmed();
        farewell.Do("off_RecordTalk", ("Notes", FarewellWorld.Notes), ("HeldOn", "2027-01-14"));
        var before = farewell.Cases.Snapshot();

        var again = farewell.Do("off_RecordTalk", ("Notes", "Something else."));

        Assert.False((bool)again["Recorded"]);
        Assert.Contains("on 14 Jan 2027 was recorded before", (string)again["Report"], StringComparison.Ordinal);
        Assert.Equal(before, farewell.Cases.Snapshot());
    }

    [Fact]
    public void A_talk_of_tomorrow_is_refused()
    {
        Confirmed();

        Assert.EndsWith("[OFF-4261]", farewell.Refused("off_RecordTalk", ("Notes", FarewellWorld.Notes), ("HeldOn", "2027-01-16")), StringComparison.Ordinal);
    }

    [Fact]
    public void R29_where_the_summary_cannot_be_drafted_the_talk_counts_and_the_report_says_why()
    {
        Confirmed();
        farewell.World.Administrator.Update(new Entity("contact", farewell.Contact) { ["emailaddress1"] = null, ["donotbulkpostalmail"] = true, ["donotpostalmail"] = true });

        var answer = farewell.Do("off_RecordTalk", ("Notes", FarewellWorld.Notes));

        Assert.Contains("Its summary could not be drafted and stays to be written: ", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal((PlanItemItemState.Done, PlanItemItemState.Open), (farewell.Item("service-talk").ItemState, farewell.Item("service-summary").ItemState));
    }

    [Fact]
    public void R29_without_a_plan_the_summary_is_due_on_the_next_weekday()
    {
        using var unplanned = new FarewellWorld(playbook: "none").WithSummaryTemplates();
        unplanned.Do("off_PrepareConversation");
        unplanned.Do("off_ConfirmPack");

        unplanned.Do("off_RecordTalk", ("Notes", FarewellWorld.Notes));

        var mail = Assert.Single(unplanned.All("email", "scheduledend", "regardingobjectid"));
        Assert.Equal(new LocalDate(2027, 1, 18), LocalDate.FromDateTime(mail.GetAttributeValue<DateTime>("scheduledend")));
    }

    [Fact]
    public void R29_recording_takes_no_more_requests_than_it_says()
    {
        Confirmed();
        farewell.World.Local.Requests.Clear();

        farewell.Do("off_RecordTalk", ("Notes", FarewellWorld.Notes));

        Assert.InRange(farewell.World.Local.Requests.ByPlugins.Count, 20, RecordTalk.MostRequests);
    }

    void Confirmed()
    {
        farewell.Do("off_PrepareConversation");
        farewell.Do("off_ConfirmPack");
    }

    LetterRow Letter() => new(Assert.Single(
        farewell.All(LetterRow.Table, LetterRow.Columns.Kind, LetterRow.Columns.ActivityRowId, LetterRow.Columns.StatedReasonId, LetterRow.Columns.LetterState),
        static row => row.GetAttributeValue<OptionSetValue>(LetterRow.Columns.Kind).Value == (int)LetterKind.Summary));
}
