using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Every read of accounts.</summary>
static class AccountQueries
{
    /// <summary>The accounts that the caller may read, by id; others are absent. Requests: 1.</summary>
    /// <param name="service">Acts as the caller: this is how the product learns what the caller may see.</param>
    /// <param name="ids">At most 5,000.</param>
    internal static IReadOnlyDictionary<Guid, AccountRow> Readable(IOrganizationService service, IReadOnlyCollection<Guid> ids)
    {
        var query = new QueryExpression(AccountRow.Table)
        {
            ColumnSet = new ColumnSet(
                AccountRow.Columns.Name, AccountRow.Columns.State, AccountRow.Columns.CustomerTypeCode, AccountRow.Columns.NoContractConfirmedOn,
                AccountRow.Columns.WaivedOn),
        };
        query.Criteria.AddCondition(new ConditionExpression(
            AccountRow.Columns.Id, ids.Count == 1 ? ConditionOperator.Equal : ConditionOperator.In, ids.Cast<object>().ToArray()));
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query).ToDictionary(static row => row.Id, static row => new AccountRow(row));
    }
}
