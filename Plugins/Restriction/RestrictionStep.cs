using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.Restriction;

/// <summary>One step of giving the rows of one job to whom they belong: the team for restricted data, or their former owners.</summary>
/// <remarks>
/// Requests of a quiet night: 2. For a job: 12 for its facts, those of its rows and lines, 2 for its stored lines and former owners, 1 for the tables, 1 for each 500 rows of a table to see whose they
/// are, and again after each batch; 1 for each row that changes hands, 1 for each 4,000 former owners, 1 for the job. A job that ended needs neither facts nor rows nor lines.
/// </remarks>
sealed class RestrictionStep
{
    readonly PluginCall call;
    readonly RestrictedTeam team;
    readonly AccountSchedules schedules;

    internal RestrictionStep(PluginCall call, NightlyRules night, RestrictedTeam team)
    {
        this.call = call;
        this.team = team;
        schedules = new AccountSchedules(call, night);
    }

    /// <summary>Rows that changed hands.</summary>
    internal int Moved { get; private set; }

    /// <summary>Tables whose rows the team cannot own, with the privilege that its role lacks.</summary>
    internal IReadOnlyCollection<string> Lacking => lacking;

    readonly SortedSet<string> lacking = new(StringComparer.Ordinal);

    /// <summary>What stands in off_formerowners when the team lacks a privilege: the job is looked at again each night.</summary>
    const string Incomplete = "incomplete";

    /// <summary>What a pass over a job was made for: facts, rules, and the day on which its lines were computed last.</summary>
    internal static string KeyOf(ErasureJobRow job) => (job.InputState ?? "") + "|" + job.NextCheckOn;

    /// <summary>Moves at most so many rows of a job. True: everything is where it belongs.</summary>
    internal bool Pass(ErasureJobRow job, int most)
    {
        var isEnded = job.State == ErasureJobState.Inactive;
        var former = RestrictionQueries.FormerOwners(call.AsSystem, job.Id, out var parts);
        if (isEnded && job.StatusReason == ErasureJobStatusReason.Completed) return Forget(job, parts);

        var wanted = isEnded
            ? former.Values.Select(static row => new WantedRow(row.Table, row.Id, row.Depth, OwnerWish.GiveBack)).ToList()
            : WantedRows(job);
        var catalog = TableCatalog.Of(call.AsSystem, [.. wanted.Select(static row => row.Table).Distinct(StringComparer.Ordinal)]);
        wanted = [.. wanted.Where(row => catalog.Find(row.Table) is { } table && RestrictionQueries.IsOwned(table))];
        if (!isEnded) wanted = Ownable(catalog, wanted);
        var rows = Rows(catalog, wanted, former);
        if (!isEnded && job.FormerOwners != RestrictionQueries.Passing) rows = WriteDown(job, parts, former, rows);

        var left = most;
        var moves = RestrictionRule.Next(rows, team.Reference);
        while (moves.Count > 0 && left > 0)
        {
            foreach (var move in moves.Take(left)) Move(catalog, move);
            left -= moves.Count;
            rows = Rows(catalog, wanted, former);
            moves = RestrictionRule.Next(rows, team.Reference);
        }

        if (moves.Count > 0)
        {
            if (job.FormerOwners != RestrictionQueries.Passing) Update(job, new ErasureJobRow { FormerOwners = RestrictionQueries.Passing });
            return false;
        }

        if (isEnded) return Forget(job, parts);
        Done(job, rows);
        return true;
    }

    /// <summary>An account that is active again after something of it was erased goes on with its owner: nothing of it moves.</summary>
    List<WantedRow> WantedRows(ErasureJobRow job)
    {
        if (job.AccountId is null || !schedules.Facts.Read([job.AccountId.Id]).TryGetValue(job.AccountId.Id, out var account) || account.IsActive) return [];

        var erased = ScheduleJobs.Lines(call.AsSystem, job.Id).Where(static line => line.ErasedOn is not null && line.LineKey is not null)
            .ToDictionary(static line => LineRow.KeyInJob(line.LineKey!), static line => line.ErasedOn!.Value, StringComparer.Ordinal);
        var found = schedules.Rows(account);
        var wishes = RestrictionRule.Wishes(found, ScheduleRule.Lines(account, found, schedules.Rules, schedules.Today, erased), schedules.Today);
        return [.. found.Select(row => new WantedRow(row.Table, row.Id, DepthOf(row), wishes[row.Id]) { Above = Above(row, account.Id) }).Where(static row => row.Wish != OwnerWish.Leave)];
    }

    static HashSet<Guid> Above(FoundRow row, Guid account)
    {
        var above = new HashSet<Guid> { account };
        for (var at = row.Parent; at is not null; at = at.Parent) above.Add(at.Id);
        return above;
    }

    /// <summary>Contacts stand below their account, whatever led to them.</summary>
    static int DepthOf(FoundRow row)
    {
        var depth = row.Subject.LogicalName == ContactRow.Table ? 1 : 0;
        for (var at = row.Parent; at is not null; at = at.Parent) depth++;
        return depth;
    }

    /// <summary>Without rows that the team cannot own, and without those above them: the platform would hand the rows below down, and refuse all of it.</summary>
    List<WantedRow> Ownable(TableCatalog catalog, List<WantedRow> wanted)
    {
        var blocked = new HashSet<Guid>();
        foreach (var row in wanted.Where(row => !team.MayOwn(catalog.Find(row.Table)!)))
        {
            lacking.Add(catalog.Find(row.Table)!.ReadPrivilege!);
            blocked.UnionWith(row.Above);
            blocked.Add(row.Id);
        }

        return blocked.Count == 0 ? wanted : [.. wanted.Where(row => !blocked.Contains(row.Id))];
    }

    List<OwnedRow> Rows(TableCatalog catalog, List<WantedRow> wanted, Dictionary<Guid, FormerOwner> former)
    {
        var owners = RestrictionQueries.Owners(call.AsSystem, catalog, wanted.Select(static row => new KeyValuePair<string, Guid>(row.Table, row.Id)));
        return
        [
            .. from row in wanted
               where owners.ContainsKey(row.Id) && RestrictionQueries.OwnerOf(owners[row.Id]) is not null
               let stored = owners[row.Id]
               select new OwnedRow
               {
                   Table = row.Table,
                   Id = row.Id,
                   Depth = row.Depth,
                   Wish = row.Wish,
                   Owner = RestrictionQueries.OwnerOf(stored)!,
                   Former = former.TryGetValue(row.Id, out var before) ? before.Owner : null,
                   IsMarked = RestrictionQueries.IsMarked(catalog.Find(row.Table)!, stored),
               },
        ];
    }

    /// <summary>Before the first row moves: whose each row is, those that only go along with a row above them among them. Who got a row meanwhile counts as its owner.</summary>
    List<OwnedRow> WriteDown(ErasureJobRow job, IReadOnlyList<RestrictionPartRow> parts, Dictionary<Guid, FormerOwner> former, List<OwnedRow> rows)
    {
        if (RestrictionRule.Next(rows, team.Reference).Count == 0) return rows;

        var owners = rows.Where(row => row.Owner.Id != team.Reference.Id && row.Former?.Id != row.Owner.Id)
            .Select(static row => new FormerOwner(row.Table, row.Id, row.Depth, row.Owner)).ToList();
        RestrictionQueries.WriteDown(call.AsSystem, job.Id, parts.Count == 0 ? 0 : parts.Max(static part => part.Number ?? 0), owners);
        foreach (var owner in owners) former[owner.Id] = owner;
        return [.. rows.Select(row => row with { Former = former.TryGetValue(row.Id, out var before) ? before.Owner : null })];
    }

    void Move(TableCatalog catalog, OwnerMove move)
    {
        RestrictionQueries.Assign(call.AsSystem, catalog.Find(move.Row.Table)!, move, move.Owner.Id == team.Reference.Id ? schedules.Today : null);
        Moved++;
    }

    void Done(ErasureJobRow job, List<OwnedRow> rows)
    {
        var change = new ErasureJobRow();
        var key = lacking.Count > 0 ? Incomplete : KeyOf(job);
        if (job.FormerOwners != key) change.FormerOwners = key;
        var isRestricted = lacking.Count == 0 && rows.Exists(static row => row.Wish == OwnerWish.Restrict);
        if (isRestricted && job.RestrictedOn is null) change.RestrictedOn = call.Now;
        if (!isRestricted && job.RestrictedOn is not null) change.RestrictedOn = null;
        if (change.Entity.Attributes.Count > 0) Update(job, change);
    }

    /// <summary>Nothing is left to be given back. Requests: 1 for each part, 1 for the job.</summary>
    bool Forget(ErasureJobRow job, IReadOnlyList<RestrictionPartRow> parts)
    {
        foreach (var part in parts) call.AsSystem.Delete(RestrictionPartRow.Table, part.Id);
        Update(job, new ErasureJobRow { FormerOwners = null });
        return true;
    }

    void Update(ErasureJobRow job, ErasureJobRow change) => call.AsSystem.Update(new Entity(ErasureJobRow.Table, job.Id) { Attributes = change.Entity.Attributes });

    sealed class WantedRow
    {
        internal WantedRow(string table, Guid id, int depth, OwnerWish wish)
        {
            Table = table;
            Id = id;
            Depth = depth;
            Wish = wish;
        }

        internal string Table { get; }

        internal Guid Id { get; }

        internal int Depth { get; }

        internal OwnerWish Wish { get; }

        /// <summary>Rows above it, by their ids.</summary>
        internal HashSet<Guid> Above { get; init; } = [];
    }
}
