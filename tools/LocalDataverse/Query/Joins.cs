using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>Finds the joined rows of a query: for each source its row, or null where an outer join found none.</summary>
internal sealed class Joins
{
    readonly QueryModel model;
    readonly QueryContext context;
    readonly ReadView view;
    readonly AccessPath paths;
    readonly Predicates predicates;
    readonly Dictionary<Link, Func<object, IEnumerable<Row>>> partners = new(ReferenceEqualityComparer.Instance);

    /// <summary>Prepares the joins of a query.</summary>
    /// <param name="useIndexes">False reads whole tables instead; the answer is the same.</param>
    public Joins(QueryModel model, QueryContext context, bool useIndexes = true)
    {
        this.model = model;
        this.context = context;
        UseIndexes = useIndexes;
        view = context.Transaction.Read(model.Store);
        paths = new AccessPath(view, context);
        predicates = new Predicates(context, Condition);
    }

    bool UseIndexes { get; }

    /// <summary>Every joined row, once per combination, in no particular order.</summary>
    public IEnumerable<Row?[]> All()
    {
        var (early, late) = Split(model.Root.Filter);
        var own = Test(early, model.Root);
        var after = late is null ? null : predicates.Compile(late);
        var expand = Expand(model.Root);
        var rows = new Row?[model.Sources];
        foreach (var row in Candidates(model.Root))
        {
            rows[0] = row;
            if (!own(rows)) continue;
            foreach (var joined in expand(rows))
            {
                if (after is null || after(joined)) yield return (Row?[])joined.Clone();
            }
        }
    }

    /// <summary>The part of the root's filter that needs the root's row only, and the part that is applied after the joins (F244).</summary>
    static (Filter? Early, Filter? Late) Split(Filter? filter)
    {
        if (filter is null || OnlyRoot(filter)) return (filter, null);
        if (filter is not FilterGroup { Operator: LogicalOperator.And } group) return (null, filter);
        return (
            new FilterGroup(LogicalOperator.And, [.. group.Parts.Where(OnlyRoot)]),
            new FilterGroup(LogicalOperator.And, [.. group.Parts.Where(part => !OnlyRoot(part))]));
    }

    static bool OnlyRoot(Filter filter) => filter switch
    {
        FilterGroup group => group.Parts.All(OnlyRoot),
        Condition condition => condition.Source == 0,
        ColumnComparison comparison => comparison is { Source: 0, OtherSource: 0 },
        LinkCondition link => link.Link.Parent == 0,
        _ => false,
    };

    /// <summary>Whether the row of a source is visible and meets its filter and the links that only ask for existence.</summary>
    Func<Row?[], bool> Test(Filter? filter, Source source)
    {
        var tests = new List<Func<Row?[], bool>>();
        if (context.RowFilter?.Invoke(source.Table) is { } visible) tests.Add(rows => visible(rows[source.Index]!));
        if (filter is not null) tests.Add(predicates.Compile(filter));
        tests.AddRange(source.Links.Where(link => link.IsCondition).Select(Condition));
        return tests.Count switch
        {
            0 => static _ => true,
            1 => tests[0],
            _ => rows => tests.TrueForAll(test => test(rows)),
        };
    }

    /// <summary>Fills in the rows of all joins below a source, one combination after the other, in the array it was given.</summary>
    Func<Row?[], IEnumerable<Row?[]>> Expand(Source source)
    {
        Func<Row?[], IEnumerable<Row?[]>> expand = static rows => [rows];
        foreach (var link in source.Links.Where(link => !link.IsCondition))
        {
            var (before, join) = (expand, Join(link));
            expand = rows => before(rows).SelectMany(join);
        }

        return expand;
    }

    Func<Row?[], IEnumerable<Row?[]>> Join(Link link)
    {
        var matches = Matches(link);
        var below = Expand(link.Source);
        return rows => Each(rows);

        IEnumerable<Row?[]> Each(Row?[] rows)
        {
            var found = false;
            foreach (var row in matches(rows))
            {
                found = true;
                rows[link.Source.Index] = row;
                foreach (var joined in below(rows)) yield return joined;
                if (link.Kind == JoinOperator.MatchFirstRowUsingCrossApply) yield break;
            }

            if (found || !link.IsOptional) yield break;
            rows[link.Source.Index] = null;
            foreach (var joined in below(rows)) yield return joined;
        }
    }

    /// <summary>The rows of a link that belong to the parent's row and meet the link's own filter.</summary>
    Func<Row?[], IEnumerable<Row>> Matches(Link link)
    {
        var test = Test(link.Source.Filter, link.Source);
        var partner = Partner(link);
        var index = link.Source.Index;
        return Each;

        IEnumerable<Row> Each(Row?[] rows)
        {
            if (rows[link.Parent]?[link.To] is not { } value) yield break;
            var candidates = partner(value);
            foreach (var row in link.Kind == JoinOperator.MatchFirstRowUsingCrossApply ? candidates.OrderBy(row => row.Id) : candidates)
            {
                rows[index] = row;
                if (test(rows)) yield return row;
            }
        }
    }

    Func<Row?[], bool> Condition(Link link)
    {
        var matches = Matches(link);
        var below = Expand(link.Source);
        bool Any(Row?[] rows)
        {
            foreach (var row in matches(rows))
            {
                rows[link.Source.Index] = row;
                if (below(rows).Any()) return true;
            }

            return false;
        }

        switch (link.Kind)
        {
            case JoinOperator.NotAny:
                return rows => !Any(rows);
            case JoinOperator.All:
                // Microsoft's meaning, which the name does not tell: rows exist, and none of them meets the filter.
                var related = Matches(link with { Source = link.Source with { Filter = null, Links = [] } });
                return rows => related(rows).Any() && !Any(rows);
            default:
                // NotAll is the same as Any, despite its name.
                return Any;
        }
    }

    /// <summary>The rows whose column of the link has a value: by index, or by a hash table over the source's rows that is built once.</summary>
    Func<object, IEnumerable<Row>> Partner(Link link)
    {
        if (partners.TryGetValue(link, out var known)) return known;
        var table = link.Source.Table;
        if (UseIndexes && link.From == table.PrimaryId)
        {
            return partners[link] = value => Id(value) is { } id && view.Find(table, id) is { } row ? [row] : [];
        }

        if (UseIndexes && table.Lookups.Contains(link.From))
        {
            return partners[link] = value => Id(value) is { } id ? view.Lookup(table, link.From, id)! : [];
        }

        var byValue = new Lazy<ILookup<object, Row>>(() => Candidates(link.Source)
            .Where(row => row[link.From] is not null)
            .ToLookup(row => StoredValues.Key(row[link.From]!)));
        return partners[link] = value => byValue.Value[StoredValues.Key(value)];
    }

    IEnumerable<Row> Candidates(Source source) => (UseIndexes ? paths.Find(source) : null) ?? view.Scan(source.Table);

    static Guid? Id(object value) => value switch
    {
        Reference reference => reference.Id,
        Guid id => id,
        _ => null,
    };
}
