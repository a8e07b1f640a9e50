using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>Runs queries.</summary>
internal static class QueryExecutor
{
    /// <summary>Runs a QueryExpression, QueryByAttribute or FetchExpression.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The query names what does not exist or is not supported; each with the platform's code.</exception>
    public static EntityCollection Execute(QueryBase query, QueryContext context) => Execute(Translate(query, context.Catalog), context);

    /// <summary>Resolves names and values of a query.</summary>
    public static QueryModel Translate(QueryBase query, MetadataCatalog catalog) => query switch
    {
        QueryExpression expression => QueryExpressionTranslator.Translate(expression, catalog),
        QueryByAttribute byAttribute => QueryExpressionTranslator.Translate(byAttribute, catalog),
        FetchExpression fetch => FetchXmlTranslator.Translate(fetch.Query, catalog),
        null => throw Fault.Of(FaultCode.MissingQueryType, "The query type is missing: pass a QueryExpression, QueryByAttribute or FetchExpression."),
        _ => throw Fault.Of(FaultCode.MissingQueryType, $"The query type {query.GetType()} is not known."),
    };

    /// <summary>Runs a translated query.</summary>
    /// <param name="useIndexes">False reads whole tables; for tests that prove that indexes change nothing.</param>
    internal static EntityCollection Execute(QueryModel model, QueryContext context, bool useIndexes = true)
    {
        RefuseHiddenColumns(model, context);
        var rows = new Joins(model, context, useIndexes).All();
        if (model.Aggregation is { } aggregation) return new Aggregator(model, aggregation, context).Run(rows);

        var ordering = new Ordering(model, context);
        var sorted = ordering.Sort(rows);
        return model.Distinct
            ? Cut(DistinctEntities(model, sorted, context), model, null, null, entity => entity)
            : Cut(sorted, model, ordering, sorted => sorted.Keys, sorted => ToEntity(model, sorted.Rows, context));
    }

    /// <summary>The page, or the top rows, of all that match.</summary>
    static EntityCollection Cut<T>(List<T> all, QueryModel model, Ordering? ordering, Func<T, object?[]>? keys, Func<T, Entity> toEntity)
    {
        var page = model.Page ?? new Page(1, model.Top ?? Paging.LargestPage, null, CountsAll: false);
        var start = Start(all, page, ordering, keys);
        var count = Math.Clamp(all.Count - start, 0, page.Size);
        var answer = new EntityCollection([.. all.Skip(start).Take(count).Select(toEntity)])
        {
            EntityName = model.Root.Table.Name,
            MoreRecords = model.Top is null && start + count < all.Count,
            TotalRecordCount = page.CountsAll ? Math.Min(all.Count, Paging.LargestPage) : -1,
            TotalRecordCountLimitExceeded = page.CountsAll && all.Count > Paging.LargestPage,
        };

        // After a linked table's columns the platform gives no cookie, and pages are counted.
        if (count > 0 && model.Top is null && ordering is not null && keys is not null && model.Orders.All(order => order.Source == 0))
        {
            answer.PagingCookie = Paging.Cookie(page.Number, ordering.Names, keys(all[start]), keys(all[start + count - 1]));
        }

        return answer;
    }

    static int Start<T>(List<T> all, Page page, Ordering? ordering, Func<T, object?[]>? keys)
    {
        if (page.Cookie is { } cookie && ordering is not null && keys is not null)
        {
            var (ended, last) = Paging.Read(cookie, ordering.Names);
            if (ended == page.Number - 1)
            {
                var next = all.FindIndex(row => ordering.Compare(keys(row), last) > 0);
                return next < 0 ? all.Count : next;
            }
        }

        var skipped = (long)(page.Number - 1) * page.Size;
        if (skipped + page.Size > Paging.LargestSkip)
        {
            throw Fault.Of(
                FaultCode.OverRetrievalUpperLimitWithoutPagingCookie,
                "Over upper limit of records that can be requested without a paging cookie. "
                + $"Page {page.Number} of {page.Size} rows needs the cookie of the page before; "
                + $"without one {Paging.LargestSkip} rows can be reached.");
        }

        return (int)skipped;
    }

    static Entity ToEntity(QueryModel model, Row?[] rows, QueryContext context)
    {
        var root = rows[0]!;
        var entity = new Entity(root.Table.Name, root.Id) { RowVersion = Projection.RowVersion(root) };
        Fill(entity, model.Root, rows, context);
        return entity;
    }

    static void Fill(Entity entity, Source source, Row?[] rows, QueryContext context)
    {
        if (rows[source.Index] is { } row)
        {
            foreach (var selected in source.Columns) Projection.Fill(entity, row, selected, source.Alias, context);
        }

        foreach (var link in source.Links.Where(link => !link.IsCondition)) Fill(entity, link.Source, rows, context);
    }

    /// <summary>Rows that show the same in every column asked for, once.</summary>
    static List<Entity> DistinctEntities(QueryModel model, List<SortedRow> sorted, QueryContext context)
    {
        var seen = new HashSet<KeyValuesOrEmpty>();
        var hasId = model.Root.Columns.Any(selected => selected.Column == model.Root.Table.PrimaryId);
        var entities = new List<Entity>();
        foreach (var row in sorted)
        {
            if (!seen.Add(new KeyValuesOrEmpty([.. Values(model.Root, row.Rows)]))) continue;
            var entity = ToEntity(model, row.Rows, context);

            // Without its key such a row stands for several.
            if (!hasId) entity.Id = Guid.Empty;
            entities.Add(entity);
        }

        return entities;
    }

    static IEnumerable<object?> Values(Source source, Row?[] rows) =>
        source.Columns.Select(selected => rows[source.Index]?[selected.Column])
            .Concat(source.Links.Where(link => !link.IsCondition).SelectMany(link => Values(link.Source, rows)));

    static void RefuseHiddenColumns(QueryModel model, QueryContext context)
    {
        if (context.ColumnHidden is not { } hidden) return;
        foreach (var (table, column) in ColumnUse.Of(model))
        {
            if (hidden(table, column))
            {
                throw Fault.Of(
                    FaultCode.QueryContainedSecuredAttributeWithoutAccess,
                    $"The Query contained a secured attribute to which the caller does not have access: {table.Name}.{column.Name}.");
            }
        }
    }
}

/// <summary>Values of several columns, some of them empty, compared as the platform compares text.</summary>
internal readonly struct KeyValuesOrEmpty : IEquatable<KeyValuesOrEmpty>
{
    readonly object?[] values;

    public KeyValuesOrEmpty(object?[] stored) => values = [.. stored.Select(value => value is null ? null : StoredValues.Key(value))];

    public bool Equals(KeyValuesOrEmpty other) => values.AsSpan().SequenceEqual(other.values);

    public override bool Equals(object? obj) => obj is KeyValuesOrEmpty other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in values) hash.Add(value);
        return hash.ToHashCode();
    }
}
