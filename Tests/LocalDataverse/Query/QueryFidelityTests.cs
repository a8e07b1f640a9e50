using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>Queries behave as the platform's do.</summary>
public class QueryFidelityTests
{
    readonly QueryWorld world = new();

    [Fact, Trait("fidelity", "F229")]
    public void A_page_has_at_most_5000_rows_and_says_that_there_are_more()
    {
        AddAccounts(5001);

        var first = world.Run(new QueryExpression("account"));
        var second = world.Run(new QueryExpression("account") { PageInfo = new PagingInfo { PageNumber = 2, Count = 9000, PagingCookie = first.PagingCookie } });

        Assert.Equal((5000, true), (first.Entities.Count, first.MoreRecords));
        Assert.Equal((1, false), (second.Entities.Count, second.MoreRecords));
        Assert.Equal(5001, first.Entities.Concat(second.Entities).Select(row => row.Id).Distinct().Count());
    }

    [Fact, Trait("fidelity", "F230")]
    public void Top_and_paging_cannot_be_combined()
    {
        var fault = QueryWorld.FaultOf(() => world.Run(new QueryExpression("account") { TopCount = 5, PageInfo = new PagingInfo { PageNumber = 1, Count = 5 } }));

        Assert.Equal(-2147220989, fault.ErrorCode);
        Assert.Contains("Top cannot be combined", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F231")]
    public void Beyond_50000_rows_a_page_needs_the_cookie_of_the_page_before()
    {
        var fault = QueryWorld.FaultOf(() => world.Run(new QueryExpression("account") { PageInfo = new PagingInfo { PageNumber = 11, Count = 5000 } }));

        Assert.Equal(-2147204342, fault.ErrorCode);
    }

    [Fact, Trait("fidelity", "F231")]
    public void A_query_sorted_by_a_linked_table_gives_no_cookie()
    {
        world.Add("account", ("name", "Contoso"));
        var query = new QueryExpression("account");
        var link = query.AddLink("contact", "primarycontactid", "contactid", JoinOperator.LeftOuter);
        link.Orders.Add(new OrderExpression("fullname", OrderType.Ascending));

        Assert.Null(world.Run(query).PagingCookie);
    }

    [Fact, Trait("fidelity", "F232")]
    public void The_total_is_counted_up_to_5000_and_only_when_asked_for()
    {
        AddAccounts(5001);

        var silent = world.Run(new QueryExpression("account") { PageInfo = new PagingInfo { PageNumber = 1, Count = 10 } });
        var counted = world.Run(new QueryExpression("account") { PageInfo = new PagingInfo { PageNumber = 1, Count = 10, ReturnTotalRecordCount = true } });

        Assert.Equal((-1, false), (silent.TotalRecordCount, silent.TotalRecordCountLimitExceeded));
        Assert.Equal((5000, true), (counted.TotalRecordCount, counted.TotalRecordCountLimitExceeded));
    }

    [Theory, Trait("fidelity", "F233")]
    [InlineData(ConditionOperator.Equal, "CONTOSO gmbh")]
    [InlineData(ConditionOperator.Like, "%TOSO%")]
    [InlineData(ConditionOperator.BeginsWith, "cOn")]
    [InlineData(ConditionOperator.EndsWith, "GMBH")]
    [InlineData(ConditionOperator.In, "contoso gmbh")]
    public void Text_is_compared_without_case(ConditionOperator op, string value)
    {
        world.Add("account", ("name", "Contoso GmbH"));
        world.Add("account", ("name", "Fabrikam AG"));

        Assert.Equal("Contoso GmbH", world.Names("account", "name", op, value));
    }

    public static TheoryData<string, string> NegativeOperators => new()
    {
        { "ne", "value='Berlin'" },
        { "not-in", ">Berlin" },
        { "not-like", "value='Ber%'" },
        { "not-begin-with", "value='Ber'" },
        { "not-end-with", "value='lin'" },
        { "not-between", ">Aachen>Bonn" },
    };

    [Theory, MemberData(nameof(NegativeOperators)), Trait("fidelity", "F235")]
    public void Negative_operators_match_rows_in_which_the_column_is_empty(string op, string value)
    {
        AddCities();

        Assert.Equal("Empty Other", Cities(op, value));
    }

    [Fact, Trait("fidelity", "F235")]
    public void Choices_that_do_not_contain_a_value_include_the_empty_ones()
    {
        world.Add(QueryWorld.Contract, ("test_name", "A"), ("test_tags", new OptionSetValueCollection([new OptionSetValue(1), new OptionSetValue(2)])));
        world.Add(QueryWorld.Contract, ("test_name", "B"), ("test_tags", new OptionSetValueCollection([new OptionSetValue(3)])));
        world.Add(QueryWorld.Contract, ("test_name", "C"));

        Assert.Equal("B C", world.Names(QueryWorld.Contract, "test_tags", ConditionOperator.DoesNotContainValues, 2));
        Assert.Equal("A", world.Names(QueryWorld.Contract, "test_tags", ConditionOperator.ContainValues, 2));
    }

    [Theory, MemberData(nameof(NegativeOperators)), Trait("fidelity", "F236")]
    public void The_disputed_reading_of_negative_operators_can_be_switched(string op, string value)
    {
        AddCities();

        Assert.Equal("Other", Cities(op, value, matchesEmpty: false));
    }

    [Theory, Trait("fidelity", "F237")]
    [InlineData(ConditionOperator.Equal, new object[] { "Berlin" })]
    [InlineData(ConditionOperator.In, new object[] { "Berlin", "Bonn" })]
    [InlineData(ConditionOperator.Like, new object[] { "%" })]
    [InlineData(ConditionOperator.BeginsWith, new object[] { "" })]
    [InlineData(ConditionOperator.LessThan, new object[] { "Z" })]
    [InlineData(ConditionOperator.LessEqual, new object[] { "Z" })]
    [InlineData(ConditionOperator.GreaterThan, new object[] { "" })]
    [InlineData(ConditionOperator.GreaterEqual, new object[] { "" })]
    [InlineData(ConditionOperator.Between, new object[] { "", "Z" })]
    [InlineData(ConditionOperator.NotNull, new object[0])]
    public void Positive_operators_never_match_an_empty_column(ConditionOperator op, object[] values)
    {
        AddCities();

        Assert.DoesNotContain("Empty", world.Names("account", "address1_city", op, values), StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F238")]
    public void A_condition_on_an_unknown_column_is_refused()
    {
        var fault = QueryWorld.FaultOf(() => world.Names("account", "nickname", ConditionOperator.Equal, "x"));

        Assert.Equal(-2147217149, fault.ErrorCode);
        Assert.Contains("'nickname'", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F217")]
    public void A_table_that_does_not_exist_is_refused()
    {
        Assert.Equal(-2147217150, QueryWorld.FaultOf(() => world.Run(new QueryExpression("accounts"))).ErrorCode);
    }

    [Fact, Trait("fidelity", "F239")]
    public void A_query_has_at_most_500_conditions()
    {
        var query = new QueryExpression("account");
        for (var i = 0; i < 501; i++) query.Criteria.AddCondition("name", ConditionOperator.NotNull);

        Assert.Equal(-2147204340, QueryWorld.FaultOf(() => world.Run(query)).ErrorCode);
    }

    [Fact, Trait("fidelity", "F240")]
    public void A_query_has_at_most_15_links()
    {
        var query = new QueryExpression("account");
        for (var i = 0; i < 16; i++) query.AddLink("contact", "primarycontactid", "contactid");

        Assert.Equal(-2147204339, QueryWorld.FaultOf(() => world.Run(query)).ErrorCode);
    }

    [Fact, Trait("fidelity", "F241")]
    public void A_query_by_attribute_finds_rows_by_several_columns()
    {
        AddCities();
        var query = new QueryByAttribute("account") { ColumnSet = new ColumnSet("name") };
        query.AddAttributeValue("address1_city", "berlin");
        query.AddAttributeValue("name", "Same");

        Assert.Equal("Same", QueryWorld.Joined(world.Run(query), "name"));
        query.Attributes.Add("fax");
        Assert.Equal(-2147217137, QueryWorld.FaultOf(() => world.Run(query)).ErrorCode);
    }

    [Fact, Trait("fidelity", "F246")]
    public void Sorting_is_ascending_unless_said_otherwise()
    {
        AddCities();

        Assert.Equal("Empty Other Same", QueryWorld.Joined(world.Fetch("<fetch><entity name='account'><attribute name='name'/><order attribute='name'/></entity></fetch>"), "name"));
        Assert.Equal("Same Other Empty", QueryWorld.Joined(world.Fetch("<fetch><entity name='account'><attribute name='name'/><order attribute='name' descending='true'/></entity></fetch>"), "name"));
    }

    [Fact, Trait("fidelity", "F246")]
    public void Lookups_sort_by_the_name_of_their_row()
    {
        var zulu = world.Add("account", ("name", "Zulu"));
        var alpha = world.Add("account", ("name", "alpha"));
        world.Add(QueryWorld.Contract, ("test_name", "V-1"), ("test_accountid", new EntityReference("account", zulu)));
        world.Add(QueryWorld.Contract, ("test_name", "V-2"), ("test_accountid", new EntityReference("account", alpha)));
        world.Add(QueryWorld.Contract, ("test_name", "V-3"));

        Assert.Equal("V-3 V-2 V-1", Sorted("test_accountid"));
    }

    [Theory, Trait("fidelity", "F246")]
    [InlineData(1033, false, "Energy Insurance Telecom")]
    [InlineData(1031, false, "Energy Telecom Insurance")]
    [InlineData(1033, true, "Energy Telecom Insurance")]
    public void Choices_sort_by_label_in_the_language_of_the_caller_unless_told_otherwise(int language, bool raw, string expected)
    {
        foreach (var (name, kind) in new[] { ("Insurance", 3), ("Energy", 1), ("Telecom", 2) }) world.Add(QueryWorld.Contract, ("test_name", name), ("test_kind", new OptionSetValue(kind)));

        var rows = world.Fetch(
            $"<fetch useraworderby='{(raw ? "true" : "false")}'><entity name='test_contract'><attribute name='test_name'/><order attribute='test_kind'/></entity></fetch>",
            context => context with { Language = language });

        Assert.Equal(expected, QueryWorld.Joined(rows, "test_name"));
    }

    [Theory, Trait("fidelity", "F249")]
    [InlineData("eq-userid")]
    [InlineData("ne-userid")]
    [InlineData("eq-userteams")]
    [InlineData("eq-useroruserteams")]
    public void Operators_on_the_caller_take_no_value(string op)
    {
        var fault = QueryWorld.FaultOf(() => world.Fetch(
            $"<fetch><entity name='test_contract'><filter><condition attribute='ownerid' operator='{op}' value='{world.User}'/></filter></entity></fetch>"));

        Assert.Equal(-2147217146, fault.ErrorCode);
    }

    [Fact, Trait("fidelity", "F249")]
    public void Operators_on_the_caller_know_who_asks()
    {
        var team = world.Add("team", ("name", "North"));
        var unit = world.Add("businessunit", ("name", "Sales"));
        world.Add(QueryWorld.Contract, ("test_name", "Mine"), ("ownerid", new EntityReference("systemuser", world.User)), ("test_language", 1031));
        world.Add(QueryWorld.Contract, ("test_name", "Ours"), ("ownerid", new EntityReference("team", team)), ("owningbusinessunit", new EntityReference("businessunit", unit)));
        world.Add(QueryWorld.Contract, ("test_name", "Theirs"), ("ownerid", new EntityReference("systemuser", Guid.NewGuid())));

        Assert.Equal("Mine", Own("ownerid", "eq-userid"));
        Assert.Equal("Ours Theirs", Own("ownerid", "ne-userid"));
        Assert.Equal("Ours", Own("ownerid", "eq-userteams"));
        Assert.Equal("Mine Ours", Own("ownerid", "eq-useroruserteams"));
        Assert.Equal("Ours", Own("owningbusinessunit", "eq-businessid"));
        Assert.Equal("Mine", Own("test_language", "eq-userlanguage"));

        string Own(string column, string op) => QueryWorld.Joined(
            world.Fetch(
                $"<fetch><entity name='test_contract'><attribute name='test_name'/><order attribute='test_name'/><filter><condition attribute='{column}' operator='{op}'/></filter></entity></fetch>",
                context => context with { TeamIds = [team], BusinessUnitId = unit, Language = 1031 }),
            "test_name");
    }

    [Fact, Trait("fidelity", "F250")]
    public void A_secured_column_cannot_be_filtered_by_without_access()
    {
        AddCities();
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name", "fax") };
        query.Criteria.AddCondition("fax", ConditionOperator.NotNull);

        var fault = QueryWorld.FaultOf(() => world.Run(query, context => context with { ColumnHidden = (_, column) => column.Name == "fax" }));

        Assert.Equal(-2147158778, fault.ErrorCode);
    }

    [Fact]
    public void Rows_that_the_caller_may_not_read_are_as_if_they_were_not_there()
    {
        AddCities();

        var rows = world.Run(
            new QueryExpression("account") { ColumnSet = new ColumnSet("name"), PageInfo = new PagingInfo { PageNumber = 1, Count = 9, ReturnTotalRecordCount = true } },
            context => context with { RowFilter = table => table.Name == "account" ? row => (string?)row[table.PrimaryName!] != "Other" : null });

        Assert.Equal(["Empty", "Same"], rows.Entities.Select(row => row.GetAttributeValue<string>("name")).Order());
        Assert.Equal(2, rows.TotalRecordCount);
    }

    [Fact]
    public void An_operator_that_is_missing_is_named()
    {
        var fault = QueryWorld.FaultOf(() => world.Names("account", "accountid", ConditionOperator.Under, Guid.Empty));

        Assert.Equal(-2147217120, fault.ErrorCode);
        Assert.Contains("Under", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_another_type_is_refused_and_named()
    {
        var fault = QueryWorld.FaultOf(() => world.Names(QueryWorld.Contract, "test_kind", ConditionOperator.Equal, new OptionSetValue(1)));

        Assert.Equal(-2147217144, fault.ErrorCode);
        Assert.Contains("test_contract.test_kind", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_may_be_given_as_one_value()
    {
        AddCities();

        Assert.Equal("Other Same", world.Names("account", "address1_city", ConditionOperator.In, (object)new List<string> { "Berlin", "Zürich" }));
    }

    [Fact, Trait("fidelity", "F248")]
    public void Two_columns_of_a_row_can_be_compared()
    {
        world.Add(QueryWorld.Contract, ("test_name", "Less"), ("test_months", 1), ("test_minimum", 2));
        world.Add(QueryWorld.Contract, ("test_name", "Same"), ("test_months", 3), ("test_minimum", 3));
        world.Add(QueryWorld.Contract, ("test_name", "Open"), ("test_months", 3));

        Assert.Equal("Less", Compared(ConditionOperator.LessThan, "test_minimum"));
        Assert.Equal("Same", Compared(ConditionOperator.Equal, "test_minimum"));
        Assert.Equal("Less", Compared(ConditionOperator.NotEqual, "test_minimum"));
        Assert.Equal(-2147217148, QueryWorld.FaultOf(() => Compared(ConditionOperator.Equal, "test_name")).ErrorCode);
        Assert.Equal(-2147217120, QueryWorld.FaultOf(() => Compared(ConditionOperator.Like, "test_minimum")).ErrorCode);

        string Compared(ConditionOperator op, string other)
        {
            var query = new QueryExpression(QueryWorld.Contract) { ColumnSet = new ColumnSet("test_name") };
            query.Criteria.AddCondition(new ConditionExpression("test_months", op, true, (object)other));
            return QueryWorld.Joined(world.Run(query), "test_name");
        }
    }

    [Fact]
    public void Distinct_rows_differ_in_what_is_asked_for()
    {
        foreach (var city in new[] { "Berlin", "berlin", "Bonn" }) world.Add("account", ("name", "x"), ("address1_city", city));
        var query = new QueryExpression("account") { Distinct = true, ColumnSet = new ColumnSet("address1_city") };
        query.AddOrder("address1_city", OrderType.Descending);

        var rows = world.Run(query);

        Assert.Equal(["Bonn", "Berlin"], rows.Entities.Select(row => row.GetAttributeValue<string>("address1_city")));
        Assert.All(rows.Entities, row => Assert.Equal(Guid.Empty, row.Id));
    }

    string Sorted(string column)
    {
        var query = new QueryExpression(QueryWorld.Contract) { ColumnSet = new ColumnSet("test_name") };
        query.AddOrder(column, OrderType.Ascending);
        return QueryWorld.Joined(world.Run(query), "test_name");
    }

    string Cities(string op, string value, bool matchesEmpty = true)
    {
        var condition = value[0] == '>'
            ? $"<condition attribute='address1_city' operator='{op}'>{string.Concat(value.Split('>', StringSplitOptions.RemoveEmptyEntries).Select(item => $"<value>{item}</value>"))}</condition>"
            : $"<condition attribute='address1_city' operator='{op}' {value}/>";
        var xml = $"<fetch><entity name='account'><attribute name='name'/><order attribute='name'/><filter>{condition}</filter></entity></fetch>";
        return QueryWorld.Joined(world.Fetch(xml, context => context with { NegativeOperatorsMatchEmpty = matchesEmpty }), "name");
    }

    [Fact, Trait("fidelity", "F234")]
    public void Letters_with_and_without_accent_are_different_in_conditions()
    {
        AddCities();

        Assert.Equal("Other", Cities("eq", "value='Zürich'"));
        Assert.Equal("", Cities("eq", "value='Zurich'"));
        Assert.Equal("", Cities("like", "value='Zur%'"));
    }

    void AddCities()
    {
        world.Add("account", ("name", "Same"), ("address1_city", "Berlin"));
        world.Add("account", ("name", "Other"), ("address1_city", "Zürich"));
        world.Add("account", ("name", "Empty"), ("address1_city", ""));
    }

    void AddAccounts(int count)
    {
        using var transaction = world.Store.Begin();
        for (var i = 0; i < count; i++) QueryWorld.Insert(transaction, "account", new Guid(i + 1000, 0, 0, new byte[8]), ("name", "A" + i));
        transaction.Commit();
    }
}
