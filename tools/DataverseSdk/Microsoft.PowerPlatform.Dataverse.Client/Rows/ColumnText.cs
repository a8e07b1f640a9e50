using System;
using System.Globalization;

namespace Microsoft.PowerPlatform.Dataverse.Client.Rows;

/// <summary>Times as the Web API writes them.</summary>
internal static class ColumnText
{
    public static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant; without a kind it is one of UTC, as in the SDK.</summary>
    public static string Instant(DateTime moment) =>
        (moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z";

    /// <summary>A day has no kind, an instant is one of UTC.</summary>
    public static DateTime Read(string text) => text.Length == 10
        ? DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None)
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime;
}
