using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Holds;

/// <summary>A row as far as holds ask about it.</summary>
public sealed class HeldRow
{
    /// <summary>The accounts whose holds cover the row's subject: itself, or those of the contact.</summary>
    public required IReadOnlyCollection<Guid> Accounts { get; init; }

    /// <summary>The contact to whom the row belongs; null: it belongs to an account.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Its record class.</summary>
    public required string RecordClass { get; init; }

    /// <summary>Logical name of its table.</summary>
    public required string Table { get; init; }

    /// <summary>Its id.</summary>
    public required Guid RowId { get; init; }

    /// <summary>The rows to which it belongs: a hold on one of them alone covers it, too.</summary>
    public IReadOnlyCollection<Guid> Above { get; init; } = [];
}

/// <summary>What a legal hold covers: an account with its contacts, a contact, of either one record class, or a single row.</summary>
/// <remarks>Pure. Whether a hold is in force is a matter of the day: a line counts all holds that cover it, past and future ones too, because its first free day depends on them.</remarks>
public static class HoldRules
{
    /// <summary>Whether a hold covers a row, on whatever day.</summary>
    public static bool Covers(ScopedHold hold, HeldRow row)
    {
        var isOfSubject = hold.ContactId is { } contact ? contact == row.ContactId : hold.AccountId is { } account && row.Accounts.Contains(account);
        if (!isOfSubject) return false;
        if (hold.RowId is { } held) return (held == row.RowId && string.Equals(hold.Table, row.Table, StringComparison.Ordinal)) || row.Above.Contains(held);
        return hold.RecordClass.Length == 0 || string.Equals(hold.RecordClass, row.RecordClass, StringComparison.Ordinal);
    }

    /// <summary>The holds that cover a row, in the order of their numbers.</summary>
    public static IReadOnlyList<ScopedHold> Of(IEnumerable<ScopedHold> holds, HeldRow row) =>
        [.. holds.Where(hold => Covers(hold, row)).OrderBy(static hold => hold.Span.Id, StringComparer.Ordinal).ThenBy(static hold => hold.Span.Placed)];

    /// <summary>Whether the whole job of an account is held on a day: a hold on the account that names neither class nor row.</summary>
    public static bool HoldsJob(IEnumerable<ScopedHold> holds, Guid account, LocalDate today) =>
        holds.Any(hold => hold.AccountId == account && hold.IsOfWholeSubject && hold.IsInForceOn(today));
}
