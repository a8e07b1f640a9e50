using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Query;

/// <summary>The order of joined rows: what the query asks for, then the ids, so that it is always the same.</summary>
/// <remarks>Lookups sort by the name of the row they refer to, choices by label in the caller's language (F246). Empty comes first.</remarks>
internal sealed class Ordering
{
    readonly IReadOnlyList<Order> orders;
    readonly IReadOnlyList<Source> sources;
    readonly bool raw;
    readonly QueryContext context;
    readonly Dictionary<Guid, string?> names = [];

    public Ordering(QueryModel model, QueryContext context)
    {
        this.context = context;
        orders = model.Orders;
        raw = model.RawOrder;
        sources = [.. Joined(model.Root)];
        Names = [.. orders.Select(order => Name(model, order)), .. sources.Select(source => Prefix(source) + source.Table.PrimaryId.Name)];
    }

    /// <summary>What each key is called in a paging cookie.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The rows with their keys, in order.</summary>
    public List<SortedRow> Sort(IEnumerable<Row?[]> rows)
    {
        var sorted = rows.Select(joined => new SortedRow(joined, Keys(joined))).ToList();
        sorted.Sort((left, right) => Compare(left.Keys, right.Keys));
        return sorted;
    }

    /// <summary>Below 0: the row with the left keys comes first.</summary>
    public int Compare(IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        for (var i = 0; i < left.Count; i++)
        {
            var order = Compare(left[i], right[i]);
            if (order != 0) return i < orders.Count && orders[i].Descending ? -order : order;
        }

        return 0;
    }

    static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => StoredValues.Compare(left, right),
    };

    object?[] Keys(Row?[] joined)
    {
        var keys = new object?[orders.Count + sources.Count];
        for (var i = 0; i < orders.Count; i++) keys[i] = Key(joined[orders[i].Source], orders[i].Column);
        for (var i = 0; i < sources.Count; i++) keys[orders.Count + i] = joined[sources[i].Index]?.Id;
        return keys;
    }

    object? Key(Row? row, Column column) => row?[column] switch
    {
        null => null,
        Reference reference => NameOf(reference),
        int value when column.IsChoice && !raw => column.Option(value)?.Label.In(context.Language) ?? "",
        int[] values => string.Join("; ", values.Select(value => column.Option(value)?.Label.In(context.Language))),
        byte[] => null,
        var value => value,
    };

    string? NameOf(Reference reference)
    {
        if (!names.TryGetValue(reference.Id, out var name)) names.Add(reference.Id, name = Projection.NameOf(reference.Table, reference.Id, context));
        return name;
    }

    static IEnumerable<Source> Joined(Source source) => source.Links.Where(link => !link.IsCondition).SelectMany(link => Joined(link.Source)).Prepend(source);

    static string Name(QueryModel model, Order order) => Prefix(Joined(model.Root).First(source => source.Index == order.Source)) + order.Column.Name;

    static string Prefix(Source source) => source.Alias is { } alias ? alias + "." : "";
}

/// <summary>A joined row and what it is sorted by.</summary>
internal readonly record struct SortedRow(Row?[] Rows, object?[] Keys);
