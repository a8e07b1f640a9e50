using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Nightly;

/// <summary>Where a nightly run stands: what it looks at, how many rows a step takes, and which were left out because they fail.</summary>
/// <remarks>
/// As text <c>100</c> or <c>50;id;id</c> for contracts, with an F before it for findings, which come first, and a C for cases, which come last. It names no place to go on from: what was done is no longer due, so each step takes the first that are.
/// </remarks>
public sealed class NightlyToken
{
    /// <summary>Contracts a step: with at most 5 writes each, of 50 ms, a step takes less than half of its 60 seconds.</summary>
    public const int ContractsPerStep = 100;

    /// <summary>Contracts that may fail in one run: more of them have a common cause, which somebody must look at.</summary>
    public const int MostLeftOut = 20;

    NightlyToken(NightlyPhase phase, int size, IReadOnlyList<Guid> leftOut)
    {
        Phase = phase;
        Size = size;
        LeftOut = leftOut;
    }

    /// <summary>What the run looks at.</summary>
    public NightlyPhase Phase { get; }

    /// <summary>Contracts of the next step, 1 to <see cref="ContractsPerStep"/>.</summary>
    public int Size { get; }

    /// <summary>What failed alone: contracts; cases; accounts of findings, or findings.</summary>
    public IReadOnlyList<Guid> LeftOut { get; }

    /// <summary>The beginning of a run.</summary>
    public static NightlyToken Start { get; } = new(NightlyPhase.Findings, ContractsPerStep, []);

    /// <summary>Where contracts begin, after findings.</summary>
    public static NightlyToken Contracts { get; } = new(NightlyPhase.Contracts, ContractsPerStep, []);

    /// <summary>Where cases begin, after contracts: one a step, because one that is refused undoes its step.</summary>
    public static NightlyToken Cases { get; } = new(NightlyPhase.Cases, 1, []);

    /// <summary>Reads a token; null: it is none that the run gave.</summary>
    public static NightlyToken? ParseOrNull(string text)
    {
        var phase = text.StartsWith("F", StringComparison.Ordinal) ? NightlyPhase.Findings
            : text.StartsWith("C", StringComparison.Ordinal) ? NightlyPhase.Cases
            : NightlyPhase.Contracts;
        var parts = text.Substring(MarkOf(phase).Length).Split(';');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > ContractsPerStep) return null;
        if (parts.Length > MostLeftOut + 1) return null;

        var leftOut = new List<Guid>();
        foreach (var part in parts.Skip(1))
        {
            if (!Guid.TryParseExact(part, "N", out var id)) return null;

            leftOut.Add(id);
        }

        return new NightlyToken(phase, size, leftOut);
    }

    /// <summary>After a step that failed: half as many contracts.</summary>
    public NightlyToken Halved() => new(Phase, (Size + 1) / 2, LeftOut);

    /// <summary>After a step that succeeded: twice as many, up to the most.</summary>
    public NightlyToken Grown() => new(Phase, Math.Min(Size * 2, ContractsPerStep), LeftOut);

    /// <summary>After a contract that failed alone: without it, as many as ever.</summary>
    public NightlyToken Without(Guid contract) => new(Phase, Phase == NightlyPhase.Cases ? 1 : ContractsPerStep, [.. LeftOut, contract]);

    /// <inheritdoc/>
    public override string ToString() => MarkOf(Phase) + string.Join(";", [Size.ToString(CultureInfo.InvariantCulture), .. LeftOut.Select(static id => id.ToString("N"))]);

    static string MarkOf(NightlyPhase phase) => phase switch { NightlyPhase.Findings => "F", NightlyPhase.Cases => "C", _ => "" };
}

/// <summary>The parts of a nightly run, in their order.</summary>
public enum NightlyPhase
{
    /// <summary>What went past the checks.</summary>
    Findings,

    /// <summary>Contracts that are due, and the verdicts on their accounts.</summary>
    Contracts,

    /// <summary>Cases that complete by themselves.</summary>
    Cases,
}
