using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Transition;

/// <summary>A value of a row as the package writes it: text that any program reads, whatever its locale.</summary>
static class HandoverValue
{
    /// <summary>Null: blank. Numbers with a point; days as YYYY-MM-DD, instants in UTC with Z; choices by their label where the platform gives one, else their number; rows by their id.</summary>
    internal static string? Of(Entity row, string column) => row.GetAttributeValue<object?>(column) switch
    {
        null or "" => null,
        OptionSetValue option => row.FormattedValues.TryGetValue(column, out var label) && label.Length > 0 ? label : option.Value.ToString(CultureInfo.InvariantCulture),
        EntityReference reference => string.IsNullOrEmpty(reference.Name) || reference.LogicalName != "transactioncurrency" ? reference.Id.ToString("D") : reference.Name,
        Money money => money.Value.ToString(CultureInfo.InvariantCulture),
        DateTime day when day.Kind != DateTimeKind.Utc || day.TimeOfDay == TimeSpan.Zero => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };
}
