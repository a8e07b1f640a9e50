using System;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>What a row looks like when it is read.</summary>
public class RetrieveFidelityTests
{
    readonly QueryWorld world = new();

    [Fact, Trait("fidelity", "F178")]
    public void Empty_columns_are_absent_from_attributes_and_formatted_values()
    {
        var id = world.Add(QueryWorld.Contract, ("test_name", "V-1"), ("test_kind", null));

        var row = Read(id, new ColumnSet("test_name", "test_kind", "test_accountid"));

        Assert.Equal(["test_contractid", "test_name"], row.Attributes.Keys.Order());
        Assert.Empty(row.FormattedValues);
        Assert.Null(row.GetAttributeValue<OptionSetValue>("test_kind"));
        Assert.Equal(0, row.GetAttributeValue<int>("test_months"));
    }

    [Fact, Trait("fidelity", "F179")]
    public void An_empty_column_set_still_gives_the_primary_key()
    {
        var id = world.Add(QueryWorld.Contract, ("test_name", "V-1"));

        var row = Read(id, new ColumnSet());

        Assert.Equal(id, row.Id);
        Assert.Equal(id, Assert.Single(row.Attributes).Value);
    }

    [Fact, Trait("fidelity", "F180")]
    public void A_column_that_is_not_valid_for_read_is_absent_without_error()
    {
        var id = world.Add(QueryWorld.Contract, ("test_secret", "hidden"));

        Assert.False(Read(id, new ColumnSet("test_secret")).Contains("test_secret"));
    }

    [Theory, Trait("fidelity", "F181")]
    [InlineData(1033, "Contoso", "3/1/2027", "1/31/2027 11:30 PM", "$1,234.50", "Energy", "Yes", "One; Three", "1,200", "7.50")]
    [InlineData(1031, "Contoso", "01.03.2027", "31.01.2027 23:30", "1.234,50 $", "Strom", "Ja", "Eins; Drei", "1.200", "7,50")]
    public void Formatted_values_follow_the_language_and_zone_of_the_caller(
        int language, string account, string day, string moment, string money, string choice, string flag, string choices, string number, string fraction)
    {
        var currency = world.Add("transactioncurrency", ("currencyname", "US Dollar"), ("currencysymbol", "$"), ("currencyprecision", 2));
        world.Add("organization", ("basecurrencyid", new EntityReference("transactioncurrency", currency)));
        var owner = world.Add("account", ("name", "Contoso"), ("revenue", new Money(1234.5m)), ("transactioncurrencyid", new EntityReference("transactioncurrency", currency)), ("numberofemployees", 1200));
        var id = world.Add(
            QueryWorld.Contract,
            ("test_accountid", new EntityReference("account", owner)),
            ("test_start", new DateTime(2027, 3, 1)),
            ("test_signed", new DateTime(2027, 1, 31, 22, 30, 0, DateTimeKind.Utc)),
            ("test_kind", new OptionSetValue(1)),
            ("test_online", true),
            ("test_tags", new OptionSetValueCollection([new OptionSetValue(3), new OptionSetValue(1)])),
            ("test_rate", 7.5m));

        var contract = Read(id, new ColumnSet { AllColumns = true }, language);
        var customer = Read("account", owner, new ColumnSet { AllColumns = true }, language);

        Assert.Equal(account, contract.FormattedValues["test_accountid"]);
        Assert.Equal(day, contract.FormattedValues["test_start"]);
        Assert.Equal(moment, contract.FormattedValues["test_signed"]);
        Assert.Equal(choice, contract.FormattedValues["test_kind"]);
        Assert.Equal(flag, contract.FormattedValues["test_online"]);
        Assert.Equal(choices, contract.FormattedValues["test_tags"]);
        Assert.Equal(fraction, contract.FormattedValues["test_rate"]);
        Assert.Equal(money, customer.FormattedValues["revenue"]);
        Assert.Equal(number, customer.FormattedValues["numberofemployees"]);
    }

    [Fact, Trait("fidelity", "F182")]
    public void A_reference_that_is_read_carries_the_name_of_its_row()
    {
        var account = world.Add("account", ("name", "Contoso"));
        var id = world.Add(QueryWorld.Contract, ("test_accountid", new EntityReference("account", account)));

        var reference = Read(id, new ColumnSet("test_accountid")).GetAttributeValue<EntityReference>("test_accountid");

        Assert.Equal(("account", account, "Contoso"), (reference.LogicalName, reference.Id, reference.Name));
    }

    [Fact, Trait("fidelity", "F184")]
    public void An_unknown_column_in_the_column_set_fails_and_is_named()
    {
        var table = world.Store.Catalog.Table("account");

        var fault = QueryWorld.FaultOf(() => Projection.Resolve(table, new ColumnSet("name", "nickname")));

        Assert.Equal(-2147217149, fault.ErrorCode);
        Assert.Contains("'nickname'", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F219")]
    public void A_day_drops_the_time_and_is_not_converted()
    {
        var id = world.Add(QueryWorld.Contract, ("test_start", new DateTime(2027, 3, 1, 23, 45, 0, DateTimeKind.Utc)));

        Assert.Equal(new DateTime(2027, 3, 1), Read(id, new ColumnSet("test_start"))["test_start"]);
    }

    [Fact, Trait("fidelity", "F220")]
    public void A_user_local_moment_is_kept_and_returned_as_utc()
    {
        var id = world.Add(QueryWorld.Contract, ("test_signed", new DateTime(2027, 7, 1, 22, 30, 0, DateTimeKind.Utc)));

        var row = Read(id, new ColumnSet("test_signed"));

        var moment = Assert.IsType<DateTime>(row["test_signed"]);
        Assert.Equal((new DateTime(2027, 7, 1, 22, 30, 0), DateTimeKind.Utc), (moment, moment.Kind));
        Assert.Equal("7/2/2027 12:30 AM", row.FormattedValues["test_signed"]);
    }

    [Fact, Trait("fidelity", "F221")]
    public void A_zone_independent_moment_is_returned_as_given()
    {
        var id = world.Add(QueryWorld.Contract, ("test_meeting", new DateTime(2027, 7, 1, 22, 30, 0, DateTimeKind.Utc)));

        var row = Read(id, new ColumnSet("test_meeting"));

        Assert.Equal(new DateTime(2027, 7, 1, 22, 30, 0), row["test_meeting"]);
        Assert.Equal("7/1/2027 10:30 PM", row.FormattedValues["test_meeting"]);
    }

    [Fact]
    public void The_parties_of_an_activity_are_read_into_its_lists()
    {
        var contact = world.Add("contact", ("fullname", "Ada Berg"));
        var mail = world.Add("email", ("subject", "Notice"));
        world.Add(
            "activityparty",
            ("activityid", new EntityReference("email", mail)),
            ("partyid", new EntityReference("contact", contact)),
            ("participationtypemask", new OptionSetValue(2)));

        var row = Read("email", mail, new ColumnSet("to", "from"));

        Assert.Equal("Ada Berg", Assert.Single(row.GetAttributeValue<EntityCollection>("to").Entities).GetAttributeValue<EntityReference>("partyid").Name);
        Assert.False(row.Contains("from"));
    }

    Entity Read(Guid id, ColumnSet columns, int language = LocalizedText.EnglishLanguage) => Read(QueryWorld.Contract, id, columns, language);

    Entity Read(string tableName, Guid id, ColumnSet columns, int language = LocalizedText.EnglishLanguage)
    {
        using var transaction = world.Store.Begin();
        var table = transaction.Catalog.Table(tableName);
        return Projection.ToEntity(transaction.Find(table, id)!, Projection.Resolve(table, columns), world.Context(transaction) with { Language = language });
    }
}
