using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace Offboarding.Plugins;

/// <summary>Which tables of other apps exist here. Sales and Customer Service are optional: what is absent is no error.</summary>
/// <remarks>Learned from metadata: inside a transaction a fault of a missing table could not be caught.</remarks>
sealed class InstalledTables
{
    internal const string Order = "salesorder";
    internal const string Invoice = "invoice";
    internal const string Opportunity = "opportunity";
    internal const string Incident = "incident";
    internal const string Entitlement = "entitlement";

    readonly HashSet<string> names;

    readonly IReadOnlyList<EntityKeyMetadata> keys;

    readonly HashSet<string> columns;

    InstalledTables(IReadOnlyCollection<EntityMetadata> tables)
    {
        names = new HashSet<string>(tables.Select(static table => table.LogicalName), StringComparer.Ordinal);
        keys = [.. tables.SelectMany(static table => table.Keys ?? [])];
        columns = new HashSet<string>(
            tables.SelectMany(static table => (table.Attributes ?? []).Select(column => NameOf(table.LogicalName, column.LogicalName))), StringComparer.Ordinal);
    }

    /// <summary>Whether the index of an alternate key works; null: none of the tables that were read has such a key.</summary>
    internal EntityKeyIndexStatus? StatusOfKey(string key) => keys.FirstOrDefault(one => one.LogicalName == key)?.EntityKeyIndexStatus;

    /// <summary>Reads which of the tables exist, with their alternate keys. Requests: 1.</summary>
    internal static InstalledTables Among(IOrganizationService service, params string[] tables) => Read(service, tables, []);

    /// <summary>The same, and which columns of these names the tables have. Requests: 1.</summary>
    internal static InstalledTables AmongWithColumns(IOrganizationService service, string[] tables, params string[] columns) => Read(service, tables, columns);

    internal bool Has(string table) => names.Contains(table);

    /// <summary>Whether the table has the column; no, too, if neither was asked for.</summary>
    internal bool Has(string table, string column) => columns.Contains(NameOf(table, column));

    static InstalledTables Read(IOrganizationService service, string[] tables, string[] columns)
    {
        var query = new EntityQueryExpression { Criteria = Named(tables), Properties = new MetadataPropertiesExpression("LogicalName", "Keys") };
        if (columns.Length > 0)
        {
            query.Properties.PropertyNames.Add("Attributes");
            query.AttributeQuery = new AttributeQueryExpression { Criteria = Named(columns), Properties = new MetadataPropertiesExpression("LogicalName") };
        }

        var answer = (RetrieveMetadataChangesResponse)service.Execute(new RetrieveMetadataChangesRequest { Query = query });
        return new InstalledTables(answer.EntityMetadata);
    }

    static MetadataFilterExpression Named(string[] names)
    {
        var named = new MetadataFilterExpression();
        named.Conditions.Add(new MetadataConditionExpression("LogicalName", MetadataConditionOperator.In, names));
        return named;
    }

    static string NameOf(string table, string column) => table + "." + column;
}
