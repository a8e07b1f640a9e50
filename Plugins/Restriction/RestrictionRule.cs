using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.Restriction;

/// <summary>A row that gets another owner, and which.</summary>
/// <param name="Row">The row.</param>
/// <param name="Owner">Whose it becomes.</param>
public sealed record OwnerMove(OwnedRow Row, EntityReference Owner);

/// <summary>Which rows of a job are restricted, and in which order rows change hands.</summary>
/// <remarks>Pure: no service, no clock.</remarks>
public static class RestrictionRule
{
    /// <summary>What the product writes about its duties towards the person stays with whoever works on it.</summary>
    static readonly HashSet<string> Spared = new([LegalHoldRow.Table, SubjectRequestRow.Table, RecordMarkRow.Table, SuppressionRow.Table], StringComparer.Ordinal);

    /// <summary>What is wanted of each row.</summary>
    /// <remarks>
    /// <para>A row is restricted from the day that its line names. Holds delay no restriction. A row whose own line names no day, because its clock has not started or nobody gave it a rule,
    /// goes with the account or contact to whom it belongs: nothing of a restricted person stays in lists.</para>
    /// <para>What was erased stays where it is. Rows of another customer, of a contact who stands for another active account, and of lines that were cancelled are given back.</para>
    /// </remarks>
    /// <param name="rows">All rows of the account and its contacts.</param>
    /// <param name="lines">Their lines.</param>
    /// <param name="today">Local date.</param>
    public static IReadOnlyDictionary<Guid, OwnerWish> Wishes(IReadOnlyList<FoundRow> rows, IReadOnlyList<ScheduleLine> lines, LocalDate today)
    {
        var byRow = new Dictionary<Guid, ScheduleLine>();
        foreach (var line in lines)
            foreach (var row in line.Rows) byRow[row.Id] = line;

        return rows.ToDictionary(static row => row.Id, row => Wish(row, byRow, today));
    }

    /// <summary>The next rows that change hands; empty: everything is where it belongs. Ask again with the owners as they are then: a row takes those below it along.</summary>
    /// <remarks>
    /// To restrict, rows below come first, so that the platform finds nothing left to hand down when the account follows: handing down thousands of rows at once takes longer than an operation may.
    /// To give back, they go to the account's former owner first, for the same reason, then the account, then each to its own.
    /// </remarks>
    /// <param name="rows">The rows with their owners now.</param>
    /// <param name="team">The team for restricted data.</param>
    public static IReadOnlyList<OwnerMove> Next(IReadOnlyList<OwnedRow> rows, EntityReference team)
    {
        var root = rows.FirstOrDefault(static row => row.Depth == 0 && row.Table == AccountRow.Table);
        var below = rows.Where(row => row != root).ToList();

        var up = below.Where(row => row.Wish == OwnerWish.Restrict && !IsRestricted(row, team)).ToList();
        if (up.Count > 0) return To(team, up.OrderByDescending(static row => row.Depth));
        if (root is { Wish: OwnerWish.Restrict } && !IsRestricted(root, team)) return To(team, [root]);

        if (root is { Wish: OwnerWish.GiveBack, Former: { } rootOwner } && IsAt(root, team))
        {
            var first = below.Where(row => row.Wish == OwnerWish.GiveBack && row.Former is not null && IsAt(row, team)).ToList();
            return To(rootOwner, first.Count > 0 ? first.OrderByDescending(static row => row.Depth) : [root]);
        }

        // What went along with a row above it, to the team or to that row's former owner, or waits with the account's for its own. Whom else it belongs to has got it by hand.
        var handsDownFrom = rows.Where(static row => row.Wish == OwnerWish.GiveBack && row.Former is not null)
            .GroupBy(static row => row.Former!.Id, static row => row.Depth).ToDictionary(static group => group.Key, static group => group.Min());
        return
        [
            .. rows.Where(row => row.Wish == OwnerWish.GiveBack && row.Former is { } own && !IsAt(row, own) && (IsAt(row, team) || (handsDownFrom.TryGetValue(row.Owner.Id, out var depth) && depth < row.Depth)))
                .OrderBy(static row => row.Depth).ThenBy(static row => row.Table, StringComparer.Ordinal).ThenBy(static row => row.Id)
                .Select(static row => new OwnerMove(row, row.Former!)),
        ];
    }

    static OwnerWish Wish(FoundRow row, Dictionary<Guid, ScheduleLine> byRow, LocalDate today)
    {
        if (Spared.Contains(row.Table)) return OwnerWish.Leave;
        if (!byRow.TryGetValue(row.Id, out var line)) return OwnerWish.GiveBack;

        switch (line.Result.Status)
        {
            case Retention.RetentionStatus.Completed: return OwnerWish.Leave;
            case Retention.RetentionStatus.Cancelled or Retention.RetentionStatus.KeptActive: return OwnerWish.GiveBack;
        }

        var from = line.Result.RestrictFrom ?? (byRow.TryGetValue(row.Subject.Id, out var master) ? master.Result.RestrictFrom : null);
        return from <= today ? OwnerWish.Restrict : OwnerWish.GiveBack;
    }

    static IReadOnlyList<OwnerMove> To(EntityReference owner, IEnumerable<OwnedRow> rows) => [.. rows.Select(row => new OwnerMove(row, owner))];

    static bool IsRestricted(OwnedRow row, EntityReference team) => IsAt(row, team) && row.IsMarked;

    static bool IsAt(OwnedRow row, EntityReference owner) => row.Owner.Id == owner.Id;
}
