using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboard.Story;

/// <summary>The way of a customer whose notice date was missed: refused, decided, planned, given notice, worked off, and deactivated by the night.</summary>
internal sealed class Farewell(Stage stage)
{
    const string Number = "K-1002";
    const string Playbook = "service";
    const int WinbackPossible = 727000001;

    /// <summary>The letters of which people want to see a draft.</summary>
    static readonly string[] Letters = ["summary", "notice", "thanks"];

    static readonly DateOnly End = new(2027, 4, 30);

    readonly CaseDesk desk = stage.Desk;
    readonly Guid account = stage.Account(Number);
    readonly string name = stage.Name(Number);

    Guid offboardingCase;
    IReadOnlyList<PlanLine> plan = [];

    public IEnumerable<StoryEvent> Tell()
    {
        foreach (var part in new Func<IEnumerable<StoryEvent>>[] { Starts, Decides, GivesNotice, Ends })
        {
            foreach (var happened in part()) yield return happened;
        }
    }

    IEnumerable<StoryEvent> Starts()
    {
        yield return stage.Chapter("StoryFarewell", name);
        stage.AddMeeting(Number, stage.Text("StoryMeeting"), new DateOnly(2025, 11, 20));
        yield return stage.Act("StoryDeactivate", name);
        yield return stage.Says(StoryMark.Refused, Expect.Refused("the deactivation", "OFF-1101", Local.DeactivationAttempt.Of(stage.Customers.AsRep, account).Refusal));

        yield return stage.Act("StoryStart", stage.Text("StoryOwnNotice"), Playbook);
        var started = desk.Send(
            "off_StartOffboarding",
            null,
            ("AccountId", account),
            ("Way", "own_notice"),
            ("ReasonCode", "not-profitable"),
            ("PlaybookCode", Playbook),
            ("MainContactId", stage.AddContact(Number, "Petra", "Kern")),
            ("CompleteAutomatically", true));
        offboardingCase = (Guid)started["CaseId"];
        plan = CaseDesk.PlanOf(started);
        Expect.Equal("the planned end", CaseDesk.Day(End), (string)started["PlannedEnd"]);
        yield return stage.Says(StoryMark.Done, (string)started["Report"]);
        yield return stage.Says(StoryMark.Plan, stage.Text("StoryPlan", plan.Count)) with { Plan = plan };
    }

    IEnumerable<StoryEvent> Decides()
    {
        yield return stage.Act("StoryAnnounce");
        yield return stage.Says(StoryMark.Refused, Expect.Refused("the announcement", "OFF-1320", CaseDesk.RefusalOf(() => desk.Send("off_AnnounceOffboarding", offboardingCase))));

        yield return stage.Act("StoryDecide");
        desk.FillIn(
            offboardingCase,
            ("off_explanation", stage.Text("StoryExplanation")),
            ("off_situation", stage.Text("StorySituation")),
            ("off_proreputation", 3),
            ("off_profocus", 5),
            ("off_proconflict", 2),
            ("off_procapacity", 4),
            ("off_conreferral", 2),
            ("off_conlostorders", 2),
            ("off_conrejection", 1),
            ("off_coneffort", 3));
        yield return stage.Says(StoryMark.Done, (string)desk.Send("off_AnnounceOffboarding", offboardingCase)["Report"]);
    }

    IEnumerable<StoryEvent> GivesNotice()
    {
        var letter = plan.Single(item => item.Activity == "letter" && item.Code == "service-letter").DueOn;
        yield return stage.MoveTo(letter);
        yield return stage.Act("StoryTalk");
        yield return stage.Says(StoryMark.Done, HoldsTheTalk());
        yield return stage.Act("StoryLetters");
        foreach (var kind in Letters)
        {
            var (draft, subject, text) = desk.Letter(offboardingCase, kind);
            stage.Keep($"letter-{kind}.html", text);
            yield return stage.Says(StoryMark.Done, subject);
            var (released, report) = desk.Release(draft);
            Expect.True($"the release of “{subject}” ({report})", released);
        }

        yield return stage.Act("StoryWork");
        yield return stage.Done("StoryWorked", Worked());

        yield return stage.MoveTo(letter.AddDays(2));
        yield return stage.Act("StoryNotice", stage.Written(letter), stage.Written(stage.Today));
        var recorded = desk.Send(
            "off_RecordNotice",
            offboardingCase,
            ("SentOn", CaseDesk.Day(letter)),
            ("ReceivedOn", CaseDesk.Day(stage.Today)),
            ("Form", "letter"));
        Expect.Equal("the first possible day", CaseDesk.Day(End.AddDays(1)), (string)recorded["PossibleFrom"]);
        yield return stage.Says(StoryMark.Done, (string)recorded["Report"]);
    }

    IEnumerable<StoryEvent> Ends()
    {
        yield return stage.MoveTo(End);
        yield return stage.Act("StoryWork");
        yield return stage.Done("StoryWorked", Worked());
        yield return stage.Act("StoryComplete");
        yield return stage.Says(StoryMark.Refused, Expect.Refused("the completion", "OFF-1331", CaseDesk.RefusalOf(() => desk.Send("off_CompleteOffboarding", offboardingCase))));

        yield return stage.MoveTo(plan.Where(item => item.IsMandatory).Max(item => item.DueOn));
        yield return stage.Act("StoryWork");
        yield return stage.Done("StoryWorked", Worked());

        yield return stage.MoveTo(stage.Today.AddDays(1));
        yield return stage.Act("StoryNight");
        foreach (var line in stage.RunNight()) yield return stage.Says(StoryMark.Done, line);
        Expect.True($"{name} being inactive", desk.IsInactive(account));
        yield return stage.Done("StoryInactive", name, desk.Stage(offboardingCase));

        yield return stage.MoveTo(plan.Max(item => item.DueOn));
        yield return stage.Act("StoryFollowUp");
        Worked();
        yield return stage.Says(StoryMark.Refused, Expect.Refused("closing the case", "OFF-4300", CaseDesk.RefusalOf(() => desk.Send("off_CompleteOffboarding", offboardingCase))));
        yield return stage.Act("StoryWinback");
        desk.FillIn(offboardingCase, ("off_winback", new OptionSetValue(WinbackPossible)));
        Expect.True("the completion", (bool)desk.Send("off_CompleteOffboarding", offboardingCase)["Completed"]);
        yield return stage.Done("StoryClosed", desk.Stage(offboardingCase));
        yield return stage.Act("StoryReport");
        yield return stage.Says(StoryMark.Done, (string)desk.Send("off_CloseReport", offboardingCase)["Report"]);
        foreach (var (language, html) in desk.Documents(offboardingCase, CaseDesk.InternalReport)) stage.Keep($"closing-report-internal-{language}.html", html);
        foreach (var (language, html) in desk.Documents(offboardingCase, CaseDesk.CustomerReport)) stage.Keep($"closing-report-customer-{language}.html", html);

        yield return stage.Act("StoryKept");
        var decisions = desk.Decisions(offboardingCase);
        Expect.Equal("the number of decisions kept", 4, decisions.Count);
        foreach (var (day, kind) in decisions) yield return stage.Kept(day, kind);
    }

    /// <summary>Prepares the talk, confirms the pack and records the talk; its summary is drafted.</summary>
    string HoldsTheTalk()
    {
        stage.Keep("conversation-pack.html", (string)desk.Send("off_PrepareConversation", offboardingCase)["Html"]);
        desk.Send("off_ConfirmPack", offboardingCase);
        var recorded = desk.Send(
            "off_RecordTalk",
            offboardingCase,
            ("Notes", stage.Text("StoryNotes")),
            ("HeldOn", CaseDesk.Day(plan.Single(item => item.Code == "service-talk").DueOn)));
        return (string)recorded["Report"];
    }

    int Worked()
    {
        var worked = desk.DoWhatIsDue(offboardingCase, stage.Today);
        Expect.True("something being due", worked > 0);
        return worked;
    }
}
