using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Correspondence;

/// <summary>The fields that a template may name. Whatever is not in it is an error when the template is saved.</summary>
public sealed class MergeVocabulary
{
    readonly HashSet<string> values;
    readonly Dictionary<string, MergeList> lists;

    /// <param name="values">Fields that are one text each.</param>
    /// <param name="lists">Fields that are lists of items, each with fields of its own.</param>
    public MergeVocabulary(IEnumerable<string> values, params MergeList[] lists)
    {
        this.values = new HashSet<string>(values, StringComparer.Ordinal);
        this.lists = lists.ToDictionary(static list => list.Name, StringComparer.Ordinal);
    }

    /// <summary>All fields as a template writes them, in alphabetical order: values, and lists with the fields of their items.</summary>
    public IReadOnlyList<string> Fields =>
    [
        .. values.OrderBy(static name => name, StringComparer.Ordinal),
        .. lists.Values.OrderBy(static list => list.Name, StringComparer.Ordinal).SelectMany(static list => list.Fields.Select(name => list.Item + "." + name)),
    ];

    internal bool IsValue(string name) => values.Contains(name);

    /// <summary>The list of this name; null: there is none.</summary>
    internal MergeList? List(string name) => lists.TryGetValue(name, out var list) ? list : null;
}

/// <summary>A list of items: <c>{{each contracts}}{{contract.number}}{{end}}</c>.</summary>
public sealed class MergeList
{
    /// <param name="name">Of the list, as contracts.</param>
    /// <param name="item">What one of it is called within the block, as contract.</param>
    /// <param name="fields">Names of the fields of an item, as number.</param>
    public MergeList(string name, string item, params string[] fields)
    {
        Name = name;
        Item = item;
        Fields = fields;
    }

    /// <summary>Of the list.</summary>
    public string Name { get; }

    /// <summary>Of one item.</summary>
    public string Item { get; }

    /// <summary>Of an item.</summary>
    public IReadOnlyList<string> Fields { get; }
}
