using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Offboarding.Tests.Solution;

/// <summary>The app shows each role its own areas, and nothing of ours is out of reach.</summary>
public class AppTests
{
    static readonly XElement Map = SolutionSource.Files["AppModuleSiteMaps/off_CustomerOffboarding/AppModuleSiteMap.xml"];

    static readonly XElement App = SolutionSource.Files["AppModules/off_CustomerOffboarding/AppModule.xml"];

    [Theory]
    [InlineData("Offboarding Rep", "Sales")]
    [InlineData("Offboarding Manager", "Sales, Management")]
    [InlineData("Offboarding Data Protection Officer", "Data protection")]
    [InlineData("Offboarding Administrator", "Sales, Management, Data protection, Administration")]
    public void A_role_sees_the_areas_of_its_work(string role, string areas)
    {
        var privileges = Privileges(role);

        var seen = Map.Descendants("Area").Where(area => area.Descendants("SubArea").Any(page => page.Elements("Privilege").All(needed => Holds(privileges, needed))));

        Assert.Equal(areas, string.Join(", ", seen.Select(Title)));
    }

    [Theory]
    [InlineData("Offboarding Rep")]
    [InlineData("Offboarding Manager")]
    [InlineData("Offboarding Data Protection Officer")]
    [InlineData("Offboarding Administrator")]
    public void A_role_may_open_the_app_and_read_every_table_of_ours_that_its_areas_show(string role)
    {
        var privileges = Privileges(role);
        var pages = Map.Descendants("SubArea").Where(page => page.Elements("Privilege").All(needed => Holds(privileges, needed))).Attributes("Entity")
            .Select(table => table.Value).Where(table => table.StartsWith("off_", StringComparison.Ordinal));

        var unreadable = pages.Where(table => !privileges.Contains($"prvread{table}"));

        Assert.Empty(unreadable);
        Assert.Contains("prvreadappmodule", privileges);
        Assert.Contains(Id(role), App.Descendants("Role").Select(mapped => (string)mapped.Attribute("id")!));
    }

    [Fact]
    public void The_job_has_no_app() =>
        Assert.DoesNotContain(Id("Offboarding Job"), App.Descendants("Role").Select(mapped => (string)mapped.Attribute("id")!));

    [Fact]
    public void Every_table_of_ours_is_in_the_app_but_the_secret_keys()
    {
        var ours = SolutionSource.Below("Entities").Where(file => file.Key.EndsWith("/Entity.xml", StringComparison.Ordinal))
            .Select(file => file.Value.Element("Name")!.Value.ToLowerInvariant()).Where(table => table.StartsWith("off_", StringComparison.Ordinal));
        var shown = App.Descendants("AppModuleComponent").Where(component => (string?)component.Attribute("type") == "1").Select(component => (string)component.Attribute("schemaName")!);

        Assert.Equal(["off_subjectkey"], ours.Except(shown));
    }

    [Fact]
    public void Both_kinds_of_package_hold_the_same_app_and_site_map()
    {
        Assert.True(XNode.DeepEquals(App, SolutionSource.Files["AppModules/off_CustomerOffboarding/AppModule_managed.xml"]));
        Assert.True(XNode.DeepEquals(Map, SolutionSource.Files["AppModuleSiteMaps/off_CustomerOffboarding/AppModuleSiteMap_managed.xml"]));
    }

    [Fact]
    public void Notifications_are_on_in_the_app() =>
        Assert.Equal("true", App.Descendants("appsetting").Single(setting => (string?)setting.Attribute("settingdefinitionid.uniquename") == "AllowNotificationsEarlyAccess").Element("value")!.Value);

    [Fact]
    public void A_header_shows_at_most_four_columns_and_a_dashboard_at_most_four_streams()
    {
        var headers = SolutionSource.Below("Entities").SelectMany(file => file.Value.Descendants("header").Select(header => (file.Key, Count: header.Descendants("control").Count())));
        var dashboards = SolutionSource.Below("Dashboards").Select(file => (file.Key, Count: file.Value.Descendants("control").Count())).ToList();

        Assert.DoesNotContain(headers.Concat(dashboards), shown => shown.Count > 4);
        Assert.Equal(4, dashboards.Count);
    }

    [Fact]
    public void A_cell_of_several_rows_is_followed_by_empty_ones()
    {
        var wrong = from file in SolutionSource.Below("Entities").Concat(SolutionSource.Below("Dashboards"))
                    from row in file.Value.Descendants("row").Where(row => row.Parent!.Name.LocalName == "rows")
                    let height = row.Elements("cell").Select(cell => (int?)cell.Attribute("rowspan") ?? 1).DefaultIfEmpty(1).Max()
                    where row.ElementsAfterSelf("row").Take(height - 1).Count(next => !next.HasElements) != height - 1
                    select file.Key;

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_command_calls_a_function_that_the_script_offers_and_its_picture_is_ours()
    {
        var script = System.IO.File.ReadAllText(System.IO.Path.Combine(SolutionSource.Folder, "WebResources", "off_", "js", "commands.js"));
        var calls = SolutionSource.Below("Entities").SelectMany(file => file.Value.Descendants("JavaScriptFunction")).ToList();

        var missing = calls.Select(call => (string)call.Attribute("FunctionName")!).Where(name => !script.Contains($"{name.Split('.')[^1]}: {name.Split('.')[^1]}", StringComparison.Ordinal));

        Assert.Empty(missing);
        Assert.True(calls.Count >= 19);
        Assert.All(calls, call => Assert.Equal("$webresource:off_/js/commands.js", (string?)call.Attribute("Library")));
    }

    [Fact]
    public void The_command_of_the_system_to_deactivate_stays_as_it_is() =>
        Assert.DoesNotContain(SolutionSource.Below("Entities").SelectMany(file => file.Value.Descendants()), element => element.Name.LocalName == "HideCustomAction"
            || (element.Name.LocalName == "CommandDefinition" && ((string)element.Attribute("Id")!).StartsWith("Mscrm.", StringComparison.Ordinal)));

    [Fact]
    public void No_form_of_accounts_loads_a_script_and_no_business_process_flow_is_shipped()
    {
        Assert.DoesNotContain(SolutionSource.Below("Entities/Account").SelectMany(file => file.Value.Descendants()), element => element.Name.LocalName is "formLibraries" or "Handler");
        Assert.DoesNotContain(SolutionSource.Files.Values.SelectMany(file => file.Descendants("IsBPFEntity")), flag => flag.Value == "1");
    }

    /// <summary>Privileges of a role in lower case.</summary>
    static HashSet<string> Privileges(string role) =>
        SolutionSource.Files[$"Roles/{role}.xml"].Descendants("RolePrivilege").Select(privilege => ((string)privilege.Attribute("name")!).ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);

    static bool Holds(HashSet<string> privileges, XElement needed) => privileges.Contains($"prv{(string)needed.Attribute("Privilege")!}{(string)needed.Attribute("Entity")!}".ToLowerInvariant());

    static string Id(string role) => (string)SolutionSource.Files[$"Roles/{role}.xml"].Attribute("id")!;

    static string Title(XElement area) => (string)area.Element("Titles")!.Elements().First(title => (string?)title.Attribute("LCID") == "1033").Attribute("Title")!;
}
