using System.Collections.Generic;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>A value on the do-not-reimport list, or to be compared with it: of what it was made, and its fingerprint.</summary>
/// <param name="Kind">E-mail address, or name and birth date.</param>
/// <param name="Text">64 hexadecimal digits: eight that name the key, 56 of HMAC-SHA256 (RFC 2104) under it.</param>
public sealed record Fingerprint(SuppressionKind Kind, string Text);

/// <summary>The key of the environment for fingerprints of the do-not-reimport list.</summary>
/// <remarks>Without it nobody can try a list of names against the fingerprints. It never changes: each fingerprint begins with the name of its key, so that a changed key is noticed.</remarks>
public sealed class SuppressionKey
{
    /// <summary>Digits that name the key.</summary>
    public const int NameDigits = 8;

    const int Digits = 64;

    readonly SubjectKey key;

    /// <summary>The key from its secret.</summary>
    public SuppressionKey(SubjectKey key)
    {
        this.key = key;
        Name = Digest.Hex(key.Commitment("do-not-reimport key")).Substring(0, NameDigits);
    }

    /// <summary>Eight hexadecimal digits that tell keys apart and say nothing about them.</summary>
    public string Name { get; }

    /// <summary>The fingerprints of a person: one for each e-mail address, one for name and birth date; none where a value is missing.</summary>
    public IReadOnlyList<Fingerprint> Of(IReadOnlyList<string?> emails, string? firstName, string? lastName, LocalDate? birthDate)
    {
        var all = new List<Fingerprint>();
        foreach (var email in PersonValues.Emails([.. emails])) all.Add(Of(SuppressionKind.Email, email));
        if (PersonValues.NameAndBirthDate(firstName, lastName, birthDate) is { } person) all.Add(Of(SuppressionKind.NameBirthdate, person));
        return all;
    }

    Fingerprint Of(SuppressionKind kind, string value) =>
        new(kind, Name + Digest.Hex(key.Commitment(kind.ToCode() + "\n" + value)).Substring(0, Digits - NameDigits));
}
