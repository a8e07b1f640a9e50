using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>A lookup gets its target from a relationship, and a relationship its column from the table: both must be there.</summary>
internal static class RelationshipRules
{
    static readonly string[] LookupTypes = ["lookup", "owner", "customer"];

    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        solution.Relationships.SelectMany(relationship => Ends(solution, relationship))
            .Concat(solution.Tables.Values.SelectMany(table => table.Attributes.SelectMany(attribute => Lookup(solution, table, attribute))));

    static IEnumerable<Finding> Ends(CheckedSolution solution, XElement relationship)
    {
        var name = (string?)relationship.Attribute("Name");
        foreach (var end in new[] { "ReferencingEntityName", "ReferencedEntityName", "FirstEntityName", "SecondEntityName" }.Select(element => relationship.Element(element)).OfType<XElement>())
        {
            if (!solution.KnowsTable(end.Value)) yield return solution.At(end, $"Relationship {name} names the table {end.Value}, which is neither in the solution nor in Dataverse.", "Correct the name or add the table.");
            else if (solution.Tables.TryGetValue(end.Value.Trim().ToLowerInvariant(), out var table) && table.SchemaName != end.Value.Trim())
            {
                yield return solution.At(end, $"Relationship {name} writes the table {end.Value}, whose schema name is {table.SchemaName}.", "Use the schema name's casing.");
            }
        }

        if (relationship.Element("ReferencingEntityName") is not { } referencing) yield break;

        var column = relationship.Element("ReferencingAttributeName");
        if (column is null)
        {
            yield return solution.At(relationship, $"Relationship {name} has no ReferencingAttributeName.", "Name the lookup column.");
        }
        else if (solution.Tables.TryGetValue(referencing.Value.Trim().ToLowerInvariant(), out var table) && solution.IsOurs(table.Name))
        {
            var attribute = table.Columns.GetValueOrDefault(column.Value.Trim().ToLowerInvariant());
            if (attribute is null) yield return solution.At(column, $"Relationship {name} names the column {column.Value}, which {table.SchemaName} does not have.", "Add the lookup column or correct the name.");
            else if ((string?)attribute.Attribute("PhysicalName") != column.Value.Trim()) yield return solution.At(column, $"Relationship {name} writes {column.Value}, the column is {(string?)attribute.Attribute("PhysicalName")}.", "Use the PhysicalName's casing.");
            else if (!IsReference(attribute)) yield return solution.At(column, $"Relationship {name} names the column {column.Value}, which is no lookup.", "Name a lookup column.");
        }
    }

    static IEnumerable<Finding> Lookup(CheckedSolution solution, CheckedTable table, XElement attribute)
    {
        var physical = (string?)attribute.Attribute("PhysicalName") ?? "";
        if (attribute.Element("Type")?.Value.Trim() != "lookup" || !solution.IsOurs(physical)) yield break;

        var hasRelationship = solution.Relationships.Any(relationship =>
            string.Equals(relationship.Element("ReferencingEntityName")?.Value.Trim(), table.SchemaName, StringComparison.OrdinalIgnoreCase)
            && string.Equals(relationship.Element("ReferencingAttributeName")?.Value.Trim(), physical, StringComparison.OrdinalIgnoreCase));
        if (!hasRelationship) yield return solution.At(attribute, $"The lookup {physical} of {table.SchemaName} has no relationship, so it has no target (0x8004801D).", "Add the relationship.");
    }

    /// <summary>Files and images refer to their attachment the same way.</summary>
    static bool IsReference(XElement attribute) =>
        attribute.Element("Type")?.Value.Trim() is { } type && (LookupTypes.Contains(type, StringComparer.Ordinal) || type is "file" or "image" or "uniqueidentifier");
}
