using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Who received data of a person, and must be told of erasure, restriction or rectification (Art. 19 GDPR).</summary>
static class Recipients
{
    /// <summary>Stands before the key of such a task in off_reminder.</summary>
    const string Mark = "dsr-notify:";

    const int MostName = 100;

    /// <summary>The recipients of data of contacts, and of accounts of sole traders, by name and day. Requests: 1 for contacts, 1 for an account.</summary>
    internal static IReadOnlyList<DisclosureRow> Of(IOrganizationService service, IReadOnlyCollection<Guid> contacts, Guid? account)
    {
        var found = new List<DisclosureRow>();
        if (contacts.Count > 0) found.AddRange(Read(service, DisclosureRow.Columns.ContactId, contacts));
        if (account is { } id) found.AddRange(Read(service, DisclosureRow.Columns.AccountId, [id]));
        return InOrder(found);
    }

    /// <summary>The recipients of data of an account and of its contacts, for the certificate of an erasure. Requests: 2.</summary>
    internal static IReadOnlyList<DisclosureRow> OfAccount(IOrganizationService service, Guid account)
    {
        var ofContacts = Query();
        ofContacts.AddLink(ContactRow.Table, DisclosureRow.Columns.ContactId, ContactRow.Columns.Id).LinkCriteria.AddCondition("parentcustomerid", ConditionOperator.Equal, account);
        return InOrder(service.AllRows(ofContacts).Select(static row => new DisclosureRow(row)).Concat(Read(service, DisclosureRow.Columns.AccountId, [account])));
    }

    /// <summary>A task for each recipient who was not told yet: its owner tells the recipient, and enters the day. Repeating makes none twice. Requests: 1, and 1 for each task.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">The request.</param>
    /// <param name="recipients">Of the person.</param>
    /// <param name="due">Day by which they are to be told.</param>
    /// <returns>How many tasks were made.</returns>
    internal static int Tell(PluginCall call, SubjectRequestRow request, IReadOnlyList<DisclosureRow> recipients, LocalDate due)
    {
        var waiting = recipients.Where(static row => row.NotifiedOn is null).ToList();
        if (waiting.Count == 0) return 0;

        var keys = waiting.ToDictionary(row => Mark + request.Id.ToString("N") + ":" + row.Id.ToString("N"), StringComparer.Ordinal);
        var there = RequestTasks.Present(call.AsSystem, keys.Keys);
        var made = 0;
        foreach (var pair in keys.Where(pair => !there.Contains(pair.Key)).OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var name = pair.Value.Name ?? "?";
            RequestTasks.Create(
                call.AsSystem,
                request,
                pair.Key,
                Messages.Part("OFF-TEXT-NOTIFY-SUBJECT", call.Language, "recipient", name.Length > MostName ? name.Substring(0, MostName) : name, "request", request.Name ?? "?"),
                Messages.Part("OFF-TEXT-NOTIFY-TEXT", call.Language, "kind", Messages.Part("OFF-TEXT-NOTIFY-" + (request.Kind?.ToCode() ?? "").ToUpperInvariant(), call.Language), "request", request.Name ?? "?"),
                due);
            made++;
        }

        return made;
    }

    static IEnumerable<DisclosureRow> Read(IOrganizationService service, string column, IReadOnlyCollection<Guid> ids)
    {
        var query = Query();
        query.Criteria.AddCondition(new ConditionExpression(column, ConditionOperator.In, ids.Cast<object>().ToArray()));
        return service.AllRows(query).Select(static row => new DisclosureRow(row));
    }

    static IReadOnlyList<DisclosureRow> InOrder(IEnumerable<DisclosureRow> rows) =>
        [.. rows.GroupBy(static row => row.Id).Select(static same => same.First()).OrderBy(static row => row.Name, StringComparer.Ordinal).ThenBy(static row => row.DisclosedOn).ThenBy(static row => row.Id)];

    static QueryExpression Query()
    {
        var query = new QueryExpression(DisclosureRow.Table)
        {
            ColumnSet = new ColumnSet(DisclosureRow.Columns.Name, DisclosureRow.Columns.Purpose, DisclosureRow.Columns.Content, DisclosureRow.Columns.DisclosedOn, DisclosureRow.Columns.NotifiedOn),
        };
        query.AddOrder(DisclosureRow.Columns.Id, OrderType.Ascending);
        return query;
    }
}
