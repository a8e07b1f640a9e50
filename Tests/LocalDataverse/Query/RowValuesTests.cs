using System;
using LocalDataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>Which values a column takes.</summary>
public class RowValuesTests
{
    readonly QueryWorld world = new();

    [Fact, Trait("fidelity", "F163")]
    public void Empty_text_is_stored_as_null()
    {
        Assert.Null(Stored("account", "name", ""));
    }

    [Fact, Trait("fidelity", "F210")]
    public void A_text_longer_than_its_column_is_refused()
    {
        var fault = QueryWorld.FaultOf(() => Stored("task", "subject", new string('x', 201)));

        Assert.Equal(-2147204303, fault.ErrorCode);
        Assert.Contains("The length of the 'subject' attribute of the 'task' entity exceeded the maximum allowed length of '200'.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 200), Stored("task", "subject", new string('x', 200)));
    }

    public static TheoryData<string, object, int> OutOfRange => new()
    {
        { "test_months", -1, -2147204305 },
        { "test_months", 121, -2147204305 },
        { "test_rate", 100.01m, -2147204304 },
        { "test_fee", new Money(1000000.01m), -2147220713 },
        { "test_kind", new OptionSetValue(4), -2147204326 },
        { "test_tags", new OptionSetValueCollection([new OptionSetValue(9)]), -2147204326 },
        { "test_signed", new DateTime(1752, 12, 31), -2147220935 },
        { "test_name", "line\u0001", -2147220872 },
        { "test_accountid", new EntityReference("contact", Guid.NewGuid()), -2147220989 },
    };

    [Theory, MemberData(nameof(OutOfRange)), Trait("fidelity", "F211"), Trait("fidelity", "F212"), Trait("fidelity", "F215"), Trait("fidelity", "F216")]
    public void A_value_outside_of_what_is_allowed_is_refused_and_the_column_named(string column, object value, int code)
    {
        var fault = QueryWorld.FaultOf(() => Stored(QueryWorld.Contract, column, value));

        Assert.Equal(code, fault.ErrorCode);
        Assert.Contains(column, fault.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, object> WrongTypes => new()
    {
        { "test_name", 5 },
        { "test_months", "5" },
        { "test_months", 5L },
        { "test_rate", 5.0 },
        { "test_fee", 5m },
        { "test_kind", 1 },
        { "test_online", 1 },
        { "test_start", "2027-01-01" },
        { "test_accountid", Guid.NewGuid() },
        { "test_tags", new OptionSetValue(1) },
    };

    [Theory, MemberData(nameof(WrongTypes)), Trait("fidelity", "F213")]
    public void A_value_of_the_wrong_type_is_refused_with_both_types(string column, object value)
    {
        var fault = QueryWorld.FaultOf(() => Stored(QueryWorld.Contract, column, value));

        Assert.Equal(-2147204268, fault.ErrorCode);
        Assert.StartsWith($"Invalid Attribute Value Type for test_contract.{column}. Expected: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith($"Found: {value.GetType()}", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F214")]
    public void A_reference_to_a_missing_row_is_refused()
    {
        var id = Guid.NewGuid();
        using var transaction = world.Store.Begin();

        var fault = QueryWorld.FaultOf(() => RowValues.DemandTarget(transaction, Stored(QueryWorld.Contract, "test_accountid", new EntityReference("account", id))));

        Assert.Equal(-2147220969, fault.ErrorCode);
        Assert.Equal($"account With Id = {id} Does Not Exist", fault.Message);
    }

    [Fact, Trait("fidelity", "F223")]
    public void Parts_of_a_second_are_dropped()
    {
        Assert.Equal(new DateTime(2027, 1, 1, 1, 1, 1), Stored(QueryWorld.Contract, "test_signed", new DateTime(2027, 1, 1, 1, 1, 1, 999, DateTimeKind.Utc)));
    }

    [Theory, Trait("fidelity", "F227")]
    [InlineData("test_contract", "test_fee", "1.005", 4, "1.01")]
    [InlineData("account", "revenue", "1.00555", 3, "1.006")]
    [InlineData("account", "revenue", "1.00555", 0, "1")]
    public void Money_is_rounded_to_the_column_or_the_currency(string table, string column, string given, int currencyDigits, string expected)
    {
        var resolved = world.Store.Catalog.Table(table);
        var amount = decimal.Parse(given, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), RowValues.ToStored(resolved, resolved.Column(column), new Money(amount), currencyDigits));
    }

    public static TheoryData<string, object> EveryType => new()
    {
        { "test_name", "V-1" },
        { "test_months", 3 },
        { "test_rate", 1.25m },
        { "test_fee", new Money(9.99m) },
        { "test_kind", new OptionSetValue(2) },
        { "test_online", true },
        { "test_start", new DateTime(2027, 1, 1) },
        { "test_signed", new DateTime(2027, 1, 1, 5, 0, 0, DateTimeKind.Utc) },
        { "test_accountid", new EntityReference("account", Guid.NewGuid()) },
        { "test_contractid", Guid.NewGuid() },
    };

    [Theory, MemberData(nameof(EveryType))]
    public void What_is_stored_comes_back(string column, object value)
    {
        var resolved = world.Store.Catalog.Table(QueryWorld.Contract).Column(column);

        Assert.Equal(value, RowValues.ToSdk(resolved, Stored(QueryWorld.Contract, column, value)));
    }

    [Fact]
    public void Several_options_are_stored_once_and_in_order()
    {
        var given = new OptionSetValueCollection([new OptionSetValue(3), new OptionSetValue(1), new OptionSetValue(3)]);

        Assert.Equal(new[] { 1, 3 }, Stored(QueryWorld.Contract, "test_tags", given));
        Assert.Null(Stored(QueryWorld.Contract, "test_tags", new OptionSetValueCollection()));
    }

    [Fact]
    public void A_type_that_cannot_be_written_is_named()
    {
        var fault = QueryWorld.FaultOf(() => Stored("email", "to", new EntityCollection()));

        Assert.Equal(-2147220715, fault.ErrorCode);
        Assert.Contains("email.to", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_derived_column_says_which_column_to_ask_for()
    {
        var fault = QueryWorld.FaultOf(() => world.Names("account", "createdbyname", ConditionOperator.Equal, "x"));

        Assert.Contains("createdby and read its formatted value", fault.Message, StringComparison.Ordinal);
    }

    object? Stored(string table, string column, object value)
    {
        var resolved = world.Store.Catalog.Table(table);
        return RowValues.ToStored(resolved, resolved.Column(column), value);
    }
}
