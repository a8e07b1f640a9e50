using System;
using System.Collections.Generic;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Why a row may be about the person who asks.</summary>
public enum MatchReason
{
    /// <summary>It is the row that was named.</summary>
    Named,

    /// <summary>The same e-mail address.</summary>
    Email,

    /// <summary>The same name and birth date.</summary>
    NameAndBirthDate,

    /// <summary>The row was merged into the named one, or the named one into it.</summary>
    Merged,

    /// <summary>The lead from which a matching contact came.</summary>
    Lead,

    /// <summary>A party of an activity with the same address.</summary>
    Address,

    /// <summary>The same name and nothing else: many people have it.</summary>
    NameOnly,
}

/// <summary>Codes of <see cref="MatchReason"/>.</summary>
static class MatchReasons
{
    static readonly string[] Codes = ["named", "email", "name_birthdate", "merged", "lead", "address", "name_only"];

    internal static string ToCode(this MatchReason reason) => Codes[(int)reason];

    /// <summary>In words, for the person who decides.</summary>
    internal static string Text(this MatchReason reason, Language language) => Messages.Part("OFF-TEXT-MATCH-" + Codes[(int)reason].ToUpperInvariant().Replace('_', '-'), language);
}

/// <summary>A row that may be about the person. The product never decides that it is: it says why, and a person confirms.</summary>
public sealed class SubjectMatch
{
    readonly SortedSet<MatchReason> reasons = [];

    internal SubjectMatch(string table, Guid id)
    {
        Table = table;
        Id = id;
    }

    /// <summary>Logical name of the table.</summary>
    public string Table { get; }

    /// <summary>Id of the row.</summary>
    public Guid Id { get; }

    /// <summary>What it is called; empty: it has no name.</summary>
    public string Label { get; internal set; } = "";

    /// <summary>The account to which it belongs; empty: none.</summary>
    public string Account { get; internal set; } = "";

    /// <summary>Whether it is active.</summary>
    public bool IsActive { get; internal set; } = true;

    /// <summary>Why it was found, the strongest reason first.</summary>
    public IReadOnlyCollection<MatchReason> Reasons => reasons;

    internal void Add(MatchReason reason) => reasons.Add(reason);

    /// <summary>A name alone says nothing beside a stronger reason.</summary>
    internal void Weigh()
    {
        if (reasons.Count > 1) reasons.Remove(MatchReason.NameOnly);
    }
}
