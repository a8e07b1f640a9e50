using System;
using System.Globalization;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Where a caller of the run stands: which job it holds, under which lease, and how many rows the next step may take. All else is in rows.</summary>
/// <param name="Job">Id of the job.</param>
/// <param name="Fence">Number of the lease.</param>
/// <param name="Size">Rows that the next step takes at most.</param>
/// <param name="Suspect">Rows from where the job stands among which one made a step fail; 0: none is known.</param>
public sealed record RunToken(Guid Job, int Fence, int Size, int Suspect)
{
    /// <summary>A lease that was taken just now.</summary>
    internal static RunToken Of(Guid job, int fence) => new(job, fence, PlanContent.RowsPerPart, 0);

    /// <summary>After a step that failed: half as many rows, and one of those is to blame.</summary>
    internal RunToken Halved(int attempted) => this with { Size = (attempted + 1) / 2, Suspect = attempted };

    /// <summary>After a step that succeeded: what is left of those among which one is to blame, in halves; else as many as ever.</summary>
    internal RunToken Advanced(int done)
    {
        var left = Suspect - done;
        return left > 0 ? this with { Size = (left + 1) / 2, Suspect = left } : Of(Job, Fence);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(".", [Job.ToString("N"), Text(Fence), Text(Size), Text(Suspect)]);

    /// <summary>Reads a token; null: it is none that a step gave.</summary>
    public static RunToken? ParseOrNull(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && Guid.TryParseExact(parts[0], "N", out var job) && IsNumber(parts[1], out var fence)
            && IsNumber(parts[2], out var size) && size is >= 1 and <= PlanContent.RowsPerPart && IsNumber(parts[3], out var suspect) && suspect <= PlanContent.RowsPerPart
            ? new RunToken(job, fence, size, suspect)
            : null;
    }

    static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
