using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Digest of what a letter says, by which an edit after the release and the same text to many are found.</summary>
static class LetterDigest
{
    /// <summary>SHA-256 of subject and words; how lines break does not count. Names of the recipient and the customer stand as marks, so that the same text to two of them has one digest.</summary>
    /// <param name="subject">Null: blank.</param>
    /// <param name="words">Of <see cref="PlainText.Of"/>.</param>
    /// <param name="recipient">First name, surname.</param>
    /// <param name="account">Name of the customer.</param>
    internal static string Of(string? subject, string words, Recipient recipient, string account)
    {
        var text = PlainText.Flat(subject ?? "") + "\n" + PlainText.Flat(words);
        var names = new List<KeyValuePair<string, string>>
        {
            new(account, "{account}"), new(recipient.FullName, "{contact}"), new(recipient.LastName ?? "", "{surname}"), new(recipient.FirstName ?? "", "{firstname}"),
        };
        foreach (var name in names.Where(static one => one.Key.Trim().Length > 1).OrderByDescending(static one => one.Key.Length)) text = text.Replace(name.Key.Trim(), name.Value);

        return Digest.Of(text);
    }
}
