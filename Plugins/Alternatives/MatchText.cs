using System.Collections.Generic;

namespace Offboarding.Plugins.Alternatives;

/// <summary>What speaks for a suggestion, in words.</summary>
static class MatchText
{
    /// <summary>One sentence for each fact that matches.</summary>
    internal static string Of(AlternativeMatch match, Language language)
    {
        var facts = new List<string>();
        if (match.Services.Count > 0) facts.Add(Messages.Part("OFF-TEXT-MATCH-SERVICES", language, "services", string.Join(", ", match.Services)));
        facts.Add(match.Region == AlternativeOffer.Everywhere ? Messages.Part("OFF-TEXT-MATCH-EVERYWHERE", language) : Messages.Part("OFF-TEXT-MATCH-REGION", language, "region", match.Region));
        if (match.Language is { } spoken) facts.Add(Messages.Part("OFF-TEXT-MATCH-LANGUAGE", language, "language", spoken));
        if (match.IsForReason) facts.Add(Messages.Part("OFF-TEXT-MATCH-REASON", language));
        if (match.Offer.IsOwnService) facts.Add(Messages.Part("OFF-TEXT-MATCH-OWN", language));
        return string.Join(" ", facts);
    }
}
