using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Holds;

/// <summary>Every read of legal holds, and of requests of data subjects that stop erasure until they are answered.</summary>
/// <remarks>
/// A hold that was deactivated counts as long as its days say so: only its last day ends it. What a person asked to see (Art. 15, 20 GDPR), or not to be touched
/// (Art. 18), is not erased before the answer, of a restriction under Art. 18(1)(b) and (c) before it is lifted; a request that was refused stops nothing.
/// </remarks>
static class HoldQueries
{
    const string ParentCustomer = "parentcustomerid";
    const int IdsPerRequest = 500;

    static readonly string[] HoldColumns =
    [
        LegalHoldRow.Columns.Name, LegalHoldRow.Columns.AccountId, LegalHoldRow.Columns.ContactId, LegalHoldRow.Columns.From, LegalHoldRow.Columns.Until,
        LegalHoldRow.Columns.RecordClass, LegalHoldRow.Columns.TableName, LegalHoldRow.Columns.RowId,
    ];

    static readonly object[] StoppingKinds = [(int)SubjectRequestKind.Access, (int)SubjectRequestKind.Portability, (int)SubjectRequestKind.Restriction];

    /// <summary>The holds on accounts and on their contacts. Requests: 4 (holds and requests, of accounts and of contacts), plus 1 per further 5,000 rows.</summary>
    /// <param name="service">Acts as SYSTEM: a hold counts, whoever may see it.</param>
    /// <param name="accounts">At most 500.</param>
    internal static IReadOnlyList<ScopedHold> OfAccounts(IOrganizationService service, IReadOnlyCollection<Guid> accounts)
    {
        var ids = accounts.Cast<object>().ToArray();
        var holds = new List<ScopedHold>();
        foreach (var table in new[] { LegalHoldRow.Table, SubjectRequestRow.Table })
        {
            holds.AddRange(Read(service, Among(table, LegalHoldRow.Columns.AccountId, ids), table));
            var ofContacts = Query(table);
            ofContacts.AddLink(ContactRow.Table, LegalHoldRow.Columns.ContactId, ContactRow.Columns.Id).LinkCriteria.AddCondition(new ConditionExpression(ParentCustomer, ConditionOperator.In, ids));
            holds.AddRange(Read(service, ofContacts, table));
        }

        return holds;
    }

    /// <summary>The legal holds on an account and on its contacts, those first that began first. Requests: 2.</summary>
    /// <param name="service">Acts as SYSTEM: a hold counts, whoever may see it.</param>
    /// <param name="account">The customer.</param>
    internal static IReadOnlyList<LegalHoldRow> LegalHoldsOf(IOrganizationService service, Guid account)
    {
        var ofContacts = Query(LegalHoldRow.Table);
        ofContacts.AddLink(ContactRow.Table, LegalHoldRow.Columns.ContactId, ContactRow.Columns.Id).LinkCriteria.AddCondition(ParentCustomer, ConditionOperator.Equal, account);
        var rows = service.AllRows(Among(LegalHoldRow.Table, LegalHoldRow.Columns.AccountId, [account])).Concat(service.AllRows(ofContacts));
        return [.. rows.Select(static row => new LegalHoldRow(row)).OrderBy(static hold => hold.From)];
    }

    /// <summary>The holds on some accounts and some contacts. Requests: 2 per 500 of them.</summary>
    internal static IReadOnlyList<ScopedHold> OfSubjects(IOrganizationService service, IReadOnlyCollection<Guid> accounts, IReadOnlyCollection<Guid> contacts)
    {
        var holds = new List<ScopedHold>();
        foreach (var table in new[] { LegalHoldRow.Table, SubjectRequestRow.Table })
        {
            foreach (var some in Batches(accounts)) holds.AddRange(Read(service, Among(table, LegalHoldRow.Columns.AccountId, some), table));
            foreach (var some in Batches(contacts)) holds.AddRange(Read(service, Among(table, LegalHoldRow.Columns.ContactId, some), table));
        }

        return holds;
    }

    /// <summary>The accounts of contacts: their holds cover the contacts. Requests: 1 per 500; none for none.</summary>
    internal static IReadOnlyDictionary<Guid, Guid> ParentAccounts(IOrganizationService service, IReadOnlyCollection<Guid> contacts)
    {
        var parents = new Dictionary<Guid, Guid>();
        foreach (var some in Batches(contacts))
        {
            var query = new QueryExpression(ContactRow.Table) { ColumnSet = new ColumnSet(ParentCustomer) };
            query.Criteria.AddCondition(new ConditionExpression(ContactRow.Columns.Id, ConditionOperator.In, some));
            query.AddOrder(ContactRow.Columns.Id, OrderType.Ascending);
            foreach (var row in service.AllRows(query))
                if (row.GetAttributeValue<EntityReference?>(ParentCustomer) is { LogicalName: AccountRow.Table } parent) parents[row.Id] = parent.Id;
        }

        return parents;
    }

    static IEnumerable<object[]> Batches(IReadOnlyCollection<Guid> ids)
    {
        var rest = ids.Distinct().OrderBy(static id => id).Cast<object>().ToList();
        for (var at = 0; at < rest.Count; at += IdsPerRequest) yield return [.. rest.GetRange(at, Math.Min(IdsPerRequest, rest.Count - at))];
    }

    static QueryExpression Among(string table, string column, object[] ids)
    {
        var query = Query(table);
        query.Criteria.AddCondition(new ConditionExpression(column, ConditionOperator.In, ids));
        return query;
    }

    static QueryExpression Query(string table)
    {
        var query = new QueryExpression(table);
        if (table == LegalHoldRow.Table)
        {
            query.ColumnSet = new ColumnSet(HoldColumns);
            query.AddOrder(LegalHoldRow.Columns.Id, OrderType.Ascending);
            return query;
        }

        query.ColumnSet = new ColumnSet(
            SubjectRequestRow.Columns.Name, SubjectRequestRow.Columns.AccountId, SubjectRequestRow.Columns.ContactId, SubjectRequestRow.Columns.Kind, SubjectRequestRow.Columns.Ground,
            SubjectRequestRow.Columns.ReceivedOn, SubjectRequestRow.Columns.AnsweredOn, SubjectRequestRow.Columns.LiftedOn);
        query.Criteria.AddCondition(new ConditionExpression(SubjectRequestRow.Columns.Kind, ConditionOperator.In, StoppingKinds));
        var live = query.Criteria.AddFilter(LogicalOperator.Or);
        live.AddCondition(SubjectRequestRow.Columns.RequestState, ConditionOperator.Null);
        live.AddCondition(SubjectRequestRow.Columns.RequestState, ConditionOperator.NotEqual, (int)SubjectRequestRequestState.Refused);
        query.AddOrder(SubjectRequestRow.Columns.Id, OrderType.Ascending);
        return query;
    }

    static IEnumerable<ScopedHold> Read(IOrganizationService service, QueryExpression query, string table) =>
        service.AllRows(query).Select(row => table == LegalHoldRow.Table ? Hold(new LegalHoldRow(row)) : Request(new SubjectRequestRow(row)));

    // What cannot be read holds more, never less: a row without its first day has always held, one with a row id that is none holds its whole subject.
    static ScopedHold Hold(LegalHoldRow row)
    {
        var rowId = Guid.TryParse(row.RowId, out var id) ? id : default(Guid?);
        return new ScopedHold
        {
            Span = Span(row.Name, row.Id, row.From, row.Until),
            AccountId = row.AccountId?.Id,
            ContactId = row.ContactId?.Id,
            RecordClass = row.RecordClass ?? "",
            Table = rowId is null ? "" : row.TableName ?? "",
            RowId = rowId,
        };
    }

    static ScopedHold Request(SubjectRequestRow row) => new()
    {
        Span = Span(row.Name, row.Id, row.ReceivedOn, KeepsInstead(row) ? row.LiftedOn : row.AnsweredOn),
        AccountId = row.AccountId?.Id,
        ContactId = row.ContactId?.Id,
    };

    /// <summary>Whoever wants the data kept instead of erased, Art. 18(1)(b) and (c) GDPR, is not served by an answer: the hold lasts as long as the restriction. A request without a ground may be one of them.</summary>
    static bool KeepsInstead(SubjectRequestRow row) =>
        row.Kind == SubjectRequestKind.Restriction && row.Ground is not (SubjectRequestGround.Accuracy or SubjectRequestGround.Objected);

    static HoldSpan Span(string? number, Guid id, LocalDate? from, LocalDate? until)
    {
        var first = from ?? LocalDate.MinIsoValue;

        // Its name is written between colons and semicolons.
        var name = string.IsNullOrWhiteSpace(number) ? id.ToString("N") : number!.Replace(':', '-').Replace(';', '-');
        return new HoldSpan(name, first, until < first ? null : until);
    }
}
