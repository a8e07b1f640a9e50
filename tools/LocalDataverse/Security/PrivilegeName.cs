using System;
using System.Collections.Generic;
using LocalDataverse.Metadata;

namespace LocalDataverse.Security;

/// <summary>Names of privileges: prv, the right, and what it is about.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/security-roles</remarks>
internal static class PrivilegeName
{
    /// <summary>The rights, those first whose name begins with that of another.</summary>
    static readonly TableRights[] Rights =
    [
        TableRights.AppendTo, TableRights.Append, TableRights.Assign, TableRights.Create, TableRights.Delete, TableRights.Read, TableRights.Share, TableRights.Write,
    ];

    /// <summary>Tables whose privileges are named otherwise than the table.</summary>
    static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["audit"] = "AuditSummary",
        ["systemuser"] = "User",
        ["annotation"] = "Note",
        ["savedquery"] = "Query",
        ["savedqueryvisualization"] = "SavedQueryVisualizations",
        ["activitymimeattachment"] = "Activity",
        ["activityparty"] = "Activity",
        ["activitypointer"] = "Activity",
        ["environmentvariablevalue"] = "EnvironmentVariableDefinition",
    };

    internal static string Of(Table table, TableRights right) =>
        $"prv{right}{(table.Facts.IsActivity ? "Activity" : Exceptions.GetValueOrDefault(table.Name, table.Facts.SchemaName))}";

    /// <summary>The right that a privilege of a table gives; null: it is not about a table.</summary>
    internal static TableRights? RightOf(string privilege)
    {
        foreach (var right in Rights)
        {
            if (privilege.StartsWith("prv" + right, StringComparison.OrdinalIgnoreCase)) return right;
        }

        return null;
    }

    internal static IEnumerable<TableRights> Each(TableRights rights)
    {
        foreach (var right in Rights)
        {
            if (rights.HasFlag(right)) yield return right;
        }
    }
}
