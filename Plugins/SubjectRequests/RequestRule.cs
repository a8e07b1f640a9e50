using System.Collections.Generic;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>What makes a request of a data subject invalid: a message with its values.</summary>
/// <param name="Code">As OFF-3501.</param>
/// <param name="Values">Pairs name, value.</param>
public sealed record RequestDefect(string Code, params string[] Values);

/// <summary>The rules for recording a request of a data subject. Pure: no service, no clock.</summary>
public static class RequestRule
{
    /// <summary>The kinds whose ground says more than the kind: restriction (Art. 18(1) GDPR) and objection (Art. 21(1), (2)).</summary>
    static readonly IReadOnlyDictionary<SubjectRequestGround, SubjectRequestKind> KindOfGround = new Dictionary<SubjectRequestGround, SubjectRequestKind>
    {
        [SubjectRequestGround.Accuracy] = SubjectRequestKind.Restriction,
        [SubjectRequestGround.Unlawful] = SubjectRequestKind.Restriction,
        [SubjectRequestGround.Claims] = SubjectRequestKind.Restriction,
        [SubjectRequestGround.Objected] = SubjectRequestKind.Restriction,
        [SubjectRequestGround.Marketing] = SubjectRequestKind.Objection,
        [SubjectRequestGround.Situation] = SubjectRequestKind.Objection,
    };

    /// <summary>The first thing that is wrong with a request; null: nothing is.</summary>
    /// <param name="request">As it would be after the write.</param>
    /// <param name="today">Local date of jobs.</param>
    public static RequestDefect? DefectOf(SubjectRequestRow request, LocalDate today)
    {
        if (request.ReceivedOn is not { } received) return new RequestDefect("OFF-3501");
        if (received > today) return new RequestDefect("OFF-3502", "day", received.ToString(), "today", today.ToString());
        if (request.ContactId is not null && request.AccountId is not null) return new RequestDefect("OFF-3503");
        if (request.Ground is { } ground && KindOfGround.TryGetValue(ground, out var kind) && kind != request.Kind)
            return new RequestDefect("OFF-3509", "ground", ground.ToCode(), "kind", request.Kind?.ToCode() ?? "");
        if (request.LiftedOn is { } lifted && (request.Kind != SubjectRequestKind.Restriction || lifted < received || lifted > today))
            return new RequestDefect("OFF-3520", "day", lifted.ToString());

        return IdentityDefect(request, received, today);
    }

    /// <summary>Whether an extension is recorded in time and with its reason; null: it is.</summary>
    /// <param name="request">As it would be after the write, extended.</param>
    /// <param name="today">Day on which the extension is recorded.</param>
    public static RequestDefect? ExtensionDefect(SubjectRequestRow request, LocalDate today)
    {
        if (string.IsNullOrWhiteSpace(request.ExtensionReason)) return new RequestDefect("OFF-3507");

        var last = LastDayToExtend(request);
        return today > last ? new RequestDefect("OFF-3506", "last", last?.ToString() ?? "", "today", today.ToString()) : null;
    }

    /// <summary>The last day on which the person may be told that it takes longer: the end of the first month with the pause, not moved to a working day. Null: beyond the calendar.</summary>
    public static LocalDate? LastDayToExtend(SubjectRequestRow request) => Dates(request, isExtended: false, HolidaySet.None)?.InternalTarget;

    /// <summary>Internal target and legal deadline.</summary>
    public static AnswerDates? Dates(SubjectRequestRow request, HolidaySet holidays) => Dates(request, request.Extended == true, holidays);

    /// <summary>Whether the request still waits for its answer.</summary>
    public static bool IsOpen(SubjectRequestRow request) => !IsClosed(request.RequestState);

    /// <summary>Whether a state is one after the answer.</summary>
    public static bool IsClosed(SubjectRequestRequestState? state) => state is SubjectRequestRequestState.Answered or SubjectRequestRequestState.Refused;

    /// <summary>Whether nobody knows yet who asks: proof was asked for and has not come. Until then nothing is handed out or erased (Art. 12(6) GDPR).</summary>
    public static bool IsIdentityOpen(SubjectRequestRow request) => request.IdentityAskedOn is not null && request.IdentityConfirmedOn is null;

    /// <summary>Whether it ends advertising: an erasure of which nothing else was said, or an objection to direct marketing. An objection without a ground is read so: Art. 21(3) needs none.</summary>
    public static bool EndsMarketing(SubjectRequestRow request) =>
        request.Kind == SubjectRequestKind.Erasure || (request.Kind == SubjectRequestKind.Objection && request.Ground is null or SubjectRequestGround.Marketing);

    static AnswerDates? Dates(SubjectRequestRow request, bool isExtended, HolidaySet holidays) =>
        request.ReceivedOn is { } received ? AnswerDeadline.For(received, isExtended, request.IdentityAskedOn, request.IdentityConfirmedOn, holidays) : null;

    static RequestDefect? IdentityDefect(SubjectRequestRow request, LocalDate received, LocalDate today)
    {
        foreach (var day in new[] { request.IdentityAskedOn, request.IdentityConfirmedOn })
            if (day is { } known && (known < received || known > today)) return new RequestDefect("OFF-3508", "day", known.ToString(), "received", received.ToString(), "today", today.ToString());

        return request.IdentityAskedOn is { } asked && request.IdentityConfirmedOn < asked
            ? new RequestDefect("OFF-3508", "day", request.IdentityConfirmedOn.ToString() ?? "", "received", asked.ToString(), "today", today.ToString())
            : null;
    }
}
