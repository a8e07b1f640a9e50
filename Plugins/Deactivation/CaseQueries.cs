using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Deactivation;

/// <summary>Every read of offboarding cases.</summary>
static class CaseQueries
{
    /// <summary>Whether an offboarding case is open for the account. Requests: 1.</summary>
    internal static bool HasOpenCase(IOrganizationService service, Guid accountId)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table) { ColumnSet = new ColumnSet(OffboardingCaseRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.AccountId, ConditionOperator.Equal, accountId);
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.State, ConditionOperator.Equal, (int)OffboardingCaseState.Active);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }
}
