using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Cases;

/// <summary>Reads what the system knows about an account when somebody decides on it. Tables of Sales and Customer Service count where they are installed.</summary>
static class DecisionFactQueries
{
    /// <summary>Full calendar years before the current one.</summary>
    internal const int Years = 3;

    const string Pointer = "activitypointer";
    const string CreatedOn = "createdon";
    const string Customer = "customerid";
    const string State = "statecode";
    const string CurrencyAlias = "currency";
    const string CurrencyCode = "isocurrencycode";
    const int Cancelled = 3;
    const int Completed = 1;
    const int Problem = 2;

    /// <summary>All facts in a fixed order; a kind without rows gives none. Requests: 2 (installed tables, activities), and 1 for each of invoices, opportunities and service cases
    /// that is installed.</summary>
    /// <param name="service">Acts as SYSTEM: the decision rests on all rows, whoever takes it.</param>
    /// <param name="accountId">The customer.</param>
    /// <param name="now">Instant, UTC.</param>
    internal static IReadOnlyList<DecisionFact> Read(IOrganizationService service, Guid accountId, DateTime now)
    {
        var installed = InstalledTables.Among(service, InstalledTables.Invoice, InstalledTables.Opportunity, InstalledTables.Incident);
        var since = new DateTime(now.Year - Years, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var facts = new List<DecisionFact>();
        if (installed.Has(InstalledTables.Invoice)) facts.AddRange(Revenue(service, accountId, since));
        if (installed.Has(InstalledTables.Opportunity)) facts.AddRange(Opportunities(service, accountId));
        if (installed.Has(InstalledTables.Incident)) facts.AddRange(ServiceCases(service, accountId, since));
        facts.AddRange(Effort(service, accountId, since));
        return facts;
    }

    /// <summary>Invoices that were not cancelled, by the year in which they were made and by currency: amounts in different currencies are not added.</summary>
    static IEnumerable<DecisionFact> Revenue(IOrganizationService service, Guid accountId, DateTime since)
    {
        var query = Of(InstalledTables.Invoice, accountId, "name", "totalamount", CreatedOn);
        query.Criteria.AddCondition(State, ConditionOperator.NotEqual, Cancelled);
        query.Criteria.AddCondition(CreatedOn, ConditionOperator.GreaterEqual, since);
        query.AddOrder("totalamount", OrderType.Descending);
        var rows = Rows(service, query);
        return rows.GroupBy(static row => row.GetAttributeValue<DateTime>(CreatedOn).Year).OrderByDescending(static year => year.Key)
            .SelectMany(year => ByCurrency("revenue", InstalledTables.Invoice, "totalamount", year, rows.Count, year.Key));
    }

    static IEnumerable<DecisionFact> Opportunities(IOrganizationService service, Guid accountId)
    {
        var query = Of(InstalledTables.Opportunity, accountId, "name", "estimatedvalue");
        query.Criteria.AddCondition(State, ConditionOperator.Equal, 0);
        query.AddOrder("estimatedvalue", OrderType.Descending);
        var rows = Rows(service, query);
        return ByCurrency("open_opportunities", InstalledTables.Opportunity, "estimatedvalue", rows, rows.Count, year: null);
    }

    /// <summary>Service cases of these years; those about a problem, or escalated, are complaints.</summary>
    static IEnumerable<DecisionFact> ServiceCases(IOrganizationService service, Guid accountId, DateTime since)
    {
        var query = new QueryExpression(InstalledTables.Incident) { ColumnSet = new ColumnSet("title", "casetypecode", "isescalated"), TopCount = DecisionFact.MostRows };
        query.Criteria.AddCondition(Customer, ConditionOperator.Equal, accountId);
        query.Criteria.AddCondition(CreatedOn, ConditionOperator.GreaterEqual, since);
        query.AddOrder(CreatedOn, OrderType.Descending);
        var rows = Rows(service, query);
        DecisionFact Fact(string name, IEnumerable<Entity> some) => new()
        {
            Name = name,
            Sources = [.. some.Select(static row => new DecisionSource(InstalledTables.Incident, row.Id, row.GetAttributeValue<string?>("title"), value: null))],
            IsAtLeast = rows.Count == DecisionFact.MostRows,
        };
        DecisionFact[] facts = [Fact("complaints", rows.Where(IsComplaint)), Fact("service_cases", rows)];
        return facts.Where(static fact => fact.Sources.Count > 0);
    }

    /// <summary>Minutes of the completed activities about the account.</summary>
    static IEnumerable<DecisionFact> Effort(IOrganizationService service, Guid accountId, DateTime since)
    {
        var query = new QueryExpression(Pointer) { ColumnSet = new ColumnSet("subject", "activitytypecode", "actualdurationminutes"), TopCount = DecisionFact.MostRows };
        query.Criteria.AddCondition("regardingobjectid", ConditionOperator.Equal, accountId);
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Completed);
        query.Criteria.AddCondition(CreatedOn, ConditionOperator.GreaterEqual, since);
        query.AddOrder("actualdurationminutes", OrderType.Descending);
        var rows = Rows(service, query);
        if (rows.Count == 0) yield break;

        yield return new DecisionFact
        {
            Name = "effort_minutes",
            Sources = [.. rows.Select(static row => new DecisionSource(
                row.GetAttributeValue<string?>("activitytypecode") ?? Pointer, row.Id, row.GetAttributeValue<string?>("subject"), row.GetAttributeValue<int?>("actualdurationminutes") ?? 0))],
            IsAtLeast = rows.Count == DecisionFact.MostRows,
        };
    }

    /// <summary>Whether a service case with casetypecode and isescalated is a complaint: it is about a problem, or escalated.</summary>
    internal static bool IsComplaint(Entity row) =>
        row.GetAttributeValue<bool?>("isescalated") == true || row.GetAttributeValue<OptionSetValue?>("casetypecode")?.Value == Problem;

    static IEnumerable<DecisionFact> ByCurrency(string name, string table, string amount, IEnumerable<Entity> rows, int read, int? year) =>
        rows.GroupBy(static row => row.GetAttributeValue<AliasedValue?>(CurrencyAlias + "." + CurrencyCode)?.Value as string ?? "?", StringComparer.Ordinal)
            .OrderBy(static currency => currency.Key, StringComparer.Ordinal)
            .Select(currency => new DecisionFact
            {
                Name = name,
                Year = year,
                Currency = currency.Key,
                Sources = [.. currency.Select(row => new DecisionSource(table, row.Id, row.GetAttributeValue<string?>("name"), row.GetAttributeValue<Money?>(amount)?.Value ?? 0m))],
                IsAtLeast = read == DecisionFact.MostRows,
            });

    static QueryExpression Of(string table, Guid accountId, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns), TopCount = DecisionFact.MostRows };
        query.Criteria.AddCondition(Customer, ConditionOperator.Equal, accountId);
        var currency = query.AddLink("transactioncurrency", "transactioncurrencyid", "transactioncurrencyid", JoinOperator.LeftOuter);
        currency.EntityAlias = CurrencyAlias;
        currency.Columns = new ColumnSet(CurrencyCode);
        return query;
    }

    static IReadOnlyList<Entity> Rows(IOrganizationService service, QueryExpression query) => service.RetrieveMultiple(query).Entities;
}
