using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The audit history of rows: it holds the values before each change. Its entries appear after the commit of the change, so that purging is a step of its own.</summary>
static class AuditPurge
{
    internal const string Table = "audit";
    const string Row = "objectid";
    const string Message = "DeleteRecordChangeHistory";

    /// <summary>Those of the rows that have entries. Requests: 1 per 5,000 entries.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="rows">Ids; up to 2,000.</param>
    internal static IReadOnlyCollection<Guid> Recorded(IOrganizationService service, IReadOnlyCollection<Guid> rows)
    {
        if (rows.Count == 0) return [];

        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(Row) };
        query.Criteria.AddCondition(new ConditionExpression(Row, ConditionOperator.In, rows.Cast<object>().ToArray()));
        query.AddOrder("auditid", OrderType.Ascending);
        return new HashSet<Guid>(service.AllRows(query).Select(static entry => entry.GetAttributeValue<EntityReference?>(Row)?.Id ?? Guid.Empty).Where(rows.Contains));
    }

    /// <summary>Deletes the history of rows. Requests: 1 each.</summary>
    internal static void Delete(IOrganizationService service, IEnumerable<PlannedRow> rows)
    {
        foreach (var row in rows) service.Execute(new OrganizationRequest(Message) { ["Target"] = new EntityReference(row.Table, row.Id) });
    }
}
