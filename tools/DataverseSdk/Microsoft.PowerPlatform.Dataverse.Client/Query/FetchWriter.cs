using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Microsoft.PowerPlatform.Dataverse.Client.Metadata;
using Microsoft.PowerPlatform.Dataverse.Client.Rows;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.PowerPlatform.Dataverse.Client.Query;

/// <summary>Queries as FetchXML, which the Web API takes.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/reference/</remarks>
internal sealed class FetchWriter(TableDefinitions tables)
{
    int links;

    /// <exception cref="NotSupportedException">The query asks for something that this build lacks.</exception>
    public XElement Write(QueryExpression query)
    {
        var entity = new XElement("entity", new XAttribute("name", query.EntityName));
        var isAggregate = query.ColumnSet?.AttributeExpressions.Count > 0;
        Columns(entity, query.ColumnSet ?? new ColumnSet(), query.EntityName, isRoot: true);
        foreach (var link in query.LinkEntities) entity.Add(Link(link));
        Filter(entity, query.Criteria, query.EntityName);
        foreach (var order in query.Orders) entity.Add(Order(order));

        var fetch = new XElement("fetch", entity);
        if (isAggregate) fetch.SetAttributeValue("aggregate", "true");
        if (query.Distinct) fetch.SetAttributeValue("distinct", "true");
        if (query.NoLock) fetch.SetAttributeValue("no-lock", "true");
        Pages(fetch, query.PageInfo, query.TopCount);
        return fetch;
    }

    /// <summary>The same of a query by values.</summary>
    public XElement Write(QueryByAttribute query)
    {
        var expression = new QueryExpression(query.EntityName) { ColumnSet = query.ColumnSet, PageInfo = query.PageInfo, TopCount = query.TopCount };
        for (var i = 0; i < query.Attributes.Count; i++)
        {
            if (query.Values[i] is null) expression.Criteria.AddCondition(query.Attributes[i], ConditionOperator.Null);
            else expression.Criteria.AddCondition(query.Attributes[i], ConditionOperator.Equal, query.Values[i]);
        }

        foreach (var order in query.Orders) expression.Orders.Add(order);
        return Write(expression);
    }

    static void Pages(XElement fetch, PagingInfo? page, int? top)
    {
        if (top is { } most) fetch.SetAttributeValue("top", most);
        if (page is null) return;

        if (page.PageNumber > 0) fetch.SetAttributeValue("page", page.PageNumber);
        if (page.Count > 0) fetch.SetAttributeValue("count", page.Count);
        if (!string.IsNullOrEmpty(page.PagingCookie)) fetch.SetAttributeValue("paging-cookie", page.PagingCookie);
        if (page.ReturnTotalRecordCount) fetch.SetAttributeValue("returntotalrecordcount", "true");
    }

    void Columns(XElement parent, ColumnSet columns, string table, bool isRoot)
    {
        if (columns.AllColumns)
        {
            parent.Add(new XElement("all-attributes"));
            return;
        }

        foreach (var column in columns.Columns) parent.Add(new XElement("attribute", new XAttribute("name", column)));
        foreach (var expression in columns.AttributeExpressions) parent.Add(Aggregate(expression));

        // Without any, FetchXML would give all.
        if (isRoot && columns.Columns.Count == 0 && columns.AttributeExpressions.Count == 0) parent.Add(new XElement("attribute", new XAttribute("name", tables.Of(table).PrimaryId)));
    }

    static XElement Aggregate(XrmAttributeExpression expression)
    {
        var attribute = new XElement("attribute", new XAttribute("name", expression.AttributeName));
        if (expression.Alias is { } alias) attribute.SetAttributeValue("alias", alias);
        if (expression.HasGroupBy) attribute.SetAttributeValue("groupby", "true");
        if (expression.AggregateType != XrmAggregateType.None) attribute.SetAttributeValue("aggregate", FetchNames.Of(expression.AggregateType));
        if (expression.DateTimeGrouping != XrmDateTimeGrouping.None) attribute.SetAttributeValue("dategrouping", FetchNames.Of(expression.DateTimeGrouping));
        return attribute;
    }

    XElement Link(LinkEntity link)
    {
        links++;
        var element = new XElement(
            "link-entity",
            new XAttribute("name", link.LinkToEntityName),
            new XAttribute("from", link.LinkToAttributeName),
            new XAttribute("to", link.LinkFromAttributeName),
            new XAttribute("link-type", FetchNames.Of(link.JoinOperator)));
        if (link.JoinOperator is not (JoinOperator.Any or JoinOperator.NotAny or JoinOperator.All or JoinOperator.NotAll)) element.SetAttributeValue("alias", string.IsNullOrEmpty(link.EntityAlias) ? link.LinkToEntityName + links : link.EntityAlias);
        Columns(element, link.Columns, link.LinkToEntityName, isRoot: false);
        foreach (var inner in link.LinkEntities) element.Add(Link(inner));
        Filter(element, link.LinkCriteria, link.LinkToEntityName);
        foreach (var order in link.Orders) element.Add(Order(order));
        return element;
    }

    void Filter(XElement parent, FilterExpression? filter, string table)
    {
        if (filter is not null && Filter(filter, table) is { HasElements: true } element) parent.Add(element);
    }

    XElement Filter(FilterExpression filter, string table)
    {
        var element = new XElement("filter", new XAttribute("type", filter.FilterOperator == LogicalOperator.Or ? "or" : "and"));
        foreach (var condition in filter.Conditions) element.Add(Condition(condition, table));
        foreach (var inner in filter.Filters) Filter(element, inner, table);
        if (filter.AnyAllFilterLinkEntity is { } link) element.Add(Link(link));
        return element;
    }

    XElement Condition(ConditionExpression condition, string table)
    {
        var element = new XElement("condition", new XAttribute("attribute", condition.AttributeName), new XAttribute("operator", FetchNames.Of(condition.Operator)));
        if (!string.IsNullOrEmpty(condition.EntityName)) element.SetAttributeValue("entityname", condition.EntityName);
        if (condition.CompareColumns)
        {
            element.SetAttributeValue("valueof", condition.Values[0]);
            return element;
        }

        // A list may stand in the condition as one value.
        var values = condition.Values is [IEnumerable list and not string] ? [.. list.Cast<object>()] : condition.Values.ToList();
        var isDay = values.Exists(value => value is DateTime) && string.IsNullOrEmpty(condition.EntityName) && tables.Of(table).Days.Contains(condition.AttributeName);
        var isList = condition.Operator is ConditionOperator.In or ConditionOperator.NotIn or ConditionOperator.Between or ConditionOperator.NotBetween or ConditionOperator.ContainValues or ConditionOperator.DoesNotContainValues;
        if (!isList && values is [var only]) element.SetAttributeValue("value", Text(only, isDay));
        else foreach (var value in values) element.Add(new XElement("value", Text(value, isDay)));
        return element;
    }

    static string Text(object? value, bool isDay) => value switch
    {
        string text => text,
        bool flag => flag ? "1" : "0",
        Guid id => id.ToString("D"),
        DateTime moment => isDay ? ColumnText.Day(moment) : ColumnText.Instant(moment),
        Enum member => Convert.ToInt32(member, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A condition with a value of type {value?.GetType().Name ?? "null"} is not supported by this build; use the Official build."),
    };

    static XElement Order(OrderExpression order)
    {
        var element = new XElement("order");
        if (string.IsNullOrEmpty(order.Alias)) element.SetAttributeValue("attribute", order.AttributeName);
        else element.SetAttributeValue("alias", order.Alias);
        if (!string.IsNullOrEmpty(order.EntityName)) element.SetAttributeValue("entityname", order.EntityName);
        if (order.OrderType == OrderType.Descending) element.SetAttributeValue("descending", "true");
        return element;
    }
}
