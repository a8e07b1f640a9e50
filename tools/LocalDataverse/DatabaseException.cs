using System;

namespace LocalDataverse;

/// <summary>The file of an environment cannot be created, opened or read. Nothing in it was changed.</summary>
public sealed class DatabaseException : Exception
{
    internal DatabaseException(string file, string problem, string remedy, Exception? cause = null)
        : base($"{file}: {problem} {remedy}", cause)
    {
        File = file;
        Problem = problem;
        Remedy = remedy;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>What is wrong. One sentence.</summary>
    public string Problem { get; }

    /// <summary>What to do about it. One sentence.</summary>
    public string Remedy { get; }
}
