using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Roles and column security profiles grant what exists.</summary>
internal static class RoleRules
{
    static readonly string[] Levels = ["Basic", "Local", "Deep", "Global"];

    /// <summary>Longer verbs first: AppendTo would else be read as Append of a table "To…".</summary>
    static readonly string[] Verbs = ["AppendTo", "Create", "Read", "Write", "Delete", "Append", "Assign", "Share"];

    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        solution.Customizations.Elements("Roles").Elements("Role").SelectMany(role => Role(solution, role)).Concat(Profiles(solution));

    static IEnumerable<Finding> Role(CheckedSolution solution, XElement role)
    {
        var privileges = role.Elements("RolePrivileges").Elements("RolePrivilege").ToList();
        foreach (var twice in privileges.GroupBy(p => (string?)p.Attribute("name"), StringComparer.OrdinalIgnoreCase).SelectMany(group => group.Skip(1)))
        {
            yield return solution.At(twice, $"The role grants {(string?)twice.Attribute("name")} twice.", "Remove one.");
        }

        foreach (var privilege in privileges)
        {
            var name = (string?)privilege.Attribute("name") ?? "";
            var level = (string?)privilege.Attribute("level") ?? "";
            if (!Levels.Contains(level, StringComparer.Ordinal)) yield return solution.At(privilege, $"The level of {name} is \"{level}\".", $"Use one of {string.Join(", ", Levels)}.");
            if (!name.StartsWith("prv", StringComparison.Ordinal)) yield return solution.At(privilege, $"{name} is no privilege.", "Names begin with prv.");

            foreach (var finding in OfOurTable(solution, privilege, name, level)) yield return finding;
        }
    }

    static IEnumerable<Finding> OfOurTable(CheckedSolution solution, XElement privilege, string name, string level)
    {
        var rest = name.StartsWith("prv", StringComparison.Ordinal) ? name[3..] : name;
        var verb = Array.Find(Verbs, v => rest.StartsWith(v, StringComparison.Ordinal) && solution.IsOurs(rest[v.Length..]));
        if (verb is null) yield break;      // a privilege of Dataverse; its name does not follow from tables alone

        var schemaName = rest[verb.Length..];
        if (!solution.Tables.TryGetValue(schemaName.ToLowerInvariant(), out var table))
        {
            yield return solution.At(privilege, $"{name} belongs to the table {schemaName}, which is not in the solution.", "Correct the name or remove the privilege.");
        }
        else if (table.SchemaName != schemaName)
        {
            yield return solution.At(privilege, $"{name} writes {schemaName}, the table is {table.SchemaName}.", $"Write prv{verb}{table.SchemaName}.");
        }
        else if (table.IsOrganizationOwned && verb is "Assign" or "Share")
        {
            yield return solution.At(privilege, $"{table.SchemaName} belongs to the organization, so there is no {name}.", "Remove the privilege.");
        }
        else if (table.IsOrganizationOwned && level != "Global")
        {
            yield return solution.At(privilege, $"{table.SchemaName} belongs to the organization, {name} has the level {level}.", "Use Global.");
        }
    }

    static IEnumerable<Finding> Profiles(CheckedSolution solution)
    {
        foreach (var permission in solution.Customizations.Elements("FieldSecurityProfiles").Descendants("FieldPermission"))
        {
            var table = permission.Element("EntityName")?.Value.Trim() ?? "";
            var column = permission.Element("AttributeName")?.Value.Trim() ?? "";
            if (!solution.KnowsTable(table) || !solution.KnowsColumn(table, column)) yield return solution.At(permission, $"The profile names {table}.{column}, which is not there.", "Correct the names.");
            else if (solution.Tables.GetValueOrDefault(table)?.Columns.GetValueOrDefault(column)?.Element("IsSecured")?.Value.Trim() == "0")
            {
                yield return solution.At(permission, $"The profile names {table}.{column}, which is not secured.", "Set IsSecured to 1 on the column.");
            }
        }
    }
}
