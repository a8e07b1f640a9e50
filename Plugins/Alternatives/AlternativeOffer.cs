using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Alternatives;

/// <summary>A provider, or a service of our own, that a customer may turn to: one entry of the curated list.</summary>
public sealed class AlternativeOffer
{
    /// <summary>The region of a provider that works everywhere.</summary>
    public const string Everywhere = "*";

    /// <summary>The entry.</summary>
    public Guid Id { get; init; }

    /// <summary>Name of provider or service.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is a service of our own.</summary>
    public bool IsOwnService { get; init; }

    /// <summary>What it offers, in the words in which needs are put.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Countries and their parts by ISO 3166 (DE, DE-BY), or <see cref="Everywhere"/>.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>ISO 639-1; empty: not known.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Codes of the reasons for which it fits; empty: every reason.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>First day on which it may be suggested; null: since ever.</summary>
    public LocalDate? ValidFrom { get; init; }

    /// <summary>Last day on which it may be suggested; null: without end.</summary>
    public LocalDate? ValidTo { get; init; }

    /// <summary>The entries of a list that is joined by semicolons, without blanks around them.</summary>
    public static IReadOnlyList<string> ListOf(string? text) =>
        [.. (text ?? "").Split(';').Select(static entry => entry.Trim()).Where(static entry => entry.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether it may be suggested on a day.</summary>
    public bool IsValidOn(LocalDate day) => !(ValidFrom > day) && !(ValidTo < day);
}

/// <summary>What a customer needs when the relationship ends.</summary>
public sealed class AlternativeNeed
{
    /// <summary>Services; empty: not known.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Code as DE-BY; null: not known.</summary>
    public string? Region { get; init; }

    /// <summary>ISO 639-1; null: not known.</summary>
    public string? Language { get; init; }

    /// <summary>Code of the reason of the case; null: not decided.</summary>
    public string? Reason { get; init; }

    /// <summary>Local date of the suggestion.</summary>
    public LocalDate Day { get; init; }
}

/// <summary>A suggestion with what speaks for it.</summary>
public sealed class AlternativeMatch
{
    internal AlternativeMatch(AlternativeOffer offer, IReadOnlyList<string> services, string region, string? language, bool isForReason)
    {
        Offer = offer;
        Services = services;
        Region = region;
        Language = language;
        IsForReason = isForReason;
    }

    /// <summary>What is suggested.</summary>
    public AlternativeOffer Offer { get; }

    /// <summary>The needed services that it offers; empty: the needs are not known.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>The region of the offer that covers the customer's; empty: the customer's region is not known.</summary>
    public string Region { get; }

    /// <summary>The language of the customer, if it is spoken there; null: it is not known whether.</summary>
    public string? Language { get; }

    /// <summary>Whether it is meant for the reason of the case, not only for any.</summary>
    public bool IsForReason { get; }
}
