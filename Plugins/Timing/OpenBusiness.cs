using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Timing;

/// <summary>Which kinds of unfinished business an account has, in the tables of Sales and Customer Service as far as they are installed.</summary>
sealed class OpenBusiness
{
    /// <summary>Most rows of a kind that are listed: nobody reads more.</summary>
    internal const int MostRows = 50;

    static readonly Kind Orders = new(InstalledTables.Order, "salesorderid", "name", null, PlanConditions.OpenOrders, 0, 1);
    static readonly Kind Invoices = new(InstalledTables.Invoice, "invoiceid", "name", "duedate", PlanConditions.OpenInvoices, 0);
    static readonly Kind Opportunities = new(InstalledTables.Opportunity, "opportunityid", "name", "estimatedclosedate", PlanConditions.OpenOpportunities, 0);
    static readonly Kind Cases = new(InstalledTables.Incident, "incidentid", "title", null, PlanConditions.OpenCases, 0);

    readonly Guid accountId;

    OpenBusiness(Guid accountId, PlanConditions found)
    {
        this.accountId = accountId;
        Found = found;
    }

    /// <summary>
    /// What is true of the account. Whether the customer has access to a portal, or we hold the customer's data, no table says: both count as true, so that the task
    /// is planned and a person may cancel it.
    /// </summary>
    internal PlanConditions Conditions => Found | PlanConditions.PortalAccess | PlanConditions.DataHeld;

    PlanConditions Found { get; }

    /// <summary>The tables that are asked where they exist.</summary>
    internal static string[] Tables => [InstalledTables.Order, InstalledTables.Invoice, InstalledTables.Opportunity, InstalledTables.Incident];

    /// <summary>Asks whether anything is open. Requests: 2 (metadata, and one row that joins the account with one of each kind); 1 where no such app is installed.</summary>
    /// <param name="service">Acts as SYSTEM: what is open does not depend on who asks.</param>
    /// <param name="accountId">The customer.</param>
    internal static OpenBusiness Read(IOrganizationService service, Guid accountId) => Read(service, accountId, InstalledTables.Among(service, Tables));

    /// <summary>The same where it is known which tables are installed. Requests: 1; none where no such app is installed.</summary>
    internal static OpenBusiness Read(IOrganizationService service, Guid accountId, InstalledTables installed)
    {
        Kind[] all = [Orders, Invoices, Opportunities, Cases];
        var kinds = all.Where(kind => installed.Has(kind.Table)).ToList();
        return new OpenBusiness(accountId, kinds.Count == 0 ? PlanConditions.None : Existing(service, accountId, kinds));
    }

    /// <summary>The open rows, at most <see cref="MostRows"/> of each kind, the most urgent first. Requests: 1 for each kind of which there are any.</summary>
    internal OpenRows Rows(IOrganizationService service) => new()
    {
        Orders = Rows(service, Orders),
        Invoices = Rows(service, Invoices),
        Opportunities = Rows(service, Opportunities),
        Cases = Rows(service, Cases),
    };

    /// <summary>The first row of the outer joins shows whether a kind has any row at all; the others are never made.</summary>
    static PlanConditions Existing(IOrganizationService service, Guid accountId, List<Kind> kinds)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(AccountRow.Columns.Id, ConditionOperator.Equal, accountId);
        foreach (var kind in kinds)
        {
            var link = query.AddLink(kind.Table, AccountRow.Columns.Id, "customerid", JoinOperator.LeftOuter);
            link.EntityAlias = kind.Table;
            link.Columns = new ColumnSet(kind.Id);
            link.LinkCriteria.AddCondition(kind.IsOpen());
        }

        var first = service.RetrieveMultiple(query).Entities.FirstOrDefault();
        var found = PlanConditions.None;
        foreach (var kind in kinds)
            if (first?.GetAttributeValue<AliasedValue?>(kind.Table + "." + kind.Id) is not null) found |= kind.Condition;

        return found;
    }

    IReadOnlyList<OpenRow> Rows(IOrganizationService service, Kind kind)
    {
        if ((Found & kind.Condition) == PlanConditions.None) return [];

        var columns = new ColumnSet(kind.Name);
        if (kind.Day is not null) columns.AddColumn(kind.Day);
        if (kind == Cases) columns.AddColumn("isescalated");
        var query = new QueryExpression(kind.Table) { ColumnSet = columns, TopCount = MostRows };
        query.Criteria.AddCondition("customerid", ConditionOperator.Equal, accountId);
        query.Criteria.AddCondition(kind.IsOpen());
        if (kind == Cases) query.AddOrder("isescalated", OrderType.Descending);
        if (kind.Day is not null) query.AddOrder(kind.Day, OrderType.Ascending);
        query.AddOrder(kind.Id, OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(row => new OpenRow
        {
            Table = kind.Table,
            Id = row.Id,
            Name = row.GetAttributeValue<string?>(kind.Name) ?? "?",
            Day = kind.Day is not null && row.GetAttributeValue<DateTime?>(kind.Day) is { } at ? LocalDate.FromDateTime(at) : null,
            IsEscalated = kind == Cases && row.GetAttributeValue<bool?>("isescalated") == true,
        })];
    }

    sealed class Kind(string table, string id, string name, string? day, PlanConditions condition, params int[] openStates)
    {
        internal string Table { get; } = table;

        internal string Id { get; } = id;

        internal string Name { get; } = name;

        internal string? Day { get; } = day;

        internal PlanConditions Condition { get; } = condition;

        internal ConditionExpression IsOpen() => new("statecode", ConditionOperator.In, openStates.Cast<object>().ToArray());
    }
}
