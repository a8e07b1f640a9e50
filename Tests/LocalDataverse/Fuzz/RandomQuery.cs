using System;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse.Fuzz;

/// <summary>Queries that hold together only by chance.</summary>
internal sealed class RandomQuery(RandomValues values)
{
    public QueryBase Query()
    {
        if (!values.Chance(8)) return Expression();

        var table = values.TableName();
        var query = new QueryByAttribute(table) { ColumnSet = Columns(table) };
        for (var i = values.Random.Next(3); i > 0; i--) query.Attributes.Add(values.ColumnName(table));
        for (var i = values.Random.Next(3); i > 0; i--) query.Values.Add(values.Value(depth: 2)!);
        return query;
    }

    public QueryExpression Expression()
    {
        var table = values.TableName();
        var query = new QueryExpression(table) { ColumnSet = Columns(table), Distinct = values.Chance(5), NoLock = values.Chance(5) };
        Fill(query.Criteria, table, depth: 0);
        for (var i = values.Random.Next(3); i > 0; i--) query.LinkEntities.Add(Link(table, depth: 0));
        for (var i = values.Random.Next(3); i > 0; i--) query.AddOrder(values.ColumnName(table), (OrderType)values.Random.Next(3));
        if (values.Chance(4)) query.TopCount = values.One(0, 1, -1, 5001, int.MaxValue);
        if (values.Chance(4))
        {
            query.PageInfo = new PagingInfo
            {
                PageNumber = values.One(0, 1, 2, -1, int.MaxValue),
                Count = values.One(0, 1, 5000, -1, int.MaxValue),
                PagingCookie = values.Chance(2) ? values.Text() : $"<cookie page=\"1\"><{table}id last=\"{{0}}\" first=\"x\"/></cookie>",
                ReturnTotalRecordCount = values.Chance(2),
            };
        }

        return query;
    }

    ColumnSet? Columns(string table) => values.Random.Next(5) switch
    {
        0 => null,
        1 => new ColumnSet { AllColumns = true },
        2 => new ColumnSet(),
        _ => new ColumnSet([.. Enumerable.Range(0, values.Random.Next(4)).Select(_ => values.ColumnName(table))]),
    };

    void Fill(FilterExpression filter, string table, int depth)
    {
        filter.FilterOperator = (LogicalOperator)values.Random.Next(3);
        for (var i = values.Random.Next(3); i > 0; i--) filter.Conditions.Add(Condition(table));
        if (depth < 3 && values.Chance(3)) Fill(filter.AddFilter(LogicalOperator.Or), table, depth + 1);
    }

    ConditionExpression Condition(string table)
    {
        var operators = Enum.GetValues<ConditionOperator>();
        var condition = new ConditionExpression { AttributeName = values.Chance(20) ? null : values.ColumnName(table), Operator = values.Chance(20) ? (ConditionOperator)values.Random.Next(-2, 200) : values.One(operators) };
        if (values.Chance(10)) condition.EntityName = values.TableName();
        if (values.Chance(15)) condition.CompareColumns = true;
        for (var i = values.Random.Next(4); i > 0; i--) condition.Values.Add(values.Value(depth: 3)!);
        return condition;
    }

    LinkEntity Link(string from, int depth)
    {
        var to = values.TableName();
        var link = new LinkEntity(from, to, values.ColumnName(from), values.ColumnName(to), (JoinOperator)values.Random.Next(-1, 11))
        {
            EntityAlias = values.Chance(3) ? values.Text() : null,
            Columns = Columns(to) ?? new ColumnSet(),
        };
        Fill(link.LinkCriteria, to, depth: 2);
        if (depth < 2 && values.Chance(3)) link.LinkEntities.Add(Link(to, depth + 1));
        return link;
    }
}
