using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Review;

/// <summary>Every read for the review of relationships: for many accounts at once. Tables of Sales and Customer Service count where they are installed.</summary>
static class ReviewQueries
{
    const string Pointer = "activitypointer";
    const string CreatedOn = "createdon";
    const string Customer = "customerid";
    const string State = "statecode";
    const string Currency = "transactioncurrencyid";
    const string Industry = "industrycode";
    const int Completed = 1;
    const int Cancelled = 3;
    const int Open = 0;

    /// <summary>Active accounts in the order of their ids. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM: a signal rests on all rows.</param>
    /// <param name="position">How many were looked at; a multiple of <paramref name="size"/>.</param>
    /// <param name="size">How many to look at.</param>
    internal static IReadOnlyList<AccountRow> Accounts(IOrganizationService service, int position, int size)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountRow.Columns.Name, AccountRow.Columns.OwnerId, Industry) };
        query.Criteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        query.PageInfo = new PagingInfo { Count = size, PageNumber = (position / size) + 1 };
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => new AccountRow(row))];
    }

    /// <summary>What is known of accounts. Requests: 2 (metadata, activities), 1 each for invoices and service cases where they are installed, and 1 per further 5,000 rows.</summary>
    internal static IReadOnlyDictionary<Guid, ReviewFacts> Facts(IOrganizationService service, IReadOnlyList<AccountRow> accounts, LocalDate today)
    {
        var ids = accounts.Select(static account => (object)account.Id).ToArray();
        var installed = InstalledTables.Among(service, InstalledTables.Invoice, InstalledTables.Incident);
        var invoices = installed.Has(InstalledTables.Invoice) ? Invoices(service, ids, today) : Nothing;
        var complaints = installed.Has(InstalledTables.Incident) ? Complaints(service, ids, today) : Nothing;
        var activities = Activities(service, ids, today);
        return accounts.ToDictionary(static account => account.Id, account => new ReviewFacts
        {
            Account = account.Id,
            Industry = account.Entity.GetAttributeValue<OptionSetValue?>(Industry)?.Value,
            Invoices = InMainCurrency(invoices[account.Id]),
            OpenInvoices = [.. invoices[account.Id].Where(static row => Choice(row, State) == Open && row.Contains("duedate")).Select(static row => Row(row, InstalledTables.Invoice, Day(row, "duedate"), 1))],
            Activities = [.. activities[account.Id].Select(static row => Row(row, row.GetAttributeValue<string?>("activitytypecode") ?? Pointer, Day(row, CreatedOn), row.GetAttributeValue<int?>("actualdurationminutes") ?? 0))],
            Complaints = [.. complaints[account.Id].Where(static row => DecisionFactQueries.IsComplaint(row)).Select(static row => Row(row, InstalledTables.Incident, Day(row, CreatedOn), 1))],
        });
    }

    /// <summary>Signals of accounts, whatever became of them. Requests: 1.</summary>
    internal static IReadOnlyDictionary<string, SignalRow> Signals(IOrganizationService service, IReadOnlyList<AccountRow> accounts)
    {
        var query = new QueryExpression(SignalRow.Table)
        {
            ColumnSet = new ColumnSet(
                SignalRow.Columns.SignalKey, SignalRow.Columns.SignalState, SignalRow.Columns.Measured, SignalRow.Columns.Threshold, SignalRow.Columns.SourceRows, SignalRow.Columns.ReviewedOn,
                SignalRow.Columns.AccountId),
        };
        query.Criteria.AddCondition(new ConditionExpression(SignalRow.Columns.AccountId, ConditionOperator.In, accounts.Select(static account => (object)account.Id).ToArray()));
        query.AddOrder(SignalRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query).Select(static row => new SignalRow(row)).Where(static row => row.SignalKey is not null).ToDictionary(static row => row.SignalKey!, StringComparer.Ordinal);
    }

    static ILookup<Guid, Entity> Nothing => Array.Empty<Entity>().ToLookup(static row => row.Id);

    static ILookup<Guid, Entity> Invoices(IOrganizationService service, object[] accounts, LocalDate today)
    {
        var query = Of(InstalledTables.Invoice, Customer, accounts, "totalamount", CreatedOn, Currency, State, "duedate");
        query.Criteria.AddCondition(State, ConditionOperator.NotEqual, Cancelled);
        var either = query.Criteria.AddFilter(LogicalOperator.Or);
        either.AddCondition(CreatedOn, ConditionOperator.OnOrAfter, today.PlusMonths(-2 * SignalRule.Months).ToString());
        either.AddCondition(State, ConditionOperator.Equal, Open);
        return Read(service, query, Customer);
    }

    static ILookup<Guid, Entity> Complaints(IOrganizationService service, object[] accounts, LocalDate today)
    {
        var query = Of(InstalledTables.Incident, Customer, accounts, "casetypecode", "isescalated", CreatedOn);
        query.Criteria.AddCondition(CreatedOn, ConditionOperator.OnOrAfter, today.PlusMonths(-SignalRule.Months).ToString());
        return Read(service, query, Customer);
    }

    static ILookup<Guid, Entity> Activities(IOrganizationService service, object[] accounts, LocalDate today)
    {
        var query = Of(Pointer, "regardingobjectid", accounts, "activitytypecode", "actualdurationminutes", CreatedOn);
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Completed);
        query.Criteria.AddCondition(CreatedOn, ConditionOperator.OnOrAfter, today.PlusMonths(-SignalRule.Months).ToString());
        return Read(service, query, "regardingobjectid");
    }

    /// <summary>Amounts of different currencies are not added: those of the currency count in which most was invoiced.</summary>
    static IReadOnlyList<ReviewRow> InMainCurrency(IEnumerable<Entity> invoices) =>
    [
        .. invoices.GroupBy(static row => row.GetAttributeValue<EntityReference?>(Currency)?.Id ?? Guid.Empty)
            .OrderByDescending(static currency => currency.Sum(static row => Amount(row))).ThenBy(static currency => currency.Key).Take(1)
            .SelectMany(static currency => currency).Select(static row => Row(row, InstalledTables.Invoice, Day(row, CreatedOn), Amount(row))),
    ];

    static QueryExpression Of(string table, string link, object[] accounts, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet([link, .. columns]) };
        query.Criteria.AddCondition(new ConditionExpression(link, ConditionOperator.In, accounts));
        query.AddOrder(table == Pointer ? "activityid" : table + "id", OrderType.Ascending);
        return query;
    }

    static ILookup<Guid, Entity> Read(IOrganizationService service, QueryExpression query, string link) => service.AllRows(query).ToLookup(row => row.GetAttributeValue<EntityReference>(link).Id);

    static ReviewRow Row(Entity row, string table, LocalDate day, decimal value) => new(table, row.Id, day, value);

    static LocalDate Day(Entity row, string column) => LocalDate.FromDateTime(row.GetAttributeValue<DateTime>(column));

    static decimal Amount(Entity row) => row.GetAttributeValue<Money?>("totalamount")?.Value ?? 0m;

    static int? Choice(Entity row, string column) => row.GetAttributeValue<OptionSetValue?>(column)?.Value;
}
