using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Review;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>The parts of aftercare, in their order.</summary>
enum AftercarePart
{
    /// <summary>Check-ins whose day has come.</summary>
    CheckIns,

    /// <summary>New leads and service cases of former customers.</summary>
    Inquiries,

    /// <summary>Signals of relationships.</summary>
    Review,
}

/// <summary>Where aftercare stands: <c>C;left out;…</c>, <c>I</c> or <c>R</c> with a <see cref="ReviewToken"/>.</summary>
sealed class AftercareToken
{
    /// <summary>Check-ins that may fail in one run.</summary>
    internal const int MostLeftOut = 20;

    internal const string InquiriesMark = "I";
    internal const string ReviewMark = "R";
    const string CheckInsMark = "C";

    AftercareToken(AftercarePart part, IReadOnlyList<Guid> leftOut, string rest)
    {
        Part = part;
        LeftOut = leftOut;
        Rest = rest;
    }

    internal AftercarePart Part { get; }

    /// <summary>Check-ins that failed in this run; they are due again in the next.</summary>
    internal IReadOnlyList<Guid> LeftOut { get; }

    /// <summary>Token of the walk over inquiries or accounts; empty: its beginning.</summary>
    internal string Rest { get; }

    internal static AftercareToken Start { get; } = new(AftercarePart.CheckIns, [], "");

    /// <summary>Null: no token of ours.</summary>
    internal static AftercareToken? ParseOrNull(string text)
    {
        if (text.Length == 0) return Start;
        if (text.StartsWith(ReviewMark, StringComparison.Ordinal)) return new AftercareToken(AftercarePart.Review, [], text.Substring(ReviewMark.Length));
        if (text.StartsWith(InquiriesMark, StringComparison.Ordinal)) return new AftercareToken(AftercarePart.Inquiries, [], text.Substring(InquiriesMark.Length));

        var parts = text.Split(';');
        if (parts[0] != CheckInsMark || parts.Length > MostLeftOut + 1) return null;

        var leftOut = new List<Guid>();
        foreach (var part in parts.Skip(1))
        {
            if (!Guid.TryParseExact(part, "N", out var id)) return null;
            leftOut.Add(id);
        }

        return new AftercareToken(AftercarePart.CheckIns, leftOut, "");
    }

    internal AftercareToken Without(Guid checkIn) => new(AftercarePart.CheckIns, [.. LeftOut, checkIn], "");

    /// <inheritdoc/>
    public override string ToString() => Part switch
    {
        AftercarePart.CheckIns => string.Join(";", [CheckInsMark, .. LeftOut.Select(static id => id.ToString("N"))]),
        AftercarePart.Inquiries => InquiriesMark + Rest,
        _ => ReviewMark + Rest,
    };
}
