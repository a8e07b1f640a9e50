using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using SolutionPackager.Layout;

namespace SolutionPackager;

/// <summary>Unpacks a solution's zip into the layout that <see cref="Packer"/> packs.</summary>
public static class Unpacker
{
    /// <summary>Writes the solution in <paramref name="zip"/> to <paramref name="folder"/>.</summary>
    /// <param name="zip">A managed or unmanaged solution of anybody. Kinds of components without a place in the layout are carried through.</param>
    /// <param name="folder">A new or empty folder, or an earlier unpacked solution, which is replaced as a whole.</param>
    /// <exception cref="SolutionSourceException">
    /// The zip is broken or no solution, the folder holds something else, or packing would not give back what the zip holds. The folder is
    /// then as it was.
    /// </exception>
    public static void Unpack(Stream zip, string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RefuseForeignContent(folder);
        var tree = Tree(PackageZip.Read(zip));

        var beside = $"{folder}.{Guid.NewGuid():N}.unpacking";
        try
        {
            Directory.CreateDirectory(beside);
            tree.Write(beside);
            Replace(folder, beside);
        }
        finally
        {
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        }
    }

    /// <summary>The files of the unpacked layout.</summary>
    internal static SourceTree Tree(IReadOnlyDictionary<string, byte[]> parts)
    {
        var left = parts.ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal);
        var customizations = Root(left, "customizations.xml");
        var manifest = Root(left, "solution.xml");
        var kind = manifest.Root!.Element("SolutionManifest")?.Element("Managed")?.Value.Trim() == "1" ? PackageKind.Managed : PackageKind.Unmanaged;
        left.Remove(ContentTypes.Part);     // says nothing of its own; written anew

        var target = new UnpackTarget(new SourceTree(), left);
        SectionFilling.ExtractAll(customizations.Root!, SolutionLayout.Sections, target);
        target.Tree.Add(SolutionLayout.Skeleton, SolutionXml.Write(customizations, declaration: true));
        manifest.Root.Element("SolutionManifest")?.Element("Managed")?.SetValue("2");      // the source serves both kinds
        target.Tree.Add(SolutionLayout.Manifest, SolutionXml.Write(manifest, declaration: true));
        foreach (var (name, content) in left)
        {
            if (!target.Tree.IsFree(name)) throw new SolutionSourceException(name, null, "Another file of the solution needs this part's path.", "Rename the part in the environment and export again.");
            target.Tree.Add(name, content);
        }

        if (target.Order.Count > 0) target.Tree.Add(SourceTree.OrderFile, target.Order.ToFile());
        AssertGivesBack(parts, Packer.Parts(target.Tree, kind, []));
        return target.Tree;
    }

    /// <summary>What unpacking is for: nothing may be lost or invented.</summary>
    static void AssertGivesBack(IReadOnlyDictionary<string, byte[]> parts, IReadOnlyDictionary<string, byte[]> packed)
    {
        if (PackageComparison.FirstDifference(parts, packed) is { } difference)
        {
            throw new SolutionSourceException(difference.Part, null, $"Packing would not give this part back: {difference.Text}.", "Nothing was written; unpack this solution with the official pac.");
        }
    }

    static XDocument Root(Dictionary<string, byte[]> parts, string name)
    {
        if (!parts.Remove(name, out var content)) throw new SolutionSourceException(name, null, "The part is missing at the root of the zip.", "Choose the zip of a solution, not a folder around it.");

        return SolutionXml.Parse(content, name);
    }

    static void RefuseForeignContent(string folder)
    {
        if (File.Exists(folder)) throw new SolutionSourceException(folder, null, "This is a file.", "Name a folder.");
        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any()) return;
        if (!File.Exists(Path.Combine(folder, SolutionLayout.Manifest)))
        {
            throw new SolutionSourceException(folder, null, "The folder holds something that is not an unpacked solution.", "Name a new or an empty folder.");
        }

        if (Directory.EnumerateFileSystemEntries(folder, ".*").FirstOrDefault() is { } hidden)
        {
            throw new SolutionSourceException(hidden, null, "The folder would be replaced as a whole, with this in it.", "Move it away or unpack elsewhere.");
        }
    }

    static void Replace(string folder, string beside)
    {
        if (!Directory.Exists(folder))
        {
            Directory.Move(beside, folder);
            return;
        }

        var old = beside + ".old";
        Directory.Move(folder, old);
        Directory.Move(beside, folder);
        Directory.Delete(old, recursive: true);
    }
}
