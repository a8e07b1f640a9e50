using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Consents;

/// <summary>Every read of off_consent at the moment of an outgoing act.</summary>
static class ConsentQueries
{
    static readonly ColumnSet Columns = new(
        ConsentRow.Columns.Name, ConsentRow.Columns.Purpose, ConsentRow.Columns.Basis, ConsentRow.Columns.Channel, ConsentRow.Columns.GivenOn,
        ConsentRow.Columns.WithdrawnOn, ConsentRow.Columns.EndsOn, ConsentRow.Columns.ContactId, ConsentRow.Columns.AccountId, ConsentRow.Columns.Evidence);

    /// <summary>The active rows of persons, and those of the company that name nobody, for a purpose. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM: an objection counts, whoever may see it.</param>
    /// <param name="contacts">The persons; empty: the company alone.</param>
    /// <param name="account">The company; null: persons alone.</param>
    /// <param name="purposes">At least one.</param>
    internal static IReadOnlyList<ConsentRow> Of(IOrganizationService service, IReadOnlyCollection<Guid> contacts, Guid? account, params string[] purposes)
    {
        var query = new QueryExpression(ConsentRow.Table) { ColumnSet = Columns };
        query.Criteria.AddCondition(new ConditionExpression(ConsentRow.Columns.Purpose, ConditionOperator.In, purposes.Cast<object>().ToArray()));
        query.Criteria.AddCondition(ConsentRow.Columns.State, ConditionOperator.Equal, (int)ConsentState.Active);
        var whose = new FilterExpression(LogicalOperator.Or);
        if (contacts.Count > 0) whose.AddCondition(new ConditionExpression(ConsentRow.Columns.ContactId, ConditionOperator.In, contacts.Cast<object>().ToArray()));
        if (account is { } company)
        {
            var ofCompany = new FilterExpression(LogicalOperator.And);
            ofCompany.AddCondition(ConsentRow.Columns.AccountId, ConditionOperator.Equal, company);
            ofCompany.AddCondition(ConsentRow.Columns.ContactId, ConditionOperator.Null);
            whose.AddFilter(ofCompany);
        }

        query.Criteria.AddFilter(whose);
        query.AddOrder(ConsentRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ConsentRow(row))];
    }

    /// <summary>A row as it is now. Requests: 1.</summary>
    internal static ConsentRow Again(IOrganizationService service, Guid id) => new(service.Retrieve(ConsentRow.Table, id, Columns));
}
