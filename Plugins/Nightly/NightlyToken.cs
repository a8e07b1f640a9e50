using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Nightly;

/// <summary>Where a nightly run stands: how many contracts a step takes, and which were left out because they fail.</summary>
/// <remarks>
/// As text <c>100</c> or <c>50;id;id</c>. It names no place to go on from: what was done is no longer due, so each step takes the first that are.
/// </remarks>
public sealed class NightlyToken
{
    /// <summary>Contracts a step: with at most 5 writes each, of 50 ms, a step takes less than half of its 60 seconds.</summary>
    public const int ContractsPerStep = 100;

    /// <summary>Contracts that may fail in one run: more of them have a common cause, which somebody must look at.</summary>
    public const int MostLeftOut = 20;

    NightlyToken(int size, IReadOnlyList<Guid> leftOut)
    {
        Size = size;
        LeftOut = leftOut;
    }

    /// <summary>Contracts of the next step, 1 to <see cref="ContractsPerStep"/>.</summary>
    public int Size { get; }

    /// <summary>Contracts that failed alone.</summary>
    public IReadOnlyList<Guid> LeftOut { get; }

    /// <summary>The beginning of a run.</summary>
    public static NightlyToken Start { get; } = new(ContractsPerStep, []);

    /// <summary>Reads a token; null: it is none that the run gave.</summary>
    public static NightlyToken? ParseOrNull(string text)
    {
        var parts = text.Split(';');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > ContractsPerStep) return null;
        if (parts.Length > MostLeftOut + 1) return null;

        var leftOut = new List<Guid>();
        foreach (var part in parts.Skip(1))
        {
            if (!Guid.TryParseExact(part, "N", out var id)) return null;

            leftOut.Add(id);
        }

        return new NightlyToken(size, leftOut);
    }

    /// <summary>After a step that failed: half as many contracts.</summary>
    public NightlyToken Halved() => new((Size + 1) / 2, LeftOut);

    /// <summary>After a step that succeeded: twice as many, up to the most.</summary>
    public NightlyToken Grown() => new(Math.Min(Size * 2, ContractsPerStep), LeftOut);

    /// <summary>After a contract that failed alone: without it, as many as ever.</summary>
    public NightlyToken Without(Guid contract) => new(ContractsPerStep, [.. LeftOut, contract]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(";", [Size.ToString(CultureInfo.InvariantCulture), .. LeftOut.Select(static id => id.ToString("N"))]);
}
