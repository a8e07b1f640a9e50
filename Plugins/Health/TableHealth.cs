using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Health;

/// <summary>Whether the tables are as the product needs them: alternate keys in force, audited, every column classified.</summary>
static class TableHealth
{
    const string Prefix = "off_";

    /// <summary>Keys are secrets: what changes in them must not be written down elsewhere.</summary>
    static readonly string[] Unaudited = [SubjectKeyRow.Table];

    /// <summary>Requests: 2, and 1 for each link of the longest chain of tables from accounts and contacts, usually 6.</summary>
    internal static void Check(HealthReport report)
    {
        foreach (var table in Own(report.Service).EntityMetadata)
        {
            foreach (var key in table.Keys ?? []) Check(report, table.LogicalName, key);

            var isAudited = table.IsAuditEnabled?.Value == true;
            var isSecret = Unaudited.Contains(table.LogicalName, StringComparer.Ordinal);
            if (!isAudited && !isSecret) report.Find(HealthSeverity.Warning, "OFF-5331", "table", table.LogicalName);
            if (isAudited && isSecret) report.Find(HealthSeverity.Error, "OFF-5332", "table", table.LogicalName);
        }

        Classified(report);
    }

    static void Check(HealthReport report, string table, EntityKeyMetadata key)
    {
        if (key.EntityKeyIndexStatus == EntityKeyIndexStatus.Active) return;

        var again = new ReactivateEntityKeyRequest { EntityLogicalName = table, EntityKeyLogicalName = key.LogicalName };
        report.Repairable(HealthSeverity.Error, "OFF-5330", service => service.Execute(again), "key", key.LogicalName, "table", table, "status", key.EntityKeyIndexStatus.ToString());
    }

    static void Classified(HealthReport report)
    {
        ErasureMap map;
        try
        {
            map = ErasureMapQueries.Read(report.Service);
        }
        catch (ErasureMapException defect)
        {
            report.Find(HealthSeverity.Error, "OFF-5320", "defect", defect.Message);
            return;
        }

        // An empty map is told by the defaults that are missing.
        if (!map.Tables.Any()) return;

        var unclassified = Coverage.Unclassified(map, TableCatalog.OnCoveredPaths(report.Service));
        if (unclassified.Count > 0) report.Find(HealthSeverity.Error, "OFF-5340", "columns", report.Names(unclassified));
    }

    static RetrieveMetadataChangesResponse Own(IOrganizationService service)
    {
        var names = ErasureMap.Shipped().Tables.Where(static table => table.StartsWith(Prefix, StringComparison.Ordinal)).ToArray();
        var criteria = new MetadataFilterExpression();
        criteria.Conditions.Add(new MetadataConditionExpression("LogicalName", MetadataConditionOperator.In, names));
        var query = new EntityQueryExpression { Criteria = criteria, Properties = new MetadataPropertiesExpression("LogicalName", "Keys", "IsAuditEnabled") };
        return (RetrieveMetadataChangesResponse)service.Execute(new RetrieveMetadataChangesRequest { Query = query });
    }
}
