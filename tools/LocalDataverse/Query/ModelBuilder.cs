using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>Resolves names while a query is translated, and holds the limits of a query.</summary>
internal sealed class ModelBuilder(MetadataCatalog catalog)
{
    /// <summary>Conditions in a query, links included (F239).</summary>
    public const int MostConditions = 500;

    /// <summary>Link-entities in a query (F240).</summary>
    public const int MostLinks = 15;

    readonly List<Source> sources = [];
    readonly Dictionary<string, Source> byAlias = new(StringComparer.OrdinalIgnoreCase);
    int conditions;

    public int Sources => sources.Count;

    public Source Root => sources[0];

    public Source AddRoot(string? tableName, Func<Table, IReadOnlyList<SelectedColumn>> columns)
    {
        var table = catalog.Table(tableName);
        var root = new Source(0, table) { Columns = columns(table) };
        sources.Add(root);
        return root;
    }

    /// <summary>Adds a linked table. Without an alias it is named after the table and a number, as the platform does.</summary>
    public Source AddLinked(string? tableName, string? alias, Func<Table, IReadOnlyList<SelectedColumn>> columns)
    {
        if (sources.Count > MostLinks)
        {
            throw Fault.Of(
                FaultCode.TooManyLinkEntitiesInQuery,
                $"Number of link entities in query exceeded maximum limit. A query may have {MostLinks}.");
        }
        var table = catalog.Table(tableName);
        var source = new Source(sources.Count, table)
        {
            Alias = string.IsNullOrEmpty(alias) ? $"{table.Name}{sources.Count}" : alias,
            Columns = columns(table),
        };
        sources.Add(source);
        if (!byAlias.TryAdd(source.Alias, source))
        {
            throw Fault.Of(
                FaultCode.QueryBuilderDuplicateAlias,
                $"FetchXML should have unique aliases. '{source.Alias}' is used twice.");
        }
        return source;
    }

    public Link Link(Source source, string? from, Source parent, string? to, JoinOperator kind)
    {
        if (kind == JoinOperator.Natural || !Enum.IsDefined(kind))
        {
            throw Fault.Of(
                FaultCode.QueryBuilderInvalidJoinOperator,
                $"Unsupported join operator {kind}. Use Inner, LeftOuter, Exists, In or one of the filter kinds.");
        }

        if (string.IsNullOrEmpty(from) || string.IsNullOrEmpty(to))
        {
            throw Fault.Of(
                FaultCode.QueryBuilderAttributePairMismatch,
                $"The link to {source.Table.Name} must name both columns, the one of {source.Table.Name} and the one of {parent.Table.Name}.");
        }

        var link = new Link(source, source.Table.Column(from), parent.Index, parent.Table.Column(to), kind);
        if (!Comparable(link.From, link.To))
        {
            throw Fault.Of(
                FaultCode.QueryBuilderLinkAttributesTypeMismatch,
                $"{source.Table.Name}.{from} ({link.From.Type}) cannot be joined with {parent.Table.Name}.{to} ({link.To.Type}).");
        }

        if (link.IsCondition && source.Columns.Count > 0)
        {
            throw Fault.Of(FaultCode.InvalidQuery, $"A link of kind {kind} only filters; it cannot return columns of {source.Table.Name}.");
        }

        return link;
    }

    /// <summary>The source a condition or order means: the one it stands in, or the one it names.</summary>
    public Source Named(string? name, Source standsIn)
    {
        if (string.IsNullOrEmpty(name)) return standsIn;
        if (byAlias.TryGetValue(name, out var source)) return source;
        var ofTable = sources.Where(other => other.Table.Name == name).ToList();
        if (standsIn.Table.Name == name) return standsIn;
        return ofTable.Count switch
        {
            1 => ofTable[0],
            0 => throw Fault.Of(
                FaultCode.QueryBuilderNoAlias,
                $"No alias for the given entity in the condition was found. No part of the query is called '{name}'."),
            _ => throw Fault.Of(FaultCode.QueryBuilderNoAlias, $"The query has '{name}' more than once; name the one that is meant by its alias."),
        };
    }

    /// <summary>The source a condition means; it must have its row by the time the condition is asked.</summary>
    public Source NamedInFilter(string? name, Source standsIn)
    {
        var source = Named(name, standsIn);
        return standsIn.Index == 0 || source.Index <= standsIn.Index
            ? source
            : throw Fault.Unsupported($"a condition in the link '{standsIn.Alias}' on the later link '{source.Alias}'; put it into the filter of the root");
    }

    public Condition Condition(Source source, string? column, ConditionOperator op, IReadOnlyList<object?> values)
    {
        CountCondition();
        var resolved = source.Table.Column(column ?? "");
        return new Condition(source.Index, resolved, op, ConditionValues.Stored(source.Table, resolved, op, values));
    }

    public ColumnComparison Comparison(Source source, string? column, ConditionOperator op, Source other, string? otherColumn)
    {
        CountCondition();
        if (op is not (ConditionOperator.Equal or ConditionOperator.NotEqual or ConditionOperator.GreaterThan or ConditionOperator.GreaterEqual
            or ConditionOperator.LessThan or ConditionOperator.LessEqual))
        {
            throw Fault.Of(
                FaultCode.QueryBuilderInvalidConditionOperator,
                $"Unsupported condition operator. Two columns cannot be compared by {op}.");
        }

        var (left, right) = (source.Table.Column(column ?? ""), other.Table.Column(otherColumn ?? ""));
        if (!Comparable(left, right))
        {
            throw Fault.Of(
                FaultCode.QueryBuilderLinkAttributesTypeMismatch,
                $"{left.Name} ({left.Type}) cannot be compared with {right.Name} ({right.Type}).");
        }

        return new ColumnComparison(source.Index, left, op, other.Index, right);
    }

    public static Order Order(Source source, string? column, bool descending) => new(source.Index, source.Table.Column(column ?? ""), descending);

    void CountCondition()
    {
        if (++conditions > MostConditions)
        {
            throw Fault.Of(
                FaultCode.TooManyConditionsInQuery,
                $"Number of conditions in query exceeded maximum limit. A query may have {MostConditions}.");
        }
    }

    static bool Comparable(Column left, Column right) => Kind(left) == Kind(right);

    static ColumnType Kind(Column column) => column.Type switch
    {
        ColumnType.Customer or ColumnType.Owner or ColumnType.Lookup => ColumnType.Uniqueidentifier,
        ColumnType.Memo or ColumnType.EntityName => ColumnType.String,
        ColumnType.State or ColumnType.Status or ColumnType.Picklist => ColumnType.Integer,
        var type => type,
    };
}
