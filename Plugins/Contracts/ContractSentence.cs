using System;

namespace Offboarding.Plugins.Contracts;

/// <summary>What people read of a contract in the verdict on an account.</summary>
static class ContractSentence
{
    /// <summary>Whose contract it is, if not the account's own; where it stands; what is due by when.</summary>
    /// <param name="reviewed">The contract.</param>
    /// <param name="accountId">The account that is judged.</param>
    /// <param name="language">Of the reader.</param>
    internal static string Of(ReviewedContract reviewed, Guid accountId, Language language)
    {
        var contract = reviewed.Contract;
        var sentence = ContractMessages.For(reviewed.Evaluation, contract.Number, language);
        if (sentence.IndexOf(contract.Number, StringComparison.Ordinal) < 0) sentence = contract.Number + ": " + sentence;

        if (reviewed is { Obliges: true, IsOver: true } && contract.Facts.Has(ContractFlags.OpenServices))
            sentence += " " + ContractTexts.Format("alert.OPEN_SERVICES", language, static _ => null);

        foreach (var bad in contract.BadValues) sentence += " " + Of(contract, bad, language);

        var isOwn = contract.Accounts.Count > 0 && contract.Accounts[0] == accountId;
        return isOwn ? sentence : contract.AccountName + ": " + sentence;
    }

    /// <summary>Where a value that cannot be read stands in another table, so that somebody can correct it there.</summary>
    internal static string Of(OwnedContract contract, SourceBadValue bad, Language language) => Messages.Part(
        "OFF-TEXT-SOURCE-VALUE", language, "source", contract.SourceName ?? contract.Table, "table", contract.Table, "column", bad.Column,
        "fact", SourceFact.Label(bad.Fact, language), "value", language.Quote(bad.Value), "id", contract.Id.ToString("D"));
}
