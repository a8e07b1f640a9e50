using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Reads the rows of which letters may speak: contracts, orders, solved requests, meetings, calls, and who looks after the customer.</summary>
/// <remarks>
/// Only what the customer knows as well is named: names of orders and titles of its own requests, but of meetings and calls the day alone, because their subjects are ours. Escalated
/// requests are left out, and activities of the offboarding itself. Tables of Sales and Customer Service count where they are installed.
/// </remarks>
static class FactQueries
{
    const int MostRows = 20;
    const string Pointer = "activitypointer";
    const string Appointment = "appointment";
    const string Call = "phonecall";
    const int Completed = 1;
    const int CancelledOrder = 2;
    const int SolvedRequest = 1;

    /// <summary>All rows of a customer. Requests: 2 (installed tables, activities), and 1 for each of orders and service cases that is installed.</summary>
    /// <param name="call">Reads as SYSTEM: what a letter may say does not depend on who writes it.</param>
    /// <param name="account">The customer, with its owner.</param>
    /// <param name="contact">The recipient: her meetings and calls count, too.</param>
    /// <param name="contracts">As they were judged.</param>
    /// <param name="owner">Who looks after the customer; null: nobody in person.</param>
    internal static IReadOnlyList<PersonalFactSource> Read(PluginCall call, AccountRow account, Guid contact, IReadOnlyList<ReviewedContract> contracts, LetterPerson? owner)
    {
        var service = call.AsSystem;
        var installed = InstalledTables.Among(service, InstalledTables.Order, InstalledTables.Incident);
        var facts = new List<PersonalFactSource>(Contracts(account.Id, contracts, call.Today));
        if (owner is { Name.Length: > 0 }) facts.Add(new(PersonalFactKind.Person, AccountRow.Table, account.Id, account.Id, owner.Name, Day: null));
        if (installed.Has(InstalledTables.Order)) facts.AddRange(Orders(service, account.Id));
        if (installed.Has(InstalledTables.Incident)) facts.AddRange(Requests(service, account.Id));
        facts.AddRange(Activities(service, account.Id, contact));
        return facts;
    }

    /// <summary>The contracts of the account itself that began in the past: the oldest one tells since when.</summary>
    static IEnumerable<PersonalFactSource> Contracts(Guid account, IReadOnlyList<ReviewedContract> contracts, LocalDate today)
    {
        var own = contracts.Where(contract => contract.Contract.Accounts.FirstOrDefault() == account && contract.Evaluation.Facts.Start <= today)
            .OrderBy(static contract => contract.Evaluation.Facts.Start).ThenBy(static contract => contract.Contract.Id).ToList();
        for (var i = 0; i < own.Count; i++)
        {
            var kind = i == 0 ? PersonalFactKind.Since : PersonalFactKind.Contract;
            yield return new PersonalFactSource(kind, own[i].Contract.Table, own[i].Contract.Id, account, own[i].Contract.Number, own[i].Evaluation.Facts.Start);
        }
    }

    static IEnumerable<PersonalFactSource> Orders(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(InstalledTables.Order) { ColumnSet = new ColumnSet("name", "createdon", "customerid"), TopCount = MostRows };
        query.Criteria.AddCondition("customerid", ConditionOperator.Equal, account);
        query.Criteria.AddCondition("statecode", ConditionOperator.NotEqual, CancelledOrder);
        query.AddOrder("createdon", OrderType.Descending);
        return Rows(service, query, row => Fact(PersonalFactKind.Order, row, "customerid", "name", "createdon"));
    }

    static IEnumerable<PersonalFactSource> Requests(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(InstalledTables.Incident) { ColumnSet = new ColumnSet("title", "createdon", "customerid"), TopCount = MostRows };
        query.Criteria.AddCondition("customerid", ConditionOperator.Equal, account);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, SolvedRequest);
        query.Criteria.AddCondition("isescalated", ConditionOperator.NotEqual, true);
        query.AddOrder("createdon", OrderType.Descending);
        return Rows(service, query, row => Fact(PersonalFactKind.SolvedRequest, row, "customerid", "title", "createdon"));
    }

    static IEnumerable<PersonalFactSource> Activities(IOrganizationService service, Guid account, Guid contact)
    {
        var query = new QueryExpression(Pointer) { ColumnSet = new ColumnSet("activitytypecode", "actualend", "scheduledend"), TopCount = MostRows };
        query.Criteria.AddCondition("regardingobjectid", ConditionOperator.In, account, contact);
        query.Criteria.AddCondition("activitytypecode", ConditionOperator.In, Appointment, Call);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, Completed);
        query.AddOrder("actualend", OrderType.Descending);
        foreach (var row in service.RetrieveMultiple(query).Entities)
        {
            var table = row.GetAttributeValue<string?>("activitytypecode") ?? Pointer;
            var at = row.GetAttributeValue<DateTime?>("actualend") ?? row.GetAttributeValue<DateTime?>("scheduledend");
            yield return new PersonalFactSource(
                table == Call ? PersonalFactKind.Call : PersonalFactKind.Meeting, table, row.Id, account, Name: "", at is { } instant ? LocalDate.FromDateTime(instant) : null);
        }
    }

    static PersonalFactSource Fact(PersonalFactKind kind, Entity row, string customer, string name, string day) => new(
        kind, row.LogicalName, row.Id, row.GetAttributeValue<EntityReference>(customer).Id, row.GetAttributeValue<string?>(name) ?? "", LocalDate.FromDateTime(row.GetAttributeValue<DateTime>(day)));

    static IEnumerable<PersonalFactSource> Rows(IOrganizationService service, QueryExpression query, Func<Entity, PersonalFactSource> read) =>
        service.RetrieveMultiple(query).Entities.Select(read);
}
