using System;
using System.Globalization;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The stages of carrying out a plan, in their order: every row is masked before one is deleted, and histories are purged last, because masking writes into them.</summary>
public enum RunStage
{
    /// <summary>Values are overwritten.</summary>
    Mask,

    /// <summary>Masked rows are deleted.</summary>
    Delete,

    /// <summary>The audit history of the rows is deleted.</summary>
    Purge,

    /// <summary>The rows are read again.</summary>
    Verify,

    /// <summary>The certificate is written and the job ends.</summary>
    Settle,
}

/// <summary>Where a job stands: stage, part of the plan, rows of the part that are done. As text <c>mask:2:0</c>; kept in off_step.</summary>
public sealed record RunPlace(RunStage Stage, int Part, int Offset)
{
    /// <summary>Before the first write.</summary>
    public static RunPlace Start { get; } = new(RunStage.Mask, PlanContent.FirstWork, 0);

    /// <summary>Further within the part.</summary>
    internal RunPlace Past(int rows) => this with { Offset = Offset + rows };

    /// <summary>The next part, or the next stage after the last one.</summary>
    internal RunPlace Next(int parts) => Part < parts ? new RunPlace(Stage, Part + 1, 0) : new RunPlace(Stage + 1, PlanContent.FirstWork, 0);

    /// <inheritdoc/>
    public override string ToString() => Stage.ToString().ToLowerInvariant() + ":" + Part.ToString(CultureInfo.InvariantCulture) + ":" + Offset.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the column off_step; blank: <see cref="Start"/>.</summary>
    /// <exception cref="FormatException">Somebody changed it.</exception>
    public static RunPlace Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Start;

        var parts = text!.Split(':');
        if (parts.Length != 3 || !Enum.TryParse<RunStage>(parts[0], ignoreCase: true, out var stage)) throw new FormatException("'" + text + "' is no place of a run.");

        return new RunPlace(stage, int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
