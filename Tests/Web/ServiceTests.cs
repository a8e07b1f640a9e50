using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using System.Xml.Linq;
using LocalDataverse;
using LocalDataverse.Web;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Offboarding.Tests.Web;

/// <summary>The service as a whole: documents, callers, operations, limits.</summary>
public sealed class ServiceTests : IAsyncDisposable
{
    readonly SolutionEnvironment solution = new();
    readonly ServedEnvironment web;

    public ServiceTests() => web = ServedEnvironment.Of(solution.Local);

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        solution.Dispose();
    }

    [Fact]
    public async Task The_service_document_lists_the_entity_sets()
    {
        var answer = (await web.GetAsync("")).Ok();

        Assert.Contains("off_contracts", answer.Column("name"));
        Assert.Contains("accounts", answer.Column("url"));
    }

    [Fact]
    public async Task The_metadata_describe_tables_relationships_and_operations()
    {
        var answer = (await web.GetAsync("$metadata")).Ok();
        XNamespace edm = "http://docs.oasis-open.org/odata/ns/edm";
        var schema = XDocument.Parse(answer.Body).Descendants(edm + "Schema").Single(one => one.Attribute("Namespace")!.Value == "Microsoft.Dynamics.CRM");
        var contract = schema.Elements(edm + "EntityType").Single(type => type.Attribute("Name")!.Value == "off_contract");

        Assert.StartsWith("application/xml", answer.Headers["Content-Type"]);
        Assert.Equal("Edm.Date", contract.Elements(edm + "Property").Single(property => property.Attribute("Name")!.Value == "off_start").Attribute("Type")!.Value);
        Assert.Equal("Edm.Guid", contract.Elements(edm + "Property").Single(property => property.Attribute("Name")!.Value == "_off_accountid_value").Attribute("Type")!.Value);
        Assert.Contains(contract.Elements(edm + "NavigationProperty"), navigation => navigation.Attribute("Name")!.Value == "off_AccountId");
        Assert.Contains(schema.Elements(edm + "Action"), action => action.Attribute("Name")!.Value == "off_PreviewOffboarding");
        Assert.Contains(schema.Elements(edm + "Function"), function => function.Attribute("Name")!.Value == "WhoAmI");
        Assert.Contains(schema.Elements(edm + "EntityContainer").Elements(edm + "EntitySet"), set => set.Attribute("Name")!.Value == "off_contracts");
        Assert.All(solution.Local.Organization.CustomApis.Values, api => Assert.Contains(
            schema.Elements(edm + (api.Definition.IsFunction ? "Function" : "Action")), one => one.Attribute("Name")!.Value == api.Definition.UniqueName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer nope")]
    [InlineData("Basic YTpi")]
    public async Task Without_a_valid_token_nothing_is_answered(string authorization)
    {
        var answer = await web.GetAsync("accounts", "Authorization", authorization);

        Assert.Equal((401, "0x80040277"), (answer.Status, answer.ErrorCode));
        Assert.StartsWith("Bearer", answer.Headers["WWW-Authenticate"]);
    }

    [Fact, Trait("fidelity", "F277")]
    public async Task The_token_says_who_calls()
    {
        var rep = web.Tokens.Issued.First(token => token.UserId != solution.Local.AdministratorId);

        var admin = (await web.GetAsync("WhoAmI")).Ok();
        var other = (await web.GetAsync("WhoAmI()", "Authorization", "Bearer " + rep.Value)).Ok();

        Assert.Equal(solution.Local.AdministratorId, admin.Json.GetProperty("UserId").GetGuid());
        Assert.Equal(rep.UserId, other.Json.GetProperty("UserId").GetGuid());
        Assert.NotEqual(Guid.Empty, admin.Json.GetProperty("OrganizationId").GetGuid());
        Assert.DoesNotContain(web.Tokens.Issued, token => token.User == "SYSTEM");
    }

    [Fact, Trait("fidelity", "F099")]
    public async Task A_user_acts_for_another_only_with_the_privilege_to_do_so()
    {
        var rep = web.Tokens.Issued.First(token => token.UserId != solution.Local.AdministratorId);

        var byAdmin = (await web.GetAsync("WhoAmI", "MSCRMCallerID", rep.UserId.ToString())).Ok();
        var byRep = await web.GetAsync("WhoAmI", "MSCRMCallerID", solution.Local.AdministratorId.ToString(), "Authorization", "Bearer " + rep.Value);
        var unknown = await web.GetAsync("WhoAmI", "MSCRMCallerID", Guid.NewGuid().ToString());
        var unreadable = await web.GetAsync("WhoAmI", "CallerObjectId", "nobody");

        Assert.Equal(rep.UserId, byAdmin.Json.GetProperty("UserId").GetGuid());
        Assert.Equal((403, "0x80040220"), (byRep.Status, byRep.ErrorCode));
        Assert.Equal((400, "0x80048d1a"), (unknown.Status, unknown.ErrorCode));
        Assert.Equal(400, unreadable.Status);
    }

    [Fact, Trait("fidelity", "F355")]
    public async Task A_missing_privilege_is_forbidden()
    {
        var nobody = solution.Local.AddUser(new NewUser("Nobody"));
        await using var fresh = ServedEnvironment.Of(solution.Local);

        var answer = await fresh.GetAsync("accounts", "Authorization", "Bearer " + fresh.TokenOf(nobody));

        Assert.Equal((403, "0x80040220"), (answer.Status, answer.ErrorCode));
    }

    [Fact, Trait("fidelity", "F102"), Trait("fidelity", "F104")]
    public async Task A_refusal_of_a_plugin_is_a_bad_request_with_its_message_and_its_details_on_wish()
    {
        var account = solution.AddAccount("Contoso");
        solution.AddContract(account);

        var plain = await web.PatchAsync($"accounts({account})", """{"statecode":1,"statuscode":2}""");
        var detailed = await web.PatchAsync($"accounts({account})", """{"statecode":1,"statuscode":2}""", "Prefer", "odata.include-annotations=\"*\"");

        Assert.Equal((400, "0x80040265"), (plain.Status, plain.ErrorCode));
        Assert.EndsWith("[OFF-1101]", plain.ErrorMessage);
        Assert.False(plain.Json.GetProperty("error").TryGetProperty("@Microsoft.PowerApps.CDS.TraceText", out _));
        Assert.True(detailed.Json.GetProperty("error").TryGetProperty("@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus", out _));
    }

    [Fact, Trait("fidelity", "F352")]
    public async Task A_custom_api_takes_and_gives_all_it_declares()
    {
        var account = solution.AddAccount("Contoso");
        solution.AddContract(account);

        var answer = (await web.PostAsync("off_PreviewOffboarding", $$"""{"AccountIds":["{{account}}"],"Day":"2027-01-15"}""")).Ok();

        Assert.EndsWith("#Microsoft.Dynamics.CRM.off_PreviewOffboardingResponse", answer.Json.GetProperty("@odata.context").GetString());
        Assert.Equal(1, answer.Json.GetProperty("Verdicts").GetArrayLength());
        Assert.Equal("#Microsoft.Dynamics.CRM.expando", answer.Json.GetProperty("Accounts")[0].GetProperty("@odata.type").GetString());
        Assert.NotEqual("", answer.Json.GetProperty("Json").GetString());
    }

    [Theory]
    [InlineData("{}", 400, "0x80094004")]
    [InlineData("""{"AccountIds":"x"}""", 400, "0x80048d19")]
    [InlineData("""{"AccountIds":[1]}""", 400, "0x80048d19")]
    [InlineData("""{"AccountIds":[],"Nope":1}""", 400, "0x80090801")]
    public async Task Parameters_that_do_not_fit_are_refused(string body, int status, string code)
    {
        var answer = await web.PostAsync("off_PreviewOffboarding", body);

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task Every_custom_api_can_be_called_by_its_name()
    {
        foreach (var api in solution.Local.Organization.CustomApis.Values)
        {
            var target = api.Definition.BoundTable is { } table
                ? $"{solution.Local.Organization.Store.Catalog.Table(table).Facts.SetName}({Guid.NewGuid()})/Microsoft.Dynamics.CRM.{api.Definition.UniqueName}"
                : api.Definition.UniqueName;
            var answer = api.Definition.IsFunction ? await web.GetAsync(target + "()") : await web.PostAsync(target, "{}");

            // It is found and asked; what it says of missing parameters is its own affair.
            Assert.True(answer.Status is 200 or 204 || answer.ErrorCode is not ("0x8006088a" or "0x80060888" or "0x80040315"), $"{target}: {answer.Status} {answer.Body}");
        }
    }

    [Fact, Trait("fidelity", "F353")]
    public async Task Functions_take_parameters_in_place_and_by_alias()
    {
        var account = solution.AddAccount("Contoso");
        var admin = solution.Local.AdministratorId;
        var rep = web.Tokens.Issued.First(token => token.UserId != admin).UserId;

        var rights = (await web.GetAsync($"systemusers({admin})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={{'@odata.id':'accounts({account})'}}")).Ok();
        var local = (await web.GetAsync("LocalTimeFromUtcTime(TimeZoneCode=110,UtcTime=@u)?@u=2026-07-01T10:00:00Z")).Ok();
        var variable = (await web.GetAsync("RetrieveEnvironmentVariableValue(DefinitionSchemaName='off_DeactivationPolicy')")).Ok();
        var privileges = (await web.GetAsync($"systemusers({rep})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()")).Ok();

        Assert.Contains("ReadAccess", rights.Json.GetProperty("AccessRights").GetString());
        Assert.StartsWith("2026-07-01T12:00:00", local.Json.GetProperty("LocalTime").GetString());
        Assert.Equal("block", variable.Json.GetProperty("Value").GetString());
        Assert.NotEqual(0, privileges.Json.GetProperty("RolePrivileges").GetArrayLength());
        Assert.StartsWith("9.2", (await web.GetAsync("RetrieveVersion()")).Ok().Json.GetProperty("Version").GetString());
        Assert.NotEqual("", (await web.GetAsync("RetrieveCurrentOrganization()")).Ok().Json.GetProperty("Detail").GetProperty("UniqueName").GetString());
    }

    [Fact, Trait("fidelity", "F356")]
    public async Task Rows_are_shared_merged_and_written_in_bulk()
    {
        var (first, second) = (solution.AddAccount("First"), solution.AddAccount("Second"));
        var rep = web.Tokens.Issued.First(token => token.UserId != solution.Local.AdministratorId).UserId;

        (await web.PostAsync("GrantAccess", $$"""{"Target":{"@odata.type":"Microsoft.Dynamics.CRM.account","accountid":"{{first}}" },"PrincipalAccess":{"Principal":{"@odata.id":"systemusers({{rep}})" },"AccessMask":"ReadAccess"} }""")).Ok(204);
        (await web.PostAsync("RevokeAccess", $$"""{"Target":{"@odata.id":"accounts({{first}})" },"Revokee":{"@odata.type":"Microsoft.Dynamics.CRM.systemuser","systemuserid":"{{rep}}" } }""")).Ok(204);
        (await web.PostAsync("Merge", $$"""{"Target":{"@odata.id":"accounts({{first}})"},"Subordinate":{"@odata.id":"accounts({{second}})"},"UpdateContent":{"@odata.type":"Microsoft.Dynamics.CRM.account","telephone1":"1"},"PerformParentingChecks":false}""")).Ok(204);
        var created = (await web.PostAsync("accounts/Microsoft.Dynamics.CRM.CreateMultiple", """{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","name":"C"},{"@odata.type":"Microsoft.Dynamics.CRM.account","name":"D"}]}""")).Ok();
        var ids = created.Json.GetProperty("Ids").EnumerateArray().Select(id => id.GetGuid()).ToList();
        (await web.PostAsync("accounts/Microsoft.Dynamics.CRM.UpdateMultiple", $$"""{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","accountid":"{{ids[0]}}","name":"C2"}]}""")).Ok(204);

        Assert.Equal(2, ids.Count);
        Assert.Equal("C2", (await web.GetAsync($"accounts({ids[0]})/name/$value")).Body);
        Assert.Equal("1", (await web.GetAsync($"accounts({first})/telephone1/$value")).Body);
    }

    [Fact]
    public async Task Rows_are_addressed_by_alternate_keys()
    {
        var rule = (await web.GetAsync("off_noticerules?$select=off_ruleid,off_version&$top=1")).Ok().Rows[0];
        var (name, version) = (rule.GetProperty("off_ruleid").GetString()!, rule.GetProperty("off_version").GetInt32());
        var key = string.Create(CultureInfo.InvariantCulture, $"off_noticerules(off_ruleid='{name}',off_version={version})");

        var read = (await web.GetAsync($"{key}?$select=off_ruleid")).Ok();
        var missing = await web.GetAsync("off_noticerules(off_ruleid='nope',off_version=1)");
        var created = (await web.PatchAsync("off_noticerules(off_ruleid='NEW-RULE',off_version=7)", """{"off_validfrom":"2026-01-01"}""")).Ok(204);

        Assert.Equal(rule.GetProperty("off_noticeruleid").GetGuid(), read.Json.GetProperty("off_noticeruleid").GetGuid());
        Assert.Equal((404, "0x80060891"), (missing.Status, missing.ErrorCode));
        Assert.Equal("NEW-RULE", (await web.GetAsync($"off_noticerules({created.EntityId})/off_ruleid/$value")).Body);
    }

    [Fact, Trait("fidelity", "F333")]
    public async Task Whoever_asks_too_much_is_told_when_to_come_back()
    {
        using var limited = LocalEnvironment.Create(new EnvironmentOptions { Protection = new ServiceProtection { Requests = 20 } });
        await using var served = ServedEnvironment.Of(limited);
        WebAnswer answer;
        var asked = 0;
        do answer = await served.GetAsync("WhoAmI");
        while (answer.Status == 200 && ++asked < 50);

        Assert.Equal((429, "0x80072322"), (answer.Status, answer.ErrorCode));
        Assert.Equal("300", answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task An_answer_has_an_id_of_its_own_and_says_how_many_callers_are_good()
    {
        var first = await web.GetAsync("WhoAmI");
        var refused = await web.GetAsync("nopes");

        Assert.NotEqual(Guid.Parse(first.Headers["x-ms-service-request-id"]), Guid.Parse(refused.Headers["x-ms-service-request-id"]));
        Assert.Equal(Environment.ProcessorCount, int.Parse(first.Headers["x-ms-dop-hint"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_server_that_runs_for_long_remembers_the_newest_requests_only()
    {
        solution.Local.LimitLogs(5);

        for (var i = 0; i < 20; i++) (await web.GetAsync($"accounts?$filter=name eq '{i}'")).Ok();
        (await web.GetAsync("WhoAmI")).Ok();

        Assert.Equal(5, solution.Local.Requests.Count);
        Assert.Equal("WhoAmI", solution.Local.Requests.Last().Message);
        Assert.True(solution.Local.Traces.Count <= 5);
    }

    [Fact]
    public async Task An_import_shows_at_once()
    {
        using var fresh = LocalEnvironment.Create();
        await using var served = ServedEnvironment.Of(fresh);
        Assert.Equal(404, (await served.GetAsync("off_contracts")).Status);

        fresh.ImportSolution(Artifacts.ManagedZip);

        Assert.Equal(200, (await served.GetAsync("off_contracts")).Status);
    }

    [Fact]
    public async Task The_server_listens_on_this_computer_only_and_knows_nothing_else()
    {
        var tokens = BearerTokens.Issue(solution.Local);
        await using var server = WebServer.Build(solution.Local, tokens, new WebServerOptions { Failed = problem => Assert.Fail(problem.ToString()) });
        await server.StartAsync(TestContext.Current.CancellationToken);
        var address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + tokens.Issued[0].Value);

        using var who = await client.GetAsync("api/data/v9.2/WhoAmI", TestContext.Current.CancellationToken);
        using var elsewhere = await client.GetAsync("other", TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.ExpectContinue = true;
        using var large = await client.PostAsync("api/data/v9.2/accounts", new ByteArrayContent(new byte[40_000_000]), TestContext.Current.CancellationToken);

        Assert.Equal("127.0.0.1", address.Host);
        Assert.Equal((200, 404, 413), ((int)who.StatusCode, (int)elsewhere.StatusCode, (int)large.StatusCode));
    }
}
