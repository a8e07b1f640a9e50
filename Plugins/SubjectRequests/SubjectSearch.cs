using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>What is known of the person who asks.</summary>
sealed class SubjectCriteria
{
    internal Guid? Contact { get; set; }

    internal List<string> Emails { get; } = [];

    internal string? First { get; set; }

    internal string? Last { get; set; }

    internal LocalDate? Born { get; set; }

    internal HashSet<Guid> Merged { get; } = [];

    internal HashSet<Guid> Leads { get; } = [];
}

/// <summary>Finds the rows that may be about one person, across accounts: contacts, leads, accounts of sole traders, and activities by the address of a party.</summary>
/// <remarks>
/// Requests: 1 for what is installed, 1 for the named contact, 1 each for contacts, leads and accounts, 1 for parties if an e-mail address is known; at most 6. Each looks at no more than
/// <see cref="MostRows"/> rows; if there are more, the answer says so instead of leaving them out silently.
/// </remarks>
sealed class SubjectSearch
{
    /// <summary>Rows of one table in one search.</summary>
    internal const int MostRows = 200;

    const string Name = "name";
    const string FullName = "fullname";
    const string Master = "masterid";
    const string OriginatingLead = "originatingleadid";
    const string ParentCustomer = "parentcustomerid";
    const string Company = "companyname";
    const string State = "statecode";

    readonly IOrganizationService service;
    readonly SubjectCriteria criteria;
    readonly Dictionary<Guid, SubjectMatch> matches = [];

    /// <param name="service">Acts as SYSTEM: a row that the caller may not read must be found, too.</param>
    /// <param name="criteria">What is known.</param>
    internal SubjectSearch(IOrganizationService service, SubjectCriteria criteria)
    {
        this.service = service;
        this.criteria = criteria;
    }

    /// <summary>Whether a table has more rows that fit than were looked at.</summary>
    internal bool IsTruncated { get; private set; }

    /// <summary>The rows, the surest first, then by table and id.</summary>
    internal IReadOnlyList<SubjectMatch> Run()
    {
        var installed = InstalledTables.Among(service, PersonRow.Lead);
        Contacts();
        if (installed.Has(PersonRow.Lead)) Leads();
        if (criteria.Emails.Count > 0)
        {
            Accounts();
            Parties();
        }

        foreach (var match in matches.Values) match.Weigh();
        return [.. matches.Values.OrderBy(static match => match.Reasons.First()).ThenBy(static match => match.Table, StringComparer.Ordinal).ThenBy(static match => match.Id)];
    }

    void Contacts()
    {
        var query = Query(ContactRow.Table, [.. PersonRow.ColumnsOf(ContactRow.Table), FullName, Master, OriginatingLead, ParentCustomer, State]);
        var any = query.Criteria.AddFilter(LogicalOperator.Or);
        ByEmail(any);
        ByName(any);
        if (criteria.Born is { } born) any.AddCondition(PersonRow.BirthDate, ConditionOperator.On, born.ToString());
        if (criteria.Contact is { } id)
        {
            any.AddCondition(ContactRow.Columns.Id, ConditionOperator.Equal, id);
            any.AddCondition(Master, ConditionOperator.Equal, id);
        }

        foreach (var merged in criteria.Merged) any.AddCondition(ContactRow.Columns.Id, ConditionOperator.Equal, merged);
        foreach (var row in Rows(query))
        {
            var person = new PersonRow(row);
            var isMerged = row.GetAttributeValue<EntityReference?>(Master) is { } master && master.Id == criteria.Contact;
            Add(row, FullName, ParentCustomer, person, row.Id == criteria.Contact ? MatchReason.Named : isMerged || criteria.Merged.Contains(row.Id) ? MatchReason.Merged : null);
            if (matches.ContainsKey(row.Id) && row.GetAttributeValue<EntityReference?>(OriginatingLead) is { } lead && IsSure(matches[row.Id])) criteria.Leads.Add(lead.Id);
        }
    }

    void Leads()
    {
        var query = Query(PersonRow.Lead, [.. PersonRow.ColumnsOf(PersonRow.Lead), FullName, Company, State]);
        var any = query.Criteria.AddFilter(LogicalOperator.Or);
        ByEmail(any);
        ByName(any);
        foreach (var lead in criteria.Leads) any.AddCondition("leadid", ConditionOperator.Equal, lead);
        if (any.Conditions.Count == 0 && any.Filters.Count == 0) return;

        foreach (var row in Rows(query)) Add(row, FullName, Company, new PersonRow(row), criteria.Leads.Contains(row.Id) ? MatchReason.Lead : null);
    }

    void Accounts()
    {
        var query = Query(AccountRow.Table, [.. PersonRow.ColumnsOf(AccountRow.Table), Name, State]);
        query.Criteria.AddCondition(AccountRow.Columns.SoleTrader, ConditionOperator.Equal, true);
        ByEmail(query.Criteria.AddFilter(LogicalOperator.Or));
        foreach (var row in Rows(query)) Add(row, Name, Name, new PersonRow(row), named: null);
    }

    /// <summary>Activities that name an address of the person without naming a row: only there the address leads to her.</summary>
    void Parties()
    {
        var query = new QueryExpression("activityparty") { ColumnSet = new ColumnSet("activityid"), TopCount = MostRows + 1 };
        query.Criteria.AddCondition(new ConditionExpression("addressused", ConditionOperator.In, [.. criteria.Emails]));
        query.Criteria.AddCondition("partyid", ConditionOperator.Null);
        query.AddOrder("activitypartyid", OrderType.Ascending);
        var activity = query.AddLink("activitypointer", "activityid", "activityid");
        activity.EntityAlias = "activity";
        activity.Columns = new ColumnSet("activitytypecode", "statecode");
        foreach (var row in Rows(query))
        {
            var table = (row.GetAttributeValue<AliasedValue?>("activity.activitytypecode")?.Value as string) ?? "activitypointer";
            var id = row.GetAttributeValue<EntityReference>("activityid").Id;
            if (!matches.TryGetValue(id, out var match)) matches[id] = match = new SubjectMatch(table, id);
            match.Add(MatchReason.Address);
        }
    }

    void Add(Entity row, string labelColumn, string accountColumn, PersonRow person, MatchReason? named)
    {
        var match = new SubjectMatch(row.LogicalName, row.Id)
        {
            Label = row.GetAttributeValue<string?>(labelColumn) ?? "",
            Account = row.GetAttributeValue<object?>(accountColumn) switch { EntityReference customer => customer.Name ?? "", string text => text, _ => "" },
            IsActive = row.GetAttributeValue<OptionSetValue?>(State)?.Value is null or 0,
        };
        if (named is { } reason) match.Add(reason);
        if (PersonValues.Emails([.. person.Emails]).Any(criteria.Emails.Contains)) match.Add(MatchReason.Email);
        if (PersonValues.Name(person.First, person.Last) is { } name && name == PersonValues.Name(criteria.First, criteria.Last))
        {
            // Another birth date is another person; a missing one leaves the name alone.
            if (criteria.Born is { } born && person.Born == born) match.Add(MatchReason.NameAndBirthDate);
            else if (criteria.Born is null || person.Born is null) match.Add(MatchReason.NameOnly);
        }

        if (match.Reasons.Count > 0) matches[row.Id] = match;
    }

    void ByEmail(FilterExpression any)
    {
        if (criteria.Emails.Count == 0) return;

        foreach (var column in PersonRow.EmailColumns) any.AddCondition(new ConditionExpression(column, ConditionOperator.In, [.. criteria.Emails]));
    }

    void ByName(FilterExpression any)
    {
        if (criteria.First is not { Length: > 0 } || criteria.Last is not { Length: > 0 }) return;

        var both = any.AddFilter(LogicalOperator.And);
        both.AddCondition(PersonRow.FirstName, ConditionOperator.Equal, criteria.First.Trim());
        both.AddCondition(PersonRow.LastName, ConditionOperator.Equal, criteria.Last.Trim());
    }

    static bool IsSure(SubjectMatch match) => match.Reasons.First() != MatchReason.NameOnly;

    static QueryExpression Query(string table, string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns), TopCount = MostRows + 1 };
        query.AddOrder(table + "id", OrderType.Ascending);
        return query;
    }

    IEnumerable<Entity> Rows(QueryExpression query)
    {
        var rows = service.RetrieveMultiple(query).Entities;
        IsTruncated |= rows.Count > MostRows;
        return rows.Take(MostRows);
    }
}
