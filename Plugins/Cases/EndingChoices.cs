using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>What can be chosen when a relationship is to end.</summary>
static class EndingChoices
{
    /// <summary>Contacts that a list shows; beyond that a person searches on the form of the case.</summary>
    internal const int MostContacts = 200;

    const string Contact = "contact";

    /// <summary>The active reasons of the catalogue, in its order. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM: the catalogue is the same for all.</param>
    internal static IReadOnlyList<ReasonRow> Reasons(IOrganizationService service)
    {
        var query = new QueryExpression(ReasonRow.Table) { ColumnSet = new ColumnSet(ReasonRow.Columns.Code, ReasonRow.Columns.Name, ReasonRow.Columns.NameDe, ReasonRow.Columns.NeedsApproval) };
        query.Criteria.AddCondition(ReasonRow.Columns.State, ConditionOperator.Equal, 0);
        query.AddOrder(ReasonRow.Columns.SortOrder, OrderType.Ascending);
        query.AddOrder(ReasonRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ReasonRow(row))];
    }

    /// <summary>Active contacts of an account that the caller may read, by name. Requests: 1.</summary>
    /// <param name="service">Acts as the caller.</param>
    /// <param name="account">The customer.</param>
    internal static IReadOnlyList<Entity> Contacts(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(Contact) { ColumnSet = new ColumnSet("fullname", "jobtitle"), TopCount = MostContacts };
        query.Criteria.AddCondition("parentcustomerid", ConditionOperator.Equal, account);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("fullname", OrderType.Ascending);
        query.AddOrder("contactid", OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities;
    }
}
