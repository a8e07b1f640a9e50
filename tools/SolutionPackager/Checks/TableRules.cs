using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Names of tables and columns, primary columns, alternate keys.</summary>
internal static class TableRules
{
    /// <summary>Longest name of a column that every server takes, in characters.</summary>
    const int MaximumName = 50;

    /// <summary>Columns that Dataverse adds to custom tables; they carry no prefix.</summary>
    static readonly HashSet<string> SystemColumns = new(StringComparer.Ordinal)
    {
        "createdby", "createdon", "createdonbehalfby", "exchangerate", "importsequencenumber", "modifiedby", "modifiedon", "modifiedonbehalfby", "organizationid",
        "overriddencreatedon", "ownerid", "owningbusinessunit", "owningteam", "owninguser", "processid", "stageid", "statecode", "statuscode",
        "timezoneruleversionnumber", "transactioncurrencyid", "traversedpath", "utcconversiontimezonecode", "versionnumber",
    };

    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        solution.Tables.Values.SelectMany(table => Names(solution, table).Concat(Columns(solution, table)).Concat(Primary(solution, table)).Concat(Keys(solution, table)))
            .Concat(solution.Customizations.Elements("Entities").Elements("Entity").GroupBy(e => e.Element("Name")?.Value.Trim(), StringComparer.OrdinalIgnoreCase)
                .SelectMany(group => group.Skip(1)).Select(entity => solution.At(entity, $"The table {entity.Element("Name")?.Value} is there twice.", "Merge the two.")))
            .Concat(solution.Customizations.Descendants().Attributes("unmodified").Select(mark => solution.At(
                mark, "unmodified marks what the solution does not change; in a source it is noise that import may act on.", "Remove the attribute, or the element if the solution does not need it.")));

    static IEnumerable<Finding> Names(CheckedSolution solution, CheckedTable table)
    {
        var folder = SolutionXml.FileOf(table.Entity)?.Split('/')[^2];
        if (table.Entity.Element("Name") is { } name && folder is not null && folder != table.SchemaName && folder != "Other")
        {
            yield return solution.At(name, $"The table is {table.SchemaName}, its folder {folder}.", "Give both the same name.");
        }

        if (table.Info is { } info && (string?)info.Attribute("Name") != table.SchemaName)
        {
            yield return solution.At(info, $"entity/@Name is \"{(string?)info.Attribute("Name")}\", Name is \"{table.SchemaName}\".", "Give both the same name.");
        }

        if (!solution.IsOurs(table.Name) && !solution.KnowsTable(table.Name))
        {
            yield return solution.At(table.Entity, $"{table.SchemaName} is no table of the publisher and none of Dataverse.", $"Begin the name with {solution.Prefix} or correct it.");
        }
    }

    static IEnumerable<Finding> Columns(CheckedSolution solution, CheckedTable table)
    {
        foreach (var attribute in table.Attributes)
        {
            var physical = (string?)attribute.Attribute("PhysicalName") ?? "";
            var logical = attribute.Element("LogicalName")?.Value.Trim() ?? "";
            if (logical != physical.ToLowerInvariant()) yield return At($"LogicalName is \"{logical}\", PhysicalName \"{physical}\".", "LogicalName is the PhysicalName in lower case.");
            if (attribute.Element("Name")?.Value.Trim() != logical) yield return At($"Name is \"{attribute.Element("Name")?.Value}\", LogicalName \"{logical}\".", "Give both the same value.");
            if (physical.Length > MaximumName) yield return At($"{physical} has {physical.Length} characters.", $"Use at most {MaximumName}.");
            if (!solution.IsOurs(logical) && !SystemColumns.Contains(logical) && attribute.Element("IsCustomField")?.Value.Trim() != "0")
            {
                yield return At($"{physical} has not the publisher's prefix.", $"Begin it with {solution.Prefix}.");
            }

            Finding At(string text, string remedy) => solution.At(attribute, text, remedy);
        }

        foreach (var twice in table.Attributes.GroupBy(a => a.Element("LogicalName")?.Value.Trim(), StringComparer.OrdinalIgnoreCase).SelectMany(group => group.Skip(1)))
        {
            yield return solution.At(twice, $"The column {twice.Element("LogicalName")?.Value} is there twice.", "Remove one.");
        }
    }

    static IEnumerable<Finding> Primary(CheckedSolution solution, CheckedTable table)
    {
        if (!solution.IsOurs(table.Name) || table.Info is null) yield break;

        if (table.Attributes.Count(a => a.Element("Type")?.Value.Trim() == "primarykey") != 1) yield return solution.At(table.Info, $"{table.SchemaName} has not exactly one column of type primarykey.", "Add or remove one.");
        if (table.Attributes.Count(a => (a.Element("DisplayMask")?.Value ?? "").Split('|').Contains("PrimaryName", StringComparer.Ordinal)) != 1)
        {
            yield return solution.At(table.Info, $"{table.SchemaName} has not exactly one primary name.", "Mark one text column with PrimaryName in its DisplayMask.");
        }
    }

    static IEnumerable<Finding> Keys(CheckedSolution solution, CheckedTable table)
    {
        foreach (var key in table.Info?.Elements("EntityKeys").Elements("EntityKey") ?? [])
        {
            if (key.Element("LogicalName")?.Value != key.Element("Name")?.Value.ToLowerInvariant())
            {
                yield return solution.At(key, $"LogicalName of the key {key.Element("Name")?.Value} is not its name in lower case.", "Correct it.");
            }

            foreach (var part in key.Elements("EntityKeyAttributes").Elements("AttributeName"))
            {
                var column = part.Value.Trim();
                if (!solution.KnowsColumn(table.Name, column)) yield return solution.At(part, $"The key names the column {column}, which {table.Name} does not have.", "Correct the name or add the column.");
                else if (table.Columns.GetValueOrDefault(column)?.Element("IsSecured")?.Value.Trim() == "1") yield return solution.At(part, $"The column {column} is secured and cannot be in a key (0x80060896).", "Take it out of the key.");
            }
        }
    }
}
