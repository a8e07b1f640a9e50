using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>Chooses how the rows of a source are found: by primary key, alternate key or lookup index, through a link, or by reading all.</summary>
/// <remarks>A path may give more rows than match; every row is tested against the whole filter afterwards. It never gives fewer.</remarks>
internal sealed class AccessPath(ReadView view, QueryContext context)
{
    /// <summary>Candidate rows by index, each once. Null: only a scan finds them all.</summary>
    public IEnumerable<Row>? Find(Source source) => ByFilter(source) ?? ByLink(source);

    IEnumerable<Row>? ByFilter(Source source)
    {
        var table = source.Table;
        var wanted = Required(source).GroupBy(pair => pair.Column).ToDictionary(group => group.Key, group => group.First().Values);
        if (wanted.TryGetValue(table.PrimaryId, out var ids)) return ByIds(table, ids);

        foreach (var key in view.HasKeys ? table.Keys : [])
        {
            var columns = key.Columns.Select(table.Column).ToList();
            if (columns.TrueForAll(column => wanted.TryGetValue(column, out var values) && values.Count == 1))
            {
                return view.FindByKey(table, key, [.. columns.Select(column => KeyPart(column, wanted[column][0]))]) is { } row ? [row] : [];
            }
        }

        return wanted.Where(pair => table.Lookups.Contains(pair.Key))
            .Select(pair => (Column: pair.Key, pair.Value, Cost: pair.Value.OfType<Guid>().Sum(id => view.CountReferring(table, pair.Key, id))))
            .OrderBy(path => path.Cost)
            .Select(path => path.Value.OfType<Guid>().Distinct().SelectMany(id => view.Lookup(table, path.Column, id)!))
            .FirstOrDefault();
    }

    /// <summary>Rows that a link, itself found by index, refers to or is referred to by.</summary>
    IEnumerable<Row>? ByLink(Source source)
    {
        foreach (var link in source.Links)
        {
            var demandsRow = link.Kind is JoinOperator.Inner or JoinOperator.Exists or JoinOperator.In or JoinOperator.Any;
            var isKey = link.To == source.Table.PrimaryId;
            if (!demandsRow || (!isKey && !source.Table.Lookups.Contains(link.To)) || Find(link.Source) is not { } linked) continue;
            var ids = linked.Select(row => Id(row[link.From])).OfType<Guid>().Distinct();
            return isKey ? ByIds(source.Table, [.. ids.Cast<object>()]) : ids.SelectMany(id => view.Lookup(source.Table, link.To, id)!);
        }

        return null;
    }

    IEnumerable<Row> ByIds(Table table, IReadOnlyList<object> ids)
    {
        var read = view;
        return ids.OfType<Guid>().Distinct().Select(id => read.Find(table, id)).OfType<Row>();
    }

    /// <summary>Columns of the source that must have one of some values in every row that matches.</summary>
    IEnumerable<(Column Column, IReadOnlyList<object> Values)> Required(Source source)
    {
        var open = new Stack<Filter>();
        if (source.Filter is not null) open.Push(source.Filter);
        while (open.TryPop(out var filter))
        {
            if (filter is FilterGroup group && (group.Operator == LogicalOperator.And || group.Parts.Count == 1))
            {
                foreach (var part in group.Parts) open.Push(part);
            }
            else if (filter is Condition condition && condition.Source == source.Index)
            {
                if (condition.Operator is ConditionOperator.Equal or ConditionOperator.In) yield return (condition.Column, condition.Values);
                else if (condition.Operator == ConditionOperator.EqualUserId) yield return (condition.Column, [context.UserId]);
            }
        }
    }

    object KeyPart(Column column, object value) =>
        value is DateTime given && column.Type == ColumnType.DateTime ? DateRange.Moment(given, column, context) : value;

    static Guid? Id(object? value) => value switch
    {
        Reference reference => reference.Id,
        Guid id => id,
        _ => null,
    };
}
