using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Holds;

/// <summary>Keeps the erasure from rows that a legal hold, or a request that is not answered, protects on the day.</summary>
/// <remarks>
/// The kernel asks it inside each chunk's transaction, after it has written the subjects' rows, as <see cref="SubjectFence"/> does for holds: one of the two waits, and
/// a hold that was placed is always seen. Requests: 2 per 500 accounts and 2 per 500 contacts of the chunk; 1 more if contacts are among them.
/// </remarks>
public sealed class HoldStop : IErasureStop
{
    readonly LocalDate today;

    /// <summary>A stop for a day.</summary>
    /// <param name="today">Local date of the run, in the time zone of jobs.</param>
    public HoldStop(LocalDate today) => this.today = today;

    /// <inheritdoc/>
    public IReadOnlyCollection<Guid> RowsOnHold(IOrganizationService service, EntityReference subject, IReadOnlyList<WipeRow> rows)
    {
        var subjects = rows.Select(static row => row.Subject).Concat([subject]).ToList();
        var contacts = new HashSet<Guid>(subjects.Where(static one => one.LogicalName == ContactRow.Table).Select(static one => one.Id));
        var parents = HoldQueries.ParentAccounts(service, contacts);
        var accounts = new HashSet<Guid>(subjects.Where(static one => one.LogicalName == AccountRow.Table).Select(static one => one.Id).Concat(parents.Values));
        var inForce = HoldQueries.OfSubjects(service, accounts, contacts).Where(hold => hold.IsInForceOn(today)).ToList();
        if (inForce.Count == 0) return [];

        return [.. rows.Where(row => IsHeld(inForce, Held(row, subject, parents))).Select(static row => row.Id)];
    }

    static bool IsHeld(IReadOnlyList<ScopedHold> holds, HeldRow row) => holds.Any(hold => HoldRules.Covers(hold, row));

    static HeldRow Held(WipeRow row, EntityReference subject, IReadOnlyDictionary<Guid, Guid> parents)
    {
        var accounts = new HashSet<Guid>();
        foreach (var one in new[] { row.Subject, subject })
        {
            if (one.LogicalName == AccountRow.Table) accounts.Add(one.Id);
            else if (parents.TryGetValue(one.Id, out var parent)) accounts.Add(parent);
        }

        var contact = row.Subject.LogicalName == ContactRow.Table ? row.Subject.Id : subject.LogicalName == ContactRow.Table ? subject.Id : default(Guid?);
        return new HeldRow { Accounts = accounts, ContactId = contact, RecordClass = row.RecordClass, Table = row.Table, RowId = row.Id, Above = row.Above };
    }
}
