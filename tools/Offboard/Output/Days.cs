using System;
using System.Globalization;

namespace Offboard.Output;

/// <summary>Days as people and files write them. No locale of the machine is asked.</summary>
internal static class Days
{
    /// <summary>2026-03-31; blank for none.</summary>
    public static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>31 Mar 2026 or 31.03.2026; blank for none.</summary>
    public static string ForPeople(DateOnly? day, Language language) =>
        day?.ToString(language == Language.German ? "dd.MM.yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Language of an environment and of what it says. The values are the LCIDs of Dataverse.</summary>
public enum Language
{
    /// <summary>English.</summary>
    English = 1033,

    /// <summary>German.</summary>
    German = 1031,
}
