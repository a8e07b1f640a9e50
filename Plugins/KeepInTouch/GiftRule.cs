namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Whether a gift to a customer's contact may be given.</summary>
public enum GiftAnswer
{
    /// <summary>It may.</summary>
    MayGive,

    /// <summary>OFF-4611: its value is missing or not above zero.</summary>
    NoValue,

    /// <summary>OFF-4612: nobody noted that the recipient may accept it.</summary>
    NoComplianceNote,

    /// <summary>OFF-4613: it is above the limit and not approved.</summary>
    NeedsApproval,
}

/// <summary>A small present as thanks: a value limit, above it the approval of another person, and in each case a note that the recipient may accept it.</summary>
/// <remarks>Gifts to office holders and employees can be an offence whatever they are worth (§§ 299, 331 to 334 StGB): the limit is the company's own, not the law's.</remarks>
public static class GiftRule
{
    /// <param name="value">In base currency; null: not recorded.</param>
    /// <param name="limit">Largest value without approval.</param>
    /// <param name="isApproved">Whether another person approved it.</param>
    /// <param name="hasNote">Whether a compliance note is there.</param>
    public static GiftAnswer Judge(decimal? value, decimal limit, bool isApproved, bool hasNote) =>
        !(value > 0) ? GiftAnswer.NoValue
        : !hasNote ? GiftAnswer.NoComplianceNote
        : value > limit && !isApproved ? GiftAnswer.NeedsApproval
        : GiftAnswer.MayGive;
}
