using System;
using System.Collections.Generic;
using LocalDataverse.Faults;

namespace LocalDataverse.Security;

/// <summary>Time zones by the code that Dataverse gives them (timezonedefinition.timezonecode).</summary>
/// <remarks>The usual ones; a code that is not here is refused by name, so that no date is computed in a wrong zone.</remarks>
internal static class TimeZones
{
    static readonly Dictionary<int, string> Names = new()
    {
        [2] = "Pacific/Honolulu",
        [3] = "America/Anchorage",
        [4] = "America/Los_Angeles",
        [10] = "America/Denver",
        [15] = "America/Phoenix",
        [20] = "America/Chicago",
        [25] = "America/Regina",
        [35] = "America/New_York",
        [40] = "America/Indiana/Indianapolis",
        [45] = "America/Bogota",
        [50] = "America/Halifax",
        [55] = "America/La_Paz",
        [60] = "America/St_Johns",
        [65] = "America/Sao_Paulo",
        [80] = "Atlantic/Azores",
        [83] = "Atlantic/Cape_Verde",
        [85] = "Europe/London",
        [90] = "Atlantic/Reykjavik",
        [92] = "Etc/UTC",
        [95] = "Europe/Budapest",
        [100] = "Europe/Warsaw",
        [105] = "Europe/Paris",
        [110] = "Europe/Berlin",
        [113] = "Africa/Lagos",
        [120] = "Africa/Cairo",
        [125] = "Europe/Kiev",
        [130] = "Europe/Bucharest",
        [134] = "Europe/Istanbul",
        [135] = "Asia/Jerusalem",
        [140] = "Africa/Johannesburg",
        [145] = "Europe/Moscow",
        [150] = "Asia/Riyadh",
        [155] = "Africa/Nairobi",
        [158] = "Asia/Baghdad",
        [160] = "Asia/Tehran",
        [165] = "Asia/Dubai",
        [170] = "Asia/Yerevan",
        [175] = "Asia/Kabul",
        [180] = "Asia/Yekaterinburg",
        [185] = "Asia/Tashkent",
        [190] = "Asia/Kolkata",
        [193] = "Asia/Kathmandu",
        [200] = "Asia/Colombo",
        [203] = "Asia/Yangon",
        [205] = "Asia/Bangkok",
        [210] = "Asia/Shanghai",
        [215] = "Asia/Singapore",
        [220] = "Asia/Taipei",
        [225] = "Australia/Perth",
        [230] = "Asia/Seoul",
        [235] = "Asia/Tokyo",
        [245] = "Australia/Darwin",
        [250] = "Australia/Adelaide",
        [255] = "Australia/Sydney",
        [260] = "Australia/Brisbane",
        [265] = "Australia/Hobart",
        [275] = "Pacific/Port_Moresby",
        [280] = "Pacific/Guadalcanal",
        [285] = "Pacific/Fiji",
        [290] = "Pacific/Auckland",
        [300] = "Pacific/Tongatapu",
    };

    /// <summary>The codes that are known here with the names of their zones.</summary>
    internal static IEnumerable<KeyValuePair<int, string>> All => Names;

    /// <exception cref="System.ServiceModel.FaultException">0x80040203: the code is not known here.</exception>
    internal static TimeZoneInfo Find(int code) => TryFind(code) ?? throw Fault.Of(FaultCode.InvalidArgument, Unknown(code));

    internal static TimeZoneInfo? TryFind(int code) => Names.TryGetValue(code, out var name) ? TimeZoneInfo.FindSystemTimeZoneById(name) : null;

    internal static string Unknown(int code) =>
        $"The time zone code {code} is not known to the embedded Dataverse. Use one of the usual codes, such as 110 (Berlin, Vienna, Zurich), 85 (London) or 92 (UTC).";
}
