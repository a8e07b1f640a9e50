using System;

namespace Offboard;

/// <summary>A command cannot go on. The message is for the person at the keyboard; there is no stack trace to read.</summary>
/// <param name="problem">What is wrong, naming file, value or argument. One sentence.</param>
/// <param name="remedy">What to do about it. One sentence.</param>
public sealed class CommandFailure(string problem, string remedy) : Exception(problem + " " + remedy)
{
    /// <summary>What is wrong.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
