using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary><c>off_ConfirmSubject</c>: a person says which of the rows found are about whoever asks; the request then concerns all of them.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (bound to off_subjectrequest, privilege prvWriteoff_SubjectRequest). In: Rows (StringArray, each <c>table|id</c>). Out: Requests (Integer: requests made for further contacts).</para>
/// <para>Schedule, holds and restriction go by contact: for each further contact a request of its own is made, which shares days and states with this one and is answered with it. Leads, accounts and
/// activities are noted on the request. Confirming again adds, and makes nothing twice.</para>
/// <para>Requests: 1 for the request, 1 for the tables, 1 for each table to see that the rows exist, 1 for the requests that belong to it, 1 for each new one with what its steps take (<see cref="SubjectRequestGuard"/>,
/// <see cref="RequestConsequences"/>), 2 and 1 for each new entry of a lead on the do-not-reimport list, 1 for the request.</para>
/// </remarks>
public sealed class ConfirmSubject : IPlugin
{
    /// <summary>Rows in one call.</summary>
    internal const int MostRows = 500;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3512: answered already; OFF-3517: a row that does not exist or is none; OFF-3518: too many; OFF-3523: the request belongs to another one.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var request = RequestQueries.Of(call.AsSystem, call.Required<EntityReference>("Target").Id);
        if (!RequestRule.IsOpen(request)) throw Refusal.Of("OFF-3512", call.Language, "request", request.Name ?? "?");
        if (!string.IsNullOrEmpty(request.MainRequest)) throw Refusal.Of("OFF-3523", call.Language, "request", request.Name ?? "?");

        var rows = Rows(call);
        var contacts = rows.Where(static row => row.LogicalName == ContactRow.Table).ToList();
        var first = request.ContactId is null && request.AccountId is null ? contacts.FirstOrDefault() : null;
        var known = RequestQueries.BelongingTo(call.AsSystem, request.Id).Select(static other => other.ContactId?.Id).Concat([request.ContactId?.Id, first?.Id]).ToList();
        var further = contacts.Where(contact => !known.Contains(contact.Id)).ToList();
        foreach (var contact in further) call.AsSystem.Create(For(request, contact).Entity);
        if (RequestRule.EndsMarketing(request)) Suppress(call, request, [.. rows.Where(static row => row.LogicalName == PersonRow.Lead)]);

        var change = new SubjectRequestRow(new Entity(SubjectRequestRow.Table, request.Id)) { ConfirmedRows = ConfirmedRows.Write(ConfirmedRows.Read(request.ConfirmedRows).Concat(rows)) };
        if (first is not null) change.ContactId = first;
        call.AsSystem.Update(change.Entity);
        call.Return("Requests", further.Count);
    }

    static SubjectRequestRow For(SubjectRequestRow main, EntityReference contact) => new()
    {
        ContactId = contact,
        MainRequest = RequestQueries.KeyOf(main.Id),
        Kind = main.Kind,
        Ground = main.Ground,
        ReceivedOn = main.ReceivedOn,
        RequestState = main.RequestState,
        Extended = main.Extended,
        ExtendedOn = main.ExtendedOn,
        ExtensionReason = main.ExtensionReason,
        IdentityAskedOn = main.IdentityAskedOn,
        IdentityConfirmedOn = main.IdentityConfirmedOn,
        KeepConsent = main.KeepConsent,
        OwnerId = main.OwnerId,
    };

    static void Suppress(PluginCall call, SubjectRequestRow request, IReadOnlyList<EntityReference> leads)
    {
        if (leads.Count == 0) return;

        var list = new SuppressionList(call.AsSystem, call.Context.OrganizationId, call.Language);
        var key = list.KeyForWriting();
        foreach (var lead in leads) list.Add(PersonRow.Read(call.AsSystem, lead).Fingerprints(key), request.Name ?? RequestQueries.KeyOf(request.Id), request.ReceivedOn!.Value);
    }

    static IReadOnlyList<EntityReference> Rows(PluginCall call)
    {
        var texts = call.Required<string[]>("Rows");
        if (texts.Length is 0 or > MostRows) throw Refusal.Of("OFF-3518", call.Language, "count", Number(texts.Length), "most", Number(MostRows));

        var rows = texts.Select(text => ConfirmedRows.ParseOrNull(text) ?? throw Unknown(call, text)).ToList();
        var catalog = TableCatalog.Of(call.AsSystem, [.. rows.Select(static row => row.LogicalName).Distinct(StringComparer.Ordinal)]);
        foreach (var table in rows.GroupBy(static row => row.LogicalName, StringComparer.Ordinal))
        {
            var facts = catalog.Find(table.Key) ?? throw Unknown(call, table.Key);
            var query = new QueryExpression(table.Key) { ColumnSet = new ColumnSet(facts.PrimaryId) };
            query.Criteria.AddCondition(new ConditionExpression(facts.PrimaryId, ConditionOperator.In, table.Select(static row => (object)row.Id).ToArray()));
            query.AddOrder(facts.PrimaryId, OrderType.Ascending);
            var there = new HashSet<Guid>(call.AsSystem.AllRows(query).Select(static row => row.Id));
            if (table.FirstOrDefault(row => !there.Contains(row.Id)) is { } missing) throw Unknown(call, missing.LogicalName + "|" + missing.Id.ToString("D"));
        }

        return rows;
    }

    static InvalidPluginExecutionException Unknown(PluginCall call, string row) => Refusal.Of("OFF-3517", call.Language, "row", row);

    static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
