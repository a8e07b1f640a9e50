using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace Offboarding.Plugins.Contracts;

/// <summary>A column of another table, as the metadata tell.</summary>
sealed class SourceTableColumn
{
    readonly AttributeMetadata column;

    internal SourceTableColumn(AttributeMetadata column) => this.column = column;

    internal AttributeTypeCode? Type => column.AttributeType;

    /// <summary>The type as people write it; choices with several values and the like have no type of their own.</summary>
    internal string TypeName => column.AttributeType?.ToString() ?? "?";

    internal bool IsReadable => column.IsValidForRead != false;

    /// <summary>Whether it is a date column that holds an instant, which is another day elsewhere.</summary>
    internal bool IsLocalTime => column is DateTimeAttributeMetadata { DateTimeBehavior: var behavior } && (behavior is null || behavior == DateTimeBehavior.UserLocal);

    /// <summary>Numbers of the options with their labels; empty: it is no choice.</summary>
    internal IReadOnlyList<KeyValuePair<int, string>> Options =>
        column is EnumAttributeMetadata { OptionSet: { } options }
            ? [.. options.Options.Where(static option => option.Value is not null).Select(static option => new KeyValuePair<int, string>(option.Value!.Value, option.Label?.UserLocalizedLabel?.Label ?? ""))]
            : [];

    internal bool RefersTo(string table) => column is LookupAttributeMetadata lookup && lookup.Targets?.Contains(table, StringComparer.Ordinal) == true;
}

/// <summary>A table in which contracts live, as the metadata tell. A missing one is learned by asking for it: inside a transaction its fault could not be caught.</summary>
sealed class SourceTable
{
    static readonly string[] ColumnProperties = ["LogicalName", "AttributeType", "IsValidForRead", "DateTimeBehavior", "OptionSet", "Targets"];

    readonly Dictionary<string, SourceTableColumn> columns;

    SourceTable(EntityMetadata table)
    {
        IdColumn = table.PrimaryIdAttribute;
        columns = table.Attributes.Where(static column => column.LogicalName is not null).ToDictionary(static column => column.LogicalName, static column => new SourceTableColumn(column), StringComparer.Ordinal);
    }

    internal string IdColumn { get; }

    internal SourceTableColumn? Column(string name) => columns.TryGetValue(name, out var column) ? column : null;

    /// <summary>Those of the tables that are here, by name. Requests: 1; none for no name.</summary>
    internal static IReadOnlyDictionary<string, SourceTable> Among(IOrganizationService service, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) return new Dictionary<string, SourceTable>(StringComparer.Ordinal);

        var criteria = new MetadataFilterExpression();
        criteria.Conditions.Add(new MetadataConditionExpression("LogicalName", MetadataConditionOperator.In, names.ToArray()));
        var query = new EntityQueryExpression
        {
            Criteria = criteria,
            Properties = new MetadataPropertiesExpression("LogicalName", "PrimaryIdAttribute", "Attributes"),
            AttributeQuery = new AttributeQueryExpression { Properties = new MetadataPropertiesExpression(ColumnProperties) },
        };
        var answer = (RetrieveMetadataChangesResponse)service.Execute(new RetrieveMetadataChangesRequest { Query = query });
        return answer.EntityMetadata.ToDictionary(static table => table.LogicalName, static table => new SourceTable(table), StringComparer.Ordinal);
    }
}
