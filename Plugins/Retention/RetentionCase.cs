using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>The facts of one record on one day. Immutable.</summary>
/// <remarks>Nothing is read from the row's own createdon or modifiedon: they are never start events. Unknown facts stay unknown, and then nothing is erased.</remarks>
public sealed class RetentionCase
{
    static readonly IReadOnlyDictionary<string, LocalDate> NoEvents = new Dictionary<string, LocalDate>(StringComparer.Ordinal);

    /// <summary>Packs whose rules may apply: the jurisdictions of the account. None is invalid.</summary>
    public IReadOnlyList<string> Jurisdictions { get; init; } = [];

    /// <summary>Sectors of the company that keeps the record.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>Day whose law counts; in production the same as <see cref="Today"/>.</summary>
    public LocalDate LawDate { get; init; }

    /// <summary>Local date of the run.</summary>
    public LocalDate Today { get; init; }

    /// <summary>Record class (Datenart).</summary>
    public string RecordClass { get; init; } = "";

    /// <summary>Dated facts by event name.</summary>
    public IReadOnlyDictionary<string, LocalDate> StartEvents { get; init; } = NoEvents;

    /// <summary>What is said about the record.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>End of the financial year; by default 31 December.</summary>
    public FiscalYearEnd FiscalYearEnd { get; init; }

    /// <summary>Until when proceedings or an assessment period are open, as the tax department says; null: none. Never computed.</summary>
    public RetentionEnd? ProceedingsOpen { get; init; }

    /// <summary>Retention end of a kept record that needs this one; null: none does.</summary>
    public RetentionEnd? DependencyEnd { get; init; }

    /// <summary>Whether other active accounts of the contact exist.</summary>
    public bool HasOtherActiveAccounts { get; init; }

    /// <summary>Whether a consent of the contact stands.</summary>
    public bool ConsentStanding { get; init; }

    /// <summary>Legal holds on the record, in force or not, in any order.</summary>
    public IReadOnlyList<HoldSpan> Holds { get; init; } = [];

    /// <summary>Day on which a request for erasure (Art. 17 GDPR) was received; null: none.</summary>
    public LocalDate? ErasureRequest { get; init; }

    /// <summary>Day on which a request for restriction (Art. 18 GDPR) was received; null: none.</summary>
    public LocalDate? RestrictionRequest { get; init; }

    /// <summary>Day on which the customer came back; null: it did not.</summary>
    public LocalDate? ReactivatedOn { get; init; }

    /// <summary>Day on which the record was erased; null: it was not.</summary>
    public LocalDate? ErasedOn { get; init; }

    /// <summary>End of the relationship, one of the start events; null: unknown, or it goes on.</summary>
    public LocalDate? RelationshipEnd => StartEvents.TryGetValue(KnownValues.RelationshipEnd, out var day) ? day : null;

    /// <summary>What the text says wrongly, found while it was read; null: it was read, or the case was not made from text.</summary>
    internal string? TextDefect { get; init; }

    /// <summary>Whether it was made from text, so that every value was looked at.</summary>
    internal bool IsFromText { get; init; }

    /// <summary>Reads the columns of a case: those of the file of cases, each by its name.</summary>
    /// <param name="textOf">The text of a column; null and empty: not given. Lists are written with semicolons.</param>
    /// <returns>A case. If a value cannot be read, <see cref="Defect"/> names the first one, and nothing else counts.</returns>
    public static RetentionCase Read(Func<string, string?> textOf) => new RetentionCaseText(textOf).Read();

    /// <summary>The first defect of the facts, one of <see cref="CaseDefect"/>; null: none.</summary>
    public string? Defect() => IsFromText ? TextDefect : DefectOfValues();

    string? DefectOfValues() =>
        Jurisdictions.Count == 0 || !Jurisdictions.All(KnownValues.IsPack) ? CaseDefect.UnknownJurisdiction
        : !Sectors.All(KnownValues.IsSector) ? CaseDefect.UnknownSector
        : !StartEvents.Keys.All(KnownValues.IsEvent) ? CaseDefect.UnknownEvent
        : !Flags.All(KnownValues.IsFlag) ? CaseDefect.UnknownFlag
        : Holds.Any(static hold => hold.Id.Length == 0) ? CaseDefect.BadHold
        : Holds.Any(static hold => hold.Released < hold.Placed) ? CaseDefect.HoldOrder
        : null;
}
