using System;
using System.Linq;
using System.Threading.Tasks;
using LocalDataverse;

namespace Offboarding.Tests.Web;

/// <summary>Reading over the Web API: query options, annotations, pages.</summary>
public sealed class QueryTests : IAsyncLifetime
{
    readonly LocalEnvironment environment = LocalEnvironment.Create();
    ServedEnvironment web = null!;
    Guid contoso;
    Guid fabrikam;
    Guid ada;

    public async ValueTask InitializeAsync()
    {
        web = ServedEnvironment.Of(environment);
        contoso = await web.CreateAsync("accounts", """{"name":"Contoso","revenue":100.5,"numberofemployees":7,"donotemail":true,"address1_city":"Berlin"}""");
        fabrikam = await web.CreateAsync("accounts", $$"""{"name":"Fabrikam","revenue":200,"numberofemployees":9,"parentaccountid@odata.bind":"/accounts({{contoso}})"}""");
        ada = await web.CreateAsync("contacts", $$"""{"firstname":"Ada","lastname":"Lovelace","birthdate":"1815-12-10","parentcustomerid_account@odata.bind":"accounts({{contoso}})"}""");
        await web.CreateAsync("contacts", $$"""{"firstname":"Alan","lastname":"Turing","parentcustomerid_account@odata.bind":"{{ServedEnvironment.Root}}accounts({{contoso}})"}""");
        (await web.PatchAsync($"accounts({contoso})", $$"""{"primarycontactid@odata.bind":"contacts({{ada}})"}""")).Ok(204);
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        environment.Dispose();
    }

    [Theory, Trait("fidelity", "F344"), Trait("fidelity", "F343")]
    [InlineData("name eq 'CONTOSO'", "Contoso")]
    [InlineData("name ne 'Contoso'", "Fabrikam")]
    [InlineData("revenue gt 100.5", "Fabrikam")]
    [InlineData("revenue ge 100.5", "Contoso,Fabrikam")]
    [InlineData("100.5 lt revenue", "Fabrikam")]
    [InlineData("numberofemployees le 7", "Contoso")]
    [InlineData("donotemail eq true", "Contoso")]
    [InlineData("donotemail", "Contoso")]
    [InlineData("not donotemail", "Fabrikam")]
    [InlineData("contains(name,'abri')", "Fabrikam")]
    [InlineData("startswith(name,'con')", "Contoso")]
    [InlineData("endswith(name,'o')", "Contoso")]
    [InlineData("not contains(name,'abri')", "Contoso")]
    [InlineData("address1_city eq null", "Fabrikam")]
    [InlineData("address1_city ne null", "Contoso")]
    [InlineData("name in ('Fabrikam','Nobody')", "Fabrikam")]
    [InlineData("name eq 'Contoso' or revenue eq 200", "Contoso,Fabrikam")]
    [InlineData("not (name eq 'Contoso' or revenue eq 100)", "Fabrikam")]
    [InlineData("primarycontactid/lastname eq 'Lovelace'", "Contoso")]
    [InlineData("parentaccountid/primarycontactid/firstname eq 'Ada'", "Fabrikam")]
    [InlineData("primarycontactid/lastname eq 'Lovelace' or name eq 'Fabrikam'", "Contoso,Fabrikam")]
    [InlineData("_parentaccountid_value ne null", "Fabrikam")]
    [InlineData("contact_customer_accounts/any(c:c/firstname eq 'Alan')", "Contoso")]
    [InlineData("contact_customer_accounts/any()", "Contoso")]
    [InlineData("not contact_customer_accounts/any()", "Fabrikam")]
    [InlineData("contact_customer_accounts/all(c:c/firstname eq 'Ada')", "Fabrikam")]
    [InlineData("contact_customer_accounts/any(c:c/firstname eq 'Ada') or name eq 'Fabrikam'", "Contoso,Fabrikam")]
    [InlineData("Microsoft.Dynamics.CRM.Today(PropertyName='createdon')", "Contoso,Fabrikam")]
    [InlineData("Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=3)", "Contoso,Fabrikam")]
    [InlineData("Microsoft.Dynamics.CRM.OlderThanXDays(PropertyName='createdon',PropertyValue=3)", "")]
    [InlineData("Microsoft.Dynamics.CRM.In(PropertyName='name',PropertyValues=['Contoso','x'])", "Contoso")]
    [InlineData("Microsoft.Dynamics.CRM.Between(PropertyName='revenue',PropertyValues=['150','250'])", "Fabrikam")]
    [InlineData("Microsoft.Dynamics.CRM.On(PropertyName='createdon',PropertyValue='2026-01-01')", "Contoso,Fabrikam")]
    [InlineData("Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')", "Contoso,Fabrikam")]
    [InlineData("Microsoft.Dynamics.CRM.EqualUserId(PropertyName=@p)&@p='ownerid'", "Contoso,Fabrikam")]
    [InlineData("createdon ge 2026-01-01T00:00:00Z", "Contoso,Fabrikam")]
    [InlineData("createdon gt modifiedon", "")]
    public async Task Filters_find_what_they_say(string filter, string expected)
    {
        var answer = (await web.GetAsync($"accounts?$select=name&$orderby=name&$filter={filter.Replace("&@", "&@", StringComparison.Ordinal)}")).Ok();

        Assert.Equal(expected, string.Join(',', answer.Column("name")));
    }

    [Theory]
    [InlineData("revenue add 1 gt 4", "0x80040315", 405)]
    [InlineData("length(name) eq 4", "0x80040315", 405)]
    [InlineData("nope eq 1", "0x80060888", 400)]
    [InlineData("name eq 5", "0x80060888", 400)]
    [InlineData("name eq", "0x80060888", 400)]
    [InlineData("contains(name", "0x80060888", 400)]
    [InlineData("Microsoft.Dynamics.CRM.Nope(PropertyName='name')", "0x80060888", 400)]
    [InlineData("Microsoft.Dynamics.CRM.Today(PropertyName='nope')", "0x80060888", 400)]
    [InlineData("Microsoft.Dynamics.CRM.Today(PropertyName='name')", "0x80041120", 400)]
    [InlineData("name gt null", "0x80060888", 400)]
    public async Task What_a_filter_cannot_say_is_a_fault_and_never_a_guess(string filter, string code, int status)
    {
        var answer = await web.GetAsync($"accounts?$filter={filter}");

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
    }

    [Fact, Trait("fidelity", "F339"), Trait("fidelity", "F347")]
    public async Task A_row_shows_the_selected_columns_its_key_and_its_version()
    {
        var answer = (await web.GetAsync($"accounts({contoso})?$select=name,revenue,address1_line1,primarycontactid")).Ok();

        Assert.Equal(
            ["@odata.context", "@odata.etag", "name", "revenue", "address1_line1", "_primarycontactid_value", "_transactioncurrencyid_value", "accountid"],
            answer.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(100.5m, answer.Json.GetProperty("revenue").GetDecimal());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.Json.GetProperty("address1_line1").ValueKind);
        Assert.Equal(ada, answer.Json.GetProperty("_primarycontactid_value").GetGuid());
        Assert.Equal(answer.Headers["ETag"], answer.Json.GetProperty("@odata.etag").GetString());
    }

    [Fact]
    public async Task Without_select_all_columns_come()
    {
        var answer = (await web.GetAsync($"accounts({contoso})")).Ok();

        Assert.True(answer.Json.EnumerateObject().Count() > 100);
        Assert.EndsWith("Z", answer.Json.GetProperty("createdon").GetString());
    }

    [Fact, Trait("fidelity", "F342")]
    public async Task Days_are_days()
    {
        var answer = (await web.GetAsync($"contacts({ada})?$select=birthdate")).Ok();

        Assert.Equal("1815-12-10", answer.Json.GetProperty("birthdate").GetString());
    }

    [Fact, Trait("fidelity", "F348")]
    public async Task Annotations_come_where_they_are_preferred()
    {
        var answer = (await web.GetAsync($"accounts({contoso})?$select=revenue,_primarycontactid_value,donotemail", "Prefer", "odata.include-annotations=\"*\"")).Ok();

        Assert.Equal("Ada Lovelace", answer.Json.GetProperty("_primarycontactid_value@OData.Community.Display.V1.FormattedValue").GetString());
        Assert.Equal("contact", answer.Json.GetProperty("_primarycontactid_value@Microsoft.Dynamics.CRM.lookuplogicalname").GetString());
        Assert.Equal("primarycontactid", answer.Json.GetProperty("_primarycontactid_value@Microsoft.Dynamics.CRM.associatednavigationproperty").GetString());
        Assert.Equal("€100.50", answer.Json.GetProperty("revenue@OData.Community.Display.V1.FormattedValue").GetString());
        Assert.Contains("odata.include-annotations", answer.Headers["Preference-Applied"]);

        var some = (await web.GetAsync($"accounts({contoso})?$select=_primarycontactid_value", "Prefer", "odata.include-annotations=\"*,-OData.Community.Display.V1.FormattedValue\"")).Ok();
        Assert.DoesNotContain("FormattedValue", some.Body);
        Assert.Contains("lookuplogicalname", some.Body);
    }

    [Fact]
    public async Task The_lookup_of_a_customer_names_the_property_that_sets_it()
    {
        var answer = (await web.GetAsync($"contacts({ada})?$select=_parentcustomerid_value", "Prefer", "odata.include-annotations=\"Microsoft.Dynamics.CRM.*\"")).Ok();

        Assert.Equal("parentcustomerid_account", answer.Json.GetProperty("_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty").GetString());
    }

    [Fact]
    public async Task Lookups_and_collections_are_expanded_with_options_of_their_own()
    {
        var answer = (await web.GetAsync(
            $"accounts({contoso})?$select=name&$expand=primarycontactid($select=fullname;$expand=parentcustomerid_account($select=name)),"
            + "contact_customer_accounts($select=lastname;$filter=firstname eq 'Alan' or firstname eq 'Ada';$orderby=lastname desc;$top=1)")).Ok();

        Assert.Equal("Ada Lovelace", answer.Json.GetProperty("primarycontactid").GetProperty("fullname").GetString());
        Assert.Equal("Contoso", answer.Json.GetProperty("primarycontactid").GetProperty("parentcustomerid_account").GetProperty("name").GetString());
        Assert.Equal("Turing", Assert.Single(answer.Json.GetProperty("contact_customer_accounts").EnumerateArray()).GetProperty("lastname").GetString());
    }

    [Fact]
    public async Task An_expanded_lookup_that_is_empty_is_null_and_an_empty_collection_is_empty()
    {
        var answer = (await web.GetAsync("accounts?$select=name&$orderby=name&$expand=primarycontactid($select=fullname),contact_customer_accounts($select=fullname)")).Ok();

        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.Rows[1].GetProperty("primarycontactid").ValueKind);
        Assert.Equal([2, 0], answer.Rows.Select(row => row.GetProperty("contact_customer_accounts").GetArrayLength()));
    }

    [Fact]
    public async Task Rows_tied_by_a_many_to_many_relationship_are_expanded()
    {
        var answer = (await web.GetAsync($"systemusers({environment.AdministratorId})?$select=fullname&$expand=systemuserroles_association($select=name)")).Ok();

        Assert.Contains("System Administrator", answer.Json.GetProperty("systemuserroles_association").EnumerateArray().Select(role => role.GetProperty("name").GetString()));
    }

    [Fact, Trait("fidelity", "F345")]
    public async Task Orders_tops_and_counts()
    {
        var answer = (await web.GetAsync("accounts?$select=name&$orderby=parentaccountid/name desc,name&$top=1&$count=true")).Ok();

        Assert.Equal(["Fabrikam"], answer.Column("name"));
        Assert.Equal(2, answer.Json.GetProperty("@odata.count").GetInt32());
        var count = (await web.GetAsync("accounts/$count?$filter=name eq 'Contoso'")).Ok();
        Assert.Equal(("1", "text/plain"), (count.Body, count.Headers["Content-Type"]));
    }

    [Fact, Trait("fidelity", "F346")]
    public async Task Pages_follow_their_links_until_the_last()
    {
        for (var i = 0; i < 5; i++) await web.CreateAsync("accounts", $$"""{"name":"A {{i}}"}""");
        var names = new System.Collections.Generic.List<string?>();
        var target = "accounts?$select=name&$orderby=name desc";
        var pages = 0;
        while (target is not null)
        {
            var page = (await web.GetAsync(target, "Prefer", "odata.maxpagesize=3")).Ok();
            names.AddRange(page.Column("name"));
            target = page.Json.TryGetProperty("@odata.nextLink", out var next) ? next.GetString() : null;
            pages++;
        }

        Assert.Equal(3, pages);
        Assert.Equal(["Fabrikam", "Contoso", "A 4", "A 3", "A 2", "A 1", "A 0"], names);
    }

    [Fact]
    public async Task A_skiptoken_of_somebodys_own_is_refused()
    {
        var answer = await web.GetAsync("accounts?$select=name&$skiptoken=7");

        Assert.Equal((400, "0x8004112a"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task FetchXML_is_answered_with_its_links_and_a_cookie_for_the_next_page()
    {
        const string fetch = "<fetch count='1' page='1'><entity name='contact'><attribute name='fullname'/><order attribute='lastname'/>"
            + "<link-entity name='account' from='accountid' to='parentcustomerid' alias='a'><attribute name='name'/><attribute name='revenue'/></link-entity></entity></fetch>";
        var first = (await web.GetAsync("contacts?fetchXml=" + Uri.EscapeDataString(fetch), "Prefer", "odata.include-annotations=\"*\"")).Ok();

        Assert.Equal("Contoso", first.Rows[0].GetProperty("a.name").GetString());
        Assert.Equal("€100.50", first.Rows[0].GetProperty("a.revenue@OData.Community.Display.V1.FormattedValue").GetString());
        var annotation = System.Xml.Linq.XElement.Parse(first.Json.GetProperty("@Microsoft.Dynamics.CRM.fetchxmlpagingcookie").GetString()!);
        Assert.Equal("2", annotation.Attribute("pagenumber")!.Value);
        var cookie = Uri.UnescapeDataString(Uri.UnescapeDataString(annotation.Attribute("pagingcookie")!.Value));
        var next = System.Xml.Linq.XElement.Parse(fetch);
        next.SetAttributeValue("page", 2);
        next.SetAttributeValue("paging-cookie", cookie);

        var second = (await web.GetAsync("contacts?fetchXml=" + Uri.EscapeDataString(next.ToString()), "Prefer", "odata.include-annotations=\"*\"")).Ok();

        Assert.Equal("Ada Lovelace", first.Rows[0].GetProperty("fullname").GetString());
        Assert.Equal("Alan Turing", second.Rows[0].GetProperty("fullname").GetString());
        Assert.False(second.Json.TryGetProperty("@Microsoft.Dynamics.CRM.fetchxmlpagingcookie", out _));
    }

    [Theory]
    [InlineData("contacts", "<fetch><entity name='account'/></fetch>", "0x80040303")]
    [InlineData("accounts", "<fetch><entity", "0x80040303")]
    [InlineData("accounts", "<fetch><entity name='account'><attribute name='nope'/></entity></fetch>", "0x80041103")]
    public async Task FetchXML_that_is_wrong_gets_the_code_of_the_platform(string set, string fetch, string code)
    {
        var answer = await web.GetAsync($"{set}?fetchXml={Uri.EscapeDataString(fetch)}");

        Assert.Equal((400, code), (answer.Status, answer.ErrorCode));
    }

    [Fact, Trait("fidelity", "F349")]
    public async Task Groups_are_aggregated()
    {
        var grouped = (await web.GetAsync("accounts?$apply=filter(revenue gt 1)/groupby((donotemail),aggregate(revenue with sum as total,$count as rows,revenue with max as most))&$orderby=total desc")).Ok();
        Assert.Equal([200m, 100.5m], grouped.Rows.Select(row => row.GetProperty("total").GetDecimal()));
        Assert.Equal([1, 1], grouped.Rows.Select(row => row.GetProperty("rows").GetInt32()));

        var whole = (await web.GetAsync("accounts?$apply=aggregate(revenue with average as middle)")).Ok();
        Assert.Equal(150.25m, Assert.Single(whole.Rows).GetProperty("middle").GetDecimal());

        var distinct = (await web.GetAsync("accounts?$apply=groupby((donotemail))")).Ok();
        Assert.Equal(2, distinct.Rows.Count);
    }

    [Fact]
    public async Task Different_values_are_counted_in_each_group_and_over_all_rows()
    {
        await web.CreateAsync("contacts", """{"firstname":"Ada","lastname":"Byron","jobtitle":"a"}""");
        await web.CreateAsync("contacts", """{"firstname":"Ada","lastname":"King","jobtitle":"a"}""");

        var whole = (await web.GetAsync("contacts?$apply=filter(firstname eq 'Ada')/aggregate(lastname with countdistinct as names)")).Ok();
        var titles = (await web.GetAsync("contacts?$apply=filter(firstname eq 'Ada')/groupby((firstname),aggregate(jobtitle with countdistinct as titles,$count as rows))")).Ok();
        var ordered = await web.GetAsync("contacts?$apply=aggregate(lastname with countdistinct as names)&$orderby=names");

        Assert.Equal(3, Assert.Single(whole.Rows).GetProperty("names").GetInt32());
        Assert.Equal(["names"], whole.Rows[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal((1, 3), (Assert.Single(titles.Rows).GetProperty("titles").GetInt32(), titles.Rows[0].GetProperty("rows").GetInt32()));
        Assert.True(ordered.Status is >= 400 and < 500, ordered.Body);
    }

    [Fact]
    public async Task An_owner_is_expanded_whether_it_is_a_user_or_a_team()
    {
        var unit = (await web.GetAsync("businessunits?$select=name")).Ok().Rows[0].GetProperty("businessunitid").GetString();
        var team = await web.CreateAsync("teams", $$"""{"name":"Sales","businessunitid@odata.bind":"/businessunits({{unit}})","administratorid@odata.bind":"/systemusers({{web.Environment.AdministratorId}})"}""");
        var role = (await web.GetAsync("roles?$select=name&$filter=name eq 'System Administrator'")).Ok().Rows[0].GetProperty("roleid").GetString();
        (await web.PostAsync($"teams({team})/teamroles_association/$ref", $$"""{"@odata.id":"{{ServedEnvironment.Root}}roles({{role}})"}""")).Ok(204);
        (await web.PatchAsync($"accounts({fabrikam})", $$"""{"ownerid@odata.bind":"/teams({{team}})"}""")).Ok(204);

        var rows = (await web.GetAsync("accounts?$select=name&$expand=ownerid&$orderby=name")).Ok().Rows;
        var ids = (await web.GetAsync($"accounts({fabrikam})?$select=name&$expand=ownerid($select=ownerid)")).Ok().Json.GetProperty("ownerid");

        Assert.Equal(
            ["#Microsoft.Dynamics.CRM.systemuser", "#Microsoft.Dynamics.CRM.team"],
            rows.Select(row => row.GetProperty("ownerid").GetProperty("@odata.type").GetString()));
        Assert.Equal("Sales", rows[1].GetProperty("ownerid").GetProperty("name").GetString());
        Assert.Equal(team, ids.GetProperty("ownerid").GetGuid());
        Assert.False(ids.TryGetProperty("name", out _));
        Assert.Equal(400, (await web.GetAsync("accounts?$expand=ownerid($select=fullname)")).Status);
    }

    [Fact]
    public async Task Paths_lead_to_related_rows_properties_and_links()
    {
        Assert.Equal("Ada Lovelace", (await web.GetAsync($"accounts({contoso})/primarycontactid?$select=fullname")).Ok().Json.GetProperty("fullname").GetString());
        Assert.Equal("Ada", (await web.GetAsync($"accounts({contoso})/primarycontactid/firstname/$value")).Ok().Body);
        Assert.Equal("Contoso", (await web.GetAsync($"accounts({contoso})/name")).Ok().Json.GetProperty("value").GetString());
        (await web.GetAsync($"accounts({fabrikam})/address1_city")).Ok(204);
        (await web.GetAsync($"accounts({fabrikam})/primarycontactid")).Ok(204);
        Assert.Equal(["Lovelace", "Turing"], (await web.GetAsync($"accounts({contoso})/contact_customer_accounts?$select=lastname&$orderby=lastname")).Ok().Column("lastname"));
        Assert.Equal("2", (await web.GetAsync($"accounts({contoso})/contact_customer_accounts/$count")).Ok().Body);
        Assert.Equal("Lovelace", (await web.GetAsync($"accounts({contoso})/contact_customer_accounts({ada})?$select=lastname")).Ok().Json.GetProperty("lastname").GetString());
        Assert.Equal($"{ServedEnvironment.Root}contacts({ada})", (await web.GetAsync($"accounts({contoso})/primarycontactid/$ref")).Ok().Json.GetProperty("@odata.id").GetString());
        Assert.Equal(2, (await web.GetAsync($"accounts({contoso})/contact_customer_accounts/$ref")).Ok().Rows.Count);
        Assert.Equal(404, (await web.GetAsync($"accounts({fabrikam})/contact_customer_accounts({ada})")).Status);
        Assert.Equal(404, (await web.GetAsync($"accounts({Guid.Empty})/contact_customer_accounts")).Status);
    }

    [Fact, Trait("fidelity", "F339")]
    public async Task A_row_that_has_not_changed_is_not_sent_again()
    {
        var tag = (await web.GetAsync($"accounts({contoso})?$select=name")).Ok().Headers["ETag"];

        var same = await web.GetAsync($"accounts({contoso})?$select=name", "If-None-Match", tag);
        var expanded = await web.GetAsync($"accounts({contoso})?$select=name&$expand=primarycontactid($select=fullname)", "If-None-Match", tag);
        await web.PatchAsync($"accounts({contoso})", """{"telephone1":"1"}""");
        var changed = await web.GetAsync($"accounts({contoso})?$select=name", "If-None-Match", tag);

        Assert.Equal((304, 200, 200), (same.Status, expanded.Status, changed.Status));
    }

    [Theory, Trait("fidelity", "F335")]
    [InlineData("nopes", 404, "0x8006088a")]
    [InlineData("accounts(00000000-0000-0000-0000-000000000001)", 404, "0x80040217")]
    [InlineData("accounts(nope)", 400, "0x80060888")]
    [InlineData("accounts?$select=nope", 400, "0x80060888")]
    [InlineData("accounts?$expand=nope", 400, "0x80060888")]
    [InlineData("accounts?$orderby=nope", 400, "0x80060888")]
    [InlineData("accounts?$top=0", 400, "0x80040203")]
    [InlineData("accounts?$top=x", 400, "0x80060888")]
    [InlineData("accounts?$skip=5", 405, "0x80040315")]
    [InlineData("accounts?savedQuery=1", 405, "0x80040315")]
    [InlineData("accounts(00000000-0000-0000-0000-000000000001)?$filter=name eq 'x'", 405, "0x80040315")]
    public async Task What_is_not_there_or_not_served_is_said(string target, int status, string code)
    {
        var answer = await web.GetAsync(target);

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
        Assert.NotEqual("", answer.ErrorMessage);
    }
}
