using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace Offboarding.Tests.Solution;

/// <summary>The XML files of <c>Solution/</c>, read once; those of optional parts are no part of it by themselves.</summary>
static class SolutionSource
{
    internal static readonly string Folder = Path.Combine(SharedFacts.RepositoryRoot, "Solution");

    internal static readonly IReadOnlyDictionary<string, XElement> Files = Directory.GetFiles(Folder, "*.xml", SearchOption.AllDirectories)
        .Where(path => !path.StartsWith(Path.Combine(Folder, "Parts"), System.StringComparison.Ordinal))
        .ToDictionary(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'), path => XDocument.Load(path, LoadOptions.SetLineInfo).Root!);

    internal static XElement Manifest => Files["Other/Solution.xml"].Element("SolutionManifest")!;

    internal static IEnumerable<KeyValuePair<string, XElement>> Below(string folder) => Files.Where(file => file.Key.StartsWith(folder + "/", System.StringComparison.Ordinal));

    /// <summary>All columns of our own, with their table's schema name.</summary>
    internal static IEnumerable<(string Table, XElement Column)> OwnColumns =>
        from file in Below("Entities")
        where file.Key.EndsWith("/Entity.xml", System.StringComparison.Ordinal)
        from column in file.Value.Descendants("attribute")
        where ((string)column.Attribute("PhysicalName")!).StartsWith("off_", System.StringComparison.Ordinal)
        select (file.Value.Element("Name")!.Value, column);
}
