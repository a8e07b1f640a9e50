using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Offboarding.Plugins.Erasure;

/// <summary>The secret of one subject, from which the tokens that stand for its values are made.</summary>
/// <remarks>
/// A token follows from where a value stood, never from the value: writing it again changes nothing, and no dictionary of names finds it. Tokens are pseudonyms while
/// the key exists, and say nothing once it is destroyed.
/// </remarks>
public sealed class SubjectKey
{
    /// <summary>Length of the secret.</summary>
    public const int Octets = 32;

    /// <summary>How every token begins.</summary>
    internal const string TokenPrefix = "ANON-";

    const int TokenCharacters = 10;
    const int BitsPerCharacter = 5;
    const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    readonly byte[] secret;

    /// <summary>A key from its secret.</summary>
    /// <param name="secret">32 octets.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public SubjectKey(byte[] secret)
    {
        if (secret is not { Length: Octets }) throw new ArgumentException("A subject key has " + Octets + " octets, this one " + (secret?.Length ?? 0) + ".", nameof(secret));

        this.secret = secret;
    }

    /// <summary>What stands for the value of a column of a row: <c>ANON-</c> and ten characters of HMAC-SHA256 in base 32 (RFC 4648).</summary>
    public string Token(string table, Guid row, string column)
    {
        var digest = Commitment(table + "·" + row.ToString("D", CultureInfo.InvariantCulture) + "·" + column);
        var token = new StringBuilder(TokenPrefix, TokenPrefix.Length + TokenCharacters);
        for (var i = 0; i < TokenCharacters; i++) token.Append(Base32[BitsAt(digest, i * BitsPerCharacter)]);
        return token.ToString();
    }

    /// <summary>HMAC-SHA256 of a text under this key: 32 octets that say nothing about the text once the key is destroyed.</summary>
    public byte[] Commitment(string text)
    {
        using var hmac = new HMACSHA256(secret);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Digests many texts under this key; whoever asks disposes of it.</summary>
    internal HMACSHA256 NewHasher() => new(secret);

    /// <summary>A new key of random octets.</summary>
    internal static byte[] NewSecret()
    {
        var octets = new byte[Octets];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(octets);
        return octets;
    }

    static int BitsAt(byte[] octets, int at)
    {
        var pair = (octets[at / 8] << 8) | octets[(at / 8) + 1];
        return (pair >> (16 - BitsPerCharacter - (at % 8))) & 31;
    }
}
