using System;
using System.Collections.Generic;
using System.Linq;

namespace SolutionPackager.Layout;

/// <summary>Where unpacking puts things: the growing tree of files, and the zip's parts that have no place in it yet.</summary>
internal sealed class UnpackTarget(SourceTree tree, Dictionary<string, byte[]> parts)
{
    readonly List<string> added = [];
    readonly List<KeyValuePair<string, byte[]>> placed = [];

    public SourceTree Tree => tree;

    public ComponentOrder Order { get; } = new();

    /// <summary>The point to which <see cref="Rollback"/> goes back.</summary>
    public Mark Here => new(added.Count, placed.Count, Order.Count);

    public void Rollback(Mark mark)
    {
        foreach (var path in added.Skip(mark.Added)) tree.Remove(path);
        added.RemoveRange(mark.Added, added.Count - mark.Added);
        foreach (var (name, content) in placed.Skip(mark.Placed)) parts.Add(name, content);
        placed.RemoveRange(mark.Placed, placed.Count - mark.Placed);
        Order.Truncate(mark.Ordered);
    }

    /// <summary>Adds a component's file under a name that every file system takes, numbered when it is in use already.</summary>
    public string Add(string folder, string name, string ending, byte[] content)
    {
        var path = FreePath(folder, name, ending);
        AddFile(path, content);
        return path;
    }

    /// <summary>A path that is free together with the same path without the last <paramref name="ending"/>.</summary>
    public string FreePath(string folder, string name, string ending)
    {
        var safe = string.Join('/', name.Split('/').Select(SafeName));
        for (var number = 1; ; number++)
        {
            var candidate = folder + (number == 1 ? safe : $"{safe}-{number}");
            if (tree.IsFree(candidate + ending) && tree.IsFree(candidate)) return candidate + ending;
        }
    }

    public void AddFile(string path, byte[] content)
    {
        tree.Add(path, content);
        added.Add(path);
    }

    /// <summary>Moves a part of the zip to <paramref name="path"/>; false when the zip has no such part.</summary>
    public bool Place(string part, string path)
    {
        if (!parts.Remove(part, out var content)) return false;

        AddFile(path, content);
        placed.Add(new(part, content));
        return true;
    }

    internal readonly record struct Mark(int Added, int Placed, int Ordered);

    static string SafeName(string name)
    {
        var safe = string.Concat(name.Select(c => c < ' ' || "<>:\"\\|?*".Contains(c, StringComparison.Ordinal) ? '_' : c)).TrimEnd('.', ' ').TrimStart('.');
        return safe.Length == 0 ? "_" : safe;
    }
}
