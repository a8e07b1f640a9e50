using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Settlement;

/// <summary>Every read for a settlement.</summary>
static class SettlementQueries
{
    const int Active = 0;       // salesorder and invoice alike: 0 is active
    const int Submitted = 1;    // of salesorder
    const int EntitlementActive = 1;

    /// <summary>The case as the caller may read it. Requests: 1.</summary>
    internal static OffboardingCaseRow? Case(IOrganizationService service, Guid id)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table)
        {
            ColumnSet = new ColumnSet(
                OffboardingCaseRow.Columns.Name, OffboardingCaseRow.Columns.AccountId, OffboardingCaseRow.Columns.PlannedEnd, OffboardingCaseRow.Columns.AgreedEnd,
                OffboardingCaseRow.Columns.Way, OffboardingCaseRow.Columns.State, OffboardingCaseRow.Columns.SettlementTotal,
                OffboardingCaseRow.Columns.TransactionCurrencyId, OffboardingCaseRow.Columns.OwnerId),
            TopCount = 1,
        };
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.Id, ConditionOperator.Equal, id);
        var rows = service.RetrieveMultiple(query).Entities;
        return rows.Count == 0 ? null : new OffboardingCaseRow(rows[0]);
    }

    /// <summary>Items of a case. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<SettlementItemRow> Items(IOrganizationService service, Guid caseId)
    {
        var query = new QueryExpression(SettlementItemRow.Table)
        {
            ColumnSet = new ColumnSet(
                SettlementItemRow.Columns.Name, SettlementItemRow.Columns.SourceKey, SettlementItemRow.Columns.Amount, SettlementItemRow.Columns.Formula,
                SettlementItemRow.Columns.Inputs, SettlementItemRow.Columns.Decision, SettlementItemRow.Columns.Kind, SettlementItemRow.Columns.TransactionCurrencyId),
        };
        query.Criteria.AddCondition(SettlementItemRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        query.AddOrder(SettlementItemRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new SettlementItemRow(row))];
    }

    /// <summary>Orders that are neither fulfilled nor cancelled nor invoiced. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<OpenDocument> OpenOrders(IOrganizationService service, Guid accountId) =>
        Documents(service, InstalledTables.Order, "salesorderid", "ordernumber", accountId, Active, Submitted);

    /// <summary>Invoices that are neither paid nor cancelled. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<OpenDocument> OpenInvoices(IOrganizationService service, Guid accountId) =>
        Documents(service, InstalledTables.Invoice, "invoiceid", "invoicenumber", accountId, Active);

    /// <summary>Entitlements to service that run. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<OpenDocument> RunningEntitlements(IOrganizationService service, Guid accountId)
    {
        var query = new QueryExpression(InstalledTables.Entitlement) { ColumnSet = new ColumnSet("name", "enddate", "transactioncurrencyid") };
        query.Criteria.AddCondition("customerid", ConditionOperator.Equal, accountId);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, EntitlementActive);
        query.AddOrder("entitlementid", OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new OpenDocument
        {
            Table = InstalledTables.Entitlement,
            Id = row.Id,
            Name = row.GetAttributeValue<string?>("name") ?? "?",
            Currency = row.GetAttributeValue<EntityReference?>("transactioncurrencyid")?.Id,
            DueOn = Day(row, "enddate"),
        })];
    }

    /// <summary>The currency of rows that name none. Requests: 1.</summary>
    internal static Guid? BaseCurrency(IOrganizationService service)
    {
        var query = new QueryExpression("organization") { ColumnSet = new ColumnSet("basecurrencyid"), TopCount = 1 };
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<EntityReference?>("basecurrencyid")?.Id;
    }

    static IReadOnlyList<OpenDocument> Documents(IOrganizationService service, string table, string id, string number, Guid accountId, params int[] states)
    {
        var isInvoice = table == InstalledTables.Invoice;
        var columns = new ColumnSet("name", number, "totalamount", "transactioncurrencyid");
        if (isInvoice) columns.AddColumn("duedate");
        var query = new QueryExpression(table) { ColumnSet = columns };
        query.Criteria.AddCondition("customerid", ConditionOperator.Equal, accountId);
        query.Criteria.AddCondition(new ConditionExpression("statecode", ConditionOperator.In, states.Cast<object>().ToArray()));
        query.AddOrder(id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(row => new OpenDocument
        {
            Table = table,
            Id = row.Id,
            Name = string.Join(" ", new[] { row.GetAttributeValue<string?>(number), row.GetAttributeValue<string?>("name") }.Where(static text => !string.IsNullOrEmpty(text))),
            Amount = row.GetAttributeValue<Money?>("totalamount")?.Value,
            Currency = row.GetAttributeValue<EntityReference?>("transactioncurrencyid")?.Id,
            DueOn = isInvoice ? Day(row, "duedate") : null,
        })];
    }

    static LocalDate? Day(Entity row, string column) => row.GetAttributeValue<DateTime?>(column) is { } at ? LocalDate.FromDateTime(at) : null;
}
