using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>The tables that are here, with their columns and the lookups to them, as the metadata tells.</summary>
/// <remarks>Which apps are installed is learned from metadata: inside a transaction the fault of a missing table could not be caught.</remarks>
public sealed class TableCatalog
{
    static readonly string[] TableProperties = ["LogicalName", "PrimaryIdAttribute", "PrimaryNameAttribute", "IsActivity", "IsIntersect", "Attributes", "OneToManyRelationships", "Privileges"];
    static readonly string[] ColumnProperties = ["LogicalName", "AttributeType", "AttributeOf", "RequiredLevel", "IsValidForUpdate", "IsValidForRead", "MaxLength", "DateTimeBehavior"];
    static readonly string[] LinkProperties = ["ReferencingEntity", "ReferencingAttribute", "ReferencedEntity"];

    readonly Dictionary<string, TableFacts> tables;

    /// <summary>A catalog of these tables.</summary>
    public TableCatalog(IEnumerable<TableFacts> tables) => this.tables = tables.ToDictionary(static table => table.Name, StringComparer.Ordinal);

    /// <summary>The tables, in the order of their names.</summary>
    public IEnumerable<TableFacts> Tables => tables.Values.OrderBy(static table => table.Name, StringComparer.Ordinal);

    /// <summary>A table; null: it is not here.</summary>
    public TableFacts? Find(string table) => tables.TryGetValue(table, out var found) ? found : null;

    /// <summary>Those of the named tables that are here. Requests: 1; none for no name.</summary>
    public static TableCatalog Of(IOrganizationService service, IReadOnlyCollection<string> names) => new(Read(service, names));

    /// <summary>Every table whose rows can belong to an account or a contact: those that refer to one, those that refer to these, and so on. Requests: 1 for each step of the longest such chain, 6 with the standard tables.</summary>
    /// <remarks>Customers' tables are among them. Tables that only tie rows to rows hold ids and are left out.</remarks>
    public static TableCatalog OnCoveredPaths(IOrganizationService service)
    {
        var found = new Dictionary<string, TableFacts>(StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);

        // Marks refer to their rows by table and id: no lookup leads to them.
        IReadOnlyCollection<string> next = ["account", "contact", RecordMarkRow.Table];
        while (next.Count > 0)
        {
            asked.UnionWith(next);
            var read = Read(service, next);
            foreach (var table in read) found.Add(table.Name, table);
            next = [.. read.SelectMany(static table => table.LinksTo).Select(static link => link.From).Where(name => !asked.Contains(name)).Distinct(StringComparer.Ordinal)];
        }

        return new TableCatalog(found.Values);
    }

    static List<TableFacts> Read(IOrganizationService service, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) return [];

        var criteria = new MetadataFilterExpression();
        criteria.Conditions.Add(new MetadataConditionExpression("LogicalName", MetadataConditionOperator.In, names.ToArray()));
        var query = new EntityQueryExpression
        {
            Criteria = criteria,
            Properties = new MetadataPropertiesExpression(TableProperties),
            AttributeQuery = new AttributeQueryExpression { Properties = new MetadataPropertiesExpression(ColumnProperties) },
            RelationshipQuery = new RelationshipQueryExpression { Properties = new MetadataPropertiesExpression(LinkProperties) },
        };
        var answer = (RetrieveMetadataChangesResponse)service.Execute(new RetrieveMetadataChangesRequest { Query = query });
        return [.. answer.EntityMetadata.Where(static table => table.IsIntersect != true).Select(Facts)];
    }

    static TableFacts Facts(EntityMetadata table) => new(
        table.LogicalName,
        table.PrimaryIdAttribute,
        table.PrimaryNameAttribute,
        table.IsActivity == true,
        table.Attributes.Select(Facts),
        (table.OneToManyRelationships ?? []).Select(static link => new LinkFacts { From = link.ReferencingEntity, Column = link.ReferencingAttribute, To = link.ReferencedEntity }))
    {
        ReadPrivilege = (table.Privileges ?? []).FirstOrDefault(static privilege => privilege.PrivilegeType == PrivilegeType.Read)?.Name,
    };

    static ColumnFacts Facts(AttributeMetadata column) => new()
    {
        Name = column.LogicalName,
        Kind = column.AttributeType switch
        {
            AttributeTypeCode.String or AttributeTypeCode.Memo => ColumnKind.Text,
            AttributeTypeCode.Lookup or AttributeTypeCode.Customer or AttributeTypeCode.Owner => ColumnKind.Lookup,
            AttributeTypeCode.PartyList => ColumnKind.PartyList,
            _ => ColumnKind.Other,
        },
        IsRequired = column.RequiredLevel?.Value == AttributeRequiredLevel.SystemRequired,
        IsWritable = column.IsValidForUpdate == true,
        IsReadable = column.IsValidForRead != false,
        IsLocalTime = column is DateTimeAttributeMetadata { DateTimeBehavior: var behavior } && (behavior is null || behavior == DateTimeBehavior.UserLocal),
        MaxLength = column switch
        {
            StringAttributeMetadata text => text.MaxLength,
            MemoAttributeMetadata memo => memo.MaxLength,
            _ => null,
        },
        ShownFor = column.AttributeOf,
    };
}
