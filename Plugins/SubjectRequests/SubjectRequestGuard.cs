using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Lets only valid requests of data subjects in, computes their two dates, and keeps what the product decided from being written by hand.</summary>
/// <remarks>
/// <para>Steps: PreOperation (20), synchronous, rank 1, of Create, Update and Delete on off_subjectrequest, and of SetState; Update, SetState and Delete with a pre-image "before".</para>
/// <para>An open request for access, portability or restriction is a hold: whoever records or answers it first writes the row of the person (<see cref="SubjectFence"/>), as the erasure does.</para>
/// <para>Requests: 3 (caller's settings, settings, local time), 1 for an open request of the same kind where person or kind changes, those of the fence (4 for a contact of an account, 2 else), 1 for holiday
/// rules if the setting off_HolidayCalendar names a calendar. Delete and SetState: none.</para>
/// </remarks>
public sealed class SubjectRequestGuard : IPlugin
{
    /// <summary>What operations of the product write, with the operation to use.</summary>
    static readonly string[] OfAnswers =
    [
        SubjectRequestRow.Columns.AnsweredOn, SubjectRequestRow.Columns.Result, SubjectRequestRow.Columns.RefusalGround, SubjectRequestRow.Columns.ExtendedOn,
        SubjectRequestRow.Columns.MainRequest, SubjectRequestRow.Columns.ConfirmedRows,
    ];

    static readonly string[] OfPerson = [SubjectRequestRow.Columns.ContactId, SubjectRequestRow.Columns.AccountId, SubjectRequestRow.Columns.Kind];

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3501 to OFF-3503, OFF-3505 to OFF-3510, OFF-3519, OFF-3520: what is wrong, and what to do.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsMessage("Create")) Record(call, new SubjectRequestRow(call.Target), before: null);
        else if (call.IsMessage("Update")) Record(call, Merged(Before(call), call.Target), Before(call));
        else if (RequestRule.IsOpen(Before(call)) && !IsReactivation(call)) throw Refusal.Of("OFF-3519", call.Language, "request", Before(call).Name ?? "?");
    }

    static void Record(PluginCall call, SubjectRequestRow request, SubjectRequestRow? before)
    {
        if (!call.IsPartOfProduct) DemandOwnColumns(call, request, before);
        var today = call.DayOfJobs();
        Complete(call.Target, request, before, today);
        Demand(call, RequestRule.DefectOf(request, today));
        if (request.Extended == true && before?.Extended != true)
        {
            if (!call.IsPartOfProduct) Demand(call, RequestRule.ExtensionDefect(request, today));
            Set(call.Target, request, row => row.ExtendedOn = before?.ExtendedOn ?? request.ExtendedOn ?? today, SubjectRequestRow.Columns.ExtendedOn);
        }

        SetDates(call, request);
        if (before is null || ProductColumns.FirstChanged(OfPerson, call.Target, before.Entity) is not null) DemandFirst(call, request);
        if ((request.ContactId ?? request.AccountId) is { } subject && (before is null || ChangesHold(call, before))) SubjectFence.Raise(call.AsSystem, subject);
    }

    /// <summary>States follow from the days that were entered.</summary>
    static void Complete(Entity target, SubjectRequestRow request, SubjectRequestRow? before, LocalDate today)
    {
        if (RequestRule.IsClosed(request.RequestState)) return;

        if (request.RequestState == SubjectRequestRequestState.Identity && request.IdentityAskedOn is null)
            Set(target, request, row => row.IdentityAskedOn = today, SubjectRequestRow.Columns.IdentityAskedOn);

        var state = RequestRule.IsIdentityOpen(request) ? SubjectRequestRequestState.Identity
            : request.IdentityConfirmedOn is not null ? SubjectRequestRequestState.Working
            : request.RequestState is SubjectRequestRequestState.Working ? SubjectRequestRequestState.Working
            : SubjectRequestRequestState.Received;
        if (before is null || request.RequestState != state) Set(target, request, row => row.RequestState = state, SubjectRequestRow.Columns.RequestState);
    }

    static void SetDates(PluginCall call, SubjectRequestRow request)
    {
        Set(call.Target, request, row => row.InternalTarget = RequestRule.Dates(request, HolidaySet.None)?.InternalTarget, SubjectRequestRow.Columns.InternalTarget);
        Set(call.Target, request, row => row.LegalDeadline = Deadline(call, request), SubjectRequestRow.Columns.LegalDeadline);
    }

    // Without the holidays of a year no working day in it is sure: then the deadline stays blank, and the internal target, which is never later, stands.
    static LocalDate? Deadline(PluginCall call, SubjectRequestRow request)
    {
        var code = call.Settings.HolidayCalendar;
        var calendars = HolidayRuleQueries.Read(() => HolidayRuleQueries.ActiveRows(call.AsSystem), code, call.Language);
        try
        {
            return RequestRule.Dates(request, code is null ? HolidaySet.None : HolidaySet.Of(calendars.Of(code)))?.LegalDeadline;
        }
        catch (HolidaysUnknownException)
        {
            return null;
        }
    }

    static void DemandFirst(PluginCall call, SubjectRequestRow request)
    {
        if (RequestRule.IsOpen(request) && RequestQueries.OpenTwin(call.AsSystem, request) is { } twin)
            throw Refusal.Of("OFF-3505", call.Language, "request", twin.Name ?? "?", "received", twin.ReceivedOn is { } day ? call.Language.Text(day) : "?");
    }

    static void DemandOwnColumns(PluginCall call, SubjectRequestRow request, SubjectRequestRow? before)
    {
        var column = ProductColumns.FirstChanged(OfAnswers.Where(name => before is not null || call.Target.GetAttributeValue<object?>(name) is not null), call.Target, before?.Entity);
        if (column is null && RequestRule.IsClosed(request.RequestState) && before?.RequestState != request.RequestState) column = SubjectRequestRow.Columns.RequestState;
        if (column is null && before is not null && !RequestRule.IsOpen(before) && call.Target.Contains(SubjectRequestRow.Columns.RequestState) && before.RequestState != request.RequestState) column = SubjectRequestRow.Columns.RequestState;
        if (column is null && before?.MainRequest is { Length: > 0 }) column = ProductColumns.FirstChanged(OfPerson.Concat([SubjectRequestRow.Columns.ReceivedOn, SubjectRequestRow.Columns.Extended]), call.Target, before.Entity);
        if (column is not null) throw Refusal.Of("OFF-3510", call.Language, "column", column);
    }

    static bool ChangesHold(PluginCall call, SubjectRequestRow before) => ProductColumns.FirstChanged(
        OfPerson.Concat([SubjectRequestRow.Columns.ReceivedOn, SubjectRequestRow.Columns.AnsweredOn, SubjectRequestRow.Columns.RequestState, SubjectRequestRow.Columns.LiftedOn, SubjectRequestRow.Columns.Ground]),
        call.Target,
        before.Entity) is not null;

    static bool IsReactivation(PluginCall call) => !call.IsMessage("Delete") && call.Required<OptionSetValue>("State").Value == (int)SubjectRequestState.Active;

    static void Demand(PluginCall call, RequestDefect? defect)
    {
        if (defect is not null) throw Refusal.Of(defect.Code, call.Language, defect.Values);
    }

    /// <summary>Sets a column both on what is written and on the row as it will be.</summary>
    static void Set(Entity target, SubjectRequestRow request, Action<SubjectRequestRow> set, string column)
    {
        set(request);
        target[column] = request.Entity.GetAttributeValue<object?>(column);
    }

    static SubjectRequestRow Before(PluginCall call) =>
        call.Context.PreEntityImages.TryGetValue("before", out var image)
            ? new SubjectRequestRow(image)
            : throw new InvalidOperationException("The step " + call.Context.MessageName + " of off_subjectrequest has no image 'before': import the solution again.");

    static SubjectRequestRow Merged(SubjectRequestRow before, Entity target)
    {
        var merged = new Entity(SubjectRequestRow.Table, target.Id);
        foreach (var cell in before.Entity.Attributes.Concat(target.Attributes)) merged[cell.Key] = cell.Value;
        return new SubjectRequestRow(merged);
    }
}
