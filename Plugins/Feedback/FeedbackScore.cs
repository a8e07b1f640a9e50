using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Feedback;

/// <summary>How a question is answered.</summary>
public enum AnswerScale
{
    /// <summary>In words, kept as they were said.</summary>
    Text,

    /// <summary>From 1, not at all, to 5, fully.</summary>
    OneToFive,

    /// <summary>From 0, not at all, to 10, certainly.</summary>
    ZeroToTen,

    /// <summary>1 for yes, 0 for no.</summary>
    YesNo,
}

/// <summary>A value on the scale of its question.</summary>
public sealed class ScaledAnswer
{
    /// <summary>An answer.</summary>
    public ScaledAnswer(AnswerScale scale, int value)
    {
        Scale = scale;
        Value = value;
    }

    /// <summary>Scale of the question.</summary>
    public AnswerScale Scale { get; }

    /// <summary>As it was given.</summary>
    public int Value { get; }
}

/// <summary>One figure for the answers of a form or an interview, so that both compare.</summary>
public static class FeedbackScore
{
    /// <summary>Smallest value of a scale.</summary>
    public static int Least(AnswerScale scale) => scale == AnswerScale.OneToFive ? 1 : 0;

    /// <summary>Largest value of a scale; null: it has no values.</summary>
    public static int? Most(AnswerScale scale) => scale switch { AnswerScale.OneToFive => 5, AnswerScale.ZeroToTen => 10, AnswerScale.YesNo => 1, _ => null };

    /// <summary>Whether a value lies on the scale.</summary>
    public static bool IsOn(AnswerScale scale, int value) => Most(scale) is { } most && value >= Least(scale) && value <= most;

    /// <summary>Mean of the scales of five and ten, brought to 0 to 10, with two digits; yes and no, and words, do not count. Null: no scale was answered.</summary>
    public static decimal? Of(IEnumerable<ScaledAnswer> answers)
    {
        var points = answers.Where(static answer => answer.Scale is AnswerScale.OneToFive or AnswerScale.ZeroToTen).Select(static answer => Points(answer)).ToList();
        return points.Count == 0 ? null : Math.Round(points.Average(), 2, MidpointRounding.AwayFromZero);
    }

    static decimal Points(ScaledAnswer answer) => answer.Scale == AnswerScale.OneToFive ? (answer.Value - 1) * 2.5m : answer.Value;
}
