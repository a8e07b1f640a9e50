using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Erasure;

/// <summary>Columns that hold whole files: they are emptied without being read, and another column says whether there is anything to empty.</summary>
static class FileBodies
{
    internal const string NoteIsDocument = "isdocument";

    static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal) { ["annotation"] = "documentbody", ["activitymimeattachment"] = "body" };

    static readonly Dictionary<string, string[]> Signs = new(StringComparer.Ordinal)
    {
        ["annotation"] = [NoteIsDocument, "filesize"],
        ["activitymimeattachment"] = ["mimetype", "filesize"],
    };

    internal static bool IsBody(string table, string column) => Bodies.TryGetValue(table, out var body) && body == column;

    /// <summary>The columns that say whether a row has a file; none for tables without.</summary>
    internal static IReadOnlyList<string> SignsOf(string table) => Signs.TryGetValue(table, out var signs) ? signs : [];

    internal static bool HasFile(Entity row) => row.GetAttributeValue<bool?>(NoteIsDocument) == true || row.GetAttributeValue<int?>("filesize") > 0
        || !string.IsNullOrEmpty(row.GetAttributeValue<string?>("mimetype")) && row.LogicalName == "activitymimeattachment";

    /// <summary>Empties the file of a row, and says that there is none.</summary>
    internal static void Empty(Entity change)
    {
        change[Bodies[change.LogicalName]] = null;
        if (change.LogicalName == "annotation") change[NoteIsDocument] = false;
        else change["mimetype"] = null;
    }
}
