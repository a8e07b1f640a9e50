using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace LocalDataverse.Solutions;

/// <summary>The parts of a solution zip, unpacked in memory. Names are compared without case, as Dataverse does.</summary>
internal sealed class SolutionZip
{
    internal const string Manifest = "solution.xml";
    internal const string Customizations = "customizations.xml";
    internal const string ContentTypes = "[Content_Types].xml";

    /// <summary>All files of a zip together, unpacked. Dataverse takes zips of up to 95 MB: https://learn.microsoft.com/power-apps/maker/data-platform/solutions-overview</summary>
    internal const long MaximumContentBytes = 256L << 20;

    readonly SortedDictionary<string, byte[]> parts;

    SolutionZip(SortedDictionary<string, byte[]> parts) => this.parts = parts;

    internal IEnumerable<string> Names => parts.Keys;

    internal static SolutionZip Open(byte[] zip)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip, writable: false), ZipArchiveMode.Read);
            var room = MaximumContentBytes;
            foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                var name = Uri.UnescapeDataString(entry.FullName.Replace('\\', '/'));
                RefuseWayOut(name);
                var bytes = Bytes(entry, room);
                room -= bytes.Length;
                if (!files.TryAdd(name, bytes))
                {
                    throw new SolutionImportException(
                        name, "The zip holds this file twice.", "Pack the solution again.", PlatformCode.ImportInvalidFile);
                }
            }
        }
        catch (InvalidDataException broken)
        {
            throw new SolutionImportException(
                "solution zip",
                $"This is no readable zip file: {broken.Message}",
                "Pack the solution again, or download it again.",
                PlatformCode.ImportInvalidFile,
                broken);
        }

        return new SolutionZip(files).Checked();
    }

    internal bool Has(string name) => parts.ContainsKey(name.TrimStart('/'));

    internal byte[] Read(string name, string neededBy) => parts.TryGetValue(name.TrimStart('/'), out var bytes)
        ? bytes
        : throw new SolutionImportException(
            name.TrimStart('/'),
            $"{neededBy} refers to this file, but the zip does not hold it.",
            "Build the assemblies and pack the solution again.",
            PlatformCode.ImportInvalidFile);

    internal XElement ReadXml(string name, string neededBy)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(new MemoryStream(Read(name, neededBy), writable: false), settings);
        try
        {
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException broken)
        {
            throw new SolutionImportException(
                name,
                $"The file is not well-formed XML: {broken.Message}",
                "Correct the source and pack the solution again.",
                PlatformCode.ImportInvalidXml,
                broken);
        }
    }

    /// <summary>Full names of the parts <paramref name="folder"/>/*/<paramref name="file"/>.</summary>
    internal IEnumerable<string> InSubfoldersOf(string folder, string file) => parts.Keys.Where(name =>
        name.StartsWith(folder + "/", StringComparison.OrdinalIgnoreCase)
        && name.EndsWith("/" + file, StringComparison.OrdinalIgnoreCase)
        && name.Count(sign => sign == '/') == folder.Count(sign => sign == '/') + 2);

    /// <summary>A part lies in the folders that its name says, never outside the zip.</summary>
    static void RefuseWayOut(string name)
    {
        if (!name.Contains(':', StringComparison.Ordinal) && Array.TrueForAll(name.Split('/'), folder => folder is not ("" or "." or ".."))) return;

        throw new SolutionImportException(name, "The name of this file leads out of the zip, or to no place in it.", "Pack the solution again.", PlatformCode.ImportInvalidFile);
    }

    /// <summary>Counts while it unpacks: what the zip says about the size need not be true.</summary>
    static byte[] Bytes(ZipArchiveEntry entry, long room)
    {
        using var source = entry.Open();
        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            if (copy.Length + read > room)
            {
                throw new SolutionImportException(
                    entry.FullName, $"The zip unpacks to more than {MaximumContentBytes / (1 << 20)} MB.", "Pack the solution again; a real one is far smaller.", PlatformCode.ImportInvalidFile);
            }

            copy.Write(buffer.AsSpan(0, read));
        }

        return copy.ToArray();
    }

    SolutionZip Checked()
    {
        foreach (var root in new[] { Manifest, Customizations, ContentTypes }.Where(root => !parts.ContainsKey(root)))
        {
            var deeper = parts.Keys.FirstOrDefault(name => name.EndsWith("/" + root, StringComparison.OrdinalIgnoreCase));
            throw new SolutionImportException(
                root,
                deeper is null ? "A solution zip has this file at its root; this one does not." : $"The file lies one folder too deep, at {deeper}.",
                "Pack the contents of the solution folder, not the folder.",
                PlatformCode.ImportInvalidFile);
        }

        return this;
    }
}
