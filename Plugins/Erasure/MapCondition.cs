using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Erasure;

/// <summary>When an entry of the erasure map acts on a row.</summary>
public enum MapCondition
{
    /// <summary>Whenever the row's own line is due.</summary>
    Always,

    /// <summary>The account is run by one person, whose name and address it bears.</summary>
    SoleTrader,

    /// <summary>The account is a legal person or a partnership: its name is no personal data (Recital 14 GDPR).</summary>
    NoSoleTrader,

    /// <summary>Not when the contact is only reduced to what a standing consent needs.</summary>
    UnlessConsent,

    /// <summary>Not when a standing consent needs this very column.</summary>
    UnlessConsentChannel,

    /// <summary>Up to and including the retention end of the row's own line.</summary>
    BeforeRetentionEnd,

    /// <summary>From the earliest erasure of the row's own line.</summary>
    FromEarliestErasure,

    /// <summary>Another class or another subject keeps the row, and a line of this subject is due.</summary>
    RowKeptForAnotherGround,

    /// <summary>The note carries a file.</summary>
    IsDocument,

    /// <summary>The row to which this one belongs is a contact, or an account run by one person.</summary>
    ParentMasked,
}

/// <summary>The codes of <see cref="MapCondition"/> in the map.</summary>
public static class MapConditionCodes
{
    static readonly Dictionary<string, MapCondition> ByCode = new(StringComparer.Ordinal)
    {
        [""] = MapCondition.Always,
        ["sole_trader"] = MapCondition.SoleTrader,
        ["!sole_trader"] = MapCondition.NoSoleTrader,
        ["unless_consent"] = MapCondition.UnlessConsent,
        ["unless_consent_channel"] = MapCondition.UnlessConsentChannel,
        ["before retention end"] = MapCondition.BeforeRetentionEnd,
        ["from earliest erasure"] = MapCondition.FromEarliestErasure,
        ["row kept for another ground"] = MapCondition.RowKeptForAnotherGround,
        ["isdocument"] = MapCondition.IsDocument,
        ["parent masked"] = MapCondition.ParentMasked,
    };

    /// <summary>All codes but the empty one, for messages.</summary>
    public static string Expected { get; } = string.Join(", ", ByCode.Keys.Where(static code => code.Length > 0));

    /// <summary>The condition of a code; null: there is none.</summary>
    public static MapCondition? FromCode(string code) => ByCode.TryGetValue(code, out var condition) ? condition : null;

    /// <summary>The code of a condition.</summary>
    public static string ToCode(this MapCondition condition) => ByCode.First(pair => pair.Value == condition).Key;

    /// <summary>Whether no row can ever fulfil both. A row that another ground keeps has a line of its own that is not due.</summary>
    public static bool Excludes(this MapCondition one, MapCondition other) => IsPair(one, other) || IsPair(other, one);

    static bool IsPair(MapCondition one, MapCondition other) => one switch
    {
        MapCondition.SoleTrader => other == MapCondition.NoSoleTrader,
        MapCondition.FromEarliestErasure => other is MapCondition.BeforeRetentionEnd or MapCondition.RowKeptForAnotherGround,
        _ => false,
    };
}
