using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SolutionPackager.Layout;

/// <summary>In which order the components of one kind stand in customizations.xml.</summary>
/// <remarks>
/// Usually by file name, ignoring case, as the official packer does it; then the source needs no word about it. The server's exports
/// know other orders, too. So that packing gives back what was unpacked, <see cref="SourceTree.OrderFile"/> lists those files, one a line.
/// </remarks>
internal sealed class ComponentOrder
{
    readonly List<string> listed = [];
    readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);

    public static ComponentOrder Read(SourceTree tree)
    {
        var order = new ComponentOrder();
        if (!tree.Contains(SourceTree.OrderFile)) return order;

        order.Append(Encoding.UTF8.GetString(tree.Take(SourceTree.OrderFile)).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
        return order;
    }

    public void Append(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            positions[path] = positions.Count;
            listed.Add(path);
        }
    }

    public void Truncate(int count)
    {
        foreach (var path in listed.Skip(count)) positions.Remove(path);
        listed.RemoveRange(count, listed.Count - count);
    }

    public int Count => listed.Count;

    /// <summary>Listed files first, in that order; then the others by <paramref name="key"/>, and by path where keys are equal.</summary>
    public IEnumerable<string> Sort(IEnumerable<string> paths, Func<string, string> key) =>
        paths.OrderBy(path => positions.GetValueOrDefault(path, int.MaxValue))
            .ThenBy(key, StringComparer.OrdinalIgnoreCase)
            .ThenBy(path => path, StringComparer.Ordinal);

    public byte[] ToFile() => Encoding.UTF8.GetBytes(string.Concat(listed.Select(path => path + "\n")));
}
