using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Pipeline;
using LocalDataverse.Security;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>LocalTimeFromUtcTime: an instant as the clocks of a time zone show it.</summary>
/// <remarks>Faults: 0x80040203 unknown time zone code.</remarks>
internal sealed class LocalTimeFromUtcTimeHandler : MessageHandler<LocalTimeFromUtcTimeRequest, LocalTimeFromUtcTimeResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["TimeZoneCode", "UtcTime"];

    protected override Subject Find(LocalTimeFromUtcTimeRequest request, Call call) => Subject.None;

    protected override LocalTimeFromUtcTimeResponse Handle(LocalTimeFromUtcTimeRequest request, Call call)
    {
        var zone = TimeZones.Find(request.Value<int>("TimeZoneCode"));
        var utc = DateTime.SpecifyKind(request.Value<DateTime>("UtcTime"), DateTimeKind.Utc);
        return new LocalTimeFromUtcTimeResponse { Results = { ["LocalTime"] = DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(utc, zone), DateTimeKind.Unspecified) } };
    }
}

/// <summary>UtcTimeFromLocalTime: the instant at which the clocks of a time zone show a time.</summary>
/// <remarks>A time that the clocks skip in spring is taken as the time an hour later; one that they show twice in autumn as the second (standard time).</remarks>
internal sealed class UtcTimeFromLocalTimeHandler : MessageHandler<UtcTimeFromLocalTimeRequest, UtcTimeFromLocalTimeResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["TimeZoneCode", "LocalTime"];

    protected override Subject Find(UtcTimeFromLocalTimeRequest request, Call call) => Subject.None;

    protected override UtcTimeFromLocalTimeResponse Handle(UtcTimeFromLocalTimeRequest request, Call call)
    {
        var zone = TimeZones.Find(request.Value<int>("TimeZoneCode"));
        var local = DateTime.SpecifyKind(request.Value<DateTime>("LocalTime"), DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new UtcTimeFromLocalTimeResponse { Results = { ["UtcTime"] = TimeZoneInfo.ConvertTimeToUtc(local, zone) } };
    }
}

/// <summary>GetAllTimeZonesWithDisplayName: the time zones that are known here; each is named by its key in the time zone database, in every language.</summary>
internal sealed class GetAllTimeZonesWithDisplayNameHandler : MessageHandler<GetAllTimeZonesWithDisplayNameRequest, GetAllTimeZonesWithDisplayNameResponse>
{
    const string Table = "timezonedefinition";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["LocaleId"];

    protected override Subject Find(GetAllTimeZonesWithDisplayNameRequest request, Call call) => Subject.None;

    protected override GetAllTimeZonesWithDisplayNameResponse Handle(GetAllTimeZonesWithDisplayNameRequest request, Call call) => new()
    {
        Results =
        {
            ["EntityCollection"] = new EntityCollection([.. TimeZones.All.Select(zone => new Entity(Table) { ["timezonecode"] = zone.Key, ["userinterfacename"] = zone.Value })])
            {
                EntityName = Table,
            },
        },
    };
}
