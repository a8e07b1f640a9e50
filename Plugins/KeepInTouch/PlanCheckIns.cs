using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Consents;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary><c>off_PlanCheckIns</c>: plans a few non-binding check-ins with the contact of a case, on a basis that stands today; they end by themselves.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Channel (email, phone, letter, social; email without it). Out: CheckIns (EntityCollection of off_checkin), Created, LastDay, Report.
/// Days: <see cref="CheckInRule"/> by off_CheckInMonths and off_KeepInTouchMonths. The basis is asked for again when one is due (<see cref="DueCheckIns"/>). Asking again adds what is missing.</para>
/// <para>Requests: at most <see cref="MostReads"/> reads, and 1 write for each new check-in.</para>
/// </remarks>
public sealed class PlanCheckIns : IPlugin
{
    /// <summary>Caller's settings, settings, local time, case, consent, schedule, check-ins.</summary>
    public const int MostReads = 7;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1304: no such case for the caller; OFF-4620: the case names no contact; OFF-4201 to OFF-4206: no basis; OFF-4622: no day is left; OFF-5001: a setting cannot be used; OFF-9001, OFF-9004.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        var channel = call.OptionalCode("Channel", CheckInChannelCodes.FromCode, "email, phone, letter, social") ?? CheckInChannel.Email;
        var contact = onFile.Row.MainContactId ?? throw Refusal.Of("OFF-4620", call.Language, "case", onFile.Number);
        var verdict = ConsentCheck.Ask(call, contact, onFile.Account.Id, ConsentPurpose.KeepInTouch, CheckInBases.ChannelOf(channel));
        if (!verdict.Holds) ConsentCheck.Demand(call, contact, onFile.Account.Id, ConsentPurpose.KeepInTouch, CheckInBases.ChannelOf(channel), contact.Name ?? "?");

        var consent = verdict.Consent!;
        var end = onFile.Row.CompletedOn ?? onFile.Row.PlannedEnd ?? call.Today;
        var last = CheckInRule.LastDay(end, call.Settings.KeepInTouchMonths, consent.EndsOn, CheckInQueries.FirstErasure(call.AsSystem, onFile.Account.Id));
        var known = CheckInQueries.OfCase(call.AsCaller, onFile.Row.Id);
        var days = CheckInRule.Days(end, call.Settings.CheckInMonths, last, call.Today);
        if (days.Count == 0 && known.Count == 0) throw Refusal.Of("OFF-4622", call.Language, "contact", call.Language.Quote(contact.Name ?? "?"), "last", call.Language.Text(last));

        var rows = known.ToList();
        foreach (var row in days.Select(day => Row(call, onFile, contact, day, channel, consent)).Where(row => known.All(one => one.CheckInKey != row.CheckInKey)))
        {
            row.Entity.Id = call.AsCaller.Create(row.Entity);
            rows.Add(row);
        }

        call.Return("CheckIns", new EntityCollection([.. rows.Select(static row => row.Entity)]) { EntityName = CheckInRow.Table });
        call.Return("Created", rows.Count - known.Count);
        call.Return("LastDay", last.ToString());
        call.Return("Report", Messages.Part(
            "OFF-TEXT-CHECKINS", call.Language, "contact", call.Language.Quote(contact.Name ?? "?"), "count", (rows.Count - known.Count).ToString(CultureInfo.InvariantCulture), "last", call.Language.Text(last)));
    }

    static CheckInRow Row(PluginCall call, CaseOnFile onFile, EntityReference contact, LocalDate day, CheckInChannel channel, ConsentRow consent) => new()
    {
        Name = Messages.Part("OFF-TEXT-CHECKIN-NAME", call.Language, "contact", contact.Name ?? "?", "day", call.Language.Text(day)),
        CaseId = onFile.Reference,
        AccountId = new EntityReference(AccountRow.Table, onFile.Account.Id),
        ContactId = contact,
        DueOn = day,
        Channel = channel,
        CheckInState = CheckInCheckInState.Planned,
        Basis = CheckInBases.Of(consent.Basis),
        ConsentId = new EntityReference(ConsentRow.Table, consent.Id),
        CheckInKey = onFile.Row.Id.ToString("D") + "|" + day,
        OwnerId = onFile.Row.ResponderId ?? onFile.Row.OwnerId,
    };
}
