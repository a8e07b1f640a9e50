using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.DataverseSdk;

public class ValueTests
{
    [Fact]
    public void Options_and_amounts_are_equal_when_their_values_are()
    {
        Assert.Equal(new OptionSetValue(1), new OptionSetValue(1));
        Assert.NotEqual(new OptionSetValue(1), new OptionSetValue(2));
        Assert.Equal(new OptionSetValue(1).GetHashCode(), new OptionSetValue(1).GetHashCode());
        Assert.Equal(new Money(1.50m), new Money(1.5m));
        Assert.Equal(new Money(1.50m).GetHashCode(), new Money(1.5m).GetHashCode());
        Assert.False(new Money(1).Equals(new OptionSetValue(1)));
    }

    [Fact]
    public void References_are_equal_when_table_and_id_are_whatever_the_name()
    {
        var id = Guid.NewGuid();
        var reference = new EntityReference("account", id) { Name = "Contoso" };

        Assert.Equal(reference, new EntityReference("account", id));
        Assert.Equal(reference.GetHashCode(), new EntityReference("account", id).GetHashCode());
        Assert.NotEqual(reference, new EntityReference("contact", id));
        Assert.NotEqual(reference, new EntityReference("account", Guid.NewGuid()));
    }

    [Fact]
    public void References_by_key_are_equal_when_the_keys_are()
    {
        Assert.Equal(new EntityReference("account", "accountnumber", "A-1"), new EntityReference("account", "accountnumber", "A-1"));
        Assert.NotEqual(new EntityReference("account", "accountnumber", "A-1"), new EntityReference("account", "accountnumber", "A-2"));
    }

    [Fact]
    public void A_collection_takes_several_items_and_keeps_their_order()
    {
        var columns = new ColumnSet("b", "a");

        columns.Columns.AddRange("d", "c");

        Assert.Equal(["b", "a", "d", "c"], columns.Columns.ToArray());
    }

    [Fact]
    public void A_dictionary_refuses_to_add_a_key_twice()
    {
        var parameters = new ParameterCollection { { "Target", 1 } };

        Assert.Throws<ArgumentException>(() => parameters.Add("Target", 2));
    }

    [Fact]
    public void A_dictionary_takes_several_entries_and_keeps_their_order()
    {
        var parameters = new ParameterCollection();

        parameters.AddRange(new KeyValuePair<string, object>("b", 1), new KeyValuePair<string, object>("a", 2));

        Assert.Equal(["b", "a"], parameters.Keys);
        Assert.True(parameters.Contains(new KeyValuePair<string, object>("a", 2)));
        Assert.True(parameters.Remove("a"));
        Assert.False(parameters.ContainsKey("a"));
    }

    [Fact]
    public void Add_or_update_leaves_an_entry_alone_when_the_value_is_null()
    {
        var parameters = new ParameterCollection { ["a"] = 1 };

        parameters.AddOrUpdateIfNotNull("a", null);
        parameters.AddOrUpdateIfNotNull("b", null);
        parameters.AddOrUpdateIfNotNull("c", 3);

        Assert.Equal(["a", "c"], parameters.Keys);
        Assert.Equal(1, parameters["a"]);
    }

    [Fact]
    public void A_page_of_rows_is_indexed_by_position()
    {
        var page = new EntityCollection([new Entity("account"), new Entity("contact")]);

        page[0] = new Entity("lead");

        Assert.Equal(["lead", "contact"], page.Entities.Select(e => e.LogicalName));
        Assert.False(page.MoreRecords);
    }

    [Fact]
    public void A_request_keeps_its_properties_as_parameters()
    {
        var target = new Entity("account");

        var request = new UpdateRequest { Target = target, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches };

        Assert.Equal("Update", request.RequestName);
        Assert.Same(target, request["Target"]);
        Assert.Equal(ConcurrencyBehavior.IfRowVersionMatches, request.Parameters["ConcurrencyBehavior"]);
        Assert.Equal(ConcurrencyBehavior.Default, new UpdateRequest().ConcurrencyBehavior);
    }

    [Fact]
    public void A_response_reads_its_properties_from_its_results()
    {
        var id = Guid.NewGuid();
        var response = new CreateResponse { Results = { ["id"] = id } };

        Assert.Equal(id, response.id);
        Assert.Equal(id, response["id"]);
    }

    [Fact]
    public void A_condition_takes_one_value_several_or_a_collection()
    {
        int[] several = [1, 2];

        Assert.Equal([(object)1], new ConditionExpression("a", ConditionOperator.Equal, 1).Values);
        Assert.Equal([(object)1, 2], new ConditionExpression("a", ConditionOperator.In, 1, 2).Values);
        Assert.Equal([(object)1, 2], new ConditionExpression("a", ConditionOperator.In, several).Values);
        Assert.Empty(new ConditionExpression("a", ConditionOperator.Null).Values);
    }

    [Fact]
    public void A_link_is_inner_unless_it_says_otherwise()
    {
        var query = new QueryExpression("off_contract");

        var account = query.AddLink("account", "off_accountid", "accountid");
        var owner = account.AddLink("systemuser", "ownerid", "systemuserid", JoinOperator.LeftOuter);

        Assert.Equal((JoinOperator.Inner, "off_contract"), (account.JoinOperator, account.LinkFromEntityName));
        Assert.Equal((JoinOperator.LeftOuter, "account"), (owner.JoinOperator, owner.LinkFromEntityName));
    }

    [Theory]
    [InlineData("refused", OperationStatus.Failed, 0)]
    public void A_refusal_without_status_has_failed(string message, OperationStatus status, int code)
    {
        var refusal = new InvalidPluginExecutionException(message);

        Assert.Equal((message, status, code), (refusal.Message, refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public void A_refusal_carries_status_code_and_http_status()
    {
        var refusal = new InvalidPluginExecutionException(OperationStatus.Retry, 7, "later", PluginHttpStatusCode.Conflict);

        Assert.Equal(
            (OperationStatus.Retry, 7, "later", PluginHttpStatusCode.Conflict),
            (refusal.Status, refusal.ErrorCode, refusal.Message, refusal.HttpStatus));
    }
}
