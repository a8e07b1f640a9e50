using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Timing;

/// <summary>The unfinished business of an account, in the tables of Sales and Customer Service as far as they are installed.</summary>
sealed class OpenBusiness
{
    /// <summary>Most rows of a kind that are listed: nobody reads more.</summary>
    internal const int MostRows = 50;

    const string ContactsOfAccount = "contact_customer_accounts";
    const string NotesOfAccount = "Account_Annotation";

    static readonly Kind Orders = new(InstalledTables.Order, "order_customer_accounts", "salesorderid", "name", null, PlanConditions.OpenOrders, 0, 1);
    static readonly Kind Invoices = new(InstalledTables.Invoice, "invoice_customer_accounts", "invoiceid", "name", "duedate", PlanConditions.OpenInvoices, 0);
    static readonly Kind Opportunities = new(InstalledTables.Opportunity, "opportunity_customer_accounts", "opportunityid", "name", "estimatedclosedate", PlanConditions.OpenOpportunities, 0);
    static readonly Kind Cases = new(InstalledTables.Incident, "incident_customer_accounts", "incidentid", "title", null, PlanConditions.OpenCases, 0);

    OpenBusiness(PlanConditions conditions, PlanConditions unknown, OpenRows rows, string? contactName)
    {
        Conditions = conditions;
        Unknown = unknown;
        Rows = rows;
        ContactName = contactName;
    }

    /// <summary>What is true of the account by its rows. Its contracts may add that we hold data (<see cref="PlaybookRule.IsCloudService"/>).</summary>
    internal PlanConditions Conditions { get; }

    /// <summary>What no table tells here: access to a portal, where Power Pages is not installed. The customer may still have some, so the task is planned, and says that it is to be checked.</summary>
    internal PlanConditions Unknown { get; }

    /// <summary>The open rows, at most <see cref="MostRows"/> of each kind, the most urgent first.</summary>
    internal OpenRows Rows { get; }

    /// <summary>Full name of the contact that was asked for; null: none was, or it is no contact of this account.</summary>
    internal string? ContactName { get; }

    /// <summary>Which of the tables exist that are asked here, and of some more. Requests: 1.</summary>
    internal static InstalledTables Installed(IOrganizationService service, params string[] more) => InstalledTables.AmongWithColumns(
        service, [InstalledTables.Order, InstalledTables.Invoice, InstalledTables.Opportunity, InstalledTables.Incident, .. PortalContacts.Tables, .. more], PortalContacts.Columns);

    /// <summary>What is open with the account. Requests: 1, whatever is installed: rows of all kinds come with the account, each by its relationship.</summary>
    /// <param name="service">Acts as SYSTEM: what is open does not depend on who asks.</param>
    /// <param name="accountId">The customer.</param>
    /// <param name="installed">Which tables of other apps exist.</param>
    /// <param name="contactId">A contact of the account whose name is wanted; null: none.</param>
    /// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.retrieverequest.relatedentitiesquery</remarks>
    internal static OpenBusiness Read(IOrganizationService service, Guid accountId, InstalledTables installed, Guid? contactId = null)
    {
        Kind[] all = [Orders, Invoices, Opportunities, Cases];
        var queries = new RelationshipQueryCollection();
        foreach (var kind in all.Where(kind => installed.Has(kind.Table))) queries[new Relationship(kind.Relationship)] = Query(kind);
        queries[new Relationship(NotesOfAccount)] = DocumentQuery();
        var portal = new PortalContacts(installed);
        if (portal.Query(contactId) is { } contacts) queries[new Relationship(ContactsOfAccount)] = contacts;

        var request = new RetrieveRequest { Target = new EntityReference(AccountRow.Table, accountId), ColumnSet = new ColumnSet(AccountRow.Columns.Id), RelatedEntitiesQuery = queries };
        var account = ((RetrieveResponse)service.Execute(request)).Entity;
        var found = PlanConditions.None;
        foreach (var kind in all)
            if (Related(account, kind.Relationship).Count > 0) found |= kind.Condition;

        if (Related(account, NotesOfAccount).Count > 0) found |= PlanConditions.DataHeld;
        var people = Related(account, ContactsOfAccount);
        if (people.Any(portal.HasAccess)) found |= PlanConditions.PortalAccess;

        var unknown = portal.IsInstalled ? PlanConditions.None : PlanConditions.PortalAccess;
        return new OpenBusiness(found, unknown, RowsOf(account), people.FirstOrDefault(person => person.Id == contactId)?.GetAttributeValue<string?>("fullname"));
    }

    static OpenRows RowsOf(Entity account) => new()
    {
        Orders = RowsOf(account, Orders),
        Invoices = RowsOf(account, Invoices),
        Opportunities = RowsOf(account, Opportunities),
        Cases = RowsOf(account, Cases),
    };

    /// <summary>One note with a file is enough: what was filed with the customer is data that we hold.</summary>
    static QueryExpression DocumentQuery()
    {
        var query = new QueryExpression("annotation") { ColumnSet = new ColumnSet("annotationid"), TopCount = 1 };
        query.Criteria.AddCondition("isdocument", ConditionOperator.Equal, true);
        return query;
    }

    static QueryExpression Query(Kind kind)
    {
        var columns = new ColumnSet(kind.Name);
        if (kind.Day is not null) columns.AddColumn(kind.Day);
        if (kind == Cases) columns.AddColumn("isescalated");
        var query = new QueryExpression(kind.Table) { ColumnSet = columns, TopCount = MostRows };
        query.Criteria.AddCondition(kind.IsOpen());
        if (kind == Cases) query.AddOrder("isescalated", OrderType.Descending);
        if (kind.Day is not null) query.AddOrder(kind.Day, OrderType.Ascending);
        query.AddOrder(kind.Id, OrderType.Ascending);
        return query;
    }

    static IReadOnlyList<OpenRow> RowsOf(Entity account, Kind kind) => [.. Related(account, kind.Relationship).Select(row => new OpenRow
    {
        Table = kind.Table,
        Id = row.Id,
        Name = row.GetAttributeValue<string?>(kind.Name) ?? "?",
        Day = kind.Day is not null && row.GetAttributeValue<DateTime?>(kind.Day) is { } at ? LocalDate.FromDateTime(at) : null,
        IsEscalated = kind == Cases && row.GetAttributeValue<bool?>("isescalated") == true,
    })];

    static IReadOnlyList<Entity> Related(Entity account, string relationship) =>
        account.RelatedEntities.TryGetValue(new Relationship(relationship), out var rows) ? rows.Entities : [];

    sealed class Kind(string table, string relationship, string id, string name, string? day, PlanConditions condition, params int[] openStates)
    {
        internal string Table { get; } = table;

        internal string Relationship { get; } = relationship;

        internal string Id { get; } = id;

        internal string Name { get; } = name;

        internal string? Day { get; } = day;

        internal PlanConditions Condition { get; } = condition;

        internal ConditionExpression IsOpen() => new("statecode", ConditionOperator.In, openStates.Cast<object>().ToArray());
    }
}
