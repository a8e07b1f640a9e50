using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Solutions;

/// <summary>One column of customizations.xml.</summary>
internal sealed class ColumnReader
{
    const string Part = SolutionZip.Customizations;

    readonly ChoiceReader choices;
    readonly ILookup<string, string> targets;

    internal ColumnReader(XElement customizations)
    {
        choices = new ChoiceReader(customizations);

        // The format leaves the target of a lookup to the relationship.
        targets = (customizations.Element("EntityRelationships")?.Elements("EntityRelationship") ?? [])
            .Where(relationship => relationship.Text("ReferencingAttributeName") is not null)
            .ToLookup(
                relationship => Key(relationship.Needed("ReferencingEntityName", Part), relationship.Needed("ReferencingAttributeName", Part)),
                relationship => relationship.Needed("ReferencedEntityName", Part).ToLowerInvariant(),
                StringComparer.Ordinal);
    }

    internal Column Read(XElement attribute, string table)
    {
        var schemaName = attribute.NeededAttribute("PhysicalName", Part);
        var name = attribute.Needed("LogicalName", Part);
        if (name != schemaName.ToLowerInvariant())
        {
            throw new SolutionImportException(
                Xml.Place(attribute, Part), $"LogicalName {name} is not PhysicalName {schemaName} in lower case.", "Correct the column's names.");
        }

        var type = Type(attribute);
        var column = new Column
        {
            Name = name,
            SchemaName = schemaName,
            Type = type,
            Label = attribute.Element("displaynames").Labels(Part).ToLabel(),
            Required = Required(attribute),
            ValidForCreate = attribute.Flag("ValidForCreateApi", Part, whenAbsent: true),
            ValidForUpdate = attribute.Flag("ValidForUpdateApi", Part, whenAbsent: true),
            ValidForRead = attribute.Flag("ValidForReadApi", Part, whenAbsent: true),
            IsLogical = attribute.Flag("IsLogical", Part),
            IsSecured = attribute.Flag("IsSecured", Part),
            IsAudited = attribute.Flag("IsAuditEnabled", Part, whenAbsent: true),
            SourceType = SourceType(attribute, table, name),
            AutoNumberFormat = attribute.Text("AutoNumberFormat"),
        };
        return type switch
        {
            ColumnType.String or ColumnType.Memo => column with { Format = attribute.Text("Format"), MaxLength = attribute.Int("MaxLength", Part) },
            ColumnType.Integer => column with { Format = attribute.Text("Format"), Min = Number(attribute, "MinValue", int.MinValue), Max = Number(
                attribute, "MaxValue", int.MaxValue) },
            ColumnType.Decimal or ColumnType.Double => Numeric(attribute, column, 100_000_000_000),
            ColumnType.Money => Numeric(attribute, column, 922_337_203_685_477) with
            {
                PrecisionSource = attribute.Int("AccuracySource", Part, 0),
                MoneyBaseOf = attribute.Text("CalculationOf")?.ToLowerInvariant(),
            },
            ColumnType.DateTime => Date(attribute, column),
            ColumnType.Boolean or ColumnType.Picklist or ColumnType.MultiSelectPicklist or ColumnType.State or ColumnType.Status => choices.Read(
                attribute, column, table),
            ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner => column with { Targets = Targets(attribute, table, column) },
            _ => column,
        };
    }

    static string Key(string table, string column) => $"{table}.{column}".ToLowerInvariant();

    static ColumnType Type(XElement attribute) => attribute.Needed("Type", Part) switch
    {
        "nvarchar" => ColumnType.String,
        "ntext" => ColumnType.Memo,
        "int" => ColumnType.Integer,
        "bigint" or "timestamp" => ColumnType.BigInt,
        "decimal" => ColumnType.Decimal,
        "float" => ColumnType.Double,
        "money" => ColumnType.Money,
        "bit" => ColumnType.Boolean,
        "picklist" => ColumnType.Picklist,
        "multiselectpicklist" => ColumnType.MultiSelectPicklist,
        "datetime" => ColumnType.DateTime,
        "lookup" => ColumnType.Lookup,
        "customer" => ColumnType.Customer,
        "owner" => ColumnType.Owner,
        "partylist" => ColumnType.PartyList,
        "state" => ColumnType.State,
        "status" => ColumnType.Status,
        "primarykey" or "uniqueidentifier" => ColumnType.Uniqueidentifier,
        "file" => ColumnType.File,
        "image" => ColumnType.Image,
        var other => throw Xml.Unreadable(attribute, "Type", other, "a type that the solution format knows", Part),
    };

    static RequiredLevel Required(XElement attribute) => attribute.Text("RequiredLevel")?.ToLowerInvariant() switch
    {
        null or "none" => RequiredLevel.None,
        "recommended" => RequiredLevel.Recommended,
        "required" or "applicationrequired" => RequiredLevel.ApplicationRequired,
        "systemrequired" => RequiredLevel.SystemRequired,
        var other => throw Xml.Unreadable(attribute, "RequiredLevel", other, "none, recommended, required or systemrequired", Part),
    };

    static string? SourceType(XElement attribute, string table, string name) => attribute.Int("SourceType", Part, 0) switch
    {
        0 => null,
        var other => throw new SolutionImportException(
            Xml.Place(attribute, Part), $"Column {table}.{name} has SourceType {other}: its value would have to be calculated by the server.", "The embedded Dataverse calculates no columns: make it an ordinary one."),
    };

    static Column Numeric(XElement attribute, Column column, double limit) => column with
    {
        Min = Number(attribute, "MinValue", -limit),
        Max = Number(attribute, "MaxValue", limit),
        Precision = attribute.Int("Accuracy", Part, 2),
    };

    static Column Date(XElement attribute, Column column) => column with
    {
        Format = attribute.Text("Format")?.ToLowerInvariant() switch
        {
            "date" => "DateOnly",
            null or "datetime" => "DateAndTime",
            var other => throw Xml.Unreadable(attribute, "Format", other, "date or datetime", Part),
        },
        DateBehavior = attribute.Int("Behavior", Part, 1) switch
        {
            1 => DateBehavior.UserLocal,
            2 => DateBehavior.DateOnly,
            3 => DateBehavior.TimeZoneIndependent,
            var other => throw Xml.Unreadable(attribute, "Behavior", other.ToString(CultureInfo.InvariantCulture), "1, 2 or 3", Part),
        },
    };

    static double Number(XElement attribute, string child, double whenAbsent)
    {
        if (attribute.Text(child) is not { } text) return whenAbsent;

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Xml.Unreadable(attribute, child, text, "a number", Part);
    }

    IReadOnlyList<string> Targets(XElement attribute, string table, Column column)
    {
        if (column.Type == ColumnType.Owner) return ["systemuser", "team"];
        if (column.Type == ColumnType.Customer) return ["account", "contact"];

        var found = targets[Key(table, column.Name)].Distinct(StringComparer.Ordinal).ToList();
        if (found.Count > 0) return found;

        // Columns of the system whose relationships exports do not list.
        return column.Name switch
        {
            "createdby" or "modifiedby" or "createdonbehalfby" or "modifiedonbehalfby" or "owninguser" => ["systemuser"],
            "owningteam" => ["team"],
            "owningbusinessunit" => ["businessunit"],
            "organizationid" => ["organization"],
            _ => throw new SolutionImportException(
                Xml.Place(attribute, Part),
                $"Lookup {table}.{column.Name} has no relationship, so nothing says which table it refers to.",
                "Add the relationship, or take the column out.",
                PlatformCode.ImportMissingDependencies),
        };
    }
}
