using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Preparation;

/// <summary>What happened with an account: invoices, successes, service cases, talks and letters, in the tables of Sales and Customer Service as far as they are installed.</summary>
sealed class AccountHistory
{
    /// <summary>Successes and interactions that are told; service cases are looked through for complaints.</summary>
    internal const int MostTold = 10;

    const int MostServiceCases = 200;
    const int MostActivities = 50;
    const string Activities = "Account_ActivityPointers";
    const string Invoices = "invoice_customer_accounts";
    const string Opportunities = "opportunity_customer_accounts";
    const string Orders = "order_customer_accounts";
    const string ServiceCases = "incident_customer_accounts";
    const int Completed = 1;
    const int Won = 1;
    const int Fulfilled = 3;
    const int Invoiced = 4;
    const int CancelledInvoice = 3;

    readonly Entity account;

    AccountHistory(Entity account) => this.account = account;

    /// <summary>Completed activities about the account, newest first; tasks are ours and tell nothing of the customer.</summary>
    internal IReadOnlyList<Entity> Interactions => [.. Rows(Activities).Where(static row => row.GetAttributeValue<string?>("activitytypecode") is not "task").Take(MostTold)];

    /// <summary>Opportunities that were won, newest first.</summary>
    internal IReadOnlyList<Entity> WonOpportunities => Rows(Opportunities);

    /// <summary>Orders that were fulfilled, newest first.</summary>
    internal IReadOnlyList<Entity> FulfilledOrders => Rows(Orders);

    /// <summary>Service cases about a problem, or escalated, newest first.</summary>
    internal IReadOnlyList<Entity> Complaints => [.. Rows(ServiceCases).Where(DecisionFactQueries.IsComplaint).Take(MostTold)];

    /// <summary>Service cases with a recorded satisfaction, newest first.</summary>
    internal IReadOnlyList<Entity> Moods => [.. Rows(ServiceCases).Where(static row => row.GetAttributeValue<OptionSetValue?>("customersatisfactioncode")?.Value is >= 1 and <= 5).Take(MostTold)];

    /// <summary>Invoices of <see cref="DecisionFactQueries.Years"/> full calendar years and the current one that were not cancelled, oldest first.</summary>
    internal IReadOnlyList<Entity> AllInvoices => Rows(Invoices);

    /// <summary>Reads all of it. Requests: 1, whatever is installed.</summary>
    /// <param name="service">Acts as SYSTEM: what happened does not depend on who asks.</param>
    /// <param name="accountId">The customer.</param>
    /// <param name="installed">Which tables of other apps exist.</param>
    /// <param name="now">Instant, UTC.</param>
    /// <param name="mostSuccesses">Opportunities and orders that are read.</param>
    internal static AccountHistory Read(IOrganizationService service, Guid accountId, InstalledTables installed, DateTime now, int mostSuccesses = MostTold)
    {
        var queries = new RelationshipQueryCollection
        {
            [new Relationship(Activities)] = Query("activitypointer", "actualend", "activityid", MostActivities, States("statecode", Completed), "subject", "activitytypecode"),
        };
        if (installed.Has(InstalledTables.Invoice))
        {
            var invoices = Query(InstalledTables.Invoice, "createdon", "invoiceid", DecisionFact.MostRows, new ConditionExpression("statecode", ConditionOperator.NotEqual, CancelledInvoice), "name", "totalamount", "transactioncurrencyid", "statecode", "duedate", "invoicenumber");
            invoices.Criteria.AddCondition("createdon", ConditionOperator.GreaterEqual, new DateTime(now.Year - DecisionFactQueries.Years, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            queries[new Relationship(Invoices)] = invoices;
        }

        if (installed.Has(InstalledTables.Opportunity))
            queries[new Relationship(Opportunities)] = Query(InstalledTables.Opportunity, "actualclosedate", "opportunityid", mostSuccesses, States("statecode", Won), "name", "actualvalue", "transactioncurrencyid");

        if (installed.Has(InstalledTables.Order))
            queries[new Relationship(Orders)] = Query(InstalledTables.Order, "datefulfilled", "salesorderid", mostSuccesses, States("statecode", Fulfilled, Invoiced), "name", "ordernumber", "totalamount", "transactioncurrencyid");

        if (installed.Has(InstalledTables.Incident))
            queries[new Relationship(ServiceCases)] = Query(InstalledTables.Incident, "createdon", "incidentid", MostServiceCases, null, "title", "casetypecode", "isescalated", "statecode", "customersatisfactioncode");

        var request = new RetrieveRequest { Target = new EntityReference(AccountRow.Table, accountId), ColumnSet = new ColumnSet(AccountRow.Columns.Id), RelatedEntitiesQuery = queries };
        return new AccountHistory(((RetrieveResponse)service.Execute(request)).Entity);
    }

    static QueryExpression Query(string table, string day, string id, int most, ConditionExpression? condition, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet([day, .. columns]), TopCount = most };
        if (condition is not null) query.Criteria.AddCondition(condition);
        query.AddOrder(day, OrderType.Descending);
        query.AddOrder(id, OrderType.Ascending);
        return query;
    }

    static ConditionExpression States(string column, params int[] states) => new(column, ConditionOperator.In, states.Cast<object>().ToArray());

    IReadOnlyList<Entity> Rows(string relationship) => account.RelatedEntities.TryGetValue(new Relationship(relationship), out var rows) ? rows.Entities : [];
}
