using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading.Tasks;
using CsCheck;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.Offboard.Online;

namespace Offboarding.Tests.DataverseSdk.Client;

/// <summary>The contract of ServiceClient over the Web API says of an environment what the embedded one says itself.</summary>
public sealed class ServiceClientTests : IDisposable
{
    static readonly string[] ContractColumns =
    [
        "off_name", "off_accountid", "off_law", "off_start", "off_monthlyfee", "off_feerate", "off_postenddays", "off_suspended", "off_holidays", "ownerid", "statecode", "createdon", "transactioncurrencyid",
    ];

    readonly SolutionEnvironment solution = new();
    readonly ServedOrganization served;
    readonly ServiceClient client;

    public ServiceClientTests()
    {
        served = new ServedOrganization(solution.Local);
        client = new ServiceClient(new Uri(served.Url), _ => Task.FromResult(served.Token));
    }

    public void Dispose()
    {
        client.Dispose();
        served.Dispose();
        solution.Dispose();
    }

    static readonly Gen<string> Text = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char[' ', '~'], Gen.Char['À', 'ž']), 1, 60].Where(text => text.Trim().Length > 0);

    static readonly Gen<Dictionary<string, object?>> Contracts = Gen.Select(
        Text, Gen.Int[0, 2], Gen.DateTime[new DateTime(1990, 1, 1), new DateTime(2090, 1, 1)], Gen.Int[0, 9_999_999], Gen.Int[0, 10_000], Gen.Int[0, 3650], Gen.Bool, Gen.Bool.Select(listed => listed ? "2026-12-24;2026-12-31" : null),
        (name, law, start, cents, rate, days, suspended, holidays) => new Dictionary<string, object?>
        {
            ["off_name"] = name.Trim(),
            ["off_law"] = new OptionSetValue(727000000 + law),
            ["off_start"] = start.Date,
            ["off_monthlyfee"] = new Money(cents / 100m),
            ["off_feerate"] = rate / 100m,
            ["off_postenddays"] = days,
            ["off_suspended"] = suspended,
            ["off_holidays"] = holidays,
        });

    [Fact]
    public void Any_contract_comes_back_as_it_was_created_with_the_same_types_and_formatted_values()
    {
        var account = solution.AddAccount("Contoso GmbH");
        Contracts.Sample(
            columns =>
            {
                var row = new Entity("off_contract") { ["off_accountid"] = new EntityReference("account", account) };
                foreach (var (name, value) in columns) row[name] = value!;

                var id = client.Create(row);

                AssertSame(solution.Administrator.Retrieve("off_contract", id, new ColumnSet(ContractColumns)), client.Retrieve("off_contract", id, new ColumnSet(ContractColumns)));
                foreach (var (name, value) in columns.Where(column => column.Value is not null)) Assert.Equal(value, client.Retrieve("off_contract", id, new ColumnSet(name))[name]);
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void Any_instant_floating_number_and_long_text_come_back_as_they_were()
    {
        var instants = Gen.DateTime[new DateTime(1990, 1, 1), new DateTime(2090, 1, 1)].Select(moment => new DateTime(moment.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc));
        Gen.Select(instants, Gen.Double[-90, 90], Text).Sample(
            (moment, latitude, text) =>
            {
                var task = client.Create(new Entity("task") { ["subject"] = "x", ["scheduledend"] = moment, ["description"] = $"{text}\n<b>\"{text}\"</b>\t😀" });
                var account = client.Create(new Entity("account") { ["name"] = "x", ["address1_latitude"] = Math.Round(latitude, 5) });

                AssertSame(solution.Administrator.Retrieve("task", task, new ColumnSet("scheduledend", "description")), client.Retrieve("task", task, new ColumnSet("scheduledend", "description")));
                Assert.Equal(moment, client.Retrieve("task", task, new ColumnSet("scheduledend"))["scheduledend"]);
                AssertSame(solution.Administrator.Retrieve("account", account, new ColumnSet("address1_latitude")), client.Retrieve("account", account, new ColumnSet("address1_latitude")));
            },
            iter: 20,
            threads: 1);
    }

    [Fact]
    public void Queries_with_links_filters_orders_and_pages_find_the_same()
    {
        var account = solution.AddAccount("Contoso & Söhne <GmbH>");
        for (var i = 0; i < 7; i++) solution.AddContract(account, $"V-{i}");
        var query = new QueryExpression("off_contract") { ColumnSet = new ColumnSet("off_name", "off_start", "off_accountid"), PageInfo = new PagingInfo { Count = 3, PageNumber = 1, ReturnTotalRecordCount = true } };
        query.Criteria.AddCondition("off_start", ConditionOperator.OnOrAfter, new DateTime(2025, 1, 1));
        query.Criteria.AddCondition("off_law", ConditionOperator.In, 727000000, 727000001);
        var either = query.Criteria.AddFilter(LogicalOperator.Or);
        either.AddCondition("off_name", ConditionOperator.Like, "V-%");
        either.AddCondition("off_name", ConditionOperator.Null);
        var link = query.AddLink("account", "off_accountid", "accountid");
        link.EntityAlias = "a";
        link.Columns = new ColumnSet("name", "createdon", "statecode");
        link.LinkCriteria.AddCondition("name", ConditionOperator.Equal, "Contoso & Söhne <GmbH>");
        query.AddOrder("off_name", OrderType.Descending);

        for (var page = 1; page <= 3; page++)
        {
            var (expected, found) = (solution.Administrator.RetrieveMultiple(query), client.RetrieveMultiple(query));

            Assert.Equal((expected.Entities.Count, expected.MoreRecords, expected.TotalRecordCount, expected.EntityName), (found.Entities.Count, found.MoreRecords, found.TotalRecordCount, found.EntityName));
            foreach (var (one, other) in expected.Entities.Zip(found.Entities)) AssertSame(one, other);
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = found.PagingCookie;
        }
    }

    [Fact]
    public void A_query_too_long_for_a_url_goes_by_batch()
    {
        var account = solution.AddAccount("Contoso GmbH");
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name") };
        query.Criteria.AddCondition("accountid", ConditionOperator.In, [account, .. Enumerable.Range(0, 499).Select(_ => (object)Guid.NewGuid())]);

        var found = client.RetrieveMultiple(query).Entities;

        AssertSame(solution.Administrator.Retrieve("account", account, new ColumnSet("name")), Assert.Single(found));
    }

    [Fact]
    public void Queries_by_values_by_FetchXml_and_with_aggregates_find_the_same()
    {
        var account = solution.AddAccount("Contoso GmbH");
        for (var i = 0; i < 3; i++) solution.AddContract(account, $"V-{i}", contract => contract.MonthlyFee = 100 + i);
        var byValue = new QueryByAttribute("account") { ColumnSet = new ColumnSet("name") };
        byValue.AddAttributeValue("name", "Contoso GmbH");
        QueryBase[] queries =
        [
            byValue,
            new FetchExpression("<fetch><entity name='off_contract'><attribute name='off_name' alias='number'/><link-entity name='account' from='accountid' to='off_accountid' alias='a'><attribute name='name'/></link-entity></entity></fetch>"),
            new FetchExpression("<fetch aggregate='true'><entity name='off_contract'><attribute name='off_contractid' aggregate='count' alias='n'/><attribute name='off_monthlyfee' aggregate='sum' alias='fee'/><attribute name='off_law' groupby='true' alias='law'/></entity></fetch>"),
        ];

        foreach (var query in queries)
        {
            var (expected, found) = (solution.Administrator.RetrieveMultiple(query).Entities, client.RetrieveMultiple(query).Entities);

            Assert.Equal(expected.Count, found.Count);
            foreach (var (one, other) in expected.Zip(found)) AssertSame(one, other);
        }
    }

    [Fact]
    public void Rows_are_updated_emptied_tied_assigned_upserted_and_deleted()
    {
        var (account, other) = (solution.AddAccount("Contoso GmbH"), solution.AddAccount("Fabrikam AG"));
        var contact = client.Create(new Entity("contact") { ["lastname"] = "Weiß", ["parentcustomerid"] = new EntityReference("account", account) });

        client.Update(new Entity("contact", contact) { ["parentcustomerid"] = null, ["firstname"] = "Ada" });
        client.Update(new Entity("account", account) { ["parentaccountid"] = new EntityReference("account", other), ["primarycontactid"] = new EntityReference("contact", contact) });
        client.Execute(new SetStateRequest { EntityMoniker = new EntityReference("contact", contact), State = new OptionSetValue(1), Status = new OptionSetValue(2) });
        var fresh = Guid.NewGuid();
        var made = (UpsertResponse)client.Execute(new UpsertRequest { Target = new Entity("account", fresh) { ["name"] = "New" } });
        var kept = (UpsertResponse)client.Execute(new UpsertRequest { Target = new Entity("account", fresh) { ["name"] = "Newer" } });
        client.Delete("account", fresh);

        var row = solution.Administrator.Retrieve("contact", contact, new ColumnSet("firstname", "parentcustomerid", "statecode"));
        Assert.Equal(("Ada", false, 1), (row["firstname"], row.Contains("parentcustomerid"), row.GetAttributeValue<OptionSetValue>("statecode").Value));
        Assert.Equal((true, false, fresh), (made.RecordCreated, kept.RecordCreated, kept.Target.Id));
        Assert.Equal(other, solution.Administrator.Retrieve("account", account, new ColumnSet("parentaccountid")).GetAttributeValue<EntityReference>("parentaccountid").Id);
        Assert.Equal(unchecked((int)0x80040217), Fault(() => client.Retrieve("account", fresh, new ColumnSet("name"))));
    }

    [Fact]
    public void Roles_are_given_and_taken()
    {
        var user = solution.Local.AddUser(new NewUser("Nora Neu"));
        var query = new QueryExpression("role") { ColumnSet = new ColumnSet("name"), TopCount = 1 };
        query.Criteria.AddCondition("name", ConditionOperator.Like, "%Offboarding%");
        var role = client.RetrieveMultiple(query).Entities[0].ToEntityReference();
        var relationship = new Relationship("systemuserroles_association");

        var before = Roles(user);
        client.Associate("systemuser", user, relationship, [role]);
        var given = Roles(user);
        client.Disassociate("systemuser", user, relationship, [role]);

        Assert.Equal((before + 1, before), (given, Roles(user)));
    }

    [Fact]
    public void Custom_APIs_take_and_give_every_type_of_parameter_as_in_process()
    {
        var account = solution.AddAccount("Contoso GmbH");
        solution.AddContract(account);
        var request = new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { account.ToString("D") }, ["Day"] = "2027-01-15" };

        var (expected, found) = (solution.Administrator.Execute(request), client.Execute(request));

        Assert.Equal(expected["Json"], found["Json"]);
        Assert.Equal(((EntityCollection)expected["Verdicts"]).Entities.Count, ((EntityCollection)found["Verdicts"]).Entities.Count);
    }

    [Fact]
    public void Who_asks_and_on_whose_behalf_is_told_and_several_clients_share_one_connection()
    {
        var user = solution.Local.AddUser(new NewUser("Nora Neu") { IsAdministrator = true });
        using var acting = client.Clone();
        acting.CallerId = user;

        Assert.True(client.IsReady);
        Assert.Equal(solution.Local.AdministratorId, ((WhoAmIResponse)client.Execute(new WhoAmIRequest())).UserId);
        Assert.Equal(user, ((WhoAmIResponse)acting.Execute(new WhoAmIRequest())).UserId);
        Assert.Equal(Environment.ProcessorCount, acting.RecommendedDegreesOfParallelism);
        Assert.NotEmpty(((RetrieveVersionResponse)client.Execute(new RetrieveVersionRequest())).Version);
    }

    [Fact]
    public void A_stale_version_is_refused_with_the_platforms_code()
    {
        var account = solution.AddAccount("Contoso GmbH");
        var read = client.Retrieve("account", account, new ColumnSet("name"));
        solution.Administrator.Update(new Entity("account", account) { ["name"] = "Other" });

        var update = new UpdateRequest { Target = new Entity("account", account) { RowVersion = read.RowVersion, ["name"] = "Mine" }, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches };

        Assert.Equal(unchecked((int)0x80060882), Fault(() => client.Execute(update)));
    }

    [Fact]
    public void What_this_build_lacks_is_named_with_the_build_that_has_it()
    {
        var lacking = Assert.Throws<NotSupportedException>(() => client.Execute(new ExecuteMultipleRequest { Requests = [], Settings = new ExecuteMultipleSettings() }));
        var unknown = Assert.Throws<NotSupportedException>(() => client.Execute(new OrganizationRequest("off_Nothing")));

        Assert.Equal("The request ExecuteMultiple is not supported by the client of this build. Build with -p:DataverseSdk=Official, where Microsoft's client has it.", lacking.Message);
        Assert.Contains("no operation off_Nothing", unknown.Message, StringComparison.Ordinal);
    }

    int Roles(Guid user)
    {
        var query = new QueryExpression("systemuserroles") { ColumnSet = new ColumnSet("roleid") };
        query.Criteria.AddCondition("systemuserid", ConditionOperator.Equal, user);
        return solution.Administrator.RetrieveMultiple(query).Entities.Count;
    }

    static int Fault(Action act) => Assert.Throws<FaultException<OrganizationServiceFault>>(act).Detail.ErrorCode;

    /// <summary>Values with their types, formatted values, names of lookups, ids and versions are the same.</summary>
    static void AssertSame(Entity expected, Entity found)
    {
        Assert.Equal((expected.LogicalName, expected.Id, expected.RowVersion), (found.LogicalName, found.Id, found.RowVersion));
        Assert.Equal(expected.Attributes.Select(Shown).Order(StringComparer.Ordinal), found.Attributes.Select(Shown).Order(StringComparer.Ordinal));
        Assert.Equal(expected.FormattedValues.Select(pair => pair.ToString()).Order(StringComparer.Ordinal), found.FormattedValues.Select(pair => pair.ToString()).Order(StringComparer.Ordinal));
    }

    static string Shown(KeyValuePair<string, object> column) => $"{column.Key}: {Shown(column.Value)}";

    static string Shown(object? value) => value switch
    {
        null => "null",
        AliasedValue aliased => $"{aliased.EntityLogicalName}.{aliased.AttributeLogicalName} {Shown(aliased.Value)}",
        EntityReference reference => $"reference {reference.LogicalName} {reference.Id:D} {reference.Name}",
        OptionSetValue option => $"option {option.Value}",
        Money money => $"money {money.Value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)}",
        decimal number => $"decimal {number.ToString("0.##########", System.Globalization.CultureInfo.InvariantCulture)}",
        DateTime moment => $"time {moment:O} {moment.Kind}",
        _ => $"{value.GetType().Name} {value}",
    };
}
