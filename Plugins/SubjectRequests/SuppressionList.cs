using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>The do-not-reimport list: every read and write of off_suppression. Only fingerprints leave this class, never a value.</summary>
/// <remarks>Basis: Art. 21(3) and 5(2) GDPR. Entries come from objections to direct marketing and from erasure requests only; a new consent lifts them.</remarks>
sealed class SuppressionList
{
    readonly IOrganizationService service;
    readonly EntityReference environment;
    readonly Language language;

    /// <param name="service">Acts as SYSTEM: no role but the job's reads the key.</param>
    /// <param name="environment">Id of the organization.</param>
    /// <param name="language">Of refusals.</param>
    internal SuppressionList(IOrganizationService service, Guid environment, Language language)
    {
        this.service = service;
        this.environment = new EntityReference("organization", environment);
        this.language = language;
    }

    /// <summary>The key; null: none was made yet, so that nothing can be on the list. Requests: 1.</summary>
    internal SuppressionKey? KeyOrNull() => SubjectKeys.OfOrNull(service, environment, language) is { } key ? new SuppressionKey(key) : null;

    /// <summary>The key for writing; the first entry makes it. Requests: 2, 1 more when it is made.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-3541: there are entries and no key; OFF-3542: there are entries of another key.</exception>
    internal SuppressionKey KeyForWriting()
    {
        var known = KeyOrNull();
        if (AnyOfAnotherKey(known)) throw Refusal.Of(known is null ? "OFF-3541" : "OFF-3542", language);

        return known ?? new SuppressionKey(SubjectKeys.Of(service, environment, language));
    }

    /// <summary>Whether entries in force were made with another key than this one; they would let everybody in. Requests: 1.</summary>
    internal bool AnyOfAnotherKey(SuppressionKey? key)
    {
        var query = new QueryExpression(SuppressionRow.Table) { ColumnSet = new ColumnSet(SuppressionRow.Columns.Id), TopCount = 1 };
        InForce(query);
        if (key is not null) query.Criteria.AddCondition(SuppressionRow.Columns.Fingerprint, ConditionOperator.DoesNotBeginWith, key.Name);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>The entries in force for some fingerprints. Requests: 1; none for none.</summary>
    internal IReadOnlyList<SuppressionRow> Hits(IReadOnlyList<Fingerprint> fingerprints)
    {
        if (fingerprints.Count == 0) return [];

        var query = new QueryExpression(SuppressionRow.Table)
        {
            ColumnSet = new ColumnSet(SuppressionRow.Columns.Name, SuppressionRow.Columns.Kind, SuppressionRow.Columns.Since, SuppressionRow.Columns.Basis, SuppressionRow.Columns.Fingerprint),
        };
        InForce(query);
        query.Criteria.AddCondition(new ConditionExpression(SuppressionRow.Columns.Fingerprint, ConditionOperator.In, fingerprints.Select(static one => (object)one.Text).ToArray()));
        query.AddOrder(SuppressionRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new SuppressionRow(row))];
    }

    /// <summary>Adds what is not there yet. Requests: 1, and 1 for each new entry.</summary>
    /// <param name="fingerprints">Of the person.</param>
    /// <param name="basis">Number of the request on which they rest.</param>
    /// <param name="since">Its day of receipt.</param>
    internal void Add(IReadOnlyList<Fingerprint> fingerprints, string basis, LocalDate since)
    {
        var there = new HashSet<string>(Hits(fingerprints).Select(static row => row.Fingerprint ?? ""), StringComparer.Ordinal);
        foreach (var one in fingerprints.Where(one => !there.Contains(one.Text)))
            service.Create(new SuppressionRow { Kind = one.Kind, Fingerprint = one.Text, Basis = basis, Since = since }.Entity);
    }

    /// <summary>Lifts the entries of a person. Requests: 1, and 1 for each entry.</summary>
    /// <param name="fingerprints">Of the person.</param>
    /// <param name="consentOn">Day of the new consent: it lifts what is not younger.</param>
    /// <returns>How many.</returns>
    internal int Lift(IReadOnlyList<Fingerprint> fingerprints, LocalDate consentOn)
    {
        var lifted = Hits(fingerprints).Where(entry => !(entry.Since > consentOn)).ToList();
        foreach (var entry in lifted) service.Update(new SuppressionRow(new Entity(SuppressionRow.Table, entry.Id)) { LiftedOn = consentOn }.Entity);
        return lifted.Count;
    }

    /// <summary>Takes back what rests on a request that was refused. Requests: 1, and 1 for each entry.</summary>
    internal void TakeBack(string basis)
    {
        var query = new QueryExpression(SuppressionRow.Table) { ColumnSet = new ColumnSet(SuppressionRow.Columns.Id) };
        query.Criteria.AddCondition(SuppressionRow.Columns.Basis, ConditionOperator.Equal, basis);
        query.AddOrder(SuppressionRow.Columns.Id, OrderType.Ascending);
        foreach (var row in service.AllRows(query)) service.Delete(SuppressionRow.Table, row.Id);
    }

    static void InForce(QueryExpression query)
    {
        query.Criteria.AddCondition(SuppressionRow.Columns.LiftedOn, ConditionOperator.Null);
        query.Criteria.AddCondition(SuppressionRow.Columns.State, ConditionOperator.Equal, (int)SuppressionState.Active);
    }
}
