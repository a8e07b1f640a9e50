namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Whether a former customer may be asked for a review or a referral.</summary>
public enum ReferenceAnswer
{
    /// <summary>Once, now.</summary>
    MayAsk,

    /// <summary>OFF-4600: there is no answered feedback.</summary>
    NoFeedback,

    /// <summary>OFF-4601: the feedback is not good enough, or has no figure.</summary>
    NotPositive,

    /// <summary>OFF-4602: it was asked for before.</summary>
    AskedBefore,
}

/// <summary>One request for a reference, only after good feedback. The basis is asked for by the consents, at the moment of the request.</summary>
public static class ReferenceRule
{
    /// <param name="isAnswered">Whether feedback was answered.</param>
    /// <param name="score">0 to 10; null: no scale was answered.</param>
    /// <param name="positiveFrom">Least score that counts as positive.</param>
    /// <param name="wasAsked">Whether any request was drafted or released for this customer before, in whatever case.</param>
    public static ReferenceAnswer Judge(bool isAnswered, decimal? score, decimal positiveFrom, bool wasAsked) =>
        wasAsked ? ReferenceAnswer.AskedBefore
        : !isAnswered ? ReferenceAnswer.NoFeedback
        : !(score >= positiveFrom) ? ReferenceAnswer.NotPositive
        : ReferenceAnswer.MayAsk;
}
