using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Offboarding.Plugins.Correspondence;

/// <summary>What a rendering has written so far, and which fields had nothing to stand for.</summary>
sealed class MergeOutput(MergeData data)
{
    readonly HashSet<string> missing = new(System.StringComparer.Ordinal);
    readonly Dictionary<string, IReadOnlyDictionary<string, string>> items = new(System.StringComparer.Ordinal);

    internal MergeData Data => data;

    internal StringBuilder Text { get; } = new();

    /// <summary>Fields that were asked for and are absent, in alphabetical order.</summary>
    internal IReadOnlyList<string> Missing => [.. missing.OrderBy(static name => name, System.StringComparer.Ordinal)];

    /// <summary>A value or a field of the item at hand; null: absent.</summary>
    internal string? Find(string name)
    {
        var dot = name.IndexOf('.');
        if (dot < 0) return data.Value(name);

        var isThere = items[name.Substring(0, dot)].TryGetValue(name.Substring(dot + 1), out var value);
        return isThere && !string.IsNullOrWhiteSpace(value) ? value!.Trim() : null;
    }

    internal void Miss(string name) => missing.Add(name);

    internal void Enter(string item, IReadOnlyDictionary<string, string> fields) => items[item] = fields;

    internal void Leave(string item) => items.Remove(item);
}

/// <summary>A piece of a template.</summary>
abstract class MergeNode
{
    internal abstract void Write(MergeOutput output);

    internal static void WriteAll(IReadOnlyList<MergeNode> nodes, MergeOutput output)
    {
        foreach (var node in nodes) node.Write(output);
    }
}

/// <summary>Words of the template.</summary>
sealed class MergeWords(string words) : MergeNode
{
    internal override void Write(MergeOutput output) => output.Text.Append(words);
}

/// <summary>A field, replaced by its value.</summary>
sealed class MergeField(string name) : MergeNode
{
    internal override void Write(MergeOutput output)
    {
        if (output.Find(name) is { } value) LetterText.AppendValue(output.Text, value);
        else output.Miss(name);
    }
}

/// <summary>Words that stand only if a field is there, or a list has items; others stand otherwise.</summary>
sealed class MergeIf(string name, bool isList, IReadOnlyList<MergeNode> then, IReadOnlyList<MergeNode> otherwise) : MergeNode
{
    internal override void Write(MergeOutput output)
    {
        var holds = isList ? output.Data.List(name).Count > 0 : output.Find(name) is not null;
        WriteAll(holds ? then : otherwise, output);
    }
}

/// <summary>Words once for each item of a list.</summary>
sealed class MergeEach(MergeList list, IReadOnlyList<MergeNode> body) : MergeNode
{
    internal override void Write(MergeOutput output)
    {
        foreach (var item in output.Data.List(list.Name))
        {
            output.Enter(list.Item, item);
            WriteAll(body, output);
        }

        output.Leave(list.Item);
    }
}
