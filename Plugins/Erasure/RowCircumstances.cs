using System;
using System.Linq;

namespace Offboarding.Plugins.Erasure;

/// <summary>Where the own line of a row stands: the one of its lines that ends last.</summary>
public enum LineStage
{
    /// <summary>The retention end is today or later, or not known.</summary>
    Running,

    /// <summary>The retention period is over, yet a hold or a decision that is pending forbids to erase.</summary>
    Waiting,

    /// <summary>From the earliest erasure: the row may be erased.</summary>
    Due,
}

/// <summary>What the conditions of the erasure map ask about a row.</summary>
public sealed record RowCircumstances
{
    /// <summary>A row whose own line is due and of which nothing else is to be known.</summary>
    public static RowCircumstances OfDueRow { get; } = new() { Stage = LineStage.Due };

    /// <summary>Where the row's own line stands.</summary>
    public LineStage Stage { get; init; }

    /// <summary>Whether another record class or another subject keeps the row while a line of this subject is due. Then its own line is not.</summary>
    public bool IsKeptForAnotherGround { get; init; }

    /// <summary>Whether the account is run by one person (account.off_soletrader).</summary>
    public bool IsSoleTrader { get; init; }

    /// <summary>Whether the row to which this one belongs is a contact, or an account run by one person.</summary>
    public bool IsParentMasked { get; init; }

    /// <summary>Whether the note carries a file.</summary>
    public bool IsDocument { get; init; }

    /// <summary>Whether a standing consent keeps the contact's name and the columns of its channel.</summary>
    public bool ReducesToConsent { get; init; }

    /// <summary>Logical names of the columns of the consented channel, separated by <c>;</c>; empty: none.</summary>
    public string ConsentedColumns { get; init; } = "";

    internal bool IsConsented(string column) => ReducesToConsent && ConsentedColumns.Split(';').Contains(column, StringComparer.Ordinal);
}
