using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace Offboard.Installation;

/// <summary>What a solution zip says of itself.</summary>
/// <param name="Bytes">The zip.</param>
/// <param name="UniqueName">Unique name of the solution.</param>
/// <param name="Version">Its version.</param>
/// <param name="Assemblies">Names of its plug-in assemblies.</param>
internal sealed record SolutionFile(byte[] Bytes, string UniqueName, string Version, IReadOnlyList<string> Assemblies)
{
    /// <exception cref="CommandFailure">It is no solution zip.</exception>
    public static SolutionFile Read(byte[] bytes, string name)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            var manifest = Xml(zip, "solution.xml").Descendants("SolutionManifest").Single();
            var assemblies = Xml(zip, "customizations.xml").Descendants("PluginAssembly").Select(assembly => (assembly.Attribute("FullName")?.Value ?? "").Split(',')[0]);
            return new SolutionFile(bytes, manifest.Element("UniqueName")!.Value, manifest.Element("Version")!.Value, [.. assemblies]);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or InvalidOperationException or NullReferenceException)
        {
            throw new CommandFailure($"{name} is no solution zip: {broken.Message}", "Give the zip that 'offboard solution pack' wrote, or one that was exported.");
        }
    }

    static XDocument Xml(ZipArchive zip, string part)
    {
        using var stream = (zip.GetEntry(part) ?? throw new InvalidDataException($"{part} is missing in it.")).Open();
        return XDocument.Load(stream);
    }
}
