using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Contracts;

/// <summary>The verdict on an account in one or two sentences.</summary>
static class AccountSentence
{
    internal static string Of(AccountReview review, Language language)
    {
        if (review.Contracts.Count == 0) return Messages.Part("OFF-TEXT-NO-CONTRACT", language);
        if (review.Verdict.Status == AccountStatus.Clear) return Messages.Part("OFF-TEXT-CLEAR", language);

        var obliging = review.Contracts.Count(static contract => contract.Obliges);
        var first = ContractSentence.Of(review.Contracts[0], review.AccountId, language);
        var possible = review.Verdict is { Status: AccountStatus.Blocked, EarliestDeactivation: { } day }
            ? " " + Messages.Part("OFF-TEXT-POSSIBLE-FROM", language, "day", language.Text(day))
            : "";
        return first + More(obliging - 1, language) + possible;
    }

    static string More(int count, Language language) =>
        count <= 0 ? "" : " " + Messages.Part("OFF-TEXT-MORE", language, "count", count.ToString(CultureInfo.InvariantCulture));
}
