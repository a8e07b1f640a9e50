namespace Offboard;

/// <summary>What every command of <c>offboard</c> tells its caller. Documented in docs/reference/cli.md.</summary>
public static class ExitCode
{
    /// <summary>Everything was done; nothing needs attention.</summary>
    public const int Done = 0;

    /// <summary>Nothing was done: wrong arguments, a file that cannot be read, a defect. The message says what to do.</summary>
    public const int Failed = 1;

    /// <summary>Done, but something needs attention: a row that could not be read, a case whose result differs from the expected one.</summary>
    public const int NeedsAttention = 2;

    /// <summary>A check found defects in what it checked, or a rehearsal is blocked.</summary>
    public const int Findings = 3;

    /// <summary>The user cancelled (Ctrl+C). Output files are as they were before.</summary>
    public const int Cancelled = 130;
}
