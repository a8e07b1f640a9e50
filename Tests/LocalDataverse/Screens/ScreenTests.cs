using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using LocalDataverse;
using LocalDataverse.Screens;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;
using Offboarding.Tests.Web;

namespace Offboarding.Tests.LocalDataverse.Screens;

/// <summary>An environment keeps what solutions say of screens: as rows, and with labels in every language.</summary>
public sealed class ScreenTests
{
    const string Form = "{8448b78f-8f42-454e-8e2a-f8196b0419af}";
    const string View = "{0e5d5bd3-55c4-4a32-8d4c-6f1f8a6dcd01}";
    const string Chart = "{0e5d5bd3-55c4-4a32-8d4c-6f1f8a6dcd02}";
    const string Dashboard = "{0e5d5bd3-55c4-4a32-8d4c-6f1f8a6dcd03}";
    const string Script = "{0e5d5bd3-55c4-4a32-8d4c-6f1f8a6dcd04}";
    static readonly string[] Tables = ["systemform", "savedquery", "savedqueryvisualization", "sitemap", "appmodule", "webresource"];

    [Fact]
    public void Each_screen_component_of_a_solution_becomes_a_row()
    {
        using var environment = LocalEnvironment.Create();

        var result = environment.ImportSolution(Zip("1.0.0.0"));

        Assert.Equal([2, 1, 1, 1, 1, 1], Tables.Select(environment.Count));
        Assert.Empty(result.Carried);
        Assert.Equal(
            ["Web resource tst_/js/panel.js", "Form account: Account", "View account: All", "Chart account: By city", "Dashboard Overview", "Site map tst_map", "App tst_app"],
            result.Components.Where(one => one.Kind is "Web resource" or "Form" or "View" or "Chart" or "Dashboard" or "Site map" or "App").Select(one => $"{one.Kind} {one.Name}"));
        var script = environment.Administrator.Retrieve("webresource", new Guid(Script), new ColumnSet("content", "webresourcetype", "name"));
        Assert.Equal("// script", Encoding.UTF8.GetString(Convert.FromBase64String((string)script["content"])));
        Assert.Equal((3, "tst_/js/panel.js"), (((OptionSetValue)script["webresourcetype"]).Value, script["name"]));
        Assert.Contains("name=\"city\"", (string)environment.Administrator.Retrieve("savedquery", new Guid(View), new ColumnSet("layoutxml"))["layoutxml"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_rows_are_read_through_the_web_api_by_whoever_has_any_role()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(Zip("1.0.0.0"));
        var nobody = environment.ServiceFor(environment.AddUser(new NewUser("Any One")));

        var seen = Tables.Select(table => nobody.RetrieveMultiple(new QueryExpression(table)).Entities.Count);

        Assert.Equal([2, 1, 1, 1, 1, 1], seen);
    }

    [Fact]
    public async Task Entity_sets_have_the_names_of_the_platform()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(Zip("1.0.0.0"));
        await using var served = ServedEnvironment.Of(environment);

        Assert.Equal(["tst_/js/panel.js"], (await served.GetAsync("webresourceset?$select=name")).Ok().Column("name"));
        Assert.Equal(["Account", "Overview"], (await served.GetAsync("systemforms?$select=name&$orderby=name")).Ok().Column("name"));
        Assert.Equal(["All"], (await served.GetAsync("savedqueries?$select=name")).Ok().Column("name"));
        Assert.Equal(["By city"], (await served.GetAsync("savedqueryvisualizations?$select=name")).Ok().Column("name"));
        Assert.Equal(["tst_map"], (await served.GetAsync("sitemaps?$select=sitemapnameunique")).Ok().Column("sitemapnameunique"));
        Assert.Equal(["My app"], (await served.GetAsync("appmodules?$select=name")).Ok().Column("name"));
    }

    [Fact]
    public void Labels_are_told_in_each_language_and_fall_back_to_english()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(Zip("1.0.0.0"));

        var view = environment.Screens.ViewsOf("account", 0).Single();

        Assert.Equal(("All", "Alle", "All"), (view.Names.In(1033), view.Names.In(1031), view.Names.In(1036)));
        Assert.True(environment.Screens.FormsOf("account", FormKind.Main).Single().IsAddition);
        Assert.Single(environment.Screens.Commands["account"]);
        Assert.Equal("// script", Encoding.UTF8.GetString(environment.Screens.Resources["tst_/js/panel.js"].Content.Span));
    }

    [Fact]
    public void An_update_keeps_screens_that_the_new_version_lacks_and_an_upgrade_deletes_them()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(Zip("1.0.0.0"));

        environment.ImportSolution(new TestSolution { Version = "1.1.0.0" }.ToZip());
        var afterUpdate = (Tables.Sum(environment.Count), environment.Screens.Views.Count);
        environment.UpgradeSolution(new TestSolution { Version = "1.2.0.0" }.ToZip());

        Assert.Equal((7, 1), afterUpdate);
        Assert.Equal((0, 0), (Tables.Sum(environment.Count), environment.Screens.Views.Count));
    }

    [Fact]
    public void Uninstalling_takes_the_screens_along()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(Zip("1.0.0.0"));

        environment.UninstallSolution("Testing");

        Assert.Equal(0, Tables.Sum(environment.Count));
        Assert.Equal(ScreenCatalog.Empty.Views, environment.Screens.Views);
        Assert.Empty(environment.Screens.Resources);
    }

    [Fact]
    public void Copies_and_databases_have_the_same_screens()
    {
        var file = Path.Combine(Path.GetTempPath(), $"screens-{Guid.NewGuid():N}.db");
        try
        {
            using (var environment = LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = file })) environment.ImportSolution(Zip("1.0.0.0"));
            using var opened = LocalEnvironment.Open(file);
            using var copy = opened.Clone();

            Assert.Equal([2, 1, 1, 1, 1, 1], Tables.Select(opened.Count));
            Assert.Equal("Alle", opened.Screens.Views[new Guid(View)].Names.In(1031));
            Assert.Same(opened.Screens.Views[new Guid(View)], copy.Screens.Views[new Guid(View)]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_form_of_an_unknown_type_is_refused_with_its_line()
    {
        using var environment = LocalEnvironment.Create();

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(Zip("1.0.0.0", customizations => customizations.Descendants("forms").First().SetAttributeValue("type", "hologram"))));

        Assert.Contains("hologram", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, Tables.Sum(environment.Count));
    }

    [Fact]
    public void The_product_brings_main_forms_and_public_views_for_each_of_its_tables()
    {
        using var environment = new SolutionEnvironment();
        var screens = environment.Local.Screens;

        foreach (var table in screens.Views.Values.Select(view => view.Table).Where(table => table.StartsWith("off_", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal))
        {
            Assert.True(screens.FormsOf(table, FormKind.Main).Any(), table);
            Assert.True(screens.ViewsOf(table, 0).First().IsDefault, table);
        }
    }

    static byte[] Zip(string version, Action<XElement>? spoil = null)
    {
        var solution = new TestSolution
        {
            Version = version,
            Spoil = (manifest, customizations) =>
            {
                manifest.Descendants("RootComponents").Single().Add(new XElement("RootComponent", new XAttribute("type", 1), new XAttribute("schemaName", "account"), new XAttribute("behavior", 2)));
                customizations.Element("Entities")!.Add(Account());
                customizations.Add(
                    XElement.Parse($"""<WebResources><WebResource><WebResourceId>{Script}</WebResourceId><Name>tst_/js/panel.js</Name><WebResourceType>3</WebResourceType><FileName>/WebResources/tst_jspanel</FileName></WebResource></WebResources>"""),
                    XElement.Parse($"""<Dashboards><Dashboard><LocalizedNames>{Labels("LocalizedName", "Overview", "Überblick")}</LocalizedNames><FormId>{Dashboard}</FormId><FormXml><forms type="dashboard"><form><tabs /></form></forms></FormXml></Dashboard></Dashboards>"""),
                    XElement.Parse($"""<AppModuleSiteMaps><AppModuleSiteMap><SiteMapUniqueName>tst_map</SiteMapUniqueName><SiteMap /><LocalizedNames>{Labels("LocalizedName", "Map", "Karte")}</LocalizedNames></AppModuleSiteMap></AppModuleSiteMaps>"""),
                    XElement.Parse($"""<AppModules><AppModule><UniqueName>tst_app</UniqueName><AppModuleComponents><AppModuleComponent type="1" schemaName="account" /></AppModuleComponents><LocalizedNames>{Labels("LocalizedName", "My app", "Meine App")}</LocalizedNames></AppModule></AppModules>"""));
                spoil?.Invoke(customizations);
            },
        };
        solution.MoreFiles["WebResources/tst_jspanel"] = "// script";
        return solution.ToZip();
    }

    static XElement Account() => XElement.Parse($"""
        <Entity><Name>Account</Name>
          <FormXml><forms type="main"><systemform><formid>{Form}</formid><FormActivationState>1</FormActivationState>
            <form><tabs><tab name="tst" solutionaction="Added" /></tabs></form><LocalizedNames>{Labels("LocalizedName", "Account", "Firma")}</LocalizedNames></systemform></forms></FormXml>
          <SavedQueries><savedqueries><savedquery><isdefault>1</isdefault><savedqueryid>{View}</savedqueryid>
            <layoutxml><grid name="resultset"><row id="accountid"><cell name="city" width="100" /></row></grid></layoutxml><querytype>0</querytype>
            <fetchxml><fetch><entity name="account"><attribute name="city" /></entity></fetch></fetchxml><LocalizedNames>{Labels("LocalizedName", "All", "Alle")}</LocalizedNames></savedquery></savedqueries></SavedQueries>
          <Visualizations><visualization><savedqueryvisualizationid>{Chart}</savedqueryvisualizationid><datadescription><datadefinition /></datadescription>
            <presentationdescription><Chart /></presentationdescription><LocalizedNames>{Labels("LocalizedName", "By city", "Nach Ort")}</LocalizedNames></visualization></Visualizations>
          <RibbonDiffXml><CustomActions /></RibbonDiffXml></Entity>
        """);

    static string Labels(string element, string english, string german) =>
        $"""<{element} description="{english}" languagecode="1033" /><{element} description="{german}" languagecode="1031" />""";
}
