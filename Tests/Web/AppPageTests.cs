using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using System.Xml.Linq;
using LocalDataverse;
using LocalDataverse.Screens;
using LocalDataverse.Web.App;
using LocalDataverse.Web.App.Screens;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.Web;

/// <summary>The pages of the app, as they come from the server, show what the imported solution says.</summary>
public sealed class AppPageTests
{
    const int English = 1033;
    const int German = 1031;

    [Theory, InlineData(English), InlineData(German)]
    public async Task Each_public_view_lists_under_its_name_and_the_labels_of_its_columns(int language)
    {
        using var environment = new SolutionEnvironment();
        var user = UserOf(environment, language);
        await using var app = await OpenedAsync(environment, user);

        foreach (var view in environment.Local.Screens.Views.Values.Where(view => view.QueryType == 0))
        {
            var page = Text(await app.OpenAsync($"/list/{view.Table}?view={view.Id:D}"));

            Assert.Contains(view.Names.In(language), page, StringComparison.Ordinal);
            Assert.DoesNotContain("class=\"message error\"", page, StringComparison.Ordinal);
        }
    }

    [Theory, InlineData(English), InlineData(German)]
    public async Task Each_main_form_of_our_tables_is_shown_without_a_placeholder(int language)
    {
        using var environment = new SolutionEnvironment();
        var user = UserOf(environment, language);
        await using var app = await OpenedAsync(environment, user);
        var screens = environment.Local.Screens;

        foreach (var table in Tables(environment))
        {
            var page = Text(await app.OpenAsync(FirstRow(environment, table) is { } row ? $"/record/{table}/{row:D}" : $"/new/{table}"));

            Assert.True(!page.Contains("class=\"placeholder\"", StringComparison.Ordinal) && !page.Contains("class=\"message error\"", StringComparison.Ordinal), table);
            foreach (var tab in FormLayout.Of(screens.FormsOf(table, FormKind.Main).First(form => !form.IsAddition), language).Tabs.Where(_ => page.Contains("role=\"tab\"", StringComparison.Ordinal)))
                Assert.Contains(tab.Label, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_control_of_every_form_is_known_and_has_what_it_needs()
    {
        using var environment = new SolutionEnvironment();
        var screens = environment.Local.Screens;
        var user = new AppUser(environment.Local, environment.Local.AdministratorId);
        var wrong = new List<string>();

        foreach (var form in screens.Forms.Values.Concat(screens.Dashboards.Values))
        {
            foreach (var control in FormLayout.Of(form, English).Cells.Select(cell => cell.Control!))
            {
                var fits = control.Kind switch
                {
                    ControlKind.Field or ControlKind.QuickView => user.Catalog.Table(form.Table).TryColumn(control.Column ?? "") is not null,
                    ControlKind.Subgrid => Guid.TryParse(control.Parameter("ViewId"), out var view) && screens.Views.ContainsKey(view),
                    ControlKind.WebResource => control.Parameter("Url") is { } url && url.Length > 0,
                    ControlKind.Timeline => true,
                    _ => false,
                };
                if (!fits) wrong.Add($"{form.Table} {form.Names.In(English)}: {control.Id}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory, InlineData(English), InlineData(German)]
    public async Task Each_dashboard_shows_its_streams_and_charts(int language)
    {
        using var environment = new SolutionEnvironment();
        environment.AddAccount("Nordlicht");
        await using var app = await OpenedAsync(environment, UserOf(environment, language));

        foreach (var dashboard in environment.Local.Screens.Dashboards.Values)
        {
            var page = Text(await app.OpenAsync($"/dashboard/{dashboard.Id:D}"));

            Assert.Contains(dashboard.Names.In(language), page, StringComparison.Ordinal);
            Assert.DoesNotContain("class=\"message", page, StringComparison.Ordinal);
            Assert.DoesNotContain("class=\"placeholder\"", page, StringComparison.Ordinal);
            foreach (var cell in FormLayout.Of(dashboard, language).Cells) Assert.Contains(cell.Label, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_chart_of_the_solution_can_be_counted()
    {
        using var environment = new SolutionEnvironment();
        environment.AddAccount("Nordlicht");
        var user = new AppUser(environment.Local, environment.Local.AdministratorId);

        foreach (var chart in environment.Local.Screens.Charts.Values)
        {
            var data = ChartData.Of(chart, GridLayout.PublicViews(user.Catalog.Table(chart.Table), user)[0], user);

            Assert.Equal(chart.Names.In(English), data.Name);
        }
    }

    [Theory]
    [InlineData("Offboarding Rep", "Sales", "Data protection")]
    [InlineData("Offboarding Data Protection Officer", "Data protection", "Administration")]
    public async Task Areas_appear_by_table_privileges(string role, string seen, string unseen)
    {
        using var environment = new SolutionEnvironment();
        await using var app = await OpenedAsync(environment, environment.Local.AddUser(new NewUser("Some One") { Roles = [role] }));

        var page = Text(await app.OpenAsync("/"));

        Assert.Contains($"<h2>{seen}</h2>", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain($"<h2>{unseen}</h2>", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Whoever_lacks_a_role_is_told_which()
    {
        using var environment = new SolutionEnvironment();
        await using var app = await OpenedAsync(environment, environment.Local.AddUser(new NewUser("Some One") { Roles = ["Offboarding Rep"] }));

        var list = Text(await app.OpenAsync("/list/off_erasureplan"));
        var form = Text(await app.OpenAsync("/new/off_erasureplan"));

        Assert.Contains("Offboarding Data Protection Officer", list, StringComparison.Ordinal);
        Assert.Contains("You may not create", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_no_role_of_the_app_is_told_which_ones_open_it()
    {
        using var environment = new SolutionEnvironment();
        await using var app = await OpenedAsync(environment, environment.Local.AddUser(new NewUser("Nobody")));

        var page = Text(await app.OpenAsync("/list/account"));

        Assert.Contains("Your roles do not open this app", page, StringComparison.Ordinal);
        Assert.Contains("Offboarding Rep", page, StringComparison.Ordinal);
    }

    [Theory, InlineData("/list/off_nothing"), InlineData("/new/off_nothing"), InlineData("/dashboard/6f3a2a52-2a9b-4b8e-8f38-0c1b8a5f0a99"), InlineData("/record/account/6f3a2a52-2a9b-4b8e-8f38-0c1b8a5f0a99")]
    public async Task What_is_not_there_is_said(string path)
    {
        using var environment = new SolutionEnvironment();
        await using var app = await OpenedAsync(environment, environment.Local.AdministratorId);

        Assert.Contains("class=\"message error\"", Text(await app.OpenAsync(path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_that_is_not_known_shows_a_placeholder_with_its_name()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(UnknownControl());
        await using var app = ServedApp.Of(environment);
        await app.OpenAsync("/");

        var page = Text(await app.OpenAsync("/new/tst_thing"));

        Assert.Contains("data-unknown=\"0e5d5bd3-55c4-4a32-8d4c-6f1f8a6dcdff\"", page, StringComparison.Ordinal);
        Assert.Contains("“Hologram”", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_tables_have_a_form_and_a_view_that_say_that_they_are_generated()
    {
        using var environment = new SolutionEnvironment();
        var account = environment.AddAccount("Nordlicht Logistik");
        await using var app = await OpenedAsync(environment, environment.Local.AdministratorId);

        var list = Text(await app.OpenAsync("/list/account?view=all"));
        var form = Text(await app.OpenAsync($"/record/account/{account:D}"));

        Assert.Contains("generated", list, StringComparison.Ordinal);
        Assert.Contains("Nordlicht Logistik", list, StringComparison.Ordinal);
        Assert.Contains("Generated from the table", form, StringComparison.Ordinal);
        Assert.Contains("<h1 tabindex=\"-1\">Nordlicht Logistik", form, StringComparison.Ordinal);
    }

    internal static Guid UserOf(SolutionEnvironment environment, int language) =>
        environment.Local.AddUser(new NewUser($"Reader {language}") { Language = language, IsAdministrator = true });

    internal static async Task<ServedApp> OpenedAsync(SolutionEnvironment environment, Guid user)
    {
        var app = ServedApp.Of(environment.Local);
        await app.BecomeAsync(user);
        return app;
    }

    static IEnumerable<string> Tables(SolutionEnvironment environment) =>
        environment.Local.Screens.Forms.Values.Where(form => form.Kind == FormKind.Main && !form.IsAddition).Select(form => form.Table).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    static Guid? FirstRow(SolutionEnvironment environment, string table) =>
        environment.Administrator.RetrieveMultiple(new QueryExpression(table) { TopCount = 1 }).Entities.FirstOrDefault()?.Id;

    static string Text(WebAnswer answer)
    {
        Assert.True(answer.Status == 200, $"{answer.Status} {answer.Body}");
        return WebUtility.HtmlDecode(answer.Body);
    }

    static byte[] UnknownControl()
    {
        var solution = new TestSolution
        {
            Spoil = (_, customizations) => customizations.Descendants("Entity").Single(entity => string.Equals(entity.Element("Name")!.Value, "tst_thing", StringComparison.OrdinalIgnoreCase)).Add(XElement.Parse("""
                <FormXml><forms type="main"><systemform><formid>{0e5d5bd3-55c4-4a32-8d4c-6f1f8a6dcdf1}</formid><FormActivationState>1</FormActivationState><form><tabs><tab name="t"><labels><label description="T" languagecode="1033" /></labels>
                  <columns><column width="100%"><sections><section name="s" columns="1"><labels><label description="S" languagecode="1033" /></labels><rows><row>
                    <cell><labels><label description="Hologram" languagecode="1033" /></labels><control id="holo" classid="{0e5d5bd3-55c4-4a32-8d4c-6f1f8a6dcdff}" /></cell></row></rows></section></sections></column></columns></tab></tabs></form>
                  <LocalizedNames><LocalizedName description="Main" languagecode="1033" /></LocalizedNames></systemform></forms></FormXml>
                """)),
        };
        solution.Tables.Add(new TestTable("tst_Thing"));
        return solution.ToZip();
    }
}
