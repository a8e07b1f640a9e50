using System;
using System.Collections.Generic;

namespace Offboarding.Plugins.Correspondence;

/// <summary>What the fields of a letter stand for. A text of nothing but blanks counts as absent.</summary>
public sealed class MergeData
{
    readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    readonly Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> lists = new(StringComparer.Ordinal);

    /// <summary>Sets a value; null and blank: it is absent.</summary>
    public MergeData With(string name, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) values.Remove(name);
        else values[name] = value!.Trim();
        return this;
    }

    /// <summary>Sets a list; each item is a text by field.</summary>
    public MergeData WithList(string name, IReadOnlyList<IReadOnlyDictionary<string, string>> items)
    {
        lists[name] = items;
        return this;
    }

    /// <summary>The value; null: absent.</summary>
    public string? Value(string name) => values.TryGetValue(name, out var value) ? value : null;

    /// <summary>The items; empty: none, or the list is absent.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> List(string name) => lists.TryGetValue(name, out var list) ? list : [];
}
