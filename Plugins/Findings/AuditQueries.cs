using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Findings;

/// <summary>What audit tells of a change. It knows every one that was made while auditing was on; the row itself knows the last one only.</summary>
static class AuditQueries
{
    /// <summary>Whether the organization audits at all. Requests: 1.</summary>
    internal static bool IsOn(IOrganizationService service)
    {
        var query = new QueryExpression("organization") { ColumnSet = new ColumnSet("isauditenabled"), TopCount = 1 };
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<bool?>("isauditenabled") == true;
    }

    /// <summary>Who deactivated an account last, and when; null: audit does not tell. Requests: 1.</summary>
    internal static Change? Deactivation(IOrganizationService service, Guid account) =>
        Last(service, new EntityReference(AccountRow.Table, account), AccountRow.Columns.State, static written =>
            written.GetAttributeValue<OptionSetValue?>(AccountRow.Columns.State)?.Value == (int)AccountState.Inactive);

    /// <summary>Who put a contract on its account last, and when; null: audit does not tell. Requests: 1.</summary>
    internal static Change? Placement(IOrganizationService service, Guid contract) =>
        Last(service, new EntityReference(ContractRow.Table, contract), ContractRow.Columns.AccountId, static written => written.Contains(ContractRow.Columns.AccountId));

    static Change? Last(IOrganizationService service, EntityReference row, string column, Func<Entity, bool> isIt)
    {
        var request = new RetrieveAttributeChangeHistoryRequest { Target = row, AttributeLogicalName = column };
        var history = ((RetrieveAttributeChangeHistoryResponse)service.Execute(request)).AuditDetailCollection.AuditDetails;
        return history.OfType<AttributeAuditDetail>()
            .Where(detail => detail.NewValue is not null && isIt(detail.NewValue))
            .OrderByDescending(static detail => detail.AuditRecord.GetAttributeValue<DateTime>("createdon"))
            .Select(static detail => new Change(detail.AuditRecord.GetAttributeValue<EntityReference>("userid"), detail.AuditRecord.GetAttributeValue<DateTime>("createdon")))
            .FirstOrDefault();
    }
}
