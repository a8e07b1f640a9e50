using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SolutionPackager;

/// <summary>The files of an unpacked solution, in memory: path relative to the source folder (with <c>/</c>) and bytes.</summary>
internal sealed class SourceTree
{
    /// <summary>Where the order of components is kept when it is not the usual one; see <see cref="Layout.ComponentOrder"/>.</summary>
    public const string OrderFile = "Other/ComponentOrder.txt";

    readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    readonly HashSet<string> folded = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> taken = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> prefixes = new(StringComparer.Ordinal);

    /// <summary>Put before a path in messages, so that they name a file the author can open.</summary>
    public string Prefix { get; init; } = "";

    public IEnumerable<string> Paths => files.Keys;

    /// <summary>Files that no component has claimed so far.</summary>
    public IEnumerable<string> Unclaimed => files.Keys.Where(path => !taken.Contains(path));

    /// <summary>Reads a folder whole; messages name its files below <paramref name="shownAs"/>. Folders in <paramref name="notPacked"/> are left out.</summary>
    /// <exception cref="SolutionSourceException">The folder does not exist.</exception>
    public static SourceTree Load(string folder, string shownAs, IReadOnlyCollection<string> notPacked)
    {
        if (!Directory.Exists(folder))
        {
            throw new SolutionSourceException(
                shownAs, null, "The solution's source folder does not exist.", "Correct \"source\" in pac.config.json or unpack a solution there.");
        }

        var tree = new SourceTree { Prefix = shownAs.TrimEnd('/') + "/" };
        foreach (var (path, file) in FilesOf(folder, notPacked)) tree.Add(path, File.ReadAllBytes(file));
        return tree;
    }

    /// <summary>Lays the files of a part of the solution that may be left out over this tree.</summary>
    /// <exception cref="SolutionSourceException">The folder does not exist, or a file of it is in the tree already.</exception>
    public void Overlay(string folder, string shownAs)
    {
        if (!Directory.Exists(folder))
        {
            throw new SolutionSourceException(shownAs, null, "The folder of this part does not exist.", "Correct \"optional\" in pac.config.json.");
        }

        foreach (var (path, file) in FilesOf(folder, []))
        {
            var shown = shownAs.TrimEnd('/') + "/" + path;
            if (files.ContainsKey(path)) throw new SolutionSourceException(shown, null, $"The solution has {Shown(path)} already; a part only adds files.", "Remove one of the two.");

            Add(path, File.ReadAllBytes(file));
            prefixes[path] = shownAs.TrimEnd('/') + "/";
        }
    }

    static IEnumerable<(string Path, string File)> FilesOf(string folder, IReadOnlyCollection<string> notPacked)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            if (notPacked.Any(other => path.StartsWith(other.TrimEnd('/') + "/", StringComparison.Ordinal))) continue;
            if (path.Split('/').Any(part => part.StartsWith('.'))) continue;     // the file system's and editors' own, never a component
            if (path.StartsWith("Data/", StringComparison.Ordinal) && path.EndsWith(".csv", StringComparison.Ordinal)) continue;     // default rows travel inside the plugin assembly
            yield return (path, file);
        }
    }

    public bool Contains(string path) => files.ContainsKey(path);

    /// <summary>Whether the path is free, also on file systems that ignore case and where a file and a folder cannot share a name.</summary>
    public bool IsFree(string path) =>
        !folded.Contains(path)
        && !folded.Any(other => other.StartsWith(path + "/", StringComparison.OrdinalIgnoreCase) || path.StartsWith(other + "/", StringComparison.OrdinalIgnoreCase));

    public void Add(string path, byte[] content)
    {
        files.Add(path, content);
        folded.Add(path);
    }

    public void Remove(string path)
    {
        files.Remove(path);
        folded.Remove(path);
        taken.Remove(path);
    }

    /// <summary>The bytes of a file; whoever reads it so has claimed it.</summary>
    /// <exception cref="SolutionSourceException">There is no such file.</exception>
    public byte[] Take(string path)
    {
        if (!files.TryGetValue(path, out var content))
        {
            throw new SolutionSourceException(Shown(path), null, "The file is missing.", "Restore it; every unpacked solution has it.");
        }

        taken.Add(path);
        return content;
    }

    public byte[] Peek(string path) => files[path];

    public void Claim(string path) => taken.Add(path);

    public string Shown(string path) => prefixes.GetValueOrDefault(path, Prefix) + path;

    public void Write(string folder)
    {
        foreach (var (path, content) in files)
        {
            var target = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }
    }
}
