using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SolutionPackager.Layout;

/// <summary>What a section is filled from: the files, the kind of package, the order where it is not the usual one.</summary>
internal sealed record PackSource(SourceTree Tree, PackageKind Kind, ComponentOrder Order)
{
    const string ManagedEnding = "_managed.xml";

    /// <summary>The files of one kind of component in the order of packing, all of them claimed.</summary>
    public IReadOnlyList<string> Files(Regex pattern)
    {
        var paths = Tree.Paths.Where(path => pattern.IsMatch(path)).ToList();
        foreach (var path in paths) Tree.Claim(path);
        return Order.Sort(paths, path => path).ToList();
    }

    /// <summary>The same for kinds whose managed form may be another file: <c>X_managed.xml</c> stands in for <c>X.xml</c>.</summary>
    public IReadOnlyList<string> FilesOfKind(Regex pattern)
    {
        var paths = Files(pattern);
        if (Kind == PackageKind.Unmanaged) return paths.Where(path => !IsManagedForm(path)).ToList();

        var replaced = paths.Where(IsManagedForm).Select(path => path[..^ManagedEnding.Length] + ".xml").ToHashSet(System.StringComparer.Ordinal);
        return paths.Where(path => !replaced.Contains(path)).ToList();
    }

    static bool IsManagedForm(string path) => path.EndsWith(ManagedEnding, System.StringComparison.Ordinal);
}
