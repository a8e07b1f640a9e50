using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboard.Story;

/// <summary>The way of a customer who may only leave by agreement, leaves, and comes back: what is restored, and what nobody can take back alone.</summary>
internal sealed class WayBack(Stage stage)
{
    const string Number = "K-1008";
    const string Playbook = "framework";
    const int DaysToTheEnd = 31;

    readonly CaseDesk desk = stage.Desk;
    readonly Guid account = stage.Account(Number);
    readonly string name = stage.Name(Number);

    public IEnumerable<StoryEvent> Tell()
    {
        var end = stage.Today.AddDays(DaysToTheEnd);
        yield return stage.Chapter("StoryWayBack", name);
        yield return stage.Act("StoryStart", stage.Text("StoryMutual"), Playbook);
        var started = desk.Send(
            "off_StartOffboarding",
            null,
            ("AccountId", account),
            ("Way", "mutual"),
            ("ReasonCode", "no-fit"),
            ("Explanation", stage.Text("StoryExplanationBack")),
            ("WantedEnd", CaseDesk.Day(end)),
            ("PlaybookCode", Playbook));
        var id = (Guid)started["CaseId"];
        var plan = CaseDesk.PlanOf(started);
        yield return stage.Says(StoryMark.Done, (string)started["Report"]);
        yield return stage.Done("StoryPlan", plan.Count);

        yield return stage.Act("StoryDecide");
        desk.FillIn(
            id,
            ("off_situation", stage.Text("StorySituation")),
            ("off_accountvalue", new Microsoft.Xrm.Sdk.Money(12_000m)),
            ("off_proreputation", 1),
            ("off_profocus", 4),
            ("off_proconflict", 1),
            ("off_procapacity", 4),
            ("off_conreferral", 3),
            ("off_conlostorders", 3),
            ("off_conrejection", 2),
            ("off_coneffort", 2));
        yield return stage.Says(StoryMark.Done, (string)desk.Send("off_AnnounceOffboarding", id)["Report"]);

        yield return stage.Act("StoryAgree", stage.Written(end));
        yield return stage.Says(StoryMark.Done, (string)desk.Send("off_RecordNotice", id, ("AgreedEnd", CaseDesk.Day(end)))["Report"]);

        yield return stage.MoveTo(plan.Where(item => item.IsMandatory).Max(item => item.DueOn));
        desk.Send("off_RecordTalk", id, ("Notes", stage.Text("StoryNotes")), ("WaiverReason", stage.Text("StoryPackWaiver")));
        yield return stage.Act("StoryWork");
        yield return stage.Done("StoryWorked", desk.DoWhatIsDue(id, stage.Today));
        yield return stage.Act("StoryComplete");
        yield return stage.Says(StoryMark.Done, (string)desk.Send("off_CompleteOffboarding", id)["Report"]);
        Expect.True($"{name} being inactive", desk.IsInactive(account));
        yield return stage.Done("StoryInactive", name, desk.Stage(id));

        yield return stage.MoveTo(stage.Today.AddDays(4));
        yield return stage.Act("StoryCancel", name);
        yield return stage.Says(StoryMark.Done, (string)desk.Send("off_CancelOffboarding", id, ("Reason", stage.Text("StoryReason")))["Report"]);
        Expect.True($"{name} being active again", !desk.IsInactive(account));
        yield return stage.Done("StoryActive", name, desk.Stage(id));
    }
}
