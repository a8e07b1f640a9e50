using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Client;

namespace Offboarding.Tests.DataverseSdk;

public class EntityTests
{
    [Fact]
    public void Reading_an_absent_column_by_indexer_throws_as_on_the_server()
    {
        var row = new Entity("account");

        var error = Assert.Throws<KeyNotFoundException>(() => row["name"]);

        Assert.Equal("The given key was not present in the dictionary.", error.Message);
    }

    [Fact]
    public void The_indexer_adds_and_replaces()
    {
        var row = new Entity("account") { ["name"] = "Contoso" };

        row["name"] = "Fabrikam";

        Assert.Equal("Fabrikam", row["name"]);
        Assert.Single(row.Attributes);
    }

    [Fact]
    public void An_absent_column_has_the_default_of_its_type()
    {
        var row = new Entity("account");

        Assert.Equal(0, row.GetAttributeValue<int>("numberofemployees"));
        Assert.Null(row.GetAttributeValue<int?>("numberofemployees"));
        Assert.Null(row.GetAttributeValue<string>("name"));
    }

    [Fact]
    public void A_null_column_is_contained_and_has_the_default_of_its_type()
    {
        var row = new Entity("account") { ["numberofemployees"] = null };

        Assert.True(row.Contains("numberofemployees"));
        Assert.Equal(0, row.GetAttributeValue<int>("numberofemployees"));
    }

    [Fact]
    public void A_column_of_another_type_is_an_invalid_cast()
    {
        var row = new Entity("account") { ["name"] = "Contoso" };

        Assert.Throws<InvalidCastException>(() => row.GetAttributeValue<int>("name"));
    }

    [Fact]
    public void A_column_without_name_is_refused() =>
        Assert.Throws<ArgumentNullException>(() => new Entity("account").GetAttributeValue<string>(" "));

    [Fact]
    public void Try_get_tells_absent_and_other_types_from_values()
    {
        var row = new Entity("account") { ["name"] = "Contoso" };

        Assert.True(row.TryGetAttributeValue<string>("name", out var name));
        Assert.Equal("Contoso", name);
        Assert.False(row.TryGetAttributeValue<int>("name", out _));
        Assert.False(row.TryGetAttributeValue<string>("city", out _));
    }

    [Fact]
    public void A_linked_column_comes_as_aliased_value()
    {
        var row = new Entity("contact") { ["a.name"] = new AliasedValue("account", "name", "Contoso") };

        var aliased = row.GetAttributeValue<AliasedValue>("a.name");

        Assert.Equal(("account", "name", "Contoso"), (aliased.EntityLogicalName, aliased.AttributeLogicalName, (string)aliased.Value));
    }

    [Fact]
    public void An_early_bound_row_shares_its_values_with_the_row_it_came_from()
    {
        var row = new Entity("account", Guid.NewGuid()) { ["name"] = "Contoso", RowVersion = "7" };

        var account = row.ToEntity<EarlyBoundAccount>();
        account["name"] = "Fabrikam";

        Assert.Equal("Fabrikam", row["name"]);
        Assert.Equal((row.Id, "7"), (account.Id, account.RowVersion));
    }

    [Fact]
    public void An_early_bound_row_of_another_table_is_refused()
    {
        var error = Assert.Throws<NotSupportedException>(() => new Entity("contact").ToEntity<EarlyBoundAccount>());

        Assert.Contains("contact", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_table_becomes_no_early_bound_row() =>
        Assert.Throws<NotSupportedException>(() => new Entity().ToEntity<EarlyBoundAccount>());

    [Fact]
    public void A_reference_to_a_row_has_its_table_id_key_and_version()
    {
        var row = new Entity("account", "accountnumber", "A-1") { Id = Guid.NewGuid(), RowVersion = "7" };

        var reference = row.ToEntityReference();

        Assert.Equal(("account", row.Id, "7"), (reference.LogicalName, reference.Id, reference.RowVersion));
        Assert.Equal("A-1", reference.KeyAttributes["accountnumber"]);
    }

    [Fact]
    public void Collections_of_a_new_row_are_empty_not_null()
    {
        var row = new Entity();

        Assert.Empty(row.Attributes);
        Assert.Empty(row.FormattedValues);
        Assert.Empty(row.RelatedEntities);
        Assert.Empty(row.KeyAttributes);
    }

    [EntityLogicalName("account")]
    public sealed class EarlyBoundAccount() : Entity("account");
}
