using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Consents;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>A check-in whose day has come: its basis is asked for at this moment; then it is drafted as a letter or e-mail, or becomes a task, or it is stopped.</summary>
/// <remarks>Requests: 4 for the basis and what ends it; then the draft (<see cref="LetterDraft"/>) or a task, and 1 write.</remarks>
static class DueCheckIns
{
    /// <summary>Treats one.</summary>
    /// <returns>Whether it goes on; no: it was stopped.</returns>
    internal static bool Do(PluginCall call, CheckInRow due, LocalDate today)
    {
        if (due.ContactId is not { } contact || due.CaseId is not { } offboardingCase || due.AccountId is not { } account)
            return Stop(call, due, Messages.Part("OFF-TEXT-CHECKIN-NOBODY", call.Language));
        if (CheckInQueries.FirstErasure(call.AsSystem, account.Id) is { } erasure && erasure <= today)
            return Stop(call, due, Messages.Part("OFF-TEXT-CHECKIN-ERASED", call.Language, "day", call.Language.Text(erasure)));

        var channel = CheckInBases.ChannelOf(due.Channel);
        var verdict = ConsentCheck.Ask(call, contact, account.Id, ConsentPurpose.KeepInTouch, channel);
        if (!verdict.Holds) return Stop(call, due, Messages.Part("OFF-TEXT-CHECKIN-NO-BASIS", call.Language));

        ConsentCheck.Demand(call, contact, account.Id, ConsentPurpose.KeepInTouch, channel, contact.Name ?? "?");
        if (due.Channel is CheckInChannel.Email or CheckInChannel.Letter)
        {
            LetterDraft.Write(call, new LetterRequest
            {
                CaseId = offboardingCase.Id, Kind = LetterKind.Checkin, ContactId = contact.Id, Occasion = due.Id.ToString("N"),
                Channel = due.Channel == CheckInChannel.Letter ? LetterChannel.Letter : LetterChannel.Email,
            });
        }
        else
        {
            call.AsSystem.Create(Task(call, due, offboardingCase).Entity);
        }

        call.AsSystem.Update(new CheckInRow(new Entity(CheckInRow.Table, due.Id)) { CheckInState = CheckInCheckInState.Drafted }.Entity);
        return true;
    }

    static bool Stop(PluginCall call, CheckInRow due, string reason)
    {
        CheckInQueries.Stop(call.AsSystem, due.Id, reason.Length > 900 ? reason.Substring(0, 900) : reason);
        return false;
    }

    static TaskRow Task(PluginCall call, CheckInRow due, EntityReference offboardingCase)
    {
        var task = new TaskRow
        {
            Subject = due.Name,
            Description = Messages.Part("OFF-TEXT-CHECKIN-TASK", call.Language, "channel", due.Channel?.ToCode() ?? "?"),
            RegardingObjectId = offboardingCase,
            ScheduledEnd = due.DueOn is { } day ? DateTime.SpecifyKind(day.ToDateTimeUnspecified().AddHours(15), DateTimeKind.Utc) : null,
        };
        if (due.OwnerId is { } owner) task.OwnerId = owner;
        return task;
    }
}
