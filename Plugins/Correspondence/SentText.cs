using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Subject and words of an activity.</summary>
/// <param name="Subject">Blank: empty.</param>
/// <param name="Words">Without markup.</param>
sealed record SentText(string Subject, string Words)
{
    internal static SentText Of(Entity activity) => new(
        activity.GetAttributeValue<string?>(LetterActivity.Subject) ?? "",
        PlainText.Of(activity.GetAttributeValue<string?>(LetterActivity.Description), activity.LogicalName == LetterActivity.Email));

    internal string Digest(Recipient recipient, string account) => LetterDigest.Of(Subject, Words, recipient, account);
}
