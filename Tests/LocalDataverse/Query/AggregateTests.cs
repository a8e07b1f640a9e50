using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>Counts and sums in FetchXML.</summary>
public class AggregateTests
{
    readonly QueryWorld world = new();

    public AggregateTests()
    {
        var account = world.Add("account", ("name", "Alpha"));
        Add("V-1", account, 1, 12, 10.5m, new DateTime(2026, 12, 31, 23, 30, 0, DateTimeKind.Utc));
        Add("V-2", account, 1, 12, null, new DateTime(2027, 2, 1, 0, 0, 0, DateTimeKind.Utc));
        Add("V-3", null, 2, null, 2m, null);
    }

    [Fact, Trait("fidelity", "F252")]
    public void Empty_columns_count_only_where_rows_are_counted()
    {
        var row = Run("""
            <attribute name='test_months' aggregate='count' alias='rows'/>
            <attribute name='test_months' aggregate='countcolumn' alias='filled'/>
            <attribute name='test_months' aggregate='countcolumn' distinct='true' alias='different'/>
            <attribute name='test_months' aggregate='sum' alias='sum'/>
            <attribute name='test_fee' aggregate='avg' alias='average'/>
            <attribute name='test_fee' aggregate='min' alias='least'/>
            <attribute name='test_signed' aggregate='max' alias='latest'/>
            """).Entities.Single();

        Assert.Equal((3, 2, 1, 24), (Value<int>(row, "rows"), Value<int>(row, "filled"), Value<int>(row, "different"), Value<int>(row, "sum")));
        Assert.Equal((6.25m, 2m), (Value<Money>(row, "average").Value, Value<Money>(row, "least").Value));
        Assert.Equal(new DateTime(2027, 2, 1), Value<DateTime>(row, "latest"));
    }

    [Fact, Trait("fidelity", "F252")]
    public void Over_no_rows_a_count_is_nought_and_a_sum_is_empty()
    {
        var row = Run("<attribute name='test_months' aggregate='count' alias='n'/><attribute name='test_months' aggregate='sum' alias='s'/><filter><condition attribute='test_name' operator='eq' value='none'/></filter>").Entities.Single();

        Assert.Equal(0, Value<int>(row, "n"));
        Assert.Null(row.GetAttributeValue<AliasedValue>("s").Value);
    }

    [Fact, Trait("fidelity", "F252")]
    public void Groups_are_made_by_choice_and_lookup_and_sorted_by_alias()
    {
        var rows = Run("""
            <attribute name='test_kind' groupby='true' alias='kind'/>
            <attribute name='test_accountid' groupby='true' alias='account'/>
            <attribute name='test_contractid' aggregate='count' alias='n'/>
            <order alias='n' descending='true'/>
            """).Entities;

        Assert.Equal([2, 1], rows.Select(row => Value<int>(row, "n")));
        Assert.Equal(1, Value<OptionSetValue>(rows[0], "kind").Value);
        Assert.Equal(("Energy", "Alpha"), (rows[0].FormattedValues["kind"], Value<EntityReference>(rows[0], "account").Name));
        Assert.False(rows[1].Contains("account"));
    }

    [Theory, Trait("fidelity", "F254")]
    [InlineData("year", "2027:2")]
    [InlineData("month", "1:1 2:1")]
    [InlineData("quarter", "1:2")]
    [InlineData("day", "1:2")]
    public void Dates_are_grouped_in_the_zone_of_the_caller(string grouping, string expected)
    {
        var rows = Run($"<attribute name='test_signed' groupby='true' dategrouping='{grouping}' alias='part'/><attribute name='test_name' aggregate='count' alias='n'/><filter><condition attribute='test_signed' operator='not-null'/></filter><order alias='part'/>");

        Assert.Equal(expected, string.Join(' ', rows.Entities.Select(row => $"{Value<int>(row, "part")}:{Value<int>(row, "n")}")));
    }

    [Theory, Trait("fidelity", "F255")]
    [InlineData("<order attribute='test_months'/>", -2147217103)]
    [InlineData("<order/>", -2147217100)]
    [InlineData("<order alias='other'/>", -2147217141)]
    [InlineData("<attribute name='test_name'  alias='x'/>", -2147217145)]
    [InlineData("<attribute name='test_name' groupby='true' aggregate='count' alias='x'/>", -2147217097)]
    [InlineData("<attribute name='test_name' aggregate='sum' alias='x'/>", -2147217105)]
    [InlineData("<attribute name='test_signed' groupby='true' dategrouping='fiscal-year' alias='x'/>", -2147217099)]
    [InlineData("<attribute name='test_name' aggregate='median' alias='x'/>", -2147217095)]
    [InlineData("<attribute name='test_name' aggregate='count' alias='n'/>", -2147217104)]
    public void An_aggregate_that_makes_no_sense_is_refused(string part, int code)
    {
        Assert.Equal(code, QueryWorld.FaultOf(() => Run("<attribute name='test_months' aggregate='count' alias='n'/>" + part)).ErrorCode);
    }

    [Fact, Trait("fidelity", "F252")]
    public void A_query_expression_aggregates_as_FetchXML_does()
    {
        var query = new QueryExpression(QueryWorld.Contract)
        {
            ColumnSet = new ColumnSet
            {
                AttributeExpressions =
                {
                    new XrmAttributeExpression("test_kind") { Alias = "kind", HasGroupBy = true },
                    new XrmAttributeExpression("test_months", XrmAggregateType.Count, "n"),
                    new XrmAttributeExpression("test_months", XrmAggregateType.CountColumn, "filled"),
                    new XrmAttributeExpression("test_fee", XrmAggregateType.Sum, "fees"),
                },
            },
        };
        query.Orders.Add(new OrderExpression(null!, OrderType.Descending, "n"));
        var expected = Run("""
            <attribute name='test_kind' groupby='true' alias='kind'/>
            <attribute name='test_months' aggregate='count' alias='n'/>
            <attribute name='test_months' aggregate='countcolumn' alias='filled'/>
            <attribute name='test_fee' aggregate='sum' alias='fees'/>
            <order alias='n' descending='true'/>
            """);

        var actual = world.Run(query);

        Assert.Equal(2, actual.Entities.Count);
        Assert.Equal(Shown(expected), Shown(actual));
    }

    static System.Collections.Generic.IEnumerable<string> Shown(EntityCollection rows) =>
        rows.Entities.Select(row => string.Join(' ', row.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Plain(((AliasedValue)pair.Value).Value)}")));

    static object? Plain(object? value) => value switch
    {
        OptionSetValue option => option.Value,
        Money money => money.Value,
        _ => value,
    };

    [Fact, Trait("fidelity", "F255")]
    public void A_query_expression_that_aggregates_what_makes_no_sense_is_refused()
    {
        var neither = new XrmAttributeExpression("test_name") { Alias = "x" };
        var both = new XrmAttributeExpression("test_name", XrmAggregateType.Count, "x") { HasGroupBy = true };
        var nameless = new XrmAttributeExpression("test_name", XrmAggregateType.Count);
        var unordered = new QueryExpression(QueryWorld.Contract) { ColumnSet = new ColumnSet { AttributeExpressions = { new XrmAttributeExpression("test_name", XrmAggregateType.Count, "n") } } };
        unordered.AddOrder("test_name", OrderType.Ascending);

        Assert.Equal([-2147217145, -2147217097, -2147217095], new[] { neither, both, nameless }.Select(one =>
            QueryWorld.FaultOf(() => world.Run(new QueryExpression(QueryWorld.Contract) { ColumnSet = new ColumnSet { AttributeExpressions = { one } } })).ErrorCode));
        Assert.Equal(-2147217100, QueryWorld.FaultOf(() => world.Run(unordered)).ErrorCode);
    }

    [Fact, Trait("fidelity", "F253")]
    public void More_rows_than_the_limit_are_not_aggregated()
    {
        var fault = QueryWorld.FaultOf(() => world.Fetch("<fetch aggregate='true' aggregatelimit='2'><entity name='test_contract'><attribute name='test_name' aggregate='count' alias='n'/></entity></fetch>"));

        Assert.Equal(-2147164125, fault.ErrorCode);
    }

    void Add(string name, Guid? account, int kind, int? months, decimal? fee, DateTime? signed) => world.Add(
        QueryWorld.Contract,
        ("test_name", name),
        ("test_accountid", account is { } id ? new EntityReference("account", id) : null),
        ("test_kind", new OptionSetValue(kind)),
        ("test_months", months),
        ("test_fee", fee is { } amount ? new Money(amount) : null),
        ("test_signed", signed));

    EntityCollection Run(string parts) => world.Fetch($"<fetch aggregate='true'><entity name='test_contract'>{parts}</entity></fetch>");

    static T Value<T>(Entity row, string alias) => Assert.IsType<T>(row.GetAttributeValue<AliasedValue>(alias).Value);
}
