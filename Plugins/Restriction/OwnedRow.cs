using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Restriction;

/// <summary>What the restriction wants of a row.</summary>
public enum OwnerWish
{
    /// <summary>It stays with whoever owns it.</summary>
    Leave,

    /// <summary>It belongs to the team for restricted data.</summary>
    Restrict,

    /// <summary>It belongs to its former owner again.</summary>
    GiveBack,
}

/// <summary>A row of a job with its owner now, its owner before, and what the restriction wants. Immutable.</summary>
public sealed record OwnedRow
{
    /// <summary>Logical name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>Id of the row.</summary>
    public required Guid Id { get; init; }

    /// <summary>Steps from the account; the account itself has 0.</summary>
    public int Depth { get; init; }

    /// <summary>Owner now.</summary>
    public required EntityReference Owner { get; init; }

    /// <summary>Owner before the restriction; null: nobody wrote one down.</summary>
    public EntityReference? Former { get; init; }

    /// <summary>Whether the row says that it is restricted; of tables that cannot say so, whether it is.</summary>
    public bool IsMarked { get; init; }

    /// <summary>What is wanted.</summary>
    public OwnerWish Wish { get; init; }
}

/// <summary>Who owned a row before: one line of a part, <c>contact 0f… 1 systemuser 3a…</c>, ids only.</summary>
/// <param name="Table">Logical name of the table.</param>
/// <param name="Id">Id of the row.</param>
/// <param name="Depth">Steps from the account.</param>
/// <param name="Owner">User or team.</param>
public sealed record FormerOwner(string Table, Guid Id, int Depth, EntityReference Owner)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(" ", Table, Id.ToString("N"), Depth.ToString(CultureInfo.InvariantCulture), Owner.LogicalName, Owner.Id.ToString("N"));

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static FormerOwner Parse(string line)
    {
        var cells = line.Split(' ');
        return cells.Length == 5
            ? new FormerOwner(cells[0], Guid.ParseExact(cells[1], "N"), int.Parse(cells[2], CultureInfo.InvariantCulture), new EntityReference(cells[3], Guid.ParseExact(cells[4], "N")))
            : throw new FormatException("This is no line of former owners.");
    }
}
