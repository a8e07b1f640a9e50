using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LocalDataverse;

namespace Offboarding.Tests.Web;

/// <summary>Writing over the Web API: rows, properties, links.</summary>
public sealed class WriteTests : IAsyncLifetime
{
    readonly LocalEnvironment environment = LocalEnvironment.Create();
    ServedEnvironment web = null!;
    Guid contoso;

    public async ValueTask InitializeAsync()
    {
        web = ServedEnvironment.Of(environment);
        contoso = await web.CreateAsync("accounts", """{"name":"Contoso"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        environment.Dispose();
    }

    async Task<string?> Name(Guid id) => (await web.GetAsync($"accounts({id})?$select=name")).Ok().Json.GetProperty("name").GetString();

    [Fact, Trait("fidelity", "F336")]
    public async Task A_created_row_is_answered_with_its_address_or_as_it_is_now()
    {
        var plain = await web.PostAsync("accounts", """{"name":"A"}""");
        var shown = await web.PostAsync("accounts?$select=name", """{"name":"B","accountcategorycode":1}""", "Prefer", "return=representation");

        Assert.Equal((204, $"{ServedEnvironment.Root}accounts({plain.EntityId})"), (plain.Status, plain.Headers["OData-EntityId"]));
        Assert.Equal((201, "B"), (shown.Status, shown.Json.GetProperty("name").GetString()));
        Assert.Equal("return=representation", shown.Headers["Preference-Applied"]);
    }

    [Fact]
    public async Task Values_of_all_types_are_written_and_read_back()
    {
        var id = await web.CreateAsync(
            "contacts",
            """{"lastname":"L","birthdate":"1990-02-28","creditlimit":12.5,"numberofchildren":2,"donotphone":true,"gendercode":2,"lastonholdtime":"2026-01-01T08:00:00+01:00","description":"ä \"x\""}""");

        var row = (await web.GetAsync($"contacts({id})")).Ok().Json;

        Assert.Equal("1990-02-28", row.GetProperty("birthdate").GetString());
        Assert.Equal(12.5m, row.GetProperty("creditlimit").GetDecimal());
        Assert.Equal(2, row.GetProperty("numberofchildren").GetInt32());
        Assert.True(row.GetProperty("donotphone").GetBoolean());
        Assert.Equal(2, row.GetProperty("gendercode").GetInt32());
        Assert.Equal("2026-01-01T07:00:00Z", row.GetProperty("lastonholdtime").GetString());
        Assert.Equal("ä \"x\"", row.GetProperty("description").GetString());
    }

    [Fact, Trait("fidelity", "F337")]
    public async Task A_patch_updates_a_row_or_creates_it()
    {
        var id = Guid.NewGuid();

        (await web.PatchAsync($"accounts({contoso})", """{"name":"Contoso AG"}""")).Ok(204);
        var created = (await web.PatchAsync($"accounts({id})?$select=name", """{"name":"New"}""", "Prefer", "return=representation")).Ok(201);
        var updated = (await web.PatchAsync($"accounts({id})?$select=name", """{"name":"Newer"}""", "Prefer", "return=representation")).Ok(200);

        Assert.Equal("Contoso AG", await Name(contoso));
        Assert.Equal(("New", "Newer"), (created.Json.GetProperty("name").GetString(), updated.Json.GetProperty("name").GetString()));
    }

    [Fact, Trait("fidelity", "F337"), Trait("fidelity", "F338")]
    public async Task If_match_prevents_a_create_and_if_none_match_an_update()
    {
        var missing = await web.PatchAsync($"accounts({Guid.NewGuid()})", """{"name":"x"}""", "If-Match", "*");
        var existing = await web.PatchAsync($"accounts({contoso})", """{"name":"x"}""", "If-None-Match", "*");
        var created = await web.PatchAsync($"accounts({Guid.NewGuid()})", """{"name":"x"}""", "If-None-Match", "*");

        Assert.Equal((404, "0x80040217"), (missing.Status, missing.ErrorCode));
        Assert.Equal(412, existing.Status);
        Assert.Equal(204, created.Status);
        Assert.Equal("Contoso", await Name(contoso));
    }

    [Fact, Trait("fidelity", "F355")]
    public async Task A_stale_version_is_refused()
    {
        var tag = (await web.GetAsync($"accounts({contoso})?$select=name")).Headers["ETag"];
        (await web.PatchAsync($"accounts({contoso})", """{"name":"B"}""", "If-Match", tag)).Ok(204);

        var patch = await web.PatchAsync($"accounts({contoso})", """{"name":"C"}""", "If-Match", tag);
        var delete = await web.DeleteAsync($"accounts({contoso})", "If-Match", tag);
        var odd = await web.PatchAsync($"accounts({contoso})", """{"name":"C"}""", "If-Match", "yesterday");

        Assert.Equal((412, "0x80060882"), (patch.Status, patch.ErrorCode));
        Assert.Equal((412, "0x80060882"), (delete.Status, delete.ErrorCode));
        Assert.Equal(400, odd.Status);
        Assert.Equal("B", await Name(contoso));
    }

    [Fact, Trait("fidelity", "F354")]
    public async Task A_deleted_row_is_gone()
    {
        (await web.DeleteAsync($"accounts({contoso})")).Ok(204);

        Assert.Equal((404, "0x80040217"), ((await web.GetAsync($"accounts({contoso})")).Status, (await web.DeleteAsync($"accounts({contoso})")).ErrorCode));
    }

    [Fact]
    public async Task One_property_is_put_and_deleted()
    {
        (await web.SendAsync("PUT", $"accounts({contoso})/telephone1", """{"value":"030 1"}""")).Ok(204);
        Assert.Equal("030 1", (await web.GetAsync($"accounts({contoso})/telephone1/$value")).Body);

        (await web.DeleteAsync($"accounts({contoso})/telephone1")).Ok(204);
        (await web.GetAsync($"accounts({contoso})/telephone1")).Ok(204);
    }

    [Fact]
    public async Task Rows_are_created_together_with_the_rows_they_hang_on()
    {
        var answer = (await web.PostAsync(
            "accounts?$select=name&$expand=primarycontactid($select=lastname),contact_customer_accounts($select=lastname),Account_Tasks($select=subject)",
            """{"name":"Deep","primarycontactid":{"lastname":"First"},"contact_customer_accounts":[{"lastname":"Second"}],"Account_Tasks":[{"subject":"Call"},{"subject":"Write"}]}""",
            "Prefer", "return=representation")).Ok(201);

        Assert.Equal("First", answer.Json.GetProperty("primarycontactid").GetProperty("lastname").GetString());
        Assert.Equal("Second", Assert.Single(answer.Json.GetProperty("contact_customer_accounts").EnumerateArray()).GetProperty("lastname").GetString());
        Assert.Equal(2, answer.Json.GetProperty("Account_Tasks").GetArrayLength());
    }

    [Fact]
    public async Task What_is_created_together_fails_together()
    {
        var before = (await web.GetAsync("contacts/$count")).Body;

        var answer = await web.PostAsync("accounts", """{"name":"Deep","primarycontactid":{"lastname":"First"},"contact_customer_accounts":[{"lastname":"Second","gendercode":99}]}""");

        Assert.Equal((400, "0x8004431a"), (answer.Status, answer.ErrorCode));
        Assert.Equal(before, (await web.GetAsync("contacts/$count")).Body);
    }

    [Fact, Trait("fidelity", "F340")]
    public async Task A_lookup_is_bound_and_emptied()
    {
        var contact = await web.CreateAsync("contacts", $$"""{"lastname":"L","parentcustomerid_account@odata.bind":"/accounts({{contoso}})"}""");
        (await web.PatchAsync($"contacts({contact})", """{"parentcustomerid_account@odata.bind":null}""")).Ok(204);
        Assert.Equal(JsonValueKind.Null, (await web.GetAsync($"contacts({contact})?$select=_parentcustomerid_value")).Json.GetProperty("_parentcustomerid_value").ValueKind);

        (await web.SendAsync("PUT", $"contacts({contact})/parentcustomerid_account/$ref", $$"""{"@odata.id":"accounts({{contoso}})"}""")).Ok(204);
        Assert.Equal(contoso, (await web.GetAsync($"contacts({contact})?$select=_parentcustomerid_value")).Json.GetProperty("_parentcustomerid_value").GetGuid());

        (await web.DeleteAsync($"contacts({contact})/parentcustomerid_account/$ref")).Ok(204);
        Assert.Equal(JsonValueKind.Null, (await web.GetAsync($"contacts({contact})?$select=_parentcustomerid_value")).Json.GetProperty("_parentcustomerid_value").ValueKind);
    }

    [Fact, Trait("fidelity", "F354")]
    public async Task Rows_are_tied_and_untied()
    {
        var contact = await web.CreateAsync("contacts", """{"lastname":"L"}""");
        (await web.PostAsync($"accounts({contoso})/contact_customer_accounts/$ref", $$"""{"@odata.id":"{{ServedEnvironment.Root}}contacts({{contact}})"}""")).Ok(204);
        Assert.Equal("1", (await web.GetAsync($"accounts({contoso})/contact_customer_accounts/$count")).Body);
        (await web.DeleteAsync($"accounts({contoso})/contact_customer_accounts({contact})/$ref")).Ok(204);
        Assert.Equal("0", (await web.GetAsync($"accounts({contoso})/contact_customer_accounts/$count")).Body);

        var role = (await web.GetAsync("roles?$select=name&$top=1")).Rows[0].GetProperty("roleid").GetGuid();
        var user = environment.AddUser(new NewUser("Nina"));
        (await web.PostAsync($"systemusers({user})/systemuserroles_association/$ref", $$"""{"@odata.id":"roles({{role}})"}""")).Ok(204);
        Assert.Contains(role, await Roles(user));
        (await web.DeleteAsync($"systemusers({user})/systemuserroles_association/$ref?$id=roles({role})")).Ok(204);
        Assert.DoesNotContain(role, await Roles(user));
    }

    async Task<System.Collections.Generic.List<Guid>> Roles(Guid user) =>
        [.. (await web.GetAsync($"systemusers({user})/systemuserroles_association?$select=name")).Ok().Rows.Select(row => row.GetProperty("roleid").GetGuid())];

    [Fact]
    public async Task A_row_is_created_below_another()
    {
        var answer = (await web.PostAsync($"accounts({contoso})/contact_customer_accounts", """{"lastname":"Below"}""")).Ok(204);

        Assert.Equal(["Below"], (await web.GetAsync($"accounts({contoso})/contact_customer_accounts?$select=lastname")).Column("lastname"));
        Assert.Contains("/contacts(", answer.Headers["OData-EntityId"]);
    }

    [Fact]
    public async Task The_parties_of_an_activity_come_with_it()
    {
        var email = await web.CreateAsync(
            "emails",
            $$"""{"subject":"Hello","email_activity_parties":[{"partyid_systemuser@odata.bind":"/systemusers({{environment.AdministratorId}})","participationtypemask":1},{"addressused":"a@b.example","participationtypemask":2}]}""");

        var parties = (await web.GetAsync($"activityparties?$select=participationtypemask&$filter=_activityid_value eq {email}&$orderby=participationtypemask")).Ok();

        Assert.Equal([1, 2], parties.Rows.Select(row => row.GetProperty("participationtypemask").GetInt32()));
    }

    [Theory, Trait("fidelity", "F341")]
    [InlineData("""{"nope":1}""", 400, "0x80090801")]
    [InlineData("""{"Name":"x"}""", 400, "0x80090801")]
    [InlineData("""{"name":5}""", 400, "0x80048d19")]
    [InlineData("""{"numberofemployees":"5"}""", 400, "0x80048d19")]
    [InlineData("""{"numberofemployees":1.5}""", 400, "0x80048d19")]
    [InlineData("""{"numberofemployees":-5}""", 400, "0x8004432f")]
    [InlineData("""{"donotemail":"yes"}""", 400, "0x80048d19")]
    [InlineData("""{"revenue":1e40}""", 400, "0x80048d19")]
    [InlineData("""{"_primarycontactid_value":"00000000-0000-0000-0000-000000000001"}""", 400, "0x80048d19")]
    [InlineData("""{"primarycontactid@odata.bind":"nope"}""", 400, "0x80090800")]
    [InlineData("""{"primarycontactid@odata.bind":7}""", 400, "0x80090800")]
    [InlineData("""{"primarycontactid@odata.bind":"/accounts(00000000-0000-0000-0000-000000000001)"}""", 400, "0x80090800")]
    [InlineData("""{"primarycontactid@odata.bind":"/contacts(00000000-0000-0000-0000-000000000001)"}""", 404, "0x80040217")]
    [InlineData("""{"primarycontactid@odata.bind":"https://elsewhere.example/contacts(00000000-0000-0000-0000-000000000001)"}""", 400, "0x80090800")]
    [InlineData("""{"accountcategorycode":99}""", 400, "0x8004431a")]
    [InlineData("""{"name":"a","name":"b"}""", 400, "0x80048d19")]
    [InlineData("""{"name":""", 400, "0x80048d19")]
    [InlineData("""[1]""", 400, "0x80048d19")]
    [InlineData("""{"name":"\ud800"}""", 400, "0x80048d19")]
    [InlineData("", 400, "0x80048d19")]
    public async Task A_body_that_does_not_fit_gets_the_code_of_the_platform(string body, int status, string code)
    {
        var answer = await web.PostAsync("accounts", body);

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
        Assert.Equal("1", (await web.GetAsync("accounts/$count")).Body);
    }

    [Fact, Trait("fidelity", "F210")]
    public async Task A_text_that_is_too_long_is_refused_with_the_words_of_the_platform()
    {
        var answer = await web.PostAsync("tasks", JsonSerializer.Serialize(new { subject = new string('x', 201) }));

        Assert.Equal((400, "0x80044331"), (answer.Status, answer.ErrorCode));
        Assert.StartsWith("A validation error occurred.  The length of the 'subject' attribute of the 'task' entity exceeded the maximum allowed length of '200'.", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, Trait("fidelity", "F355")]
    [InlineData("PUT", "accounts")]
    [InlineData("DELETE", "accounts")]
    [InlineData("PATCH", "accounts")]
    [InlineData("POST", "$metadata")]
    [InlineData("POST", "WhoAmI")]
    [InlineData("GET", "Merge")]
    public async Task A_method_that_a_resource_does_not_have_is_refused(string method, string target)
    {
        var answer = await web.SendAsync(method, target, method == "GET" ? null : "{}");

        Assert.Equal(405, answer.Status);
    }
}
