using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Query;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Query;

/// <summary>Reads rows by way of navigation properties: one request for each property and 2,000 rows, or for each row where <c>$top</c> limits those of each.</summary>
internal sealed class Expander(IOrganizationService service)
{
    /// <summary>Values that one condition may list.</summary>
    const int MostValues = 2000;

    public IReadOnlyList<RowTree> Expand(IReadOnlyList<Entity> rows, ReadPlan plan)
    {
        var trees = rows.Select(row => new RowTree(row, plan.Shape)).ToList();
        foreach (var expansion in plan.Expansions)
        {
            if (expansion.Navigation is LookupNavigation lookup) ExpandLookup(trees, lookup, expansion);
            else ExpandMany(trees, expansion);
        }

        return trees;
    }

    void ExpandLookup(List<RowTree> trees, LookupNavigation lookup, ExpandPlan expansion)
    {
        var found = new Dictionary<Guid, RowTree>();
        foreach (var read in expansion.ByTable.Count == 0 ? [expansion.Read] : expansion.ByTable)
        {
            var table = read.Shape.Table;
            var ids = trees.Select(tree => Referred(tree.Row, lookup)).OfType<EntityReference>().Where(reference => reference.LogicalName == table.Name).Select(reference => reference.Id).Distinct().ToList();
            foreach (var tree in Read(read, table.PrimaryId.Name, ids))
            {
                tree.NamedBy = lookup.Target is null ? lookup.Name : null;
                found[tree.Row.Id] = tree;
            }
        }

        foreach (var tree in trees) tree.Expanded[lookup.Name] = new Expanded(Referred(tree.Row, lookup) is { } reference ? found.GetValueOrDefault(reference.Id) : null, Many: null);
    }

    static EntityReference? Referred(Entity row, LookupNavigation lookup) =>
        row.GetAttributeValue<EntityReference?>(lookup.Column.Name) is { } reference && (lookup.Target is null || reference.LogicalName == lookup.Target) ? reference : null;

    void ExpandMany(List<RowTree> trees, ExpandPlan expansion)
    {
        var ids = trees.Select(tree => tree.Row.Id).Distinct().ToList();
        var related = expansion.Read.Query.TopCount is null ? Related(expansion, ids) : ids.SelectMany(id => Related(expansion, [id]));
        var byParent = related.ToLookup(pair => pair.Parent, pair => pair.Row);
        foreach (var tree in trees) tree.Expanded[expansion.Navigation.Name] = new Expanded(One: null, [.. byParent[tree.Row.Id]], expansion.Counts);
    }

    IEnumerable<(Guid Parent, RowTree Row)> Related(ExpandPlan expansion, IReadOnlyList<Guid> ids)
    {
        switch (expansion.Navigation)
        {
            case ChildrenNavigation children:
                var column = children.Relationship.Column;
                return Read(expansion.Read, column, ids, column).Select(tree => (tree.Row.GetAttributeValue<EntityReference>(column).Id, tree));
            case PeersNavigation peers:
                return ids.Count == 0 ? [] : ids.Chunk(MostValues).SelectMany(some => Peers(expansion.Read, peers, some));
            default:
                throw WebFault.Unsupported($"$expand of '{expansion.Navigation.Name}'");
        }
    }

    IEnumerable<(Guid Parent, RowTree Row)> Peers(ReadPlan read, PeersNavigation peers, Guid[] ids)
    {
        const string pair = "pair";
        var query = Copy(read.Query);
        query.LinkEntities.Add(ToPeers(peers, read.Shape.Table, pair, ids));
        var rows = AllRows(query);
        var trees = Expand(rows, read);
        return trees.Select(tree => ((Guid)tree.Row.GetAttributeValue<AliasedValue>($"{pair}.{peers.OwnColumn}").Value, tree));
    }

    /// <summary>The link that leaves only rows which are tied to some.</summary>
    public static LinkEntity ToPeers(PeersNavigation peers, Table target, string alias, params Guid[] ids)
    {
        var link = new LinkEntity
        {
            LinkFromEntityName = target.Name,
            LinkFromAttributeName = target.PrimaryId.Name,
            LinkToEntityName = peers.Relationship.Intersect,
            LinkToAttributeName = peers.OtherColumn,
            JoinOperator = JoinOperator.Inner,
            EntityAlias = alias,
            Columns = new ColumnSet(peers.OwnColumn),
        };
        link.LinkCriteria.AddCondition(peers.OwnColumn, ConditionOperator.In, [.. ids.Cast<object>()]);
        return link;
    }

    IEnumerable<RowTree> Read(ReadPlan read, string column, IReadOnlyList<Guid> ids, string? alsoRead = null)
    {
        foreach (var some in ids.Chunk(MostValues))
        {
            var query = Copy(read.Query);
            if (alsoRead is not null && !query.ColumnSet.AllColumns && !query.ColumnSet.Columns.Contains(alsoRead)) query.ColumnSet.AddColumn(alsoRead);
            var within = new FilterExpression(LogicalOperator.And);
            within.AddCondition(column, ConditionOperator.In, [.. some.Cast<object>()]);
            within.AddFilter(read.Query.Criteria);
            query.Criteria = within;
            foreach (var tree in Expand(AllRows(query), read)) yield return tree;
        }
    }

    /// <summary>The rows of all pages.</summary>
    List<Entity> AllRows(QueryExpression query)
    {
        var rows = new List<Entity>();
        for (var page = 1; ; page++)
        {
            if (query.TopCount is null) query.PageInfo = new PagingInfo { PageNumber = page, Count = Paging.LargestPage, PagingCookie = query.PageInfo?.PagingCookie };
            var answer = service.RetrieveMultiple(query);
            rows.AddRange(answer.Entities);
            if (!answer.MoreRecords) return rows;

            query.PageInfo.PagingCookie = answer.PagingCookie;
        }
    }

    static QueryExpression Copy(QueryExpression query)
    {
        var copy = new QueryExpression(query.EntityName) { TopCount = query.TopCount, Criteria = query.Criteria };
        copy.ColumnSet = query.ColumnSet.AllColumns ? new ColumnSet { AllColumns = true } : new ColumnSet([.. query.ColumnSet.Columns]);
        copy.Orders.AddRange(query.Orders);
        copy.LinkEntities.AddRange(query.LinkEntities);
        return copy;
    }
}
