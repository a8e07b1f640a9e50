using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Restriction;

/// <summary>Every read and write of the restriction: jobs, former owners, owners.</summary>
static class RestrictionQueries
{
    const string OwnerColumn = "ownerid";
    const int IdsPerRequest = 500;

    /// <summary>Former owners a part: with 120 characters each they take half of the column.</summary>
    const int OwnersPerPart = 4000;

    /// <summary>What stands in off_formerowners while rows of a job change hands.</summary>
    internal const string Passing = "passing";

    static readonly string[] JobColumns =
    [
        ErasureJobRow.Columns.Name, ErasureJobRow.Columns.AccountId, ErasureJobRow.Columns.OpenKey, ErasureJobRow.Columns.State, ErasureJobRow.Columns.StatusReason,
        ErasureJobRow.Columns.InputState, ErasureJobRow.Columns.NextCheckOn, ErasureJobRow.Columns.RestrictFrom, ErasureJobRow.Columns.RestrictedOn, ErasureJobRow.Columns.FormerOwners,
    ];

    /// <summary>Open jobs after one, in the order of their accounts, of which the day of restriction has come or whose rows are restricted. Requests: 1.</summary>
    internal static IReadOnlyList<ErasureJobRow> Open(IOrganizationService service, LocalDate today, string after, int most)
    {
        var query = new QueryExpression(ErasureJobRow.Table) { ColumnSet = new ColumnSet(JobColumns), TopCount = most };
        query.Criteria.AddCondition(ErasureJobRow.Columns.State, ConditionOperator.Equal, (int)ErasureJobState.Active);
        var either = query.Criteria.AddFilter(LogicalOperator.Or);
        either.AddCondition(ErasureJobRow.Columns.RestrictFrom, ConditionOperator.OnOrBefore, today.ToString());
        either.AddCondition(ErasureJobRow.Columns.FormerOwners, ConditionOperator.NotNull);
        if (after.Length > 0) query.Criteria.AddCondition(ErasureJobRow.Columns.OpenKey, ConditionOperator.GreaterThan, after);
        query.AddOrder(ErasureJobRow.Columns.OpenKey, OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => new ErasureJobRow(row))];
    }

    /// <summary>Jobs after one that ended and of whose rows former owners are written down, in the order of their keys. Requests: 1.</summary>
    internal static IReadOnlyList<ErasureJobRow> Ended(IOrganizationService service, string after, int most)
    {
        var query = new QueryExpression(ErasureJobRow.Table) { ColumnSet = new ColumnSet(JobColumns), TopCount = most };
        query.Criteria.AddCondition(ErasureJobRow.Columns.State, ConditionOperator.Equal, (int)ErasureJobState.Inactive);
        query.Criteria.AddCondition(ErasureJobRow.Columns.FormerOwners, ConditionOperator.NotNull);
        if (after.Length > 0) query.Criteria.AddCondition(ErasureJobRow.Columns.OpenKey, ConditionOperator.GreaterThan, after);
        query.AddOrder(ErasureJobRow.Columns.OpenKey, OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => new ErasureJobRow(row))];
    }

    /// <summary>The former owners of the rows of a job; what was written down later counts. Requests: 1 per 5,000 parts.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="job">Id of the job.</param>
    /// <param name="parts">The parts themselves.</param>
    internal static Dictionary<Guid, FormerOwner> FormerOwners(IOrganizationService service, Guid job, out IReadOnlyList<RestrictionPartRow> parts)
    {
        var query = new QueryExpression(RestrictionPartRow.Table) { ColumnSet = new ColumnSet(RestrictionPartRow.Columns.Number, RestrictionPartRow.Columns.Content) };
        query.Criteria.AddCondition(RestrictionPartRow.Columns.JobId, ConditionOperator.Equal, job);
        query.AddOrder(RestrictionPartRow.Columns.Number, OrderType.Ascending);
        query.AddOrder(RestrictionPartRow.Columns.Id, OrderType.Ascending);
        parts = [.. service.AllRows(query).Select(static row => new RestrictionPartRow(row))];
        var owners = new Dictionary<Guid, FormerOwner>();
        foreach (var line in parts.SelectMany(static part => (part.Content ?? "").Split(['\n'], StringSplitOptions.RemoveEmptyEntries)).Select(static line => FormerOwner.Parse(line))) owners[line.Id] = line;
        return owners;
    }

    /// <summary>Writes former owners down. Requests: 1 per 4,000 rows.</summary>
    internal static void WriteDown(IOrganizationService service, Guid job, int after, IReadOnlyList<FormerOwner> owners)
    {
        for (var at = 0; at < owners.Count; at += OwnersPerPart)
        {
            var number = ++after;
            service.Create(new RestrictionPartRow
            {
                JobId = new EntityReference(ErasureJobRow.Table, job),
                Name = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Number = number,
                Content = string.Join("\n", owners.Skip(at).Take(OwnersPerPart)),
            }.Entity);
        }
    }

    /// <summary>Whose rows are now; rows that are gone and tables whose rows nobody owns are absent. Requests: 1 for each 500 rows of a table.</summary>
    internal static IReadOnlyDictionary<Guid, Entity> Owners(IOrganizationService service, TableCatalog catalog, IEnumerable<KeyValuePair<string, Guid>> rows)
    {
        var found = new Dictionary<Guid, Entity>();
        foreach (var group in rows.GroupBy(static row => row.Key, static row => row.Value, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            if (catalog.Find(group.Key) is not { } table || !IsOwned(table)) continue;

            var ids = group.Distinct().OrderBy(static id => id).ToList();
            for (var at = 0; at < ids.Count; at += IdsPerRequest)
            {
                var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet(CanBeMarked(table) ? [OwnerColumn, AccountRow.Columns.RestrictedOn] : [OwnerColumn]) };
                query.Criteria.AddCondition(new ConditionExpression(table.PrimaryId, ConditionOperator.In, ids.Skip(at).Take(IdsPerRequest).Cast<object>().ToArray()));
                query.AddOrder(table.PrimaryId, OrderType.Ascending);
                foreach (var row in service.AllRows(query)) found[row.Id] = row;
            }
        }

        return found;
    }

    /// <summary>Whose a row is.</summary>
    internal static EntityReference? OwnerOf(Entity row) => row.GetAttributeValue<EntityReference?>(OwnerColumn);

    /// <summary>Whether a row says that it is restricted, or is of a table that cannot say so.</summary>
    internal static bool IsMarked(TableFacts table, Entity row) => !CanBeMarked(table) || row.GetAttributeValue<object?>(AccountRow.Columns.RestrictedOn) is not null;

    /// <summary>Gives a row to somebody; accounts and contacts say whether they are restricted. Requests: 1, and whatever the platform hands down.</summary>
    internal static void Assign(IOrganizationService service, TableFacts table, OwnerMove move, LocalDate? restrictedOn)
    {
        var change = new Entity(move.Row.Table, move.Row.Id) { [OwnerColumn] = move.Owner };
        if (CanBeMarked(table)) change[AccountRow.Columns.RestrictedOn] = restrictedOn?.ToDateTimeUnspecified();
        service.Update(change);
    }

    /// <summary>Whether rows of a table have an owner that can be changed.</summary>
    internal static bool IsOwned(TableFacts table) => table.Find(OwnerColumn) is { IsWritable: true };

    static bool CanBeMarked(TableFacts table) => table.Find(AccountRow.Columns.RestrictedOn) is not null;
}
