using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Erasure;

/// <summary>A row that belongs to a subject: what it is, and the dated facts that it carries itself.</summary>
public sealed class FoundRow
{
    readonly Dictionary<string, LocalDate> events = new(StringComparer.Ordinal);

    /// <summary>Logical name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>Id of the row.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its one record class: as marked, else as its table and data say.</summary>
    public required string RecordClass { get; init; }

    /// <summary>The account or contact to whom it belongs.</summary>
    public required EntityReference Subject { get; init; }

    /// <summary>The row through which it was found; null: it is the account or contact itself.</summary>
    public FoundRow? Parent { get; init; }

    /// <summary>Dated facts by the names of the retention rules, as document_date. What the row does not say is absent, never guessed.</summary>
    public IReadOnlyDictionary<string, LocalDate> Events
    {
        get => events;
        init
        {
            foreach (var dated in value) events[dated.Key] = dated.Value;
        }
    }

    /// <summary>Flags of the retention rules that a person gave the row, separated by <c>;</c>; empty: none.</summary>
    public string Flags { get; init; } = "";

    /// <summary>Whether a person said what the row is.</summary>
    public bool IsMarked { get; init; }

    /// <summary>Whether the row is about somebody else, and only names this subject: a case of another customer with this contact. Then it is kept for another ground.</summary>
    public bool IsOfAnother { get; internal set; }

    /// <summary>Whether the subject's master row is a contact, or an account run by one person: of an account itself, whether one person runs it.</summary>
    public bool IsParentMasked { get; init; }

    /// <summary>Whether a note carries a file.</summary>
    public bool IsDocument { get; init; }

    /// <summary>Whether it is an activity.</summary>
    public bool IsActivity { get; init; }

    /// <summary>The row as the kernel takes it.</summary>
    /// <param name="circumstances">Where its line stands, and what is known of the account and of consents; the rest comes from the row.</param>
    public WipeRow Under(RowCircumstances circumstances) => new()
    {
        Table = Table,
        Id = Id,
        RecordClass = RecordClass,
        Subject = Subject,
        Circumstances = circumstances with { IsParentMasked = IsParentMasked, IsDocument = IsDocument },
    };

    internal void AddEvent(string name, LocalDate day)
    {
        if (!events.TryGetValue(name, out var known) || known < day) events[name] = day;
    }

    internal void SetEvent(string name, LocalDate day) => events[name] = day;
}
