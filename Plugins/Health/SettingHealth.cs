using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Retention;

namespace Offboarding.Plugins.Health;

/// <summary>Whether each setting has a value that can be used.</summary>
static class SettingHealth
{
    /// <summary>Requests: 3 (settings, time zones, holiday rules).</summary>
    internal static void Check(HealthReport report, PluginCall call)
    {
        var settings = call.Settings;
        foreach (var wrong in settings.Unusable()) report.Find(HealthSeverity.Error, "OFF-5320", "defect", wrong);
        if (!KnowsTimeZone(report.Service, settings)) report.Find(HealthSeverity.Error, "OFF-5321", "value", settings.TextOf("TimeZoneCode"));

        var packs = settings.RetentionPacks.Split(';').Select(static pack => pack.Trim()).Where(static pack => !KnownValues.IsPack(pack)).ToList();
        if (packs.Count > 0) report.Find(HealthSeverity.Error, "OFF-5322", "value", string.Join(", ", packs), "expected", string.Join(", ", KnownValues.Packs.OrderBy(static pack => pack, StringComparer.Ordinal)));

        Calendars(report, call, settings.HolidayCalendar);
    }

    static void Calendars(HealthReport report, PluginCall call, string? standard)
    {
        try
        {
            var calendars = HolidayRuleQueries.Active(report.Service, standard, call.Language).Codes;
            if (calendars.Count == 0) report.Find(HealthSeverity.Error, "OFF-5324");
            else if (standard is not null && !calendars.Contains(standard, StringComparer.Ordinal)) report.Find(HealthSeverity.Error, "OFF-5323", "value", standard);
        }
        catch (InvalidPluginExecutionException unreadable)
        {
            report.Find(HealthSeverity.Error, "OFF-5320", "defect", unreadable.Message);
        }
    }

    /// <summary>Asked of the list: a message that fails on an unknown code would undo the whole check.</summary>
    static bool KnowsTimeZone(IOrganizationService service, Settings settings)
    {
        var answer = (GetAllTimeZonesWithDisplayNameResponse)service.Execute(new GetAllTimeZonesWithDisplayNameRequest { LocaleId = 1033 });
        var codes = new HashSet<string>(answer.EntityCollection.Entities.Select(static zone => zone.GetAttributeValue<int>("timezonecode").ToString(CultureInfo.InvariantCulture)), StringComparer.Ordinal);
        return codes.Contains(settings.TextOf("TimeZoneCode"));
    }
}
