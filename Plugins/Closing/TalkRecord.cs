using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>The talk as it was held: its day and notes on the case, the draft of its summary, the checklist.</summary>
static class TalkRecord
{
    // The same calendar day from UTC-9 to UTC+14, as the days of plans.
    const int HourUtc = 9;

    /// <summary>The appointment or call of the plan that is the talk; null: the plan has none, or there is no plan.</summary>
    internal static PlanItemRow? TalkItem(CaseDossier dossier) => TalkRule.TalkItemOf(dossier.PlanItems);

    /// <summary>
    /// Drafts the summary to the customer from the notes: into the letter or e-mail that the plan made for it, else as a new one that is due on the next weekday.
    /// Requests: those of <see cref="LetterDraft"/>, and 1 for the day of a new one.
    /// </summary>
    /// <returns>What was done, or why there is no draft: the talk was held all the same, and the summary stays to be written.</returns>
    /// <remarks>Only refusals of the letter itself are answered: they come before anything is written and doom nothing. A fault of the service is never caught.</remarks>
    internal static SummaryDraft DraftSummary(PluginCall call, CaseOnFile onFile, CaseDossier dossier, LocalDate heldOn)
    {
        var planned = dossier.PlanItems.FirstOrDefault(static item =>
            ClosingRule.PointOf(item.TemplateCode) == ClosingPointKind.Summary && item.ItemState == PlanItemItemState.Open && item.Activity is PlanItemActivity.Letter or PlanItemActivity.Email);
        try
        {
            var drafted = LetterDraft.Write(call, new LetterRequest
            {
                CaseId = onFile.Row.Id,
                Kind = LetterKind.Summary,
                ActivityId = Guid.TryParse(planned?.ActivityRowId, out var activity) ? activity : null,
            });
            if (planned is null && drafted.Created) SetDue(call, drafted, DueAfter(heldOn));
            return new SummaryDraft(drafted.LetterId, drafted.Report);
        }
        catch (InvalidPluginExecutionException refusal) when (refusal.ErrorCode is >= 4001 and < 4100)
        {
            return new SummaryDraft(null, Messages.Part("OFF-TEXT-SUMMARY-NODRAFT", call.Language, "why", refusal.Message));
        }
    }

    /// <summary>The day on which a summary is to be sent where no plan says it: the next Monday to Friday.</summary>
    internal static LocalDate DueAfter(LocalDate heldOn)
    {
        var day = heldOn.PlusDays(1);
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) day = day.PlusDays(1);
        return day;
    }

    static void SetDue(PluginCall call, DraftedLetter drafted, LocalDate due) => call.AsCaller.Update(new Entity(drafted.ActivityTable, drafted.ActivityId)
    {
        ["scheduledend"] = DateTime.SpecifyKind(due.ToDateTimeUnspecified().AddHours(HourUtc), DateTimeKind.Utc),
    });
}

/// <summary>What became of the summary of a talk.</summary>
/// <param name="LetterId">Its row in off_letter; null: it could not be drafted.</param>
/// <param name="Report">What was done, or why not, in the caller's language.</param>
sealed record SummaryDraft(Guid? LetterId, string Report);
