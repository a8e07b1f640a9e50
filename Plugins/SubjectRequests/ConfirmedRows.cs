using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>The rows of which somebody said that they are about the person, as text: <c>table|id</c>, one a line, in order.</summary>
static class ConfirmedRows
{
    /// <summary>Reads a list; entries that are none are left out: only the product writes it.</summary>
    internal static IReadOnlyList<EntityReference> Read(string? text) =>
        [.. (text ?? "").Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(ParseOrNull).OfType<EntityReference>()];

    /// <summary>Writes a list, each row once.</summary>
    internal static string Write(IEnumerable<EntityReference> rows) =>
        string.Join("\n", rows.Select(Text).Distinct(StringComparer.Ordinal).OrderBy(static line => line, StringComparer.Ordinal));

    /// <summary>A row of the list; null: the text is none.</summary>
    internal static EntityReference? ParseOrNull(string text)
    {
        var parts = text.Trim().Split('|');
        return parts.Length == 2 && parts[0].Length > 0 && Guid.TryParse(parts[1], out var id) ? new EntityReference(parts[0], id) : null;
    }

    static string Text(EntityReference row) => row.LogicalName + "|" + row.Id.ToString("D");
}
