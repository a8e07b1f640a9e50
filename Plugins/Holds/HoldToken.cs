using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Holds;

/// <summary>How many accounts the next step of placing holds takes, and which are left out because they fail.</summary>
/// <remarks>As text <c>100</c> or <c>50;id;id</c>. It names no place to go on from: an account that has its hold is no longer missing one.</remarks>
public sealed class HoldToken
{
    /// <summary>Accounts that may fail in one run: more of them have a common cause, which somebody must look at.</summary>
    public const int MostLeftOut = 20;

    HoldToken(int size, IReadOnlyList<Guid> leftOut)
    {
        Size = size;
        LeftOut = leftOut;
    }

    /// <summary>The beginning.</summary>
    public static HoldToken Start { get; } = new(PlaceHolds.AccountsPerStep, []);

    /// <summary>Accounts of the next step, 1 to <see cref="PlaceHolds.AccountsPerStep"/>.</summary>
    public int Size { get; }

    /// <summary>Accounts that failed alone.</summary>
    public IReadOnlyList<Guid> LeftOut { get; }

    /// <summary>Reads a token; null: it is none that a step gave.</summary>
    public static HoldToken? ParseOrNull(string text)
    {
        var parts = text.Split(';');
        if (parts.Length > MostLeftOut + 1 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > PlaceHolds.AccountsPerStep) return null;

        var leftOut = new List<Guid>();
        foreach (var part in parts.Skip(1))
        {
            if (!Guid.TryParseExact(part, "N", out var id)) return null;
            leftOut.Add(id);
        }

        return new HoldToken(size, leftOut);
    }

    /// <summary>After a step that failed: half as many.</summary>
    public HoldToken Halved() => new((Size + 1) / 2, LeftOut);

    /// <summary>After a step that succeeded: twice as many, up to the most.</summary>
    public HoldToken Grown() => new(Math.Min(Size * 2, PlaceHolds.AccountsPerStep), LeftOut);

    /// <summary>After an account that failed alone: without it, as many as ever.</summary>
    public HoldToken Without(Guid account) => new(PlaceHolds.AccountsPerStep, [.. LeftOut, account]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(";", [Size.ToString(CultureInfo.InvariantCulture), .. LeftOut.Select(static id => id.ToString("N"))]);
}
