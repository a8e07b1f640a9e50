using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Offboarding.Plugins;

/// <summary>Digests as the product writes them: lower-case hexadecimal digits.</summary>
static class Digest
{
    /// <summary>SHA-256 of a text in UTF-8; 64 digits.</summary>
    internal static string Of(string text)
    {
        using var algorithm = SHA256.Create();
        return Hex(algorithm.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Two digits for each octet.</summary>
    internal static string Hex(byte[] octets) => string.Concat(octets.Select(static octet => octet.ToString("x2", CultureInfo.InvariantCulture)));
}
