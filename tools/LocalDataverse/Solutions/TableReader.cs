using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Solutions;

/// <summary>Tables of customizations.xml: new ones, and columns that a solution adds to tables that exist.</summary>
internal sealed class TableReader(XElement customizations, MetadataCatalog installed)
{
    const string Part = SolutionZip.Customizations;

    readonly ColumnReader columns = new(customizations);

    /// <summary>Each table as it will be, and whether it is new.</summary>
    internal IReadOnlyList<TableDefinition> ReadAll()
    {
        var tables = new Dictionary<string, TableDefinition>(StringComparer.Ordinal);
        foreach (var entity in customizations.Element("Entities")?.Elements("Entity") ?? [])
        {
            var schemaName = entity.Needed("Name", Part);
            var table = Read(entity, schemaName, schemaName.ToLowerInvariant());
            if (!tables.TryAdd(table.Table.Name, table))
            {
                throw new SolutionImportException(Xml.Place(entity, Part), $"Table {schemaName} stands in the solution twice.", "Keep one of them.");
            }
        }

        return [.. tables.Values];
    }

    TableDefinition Read(XElement entity, string schemaName, string name)
    {
        var body = entity.Element("EntityInfo")?.Element("entity");
        if (body?.Flag("EnforceStateTransitions", Part) == true)
        {
            throw new SolutionImportException(
                Xml.Place(body, Part),
                $"Table {schemaName} restricts which status follows which (EnforceStateTransitions).",
                "The embedded Dataverse does not hold such rules: switch them off, or check the status in a plug-in.",
                PlatformCode.NotSupported);
        }

        var own = Own(body, schemaName);
        var keys = Keys(body);
        if (installed.TryTable(name) is { } table)
        {
            return new TableDefinition(Extend(table, own, keys, entity), IsNew: false, own, keys, Xml.Place(entity, Part));
        }

        if (body is null)
        {
            throw new SolutionImportException(
                Xml.Place(entity, Part),
                $"Table {schemaName} is neither in this solution (it has no EntityInfo) nor in this environment.",
                "Add the table, or take out what refers to it.",
                PlatformCode.ImportMissingComponent);
        }

        return new TableDefinition(Create(body, schemaName, name, own, keys), IsNew: true, own, keys, Xml.Place(entity, Part));
    }

    IReadOnlyList<Column> Own(XElement? body, string schemaName)
    {
        var own = new Dictionary<string, Column>(StringComparer.Ordinal);
        foreach (var attribute in body?.Element("attributes")?.Elements("attribute") ?? [])
        {
            var column = columns.Read(attribute, schemaName);
            if (!own.TryAdd(column.Name, column))
            {
                throw new SolutionImportException(
                    Xml.Place(attribute, Part), $"Column {column.Name} of {schemaName} stands in the solution twice.", "Keep one of them.");
            }
        }

        return [.. own.Values];
    }

    static IReadOnlyList<AlternateKey> Keys(XElement? body) => [.. (body?.Element("EntityKeys")?.Elements("EntityKey") ?? []).Select(key => new AlternateKey(
        key.Needed("LogicalName", Part),
        [.. (key.Element("EntityKeyAttributes")?.Elements("AttributeName") ?? []).Select(column => column.Value.Trim().ToLowerInvariant())]))];

    static Table Extend(Table table, IReadOnlyList<Column> own, IReadOnlyList<AlternateKey> keys, XElement entity)
    {
        foreach (var column in own.Where(column => table.TryColumn(column.Name) is { } old && old.Type != column.Type))
        {
            throw new SolutionImportException(
                Xml.Place(entity, Part),
                $"Column {table.Name}.{column.Name} is of type {column.Type}, but of type {table.Column(column.Name).Type} in this environment.",
                "The type of a column is fixed: choose another name.");
        }

        Check(table.Name, name => table.TryColumn(name) ?? own.FirstOrDefault(column => column.Name == name), keys, entity);
        return table.With(own, keys);
    }

    static Table Create(XElement body, string schemaName, string name, IReadOnlyList<Column> own, IReadOnlyList<AlternateKey> keys)
    {
        var ownership = body.Needed("OwnershipTypeMask", Part) switch
        {
            "UserOwned" => Ownership.UserOwned,
            "OrgOwned" or "OrganizationOwned" => Ownership.OrganizationOwned,
            var other => throw Xml.Unreadable(body, "OwnershipTypeMask", other, "UserOwned or OrgOwned", Part),
        };
        if (body.Flag("IsActivity", Part))
        {
            throw new SolutionImportException(
                Xml.Place(body, Part), $"Table {schemaName} is an activity table of its own.", "The embedded Dataverse knows the standard activities only: use one of them.");
        }

        var primaryId = Single(body, schemaName, "primarykey", attribute => attribute.Text("Type") == "primarykey");
        var primaryName = Single(
            body,
            schemaName,
            "PrimaryName",
            attribute => attribute.Text("DisplayMask")?.Split('|').Contains("PrimaryName", StringComparer.Ordinal) == true);
        var facts = new TableFacts
        {
            Name = name,
            SchemaName = schemaName,
            SetName = body.Text("EntitySetName") ?? name + "s",
            Label = body.Element("LocalizedNames").Labels(Part).ToLabel(),
            PluralLabel = body.Element("LocalizedCollectionNames").Labels(Part).ToLabel(),
            Ownership = ownership,
            PrimaryId = primaryId,
            PrimaryName = primaryName,
            IsCustom = true,
            IsAudited = body.Flag("IsAuditEnabled", Part),
            HasActivities = body.Flag("HasRelatedActivities", Part),
            HasNotes = body.Flag("HasRelatedNotes", Part),
        };
        RequireSystemColumns(own, ownership, schemaName, body);
        Check(name, column => own.FirstOrDefault(known => known.Name == column), keys, body);
        return new Table(
            facts,
            own.Append(new Column { Name = "versionnumber", SchemaName = "VersionNumber", Type = ColumnType.BigInt, ValidForCreate = false, ValidForUpdate = false }),
            keys);
    }

    static string Single(XElement body, string schemaName, string what, Func<XElement, bool> isIt)
    {
        var found = (body.Element("attributes")?.Elements("attribute") ?? []).Where(isIt).ToList();
        return found.Count == 1
            ? found[0].Needed("LogicalName", Part).ToLowerInvariant()
            : throw new SolutionImportException(
                Xml.Place(body, Part), $"Table {schemaName} has {found.Count} columns that are its {what}, expected one.", "Correct the columns of the table.");
    }

    static void RequireSystemColumns(IReadOnlyList<Column> own, Ownership ownership, string schemaName, XElement body)
    {
        string[] needed = ownership == Ownership.UserOwned
            ? ["createdby", "createdon", "modifiedby", "modifiedon", "statecode", "statuscode", "ownerid", "owningbusinessunit", "owninguser", "owningteam"]
            : ["createdby", "createdon", "modifiedby", "modifiedon", "statecode", "statuscode", "organizationid"];
        var missing = needed.Where(name => own.All(column => column.Name != name)).ToList();
        if (missing.Count == 0) return;

        throw new SolutionImportException(
            Xml.Place(body, Part), $"Table {schemaName} lacks the system columns {string.Join(", ", missing)}.", "Add them as an export of such a table has them.");
    }

    /// <summary>What a value takes in the index of a key.</summary>
    static int Bytes(Column column) => column.Type switch
    {
        ColumnType.String => 2 * (column.MaxLength ?? 0),
        ColumnType.Decimal => 17,
        ColumnType.Lookup => 16,
        ColumnType.DateTime => 8,
        _ => 4,
    };

    static void Check(string table, Func<string, Column?> find, IReadOnlyList<AlternateKey> keys, XElement place)
    {
        const int maximumKeys = 10;
        const int maximumColumns = 16;
        const int maximumBytes = 900;
        if (keys.Count > maximumKeys)
        {
            throw new SolutionImportException(Xml.Place(place, Part), $"{table} has {keys.Count} keys, allowed are {maximumKeys}.", "Take keys out.");
        }

        foreach (var key in keys)
        {
            if (key.Columns.Count is < 1 or > maximumColumns)
            {
                throw new SolutionImportException(
                    Xml.Place(place, Part), $"Key {key.Name} of {table} has {key.Columns.Count} columns, allowed are 1 to {maximumColumns}.", "Correct the key.");
            }

            foreach (var name in key.Columns)
            {
                var column = find(name) ?? throw new SolutionImportException(
                    Xml.Place(place, Part), $"Key {key.Name} names column {name}, which {table} does not have.", "Correct the key or add the column.");
                if (column.Type is not (ColumnType.Decimal or ColumnType.Integer or ColumnType.String or ColumnType.DateTime or ColumnType.Lookup or ColumnType.Picklist))
                {
                    throw new SolutionImportException(
                        Xml.Place(place, Part),
                        $"Key {key.Name} of {table} holds column {name} of type {column.Type}.",
                        "A key may hold columns of type decimal, whole number, text, date, lookup and choice.");
                }
            }

            if (key.Columns.Sum(name => Bytes(find(name)!)) is > maximumBytes and var bytes)
            {
                throw new SolutionImportException(
                    Xml.Place(place, Part), $"Key {key.Name} of {table} takes up to {bytes} bytes, allowed are {maximumBytes}.", "Use fewer or shorter columns.");
            }
        }
    }
}

/// <summary>A table of a solution.</summary>
/// <param name="Table">As it will be after the import.</param>
/// <param name="IsNew">Whether this environment does not know it yet.</param>
/// <param name="Own">The columns that the solution brings.</param>
/// <param name="OwnKeys">The keys that the solution brings.</param>
/// <param name="Place">File and line.</param>
internal sealed record TableDefinition(Table Table, bool IsNew, IReadOnlyList<Column> Own, IReadOnlyList<AlternateKey> OwnKeys, string Place);
