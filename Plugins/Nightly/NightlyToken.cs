using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Nightly;

/// <summary>Where a nightly run stands: what it looks at, how many rows a step takes, and which were left out because they fail.</summary>
/// <remarks>
/// As text <c>100</c> or <c>50;id;id</c> for contracts, with an F before it for findings, which come first. It names no place to go on from: what was done is no longer due, so each step takes the first that are.
/// </remarks>
public sealed class NightlyToken
{
    /// <summary>Contracts a step: with at most 5 writes each, of 50 ms, a step takes less than half of its 60 seconds.</summary>
    public const int ContractsPerStep = 100;

    /// <summary>Contracts that may fail in one run: more of them have a common cause, which somebody must look at.</summary>
    public const int MostLeftOut = 20;

    const string FindingsMark = "F";

    NightlyToken(int size, IReadOnlyList<Guid> leftOut, bool isForFindings = false)
    {
        IsForFindings = isForFindings;
        Size = size;
        LeftOut = leftOut;
    }

    /// <summary>Whether the run still looks for findings; then ids are those of their accounts or of findings.</summary>
    public bool IsForFindings { get; }

    /// <summary>Contracts of the next step, 1 to <see cref="ContractsPerStep"/>.</summary>
    public int Size { get; }

    /// <summary>Contracts that failed alone.</summary>
    public IReadOnlyList<Guid> LeftOut { get; }

    /// <summary>The beginning of a run.</summary>
    public static NightlyToken Start { get; } = new(ContractsPerStep, [], isForFindings: true);

    /// <summary>Where contracts begin, after findings.</summary>
    public static NightlyToken Contracts { get; } = new(ContractsPerStep, []);

    /// <summary>Reads a token; null: it is none that the run gave.</summary>
    public static NightlyToken? ParseOrNull(string text)
    {
        var isForFindings = text.StartsWith(FindingsMark, StringComparison.Ordinal);
        var parts = (isForFindings ? text.Substring(FindingsMark.Length) : text).Split(';');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > ContractsPerStep) return null;
        if (parts.Length > MostLeftOut + 1) return null;

        var leftOut = new List<Guid>();
        foreach (var part in parts.Skip(1))
        {
            if (!Guid.TryParseExact(part, "N", out var id)) return null;

            leftOut.Add(id);
        }

        return new NightlyToken(size, leftOut, isForFindings);
    }

    /// <summary>After a step that failed: half as many contracts.</summary>
    public NightlyToken Halved() => new((Size + 1) / 2, LeftOut, IsForFindings);

    /// <summary>After a step that succeeded: twice as many, up to the most.</summary>
    public NightlyToken Grown() => new(Math.Min(Size * 2, ContractsPerStep), LeftOut, IsForFindings);

    /// <summary>After a contract that failed alone: without it, as many as ever.</summary>
    public NightlyToken Without(Guid contract) => new(ContractsPerStep, [.. LeftOut, contract], IsForFindings);

    /// <inheritdoc/>
    public override string ToString() => (IsForFindings ? FindingsMark : "") + string.Join(";", [Size.ToString(CultureInfo.InvariantCulture), .. LeftOut.Select(static id => id.ToString("N"))]);
}
