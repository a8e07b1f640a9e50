using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using LocalDataverse;

namespace Offboarding.Tests.Web;

/// <summary>Metadata over the Web API: tables, columns, keys, relationships, choices, with labels in the languages of the organization.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    SolutionEnvironment solution = null!;
    ServedEnvironment web = null!;

    public ValueTask InitializeAsync()
    {
        solution = new SolutionEnvironment();
        web = ServedEnvironment.Of(solution.Local);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        solution.Dispose();
    }

    [Fact]
    public async Task A_table_is_named_by_its_logical_name_or_its_id()
    {
        var byName = (await web.GetAsync("EntityDefinitions(LogicalName='off_contract')?$select=SchemaName,EntitySetName,PrimaryIdAttribute,DisplayName,OwnershipType,IsCustomEntity")).Ok().Json;

        var byId = (await web.GetAsync($"EntityDefinitions({byName.GetProperty("MetadataId").GetString()})?$select=LogicalName")).Ok().Json;

        Assert.Equal(("off_contracts", "off_contractid", true), (Text(byName, "EntitySetName"), Text(byName, "PrimaryIdAttribute"), byName.GetProperty("IsCustomEntity").GetBoolean()));
        Assert.Equal("UserOwned", Text(byName, "OwnershipType"));
        Assert.Equal([1033, 1031], byName.GetProperty("DisplayName").GetProperty("LocalizedLabels").EnumerateArray().Select(label => label.GetProperty("LanguageCode").GetInt32()));
        Assert.Equal("off_contract", Text(byId, "LogicalName"));
    }

    [Fact]
    public async Task Tables_are_found_by_a_filter_with_their_columns_in_it()
    {
        var rows = (await web.GetAsync(
            "EntityDefinitions?$select=LogicalName&$filter=(LogicalName eq 'account' or EntitySetName eq 'contacts') and IsIntersect eq false"
            + "&$expand=Attributes($select=LogicalName,AttributeType;$filter=LogicalName eq 'name' or LogicalName eq 'lastname')&$count=true")).Ok();

        Assert.Equal(2, rows.Json.GetProperty("@odata.count").GetInt32());
        Assert.Equal(["account", "contact"], rows.Column("LogicalName"));
        Assert.Equal(["name", "lastname"], rows.Rows.SelectMany(row => row.GetProperty("Attributes").EnumerateArray()).Select(column => Text(column, "LogicalName")));
        Assert.Equal("#Microsoft.Dynamics.CRM.StringAttributeMetadata", Text(rows.Rows[0].GetProperty("Attributes")[0], "@odata.type"));
        Assert.Equal("String", Text(rows.Rows[0].GetProperty("Attributes")[0], "AttributeType"));
    }

    [Fact]
    public async Task A_cast_leaves_columns_of_one_type_and_shows_what_only_they_have()
    {
        var column = (await web.GetAsync(
            "EntityDefinitions(LogicalName='off_contract')/Attributes(LogicalName='off_law')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet,GlobalOptionSet")).Ok().Json;
        var lookups = (await web.GetAsync("EntityDefinitions(LogicalName='off_contract')/Attributes/Microsoft.Dynamics.CRM.LookupAttributeMetadata?$select=LogicalName,Targets&$filter=LogicalName eq 'off_accountid'")).Ok();
        var texts = (await web.GetAsync("EntityDefinitions(LogicalName='account')/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata/$count")).Ok();

        var options = column.GetProperty("OptionSet").GetProperty("Options").EnumerateArray().ToList();
        Assert.Equal([727000000, 727000001, 727000002], options.Select(option => option.GetProperty("Value").GetInt32()));
        Assert.Equal("DE", Text(options[0], "ExternalValue"));
        Assert.Equal(JsonValueKind.Null, column.GetProperty("GlobalOptionSet").ValueKind);
        Assert.Equal("account", Assert.Single(lookups.Rows).GetProperty("Targets")[0].GetString());
        Assert.True(int.Parse(texts.Body, System.Globalization.CultureInfo.InvariantCulture) > 20);
    }

    [Fact]
    public async Task Columns_are_filtered_by_type_requirement_and_behaviour()
    {
        var days = (await web.GetAsync(
            "EntityDefinitions(LogicalName='off_contract')/Attributes/Microsoft.Dynamics.CRM.DateTimeAttributeMetadata?$select=LogicalName,DateTimeBehavior&$filter=DateTimeBehavior/Value eq 'DateOnly'")).Ok();
        var states = (await web.GetAsync("EntityDefinitions(LogicalName='account')/Attributes?$select=LogicalName&$filter=AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'State'")).Ok();
        var required = (await web.GetAsync("EntityDefinitions(LogicalName='account')/Attributes?$select=LogicalName&$filter=not (RequiredLevel/Value ne Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired')")).Ok();

        Assert.Contains("off_start", days.Column("LogicalName"));
        Assert.All(days.Rows, row => Assert.Equal("DateOnly", Text(row.GetProperty("DateTimeBehavior"), "Value")));
        Assert.Equal(["statecode"], states.Column("LogicalName"));
        Assert.Contains("name", required.Column("LogicalName"));
    }

    [Fact]
    public async Task Relationships_say_both_sides_and_what_deleting_does()
    {
        var toAccount = (await web.GetAsync(
            "EntityDefinitions(LogicalName='off_contract')/ManyToOneRelationships?$select=SchemaName,ReferencingAttribute,ReferencingEntityNavigationPropertyName,CascadeConfiguration&$filter=ReferencedEntity eq 'account'")).Ok();
        var relationship = Assert.Single(toAccount.Rows);
        var byName = (await web.GetAsync($"RelationshipDefinitions(SchemaName='{Text(relationship, "SchemaName")}')/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata?$select=ReferencedAttribute")).Ok().Json;
        var pairs = (await web.GetAsync("RelationshipDefinitions/Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata?$select=IntersectEntityName&$filter=SchemaName eq 'systemuserroles_association'")).Ok();
        var both = (await web.GetAsync("EntityDefinitions(LogicalName='account')?$select=LogicalName&$expand=OneToManyRelationships($select=SchemaName),Keys")).Ok().Json;

        Assert.Equal(("off_accountid", "off_AccountId"), (Text(relationship, "ReferencingAttribute"), Text(relationship, "ReferencingEntityNavigationPropertyName")));
        Assert.NotNull(Text(relationship.GetProperty("CascadeConfiguration"), "Delete"));
        Assert.Equal("accountid", Text(byName, "ReferencedAttribute"));
        Assert.Equal(["systemuserroles"], pairs.Column("IntersectEntityName"));
        Assert.Contains(both.GetProperty("OneToManyRelationships").EnumerateArray(), one => Text(one, "SchemaName") == Text(relationship, "SchemaName"));
    }

    [Fact]
    public async Task Keys_say_their_columns_and_whether_their_index_works()
    {
        var keys = (await web.GetAsync("EntityDefinitions(LogicalName='off_noticerule')/Keys?$select=KeyAttributes,EntityKeyIndexStatus")).Ok();

        var key = Assert.Single(keys.Rows, row => row.GetProperty("KeyAttributes").EnumerateArray().Any(column => column.GetString() == "off_ruleid"));
        Assert.Equal("Active", Text(key, "EntityKeyIndexStatus"));
    }

    [Fact]
    public async Task Global_choices_are_listed_and_named()
    {
        var all = (await web.GetAsync("GlobalOptionSetDefinitions?$select=Name,IsGlobal")).Ok();

        var one = (await web.GetAsync($"GlobalOptionSetDefinitions(Name='{all.Column("Name")[0]}')/Microsoft.Dynamics.CRM.OptionSetMetadata")).Ok().Json;

        Assert.All(all.Rows, row => Assert.True(row.GetProperty("IsGlobal").GetBoolean()));
        Assert.NotEmpty(one.GetProperty("Options").EnumerateArray());
    }

    [Fact]
    public async Task Labels_come_in_the_language_of_the_caller()
    {
        var german = solution.Local.AddUser(new NewUser("Greta") { Language = 1031, IsAdministrator = true });
        await using var served = ServedEnvironment.Of(solution.Local);

        var label = (await served.GetAsync("EntityDefinitions(LogicalName='off_contract')/DisplayName", "Authorization", "Bearer " + served.TokenOf(german))).Ok().Json.GetProperty("value").GetProperty("UserLocalizedLabel");

        Assert.Equal((1031, "Vertrag"), (label.GetProperty("LanguageCode").GetInt32(), Text(label, "Label")));
    }

    [Theory]
    [InlineData("EntityDefinitions(LogicalName='nope')", 404, "0x8006088a")]
    [InlineData("EntityDefinitions(00000000-0000-0000-0000-000000000001)", 404, "0x8006088a")]
    [InlineData("EntityDefinitions(LogicalName='account')/Attributes(LogicalName='nope')", 404, "0x8006088a")]
    [InlineData("EntityDefinitions(LogicalName='account')/Attributes(LogicalName='name')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata", 404, "0x8006088a")]
    [InlineData("EntityDefinitions(LogicalName='account')/Nope", 404, "0x8006088a")]
    [InlineData("EntityDefinitions(Nope='account')", 400, "0x80060888")]
    [InlineData("EntityDefinitions?$select=Nope", 400, "0x80060888")]
    [InlineData("EntityDefinitions?$filter=Nope eq 1", 400, "0x80060888")]
    [InlineData("EntityDefinitions?$filter=contains(LogicalName,'a')", 405, "0x80040315")]
    [InlineData("EntityDefinitions?$orderby=LogicalName", 405, "0x80040315")]
    [InlineData("EntityDefinitions(LogicalName='account')/Attributes/$ref", 405, "0x80040315")]
    [InlineData("EntityDefinitions(LogicalName='account')/LogicalName/$value", 405, "0x80040315")]
    [InlineData("EntityDefinitions?$top=1", 405, "0x80040315")]
    [InlineData("EntityDefinitions(LogicalName='account')?$filter=IsActivity eq true", 400, "0x80060888")]
    public async Task What_is_not_there_or_not_served_is_said(string target, int status, string code)
    {
        var answer = await web.GetAsync(target);

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
    }

    [Theory]
    [InlineData("POST", "EntityDefinitions")]
    [InlineData("PUT", "EntityDefinitions(LogicalName='account')")]
    [InlineData("DELETE", "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='name')")]
    [InlineData("POST", "GlobalOptionSetDefinitions")]
    public async Task Metadata_are_not_changed_but_imported(string method, string target)
    {
        var answer = await web.SendAsync(method, target, method == "DELETE" ? null : "{}");

        Assert.Equal((405, "0x80040315"), (answer.Status, answer.ErrorCode));
        Assert.Contains("import a solution", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lookup_is_never_bound_to_metadata()
    {
        var answer = await web.PostAsync("contacts", """{"lastname":"x","parentcustomerid_account@odata.bind":"/EntityDefinitions(00000000-0000-0000-0000-000000000001)"}""");

        Assert.Equal((400, "0x80090800"), (answer.Status, answer.ErrorCode));
    }

    static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
