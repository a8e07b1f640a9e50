using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Erasure;

/// <summary>The local dates of many instants in one time zone.</summary>
/// <remarks>
/// Dataverse converts one instant a request. Within a year a zone has two offsets, one of winter and one of summer: where both give the same date, nothing more is asked.
/// Requests: 2 for each year, 1 for each instant within the hour around midnight about which they differ.
/// </remarks>
public sealed class LocalDays
{
    readonly IOrganizationService service;
    readonly int timeZoneCode;
    readonly Dictionary<DateTime, DateTime> answers = [];

    /// <summary>Local dates of a zone.</summary>
    /// <param name="service">Asks for the local time.</param>
    /// <param name="timeZoneCode">Dataverse's code, as 110.</param>
    public LocalDays(IOrganizationService service, int timeZoneCode)
    {
        this.service = service;
        this.timeZoneCode = timeZoneCode;
    }

    /// <summary>The local date of an instant.</summary>
    /// <param name="value">As the platform gave it.</param>
    /// <param name="isInstant">Whether it is an instant in UTC; otherwise it is a local date already.</param>
    public LocalDate Of(DateTime value, bool isInstant)
    {
        if (!isInstant) return LocalDate.FromDateTime(value);

        var winter = LocalDate.FromDateTime(value + OffsetOn(new DateTime(value.Year, 1, 1, 12, 0, 0, DateTimeKind.Utc)));
        var summer = LocalDate.FromDateTime(value + OffsetOn(new DateTime(value.Year, 7, 1, 12, 0, 0, DateTimeKind.Utc)));
        return winter == summer ? winter : LocalDate.FromDateTime(LocalOf(value));
    }

    TimeSpan OffsetOn(DateTime instant) => LocalOf(instant) - instant;

    DateTime LocalOf(DateTime instant)
    {
        if (answers.TryGetValue(instant, out var known)) return known;

        var request = new LocalTimeFromUtcTimeRequest { TimeZoneCode = timeZoneCode, UtcTime = instant };
        return answers[instant] = ((LocalTimeFromUtcTimeResponse)service.Execute(request)).LocalTime;
    }
}
