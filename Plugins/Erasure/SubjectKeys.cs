using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>Every read and write of subject keys. The table is not audited, and no role reads it.</summary>
public static class SubjectKeys
{
    /// <summary>What overwrites a secret.</summary>
    const string Destroyed = "destroyed";

    /// <summary>The key of a subject, made when it has none. Requests: 1, and 1 more when it is made.</summary>
    /// <remarks>Call it after the subject's row was updated in the same transaction: otherwise two callers make two keys, and the second one's transaction fails.</remarks>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="subject">An account or a contact.</param>
    /// <param name="language">Of the refusal.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-3130: the key was destroyed; what it stood for is done.</exception>
    public static SubjectKey Of(IOrganizationService service, EntityReference subject, Language language) =>
        OfOrNull(service, subject, language) ?? Create(service, subject);

    /// <summary>The key of a subject; null: it has none. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="subject">An account or a contact, or the organization.</param>
    /// <param name="language">Of the refusal.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-3130: the key was destroyed; what it stood for is done.</exception>
    public static SubjectKey? OfOrNull(IOrganizationService service, EntityReference subject, Language language)
    {
        if (Find(service, subject) is not { } row) return null;
        if (row.DestroyedOn is not null) throw Refusal.Of("OFF-3130", language, "subject", NameOf(subject));

        return new SubjectKey(Convert.FromBase64String(row.Key!));
    }

    /// <summary>Overwrites the key of a subject. Requests: 1 read, 1 update; none when it has no key, or its key is destroyed.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="subject">An account or a contact.</param>
    /// <param name="now">Instant, UTC.</param>
    /// <returns>Id of the key's row; null: nothing was there to destroy.</returns>
    public static Guid? Destroy(IOrganizationService service, EntityReference subject, DateTime now)
    {
        if (Find(service, subject) is not { DestroyedOn: null } row) return null;

        service.Update(new SubjectKeyRow(new Entity(SubjectKeyRow.Table, row.Id)) { Key = Destroyed, DestroyedOn = now }.Entity);
        return row.Id;
    }

    /// <summary>Deletes the row of a key that was overwritten in an earlier transaction. Requests: 1 read, 1 delete.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool DeleteDestroyed(IOrganizationService service, EntityReference subject)
    {
        if (Find(service, subject) is not { DestroyedOn: not null } row) return false;

        service.Delete(SubjectKeyRow.Table, row.Id);
        return true;
    }

    static SubjectKey Create(IOrganizationService service, EntityReference subject)
    {
        var secret = SubjectKey.NewSecret();
        service.Create(new SubjectKeyRow
        {
            Name = NameOf(subject), SubjectTable = subject.LogicalName, SubjectId = IdOf(subject), Key = Convert.ToBase64String(secret),
        }.Entity);
        return new SubjectKey(secret);
    }

    static SubjectKeyRow? Find(IOrganizationService service, EntityReference subject)
    {
        var query = new QueryExpression(SubjectKeyRow.Table) { ColumnSet = new ColumnSet(SubjectKeyRow.Columns.Key, SubjectKeyRow.Columns.DestroyedOn), TopCount = 1 };
        query.Criteria.AddCondition(SubjectKeyRow.Columns.SubjectTable, ConditionOperator.Equal, subject.LogicalName);
        query.Criteria.AddCondition(SubjectKeyRow.Columns.SubjectId, ConditionOperator.Equal, IdOf(subject));
        var rows = service.RetrieveMultiple(query).Entities;
        return rows.Count == 0 ? null : new SubjectKeyRow(rows[0]);
    }

    static string NameOf(EntityReference subject) => subject.LogicalName + "|" + IdOf(subject);

    static string IdOf(EntityReference subject) => subject.Id.ToString("D", CultureInfo.InvariantCulture);
}
