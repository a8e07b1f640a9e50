using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip;

namespace SolutionPackager;

/// <summary>The zip around a solution: parts by name, the same bytes for the same parts on every machine.</summary>
/// <remarks>
/// Compressed by managed code, because the deflate of .NET differs between builds of zlib. No directory entries, no timestamps, no traces
/// of the host. Names in a zip are escaped as in a URI, names in <see cref="Read"/> and <see cref="Write"/> are not.
/// </remarks>
public static class PackageZip
{
    /// <summary>Largest content that <see cref="Read"/> unpacks, in bytes; ten times what Dataverse imports.</summary>
    public const long MaximumContentBytes = 1L << 30;

    static readonly DateTime Epoch = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>SHA-256 (64 hexadecimal digits, upper case) over names and uncompressed bytes of all parts: equal for equal content, however it was compressed.</summary>
    /// <param name="zip">A solution's zip.</param>
    /// <exception cref="SolutionSourceException">The zip is broken.</exception>
    public static string ContentHash(byte[] zip)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in Read(new MemoryStream(zip, writable: false)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The zip of these parts.</summary>
    internal static byte[] Write(IReadOnlyDictionary<string, byte[]> parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipOutputStream(stream) { IsStreamOwner = false, UseZip64 = UseZip64.Off })
        {
            zip.SetLevel(6);     // 9 takes more than twice as long for a hundredth less
            foreach (var (name, content) in parts.Select(part => (Name: Escape(part.Key), part.Value)).OrderBy(part => part.Name, StringComparer.Ordinal))
            {
                var crc = new Crc32();
                crc.Update(content);
                zip.PutNextEntry(new ZipEntry(name)
                {
                    CompressionMethod = CompressionMethod.Deflated,
                    Crc = crc.Value,
                    DateTime = Epoch,
                    ExternalFileAttributes = 0,
                    HostSystem = (int)HostSystemID.Msdos,
                    IsUnicodeText = false,      // escaped names are ASCII
                    Size = content.Length,
                });
                zip.Write(content, 0, content.Length);
                zip.CloseEntry();
            }
        }

        return stream.ToArray();
    }

    /// <summary>The parts by unescaped name.</summary>
    /// <exception cref="SolutionSourceException">Broken, encrypted or too large, a checksum is wrong, or a name leads out of the folder.</exception>
    internal static SortedDictionary<string, byte[]> Read(Stream stream)
    {
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var folded = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var name = "(zip)";
        try
        {
            using var zip = new ZipFile(stream, leaveOpen: true);
            var left = MaximumContentBytes;
            foreach (var entry in zip.Cast<ZipEntry>().Where(entry => entry.IsFile))
            {
                name = entry.Name;
                var path = SafePath(entry);
                if (!folded.Add(path)) throw Broken(name, "The name occurs twice in the zip (upper and lower case count as equal).");

                var content = Content(zip, entry, left);
                left -= content.Length;
                parts.Add(path, content);
            }
        }
        catch (Exception error) when (error is SharpZipBaseException or EndOfStreamException or IOException or IndexOutOfRangeException or ArgumentException)
        {
            throw new SolutionSourceException(name, null, $"The zip is broken: {error.Message}", "Download or export it again.", error);
        }

        return parts;
    }

    static byte[] Content(ZipFile zip, ZipEntry entry, long limit)
    {
        if (entry.IsCrypted) throw Broken(entry.Name, "The entry is encrypted.");

        using var content = new MemoryStream();
        using var reader = zip.GetInputStream(entry);
        var buffer = new byte[81920];
        for (int read; (read = reader.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if (content.Length + read > limit) throw Broken(entry.Name, $"The zip holds more than {MaximumContentBytes:N0} bytes.");
            content.Write(buffer, 0, read);
        }

        var bytes = content.ToArray();
        var crc = new Crc32();
        crc.Update(bytes);
        if (crc.Value != entry.Crc) throw Broken(entry.Name, "The part's checksum is wrong.");
        return bytes;
    }

    static string SafePath(ZipEntry entry)
    {
        var path = Uri.UnescapeDataString(entry.Name);
        var parts = path.Split('/');
        if (path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal) || parts.Any(part => part is "" or "." or ".."))
        {
            throw Broken(entry.Name, "The name leads out of the folder or is none.");
        }

        return path;
    }

    static SolutionSourceException Broken(string name, string text) => new(name, null, text, "Do not use this zip; export the solution again.");

    /// <summary>As System.IO.Packaging names parts: what a URI's path takes stays, the rest is escaped; except for the one name with brackets.</summary>
    internal static string Escape(string name) =>
        name == ContentTypes.Part ? name : new Uri("http://part/" + name.Replace("%", "%25", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal)
            .Replace("?", "%3F", StringComparison.Ordinal)).GetComponents(UriComponents.Path, UriFormat.UriEscaped);
}
