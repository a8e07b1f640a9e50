using System;
using System.Collections.Generic;

namespace Offboard.Story;

/// <summary>Holds the solution to the story: a demonstration that only prints could show success where there is none.</summary>
internal static class Expect
{
    /// <exception cref="CommandFailure">The values differ.</exception>
    public static void Equal<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) throw Deviation(what, $"{expected}", $"{actual}");
    }

    /// <exception cref="CommandFailure">It is not so.</exception>
    public static void True(string what, bool actual) => Equal(what, expected: true, actual);

    /// <summary>The refusal, which must carry the code.</summary>
    /// <exception cref="CommandFailure">Nothing was refused, or for another reason.</exception>
    public static string Refused(string what, string code, string? refusal) =>
        refusal is not null && refusal.EndsWith($"[{code}]", StringComparison.Ordinal) ? refusal : throw Deviation(what, $"a refusal with {code}", refusal ?? "no refusal");

    static CommandFailure Deviation(string what, string expected, string actual) =>
        new($"The story goes otherwise than it should: {what} is {actual}, expected {expected}.", "This is a defect of the solution or of the samples; please report it.");
}
