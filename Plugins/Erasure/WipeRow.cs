using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Erasure;

/// <summary>A row that a run may touch: what it is, whose it is, and what the conditions of the erasure map ask about it.</summary>
public sealed class WipeRow
{
    /// <summary>Logical name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>Id of the row.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its record class.</summary>
    public required string RecordClass { get; init; }

    /// <summary>The account or contact to whom it belongs.</summary>
    public required EntityReference Subject { get; init; }

    /// <summary>The rows to which it belongs, as a note to its task: a hold on one of them protects it, too.</summary>
    public IReadOnlyList<Guid> Above { get; init; } = [];

    /// <summary>Where its line stands, and the rest that conditions ask. Whether a note carries a file is read from the note.</summary>
    public RowCircumstances Circumstances { get; init; } = RowCircumstances.OfDueRow;

    /// <summary>
    /// Whether the row goes although it could not be masked first: only after the platform refused the mask, as it does with e-mail that was sent. The outcome
    /// names it, because the bin then holds what it held.
    /// </summary>
    public bool IsDeletedUnmasked { get; init; }
}

/// <summary>Says which rows a legal hold protects. The kernel asks before every chunk, inside the chunk's transaction, after it has updated the subjects' rows.</summary>
/// <remarks>Whoever places or releases a hold first updates <c>off_erasurefence</c> of the held account's or contact's row: then one of the two waits for the other, and a hold that is placed is always seen.</remarks>
public interface IErasureStop
{
    /// <summary>The ids of those rows that must not be touched now; all of them when the subject itself is held.</summary>
    /// <param name="service">Acts as SYSTEM, inside the transaction.</param>
    /// <param name="subject">Whose run it is.</param>
    /// <param name="rows">The chunk.</param>
    IReadOnlyCollection<Guid> RowsOnHold(IOrganizationService service, EntityReference subject, IReadOnlyList<WipeRow> rows);
}
