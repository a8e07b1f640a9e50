using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>
/// Links. Anna leads two accounts with contracts: Alpha (V-1 energy, V-2 telecom) and Beta (V-3 telecom); Gamma has no contact and no contract.
/// </summary>
public class JoinTests
{
    readonly QueryWorld world = new();
    readonly Guid anna;

    public JoinTests()
    {
        anna = world.Add("contact", ("fullname", "Anna"), ("firstname", "Anna"), ("lastname", "Anna"));
        var alpha = world.Add("account", ("name", "Alpha"), ("primarycontactid", new EntityReference("contact", anna)), ("address1_city", "Anna"));
        var beta = world.Add("account", ("name", "Beta"), ("primarycontactid", new EntityReference("contact", anna)));
        world.Add("account", ("name", "Gamma"));
        Contract("V-1", alpha, 1, 12);
        Contract("V-2", alpha, 2, 24);
        Contract("V-3", beta, 2, 12);
    }

    [Fact, Trait("fidelity", "F242")]
    public void Join_operators_have_the_numbers_of_the_platform()
    {
        var expected = new[] { "Inner", "LeftOuter", "Natural", "MatchFirstRowUsingCrossApply", "In", "Exists", "Any", "NotAny", "All", "NotAll" };

        Assert.Equal(expected, Enumerable.Range(0, 10).Select(number => ((JoinOperator)number).ToString()));
    }

    [Theory, Trait("fidelity", "F243")]
    [InlineData("inner", "Alpha Alpha Beta")]
    [InlineData("outer", "Alpha Alpha Beta Gamma")]
    [InlineData("matchfirstrowusingcrossapply", "Alpha Beta Gamma")]
    [InlineData("exists", "Alpha Beta")]
    [InlineData("in", "Alpha Beta")]
    public void A_kind_of_link_decides_how_often_the_parent_comes(string kind, string expected)
    {
        Assert.Equal(expected, Names(Linked(kind, "")));
    }

    [Theory, Trait("fidelity", "F243")]
    [InlineData("any", "1", "Alpha")]
    [InlineData("not any", "1", "Beta Gamma")]
    [InlineData("all", "1", "Beta")]
    [InlineData("not all", "1", "Alpha")]
    [InlineData("any", "3", "")]
    [InlineData("all", "3", "Alpha Beta")]
    public void A_link_inside_a_filter_asks_about_the_rows_that_refer_to_the_parent(string kind, string value, string expected)
    {
        var link = $"<link-entity name='test_contract' from='test_accountid' to='accountid' link-type='{kind}'>{Kind(value)}</link-entity>";

        Assert.Equal(expected, Names($"<filter>{link}</filter>"));
    }

    [Fact, Trait("fidelity", "F243")]
    public void A_link_inside_a_filter_can_stand_beside_conditions()
    {
        var link = $"<link-entity name='test_contract' from='test_accountid' to='accountid' link-type='any'>{Kind("1")}</link-entity>";

        Assert.Equal("Alpha Gamma", Names($"<filter type='or'>{link}<condition attribute='name' operator='eq' value='Gamma'/></filter>"));
    }

    [Theory, Trait("fidelity", "F243")]
    [InlineData("exists")]
    [InlineData("any")]
    public void A_link_that_only_asks_returns_no_columns(string kind)
    {
        var fault = QueryWorld.FaultOf(() => Names(Linked(kind, "<attribute name='test_name'/>")));

        Assert.Equal(-2147204733, fault.ErrorCode);
    }

    [Fact, Trait("fidelity", "F242")]
    public void A_natural_link_is_refused()
    {
        Assert.Equal(-2147217119, QueryWorld.FaultOf(() => Names(Linked("natural", ""))).ErrorCode);
    }

    [Fact, Trait("fidelity", "F244")]
    public void A_filter_inside_an_outer_link_is_part_of_the_join()
    {
        Assert.Equal("Alpha Beta Gamma", Names(Linked("outer", Kind("1"))));
    }

    [Fact, Trait("fidelity", "F244")]
    public void A_condition_of_the_root_on_a_link_is_applied_after_the_join()
    {
        var filter = "<filter><condition entityname='c' attribute='test_kind' operator='eq' value='1'/></filter>";

        Assert.Equal("Alpha", Names(filter + Linked("outer", "")));
    }

    [Theory, Trait("fidelity", "F243")]
    [InlineData(JoinOperator.Any, 1, "Alpha")]
    [InlineData(JoinOperator.NotAny, 1, "Beta Gamma")]
    [InlineData(JoinOperator.All, 1, "Beta")]
    [InlineData(JoinOperator.NotAll, 1, "Alpha")]
    public void A_query_expression_asks_inside_a_filter_about_the_rows_that_refer_to_the_parent(JoinOperator kind, int value, string expected)
    {
        var link = new LinkEntity("account", QueryWorld.Contract, "accountid", "test_accountid", kind);
        link.LinkCriteria.AddCondition("test_kind", ConditionOperator.Equal, value);
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name"), Criteria = { AnyAllFilterLinkEntity = link } };
        query.AddOrder("name", OrderType.Ascending);

        Assert.Equal(expected, QueryWorld.Joined(world.Run(query), "name"));
    }

    [Fact, Trait("fidelity", "F243")]
    public void A_link_inside_a_filter_of_a_query_expression_is_a_part_like_others_and_only_asks()
    {
        var either = new QueryExpression("account") { ColumnSet = new ColumnSet("name"), Criteria = { FilterOperator = LogicalOperator.Or } };
        either.Criteria.AddCondition("name", ConditionOperator.Equal, "Gamma");
        either.Criteria.AnyAllFilterLinkEntity = new LinkEntity("account", QueryWorld.Contract, "accountid", "test_accountid", JoinOperator.Any) { LinkCriteria = { Conditions = { new ConditionExpression("test_months", ConditionOperator.Equal, 24) } } };
        either.AddOrder("name", OrderType.Ascending);
        var joined = new QueryExpression("account") { Criteria = { AnyAllFilterLinkEntity = new LinkEntity("account", QueryWorld.Contract, "accountid", "test_accountid", JoinOperator.Inner) } };

        Assert.Equal("Alpha Gamma", QueryWorld.Joined(world.Run(either), "name"));
        Assert.Equal(-2147217119, QueryWorld.FaultOf(() => world.Run(joined)).ErrorCode);
    }

    [Fact, Trait("fidelity", "F244")]
    public void Rows_without_partner_are_found_by_an_empty_key_after_the_join()
    {
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name") };
        var link = query.AddLink(QueryWorld.Contract, "accountid", "test_accountid", JoinOperator.LeftOuter);
        link.EntityAlias = "c";
        query.Criteria.AddCondition("c", "test_contractid", ConditionOperator.Null);

        Assert.Equal("Gamma", QueryWorld.Joined(world.Run(query), "name"));
    }

    [Fact, Trait("fidelity", "F244")]
    public void A_condition_of_the_root_can_choose_between_root_and_link()
    {
        var filter = "<filter type='or'><condition attribute='name' operator='eq' value='Gamma'/><condition entityname='c' attribute='test_kind' operator='eq' value='1'/></filter>";

        Assert.Equal("Alpha Gamma", Names(filter + Linked("outer", "")));
    }

    [Fact, Trait("fidelity", "F245")]
    public void Columns_of_a_link_come_as_aliased_values()
    {
        var query = new QueryExpression(QueryWorld.Contract) { ColumnSet = new ColumnSet("test_name") };
        query.Criteria.AddCondition("test_name", ConditionOperator.Equal, "V-1");
        var account = query.AddLink("account", "test_accountid", "accountid");
        account.EntityAlias = "a";
        account.Columns = new ColumnSet("name", "primarycontactid", "fax");
        account.AddLink("contact", "primarycontactid", "contactid").Columns = new ColumnSet("fullname");

        var row = Assert.Single(world.Run(query).Entities);

        var name = Assert.IsType<AliasedValue>(row["a.name"]);
        Assert.Equal(("account", "name", "Alpha"), (name.EntityLogicalName, name.AttributeLogicalName, name.Value));
        Assert.Equal("Anna", Assert.IsType<EntityReference>(row.GetAttributeValue<AliasedValue>("a.primarycontactid").Value).Name);
        Assert.Equal("Anna", row.FormattedValues["a.primarycontactid"]);
        Assert.Equal("Anna", row.GetAttributeValue<AliasedValue>("contact2.fullname").Value);
        Assert.False(row.Contains("a.fax"));
    }

    [Fact, Trait("fidelity", "F245")]
    public void An_attribute_with_an_alias_comes_under_that_name()
    {
        var row = world.Fetch("<fetch><entity name='account'><attribute name='name' alias='who'/><filter><condition attribute='name' operator='eq' value='Beta'/></filter></entity></fetch>").Entities.Single();

        Assert.Equal("Beta", row.GetAttributeValue<AliasedValue>("who").Value);
    }

    [Fact, Trait("fidelity", "F247")]
    public void Orders_of_the_root_come_before_those_of_links()
    {
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name") };
        query.AddOrder("name", OrderType.Descending);
        var link = query.AddLink(QueryWorld.Contract, "accountid", "test_accountid");
        link.EntityAlias = "c";
        link.Columns = new ColumnSet("test_name");
        link.Orders.Add(new OrderExpression("test_name", OrderType.Descending));

        var order = world.Run(query).Entities.Select(row => (string)row.GetAttributeValue<AliasedValue>("c.test_name").Value);

        Assert.Equal(["V-3", "V-2", "V-1"], order);
    }

    [Fact]
    public void A_link_goes_from_child_to_parent_and_on()
    {
        var xml = $"""
            <fetch><entity name='contact'><attribute name='fullname'/>
              <link-entity name='account' from='primarycontactid' to='contactid' alias='a'>
                <link-entity name='test_contract' from='test_accountid' to='accountid' alias='c'><attribute name='test_name'/>{Kind("2")}<order attribute='test_name'/></link-entity>
              </link-entity></entity></fetch>
            """;

        var rows = world.Fetch(xml).Entities;

        Assert.All(rows, row => Assert.Equal(anna, row.Id));
        Assert.Equal(["V-2", "V-3"], rows.Select(row => (string)row.GetAttributeValue<AliasedValue>("c.test_name").Value));
    }

    [Fact]
    public void Tables_join_on_columns_that_are_no_lookups_too()
    {
        var xml = "<fetch><entity name='account'><attribute name='name'/><link-entity name='contact' from='fullname' to='address1_city' alias='p'><attribute name='firstname'/></link-entity></entity></fetch>";

        Assert.Equal("Alpha", QueryWorld.Joined(world.Fetch(xml), "name"));
    }

    [Fact, Trait("fidelity", "F248")]
    public void Columns_of_two_tables_can_be_compared_in_fetchxml()
    {
        var xml = """
            <fetch><entity name='account'><attribute name='name'/>
              <filter><condition attribute='address1_city' operator='eq' valueof='p.fullname'/></filter>
              <link-entity name='contact' from='contactid' to='primarycontactid' link-type='outer' alias='p'/></entity></fetch>
            """;

        Assert.Equal("Alpha", QueryWorld.Joined(world.Fetch(xml), "name"));
    }

    [Fact]
    public void A_row_that_the_caller_may_not_read_is_no_partner()
    {
        var rows = world.Fetch(
            "<fetch><entity name='account'><attribute name='name'/><order attribute='name'/>" + Linked("outer", "<attribute name='test_name'/>") + "</entity></fetch>",
            context => context with { RowFilter = table => table.Name == QueryWorld.Contract ? row => (string?)row[table.PrimaryName!] == "V-3" : null });

        Assert.Equal(["Alpha:", "Beta:V-3", "Gamma:"], rows.Entities.Select(row => row["name"] + ":" + row.GetAttributeValue<AliasedValue>("c.test_name")?.Value));
    }

    [Theory]
    [InlineData("<link-entity name='test_contract' from='test_accountid' to='accountid' alias='x'/><link-entity name='contact' from='contactid' to='primarycontactid' alias='x'/>", -2147217104)]
    [InlineData("<link-entity name='test_contract' to='accountid'/>", -2147217135)]
    [InlineData("<link-entity name='test_contract' from='test_months' to='accountid'/>", -2147217148)]
    [InlineData("<link-entity name='test_contract' from='test_accountid' to='nowhere'/>", -2147217149)]
    [InlineData("<link-entity name='nothing' from='test_accountid' to='accountid'/>", -2147217150)]
    [InlineData("<link-entity name='test_contract' from='test_accountid' to='accountid' link-type='left'/>", -2147217129)]
    [InlineData("<filter><condition entityname='c' attribute='test_kind' operator='null'/></filter>", -2147217141)]
    public void A_link_that_makes_no_sense_is_refused(string part, int code)
    {
        Assert.Equal(code, QueryWorld.FaultOf(() => Names(part)).ErrorCode);
    }

    void Contract(string name, Guid account, int kind, int months) => world.Add(
        QueryWorld.Contract, ("test_name", name), ("test_accountid", new EntityReference("account", account)), ("test_kind", new OptionSetValue(kind)), ("test_months", months));

    static string Kind(string value) => $"<filter><condition attribute='test_kind' operator='eq' value='{value}'/></filter>";

    static string Linked(string kind, string content) => $"<link-entity name='test_contract' from='test_accountid' to='accountid' alias='c' link-type='{kind}'>{content}</link-entity>";

    string Names(string parts) => QueryWorld.Joined(world.Fetch($"<fetch><entity name='account'><attribute name='name'/><order attribute='name'/>{parts}</entity></fetch>"), "name");
}
