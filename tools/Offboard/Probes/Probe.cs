using System;

namespace Offboard.Probes;

/// <summary>A question about the platform that its documentation leaves open, and the experiment that answers it.</summary>
/// <param name="Name">Short name, in the notes and rows of the experiment, too.</param>
/// <param name="Question">What is asked, as a question.</param>
/// <param name="A">The reading that the embedded Dataverse takes by default.</param>
/// <param name="B">The other one.</param>
/// <param name="Run">The experiment. It works in a scratch space of its own, which is removed whatever happens.</param>
internal sealed record Probe(string Name, string Question, ReadingText A, ReadingText B, Func<ScratchSpace, ProbeAnswer> Run)
{
    /// <summary>A third reading, where there is one.</summary>
    public ReadingText? C { get; init; }

    /// <summary>The text of a reading; null: no reading was found.</summary>
    public ReadingText? Of(Reading reading) => reading switch
    {
        Reading.A => A,
        Reading.B => B,
        Reading.C => C,
        _ => null,
    };
}

/// <summary>One way in which the platform may behave.</summary>
/// <param name="Text">What it does, as a sentence.</param>
/// <param name="Option">What to set in EnvironmentOptions, so that the embedded Dataverse does the same; null: it does so by itself, or cannot.</param>
internal sealed record ReadingText(string Text, string? Option = null)
{
    /// <summary>A reading that the embedded Dataverse has no option for.</summary>
    public static implicit operator ReadingText(string text) => new(text);
}

/// <summary>What an experiment found.</summary>
internal enum Reading
{
    /// <summary>Neither: the answer says why.</summary>
    CannotTell,

    /// <summary>The reading of the embedded Dataverse.</summary>
    A,

    /// <summary>The other reading.</summary>
    B,

    /// <summary>A third reading.</summary>
    C,

    /// <summary>The experiment failed where it should not.</summary>
    Failed,
}

/// <summary>The outcome of an experiment.</summary>
/// <param name="Reading">Which reading is true here.</param>
/// <param name="Seen">What was seen, or why nothing could be told.</param>
internal sealed record ProbeAnswer(Reading Reading, string Seen)
{
    /// <summary>A or B by what was seen.</summary>
    public static ProbeAnswer Of(bool isFirst, string seen) => new(isFirst ? Reading.A : Reading.B, seen);

    /// <summary>Nothing can be told.</summary>
    /// <param name="why">Why, and where there is one what to do about it.</param>
    public static ProbeAnswer CannotTell(string why) => new(Reading.CannotTell, why);
}

/// <summary>An experiment cannot be made here. It says why, and what to do about it.</summary>
internal sealed class ProbeNotPossibleException(string why, Exception? cause = null) : Exception(why, cause);
