using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>What a decision lacks, in words.</summary>
static class DecisionText
{
    /// <summary>What is missing, as the end of a sentence.</summary>
    internal static string Of(DecisionDefect defect, OffboardingCaseRow row, Language language) => defect switch
    {
        DecisionDefect.Reason => Messages.Part("OFF-TEXT-DECISION-REASON", language),
        DecisionDefect.Explanation => Messages.Part("OFF-TEXT-DECISION-EXPLANATION", language, "least", Number(DecisionRule.LeastCharacters), "words", Number(DecisionRule.LeastWords)),
        DecisionDefect.Placeholder => Messages.Part("OFF-TEXT-DECISION-PLACEHOLDER", language, "text", language.Quote(DecisionRule.PlaceholderIn(row.Explanation) ?? "?")),
        DecisionDefect.Situation => Messages.Part("OFF-TEXT-DECISION-SITUATION", language),
        DecisionDefect.Ratings => Messages.Part(
            "OFF-TEXT-DECISION-RATINGS", language, "names", string.Join(", ", DecisionRule.Unrated(row).Select(code => Messages.Part("OFF-TEXT-DECISION-" + code, language)))),
        DecisionDefect.Value => Messages.Part("OFF-TEXT-DECISION-VALUE", language),
        _ => Messages.Part("OFF-TEXT-DECISION-APPROVAL", language),
    };

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
