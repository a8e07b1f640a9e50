using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Query;

/// <summary>Counts, sums and the like over groups of rows. Empty columns are left out of all of them but count (F252).</summary>
internal sealed class Aggregator(QueryModel model, Aggregation aggregation, QueryContext context)
{
    /// <summary>Rows that can be aggregated (F253).</summary>
    public const int MostRows = 50000;

    /// <summary>Refuses an aggregate that the column's type does not have.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x8004112F: a column of this type has no such aggregate.</exception>
    public static Aggregate Demand(Aggregate aggregate)
    {
        var type = aggregate.Column.Type;
        var isNumber = type is ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal or ColumnType.Double or ColumnType.Money;
        var fits = aggregate.Kind switch
        {
            AggregateKind.Sum or AggregateKind.Avg => isNumber,
            AggregateKind.Min or AggregateKind.Max => isNumber || type == ColumnType.DateTime,
            _ => true,
        };
        return fits ? aggregate : throw Fault.Of(
            FaultCode.QueryBuilderInvalidAggregateAttribute,
            $"Aggregate {aggregate.Kind} is not supported for attribute {aggregate.Column.Name} of type {type}.");
    }

    /// <summary>Refuses a group that the column's type cannot make.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80041135: a date grouping on a column without dates; 0x80040315: a column that cannot be grouped by.</exception>
    public static Grouping Demand(Grouping grouping)
    {
        if (grouping.DateGrouping is not null && grouping.Column.Type != ColumnType.DateTime)
        {
            throw Fault.Of(
                FaultCode.QueryBuilderInvalidDateGrouping,
                $"An invalid value was specified for dategrouping: {grouping.Column.Name} holds no dates.");
        }

        return grouping.Column.Type is ColumnType.MultiSelectPicklist or ColumnType.Image or ColumnType.File or ColumnType.PartyList
            ? throw Fault.Unsupported($"grouping by {grouping.Column.Name}, a column of type {grouping.Column.Type}")
            : grouping;
    }

    /// <summary>Refuses names that are used twice, and orders by names that nothing has.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80041130: an alias is used twice; 0x8004110B: an order names no alias of the query.</exception>
    public static Aggregation Demand(Aggregation aggregation)
    {
        var names = aggregation.Groups.Select(group => group.Alias).Concat(aggregation.Aggregates.Select(aggregate => aggregate.Alias)).ToList();
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Fault.Of(FaultCode.QueryBuilderDuplicateAlias, $"FetchXML should have unique aliases. '{twice.Key}' is used twice.");
        }

        if (aggregation.Orders.FirstOrDefault(order => !names.Contains(order.Alias, StringComparer.Ordinal)) is { } unknown)
        {
            throw Fault.Of(FaultCode.QueryBuilderNoAlias, $"No attribute of the query has the alias '{unknown.Alias}' that it is ordered by.");
        }

        return aggregation;
    }

    public static Exception NeitherGroupNorAggregate(Column column) => Fault.Of(
        FaultCode.QueryBuilderAttributeWithAggregate,
        $"Attributes can not be returned when aggregate operation is specified. Group by {column.Name} or aggregate it.");

    public static Exception BothGroupAndAggregate(Column column) => Fault.Of(
        FaultCode.QueryBuilderAttributeCannotBeGroupByAndAggregate,
        $"An attribute can either be an aggregate or a Group By but not both: {column.Name}.");

    public EntityCollection Run(IEnumerable<Row?[]> rows)
    {
        var groups = new Dictionary<KeyValuesOrEmpty, List<Row?[]>>();
        if (aggregation.Groups.Count == 0) groups.Add(new KeyValuesOrEmpty([]), []);
        var count = 0;
        foreach (var row in rows)
        {
            if (++count > aggregation.RowLimit)
            {
                throw Fault.Of(
                    FaultCode.AggregateQueryRecordLimitExceeded,
                    $"The maximum record limit is exceeded. Reduce the number of records: more than {aggregation.RowLimit} would be aggregated.");
            }

            var key = new KeyValuesOrEmpty([.. aggregation.Groups.Select(group => GroupValue(group, row))]);
            if (!groups.TryGetValue(key, out var members)) groups.Add(key, members = []);
            members.Add(row);
        }

        var results = groups.Values.Select(Result).ToList();
        results.Sort(Compare);
        return Page(results);
    }

    EntityCollection Page(List<(Entity Entity, Dictionary<string, object?> Keys)> results)
    {
        var page = model.Page ?? new Page(1, model.Top ?? Paging.LargestPage, null, CountsAll: false);
        var start = Math.Min((long)(page.Number - 1) * page.Size, results.Count);
        var entities = results.Skip((int)start).Take(page.Size).Select(result => result.Entity).ToList();
        return new EntityCollection(entities)
        {
            EntityName = model.Root.Table.Name,
            MoreRecords = model.Top is null && start + entities.Count < results.Count,
            TotalRecordCount = -1,
        };
    }

    (Entity Entity, Dictionary<string, object?> Keys) Result(List<Row?[]> members)
    {
        var entity = new Entity(model.Root.Table.Name);
        var keys = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var group in aggregation.Groups)
        {
            var row = members[0][group.Source];
            var value = keys[group.Alias] = GroupValue(group, members[0]);
            if (value is null || row is null) continue;
            if (group.DateGrouping is null) Projection.Fill(entity, row, new SelectedColumn(group.Column, group.Alias), null, context);
            else Add(entity, row.Table.Name, group.Column, group.Alias, value);
            if (value is Reference or int && entity.FormattedValues.TryGetValue(group.Alias, out var text)) keys[group.Alias] = text;
        }

        foreach (var aggregate in aggregation.Aggregates)
        {
            var value = keys[aggregate.Alias] = Value(aggregate, members);
            var shown = value is decimal amount && aggregate.Column.Type == ColumnType.Money ? new Money(amount) : value;
            Add(entity, aggregate.Table, aggregate.Column, aggregate.Alias, shown);
        }

        return (entity, keys);
    }

    static void Add(Entity entity, string table, Column column, string alias, object? value)
    {
        entity.Attributes[alias] = new AliasedValue(table, column.Name, value);
        if (value is IFormattable number and not DateTime) entity.FormattedValues[alias] = number.ToString(null, CultureInfo.InvariantCulture);
    }

    static object? Value(Aggregate aggregate, List<Row?[]> members)
    {
        if (aggregate.Kind == AggregateKind.Count) return members.Count;
        var values = members.Select(member => member[aggregate.Source]?[aggregate.Column]).OfType<object>();
        if (aggregate.Distinct) values = values.DistinctBy(StoredValues.Key);
        var given = values.ToList();
        if (aggregate.Kind == AggregateKind.CountColumn) return given.Count;
        if (given.Count == 0) return null;
        return aggregate.Kind switch
        {
            AggregateKind.Min => given.Aggregate((least, value) => StoredValues.Compare(value, least) < 0 ? value : least),
            AggregateKind.Max => given.Aggregate((most, value) => StoredValues.Compare(value, most) > 0 ? value : most),
            AggregateKind.Sum => Sum(given),
            _ => Average(given),
        };
    }

    static object Sum(List<object> values) => values[0] switch
    {
        int => values.Sum(value => (long)(int)value) is var sum && sum is >= int.MinValue and <= int.MaxValue ? (object)(int)sum : sum,
        long => values.Sum(value => (long)value),
        double => values.Sum(value => (double)value),
        _ => values.Sum(value => (decimal)value),
    };

    // Whole numbers are averaged like SQL does it: to a whole number.
    static object Average(List<object> values) => values[0] switch
    {
        int => (int)(values.Sum(value => (long)(int)value) / values.Count),
        long => values.Sum(value => (long)value) / values.Count,
        double => values.Average(value => (double)value),
        _ => values.Average(value => (decimal)value),
    };

    object? GroupValue(Grouping grouping, Row?[] row)
    {
        var value = row[grouping.Source]?[grouping.Column];
        if (value is not DateTime moment || grouping.DateGrouping is not { } part) return value;
        var local = grouping.Column.DateBehavior == DateBehavior.UserLocal ? TimeZoneInfo.ConvertTimeFromUtc(moment, context.TimeZone) : moment;
        return part switch
        {
            DateGrouping.Day => local.Day,
            DateGrouping.Week => CultureInfo.InvariantCulture.Calendar.GetWeekOfYear(local, CalendarWeekRule.FirstDay, DayOfWeek.Sunday),
            DateGrouping.Month => local.Month,
            DateGrouping.Quarter => ((local.Month - 1) / 3) + 1,
            _ => local.Year,
        };
    }

    int Compare((Entity Entity, Dictionary<string, object?> Keys) left, (Entity Entity, Dictionary<string, object?> Keys) right)
    {
        foreach (var order in aggregation.Orders)
        {
            var compared = Compare(left.Keys[order.Alias], right.Keys[order.Alias]);
            if (compared != 0) return order.Descending ? -compared : compared;
        }

        foreach (var group in aggregation.Groups)
        {
            var compared = Compare(left.Keys[group.Alias], right.Keys[group.Alias]);
            if (compared != 0) return compared;
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
}
