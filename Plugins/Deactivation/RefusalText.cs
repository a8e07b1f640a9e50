using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Plugins.Deactivation;

/// <summary>A refusal that names contracts: as many as fit, most urgent first, then how many more there are.</summary>
static class RefusalText
{
    /// <summary>What a dialog shows without scrolling; a longer message is cut by some clients.</summary>
    internal const int MostCharacters = 600;

    /// <summary>The refusal as an exception.</summary>
    /// <param name="code">A message with {account} and {contracts}.</param>
    /// <param name="language">Of the reader.</param>
    /// <param name="accountName">As the reader knows the account.</param>
    /// <param name="review">The verdict, with at least one contract that obliges.</param>
    internal static InvalidPluginExecutionException Of(string code, Language language, string accountName, AccountReview review)
    {
        var account = language.Quote(accountName);
        var room = MostCharacters - Messages.Format(code, language, "account", account, "contracts", "").Length;
        return Refusal.Of(code, language, "account", account, "contracts", Contracts(review, language, room));
    }

    /// <summary>Sentences on the contracts that oblige, most urgent first; at least one, then as many as fit into <paramref name="room"/> characters.</summary>
    internal static string Contracts(AccountReview review, Language language, int room)
    {
        var obliging = review.Contracts.Where(static contract => contract.Obliges).ToList();
        var text = new StringBuilder();
        for (var i = 0; i < obliging.Count; i++)
        {
            var sentence = ContractSentence.Of(obliging[i], review.AccountId, language);
            var left = obliging.Count - i - 1;
            var needed = text.Length + 1 + sentence.Length + (left > 0 ? 1 + More(left, language).Length : 0);
            if (i > 0 && needed > room) return text.Append(' ').Append(More(left + 1, language)).ToString();

            if (text.Length > 0) text.Append(' ');
            text.Append(sentence);
        }

        return text.ToString();
    }

    static string More(int count, Language language) =>
        Messages.Part("OFF-TEXT-MORE", language, "count", count.ToString(CultureInfo.InvariantCulture));
}
