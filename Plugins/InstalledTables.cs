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

    InstalledTables(IReadOnlyCollection<EntityMetadata> tables)
    {
        names = new HashSet<string>(tables.Select(static table => table.LogicalName), StringComparer.Ordinal);
        keys = [.. tables.SelectMany(static table => table.Keys ?? [])];
    }

    /// <summary>Whether the index of an alternate key works; null: none of the tables that were read has such a key.</summary>
    internal EntityKeyIndexStatus? StatusOfKey(string key) => keys.FirstOrDefault(one => one.LogicalName == key)?.EntityKeyIndexStatus;

    /// <summary>Reads which of the tables exist, with their alternate keys. Requests: 1.</summary>
    internal static InstalledTables Among(IOrganizationService service, params string[] tables)
    {
        var named = new MetadataFilterExpression();
        named.Conditions.Add(new MetadataConditionExpression("LogicalName", MetadataConditionOperator.In, tables));
        var query = new EntityQueryExpression { Criteria = named, Properties = new MetadataPropertiesExpression("LogicalName", "Keys") };
        var answer = (RetrieveMetadataChangesResponse)service.Execute(new RetrieveMetadataChangesRequest { Query = query });
        return new InstalledTables(answer.EntityMetadata);
    }

    internal bool Has(string table) => names.Contains(table);
}
