using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>A query after translation: every name is resolved, every value is in stored form.</summary>
/// <remarks>QueryExpression, QueryByAttribute and FetchXML all become this; nothing later knows where it came from.</remarks>
internal sealed record QueryModel
{
    /// <summary>The table asked for, with its columns, filter and links.</summary>
    public required Source Root { get; init; }

    /// <summary>The rows that are asked: those of the tables, or those set aside.</summary>
    public RowStore Store { get; init; }

    /// <summary>How many sources there are, links in filters included; each has its own <see cref="Source.Index"/>.</summary>
    public required int Sources { get; init; }

    public IReadOnlyList<Order> Orders { get; init; } = [];

    /// <summary>At most so many rows. Null: no such limit.</summary>
    public int? Top { get; init; }

    /// <summary>Which page. Null: the first, of the largest size.</summary>
    public Page? Page { get; init; }

    public bool Distinct { get; init; }

    /// <summary>Choices are sorted by value instead of label.</summary>
    public bool RawOrder { get; init; }

    /// <summary>The groups and aggregates asked for instead of rows. Null: rows are.</summary>
    public Aggregation? Aggregation { get; init; }
}

/// <summary>A table that takes part in a query.</summary>
/// <param name="Index">Place of its row in a joined row.</param>
internal sealed record Source(int Index, Table Table)
{
    /// <summary>The name other parts of the query use for it, and the prefix of its columns in the answer. Null: the root.</summary>
    public string? Alias { get; init; }

    public IReadOnlyList<SelectedColumn> Columns { get; init; } = [];

    public Filter? Filter { get; set; }

    public IReadOnlyList<Link> Links { get; set; } = [];
}

/// <summary>A column in the answer.</summary>
/// <param name="Alias">The name it has there. Null: its own.</param>
internal sealed record SelectedColumn(Column Column, string? Alias = null);

/// <summary>A join: rows of <paramref name="Source"/> whose <paramref name="From"/> equals <paramref name="To"/> of the parent row.</summary>
/// <param name="Parent">Index of the source that <paramref name="To"/> belongs to.</param>
internal sealed record Link(Source Source, Column From, int Parent, Column To, JoinOperator Kind)
{
    /// <summary>The link only asks whether rows exist; it adds no columns and no rows.</summary>
    public bool IsCondition => Kind is not (JoinOperator.Inner or JoinOperator.LeftOuter or JoinOperator.MatchFirstRowUsingCrossApply);

    /// <summary>Parents without a matching row stay.</summary>
    public bool IsOptional => Kind is JoinOperator.LeftOuter or JoinOperator.MatchFirstRowUsingCrossApply;
}

/// <summary>A condition on a joined row.</summary>
internal abstract record Filter;

/// <summary>All parts hold (And) or at least one (Or); without parts it holds.</summary>
internal sealed record FilterGroup(LogicalOperator Operator, IReadOnlyList<Filter> Parts) : Filter;

/// <summary>A column against values.</summary>
/// <param name="Source">Index of the source the column belongs to.</param>
/// <param name="Values">Stored form; numbers for operators that count days and the like.</param>
internal sealed record Condition(int Source, Column Column, ConditionOperator Operator, IReadOnlyList<object> Values) : Filter;

/// <summary>A column against another column of the same type.</summary>
internal sealed record ColumnComparison(int Source, Column Column, ConditionOperator Operator, int OtherSource, Column Other) : Filter;

/// <summary>A link used as a condition.</summary>
internal sealed record LinkCondition(Link Link) : Filter;

/// <summary>A sort key.</summary>
internal sealed record Order(int Source, Column Column, bool Descending);

/// <summary>Which rows of all that match come back.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Rows a page, at most <see cref="Paging.LargestPage"/>.</param>
/// <param name="Cookie">Where the page before ended. Null: counted from the start.</param>
/// <param name="CountsAll">TotalRecordCount is wanted.</param>
internal sealed record Page(int Number, int Size, string? Cookie, bool CountsAll);

/// <summary>Aggregates per group.</summary>
/// <param name="Orders">Names of aggregates or groups to sort by.</param>
internal sealed record Aggregation(IReadOnlyList<Grouping> Groups, IReadOnlyList<Aggregate> Aggregates, IReadOnlyList<AggregateOrder> Orders, int RowLimit);

/// <summary>A column that makes groups.</summary>
/// <param name="DateGrouping">The part of a date that makes the group; null: the value itself.</param>
internal sealed record Grouping(int Source, Column Column, string Alias, DateGrouping? DateGrouping);

/// <summary>One aggregate. <paramref name="Distinct"/> counts different values only.</summary>
internal sealed record Aggregate(int Source, string Table, Column Column, string Alias, AggregateKind Kind, bool Distinct);

internal sealed record AggregateOrder(string Alias, bool Descending);

internal enum AggregateKind
{
    /// <summary>Rows, whatever they hold.</summary>
    Count,

    /// <summary>Rows in which the column is not empty.</summary>
    CountColumn,
    Sum,
    Avg,
    Min,
    Max,
}

internal enum DateGrouping
{
    Day,
    Week,
    Month,
    Quarter,
    Year,
}
