using System;
using System.Linq;
using LocalDataverse.Pipeline;
using LocalDataverse.Screens;

namespace LocalDataverse.Solutions;

/// <summary>Writes the rows of the components that screens are made of, with names in the base language.</summary>
internal sealed class ScreenRows(ScreenCatalog screens, SystemRows rows, Organization organization, bool isManaged, Action<string, string, bool> note)
{
    int Language => organization.Options.BaseLanguage;

    internal void Write()
    {
        foreach (var resource in screens.Resources.Values.OrderBy(one => one.Name, StringComparer.Ordinal)) Write(resource);
        foreach (var form in screens.Forms.Values.OrderBy(one => one.Table, StringComparer.Ordinal).ThenBy(one => one.Id)) Write(form, "Form", $"{form.Table}: {NameOf(form.Names, form.Id)}");
        foreach (var view in screens.Views.Values.OrderBy(one => one.Table, StringComparer.Ordinal).ThenBy(one => one.Id)) Write(view);
        foreach (var chart in screens.Charts.Values.OrderBy(one => one.Table, StringComparer.Ordinal).ThenBy(one => one.Id)) Write(chart);
        foreach (var dashboard in screens.Dashboards.Values.OrderBy(one => one.Id)) Write(dashboard, "Dashboard", NameOf(dashboard.Names, dashboard.Id));
        foreach (var map in screens.SiteMaps.Values.OrderBy(one => one.UniqueName, StringComparer.Ordinal)) Write(map);
        foreach (var app in screens.Apps.Values.OrderBy(one => one.UniqueName, StringComparer.Ordinal)) Write(app);
    }

    void Write(ScreenResource resource) => note("Web resource", resource.Name, rows.Write(
        "webresource",
        resource.Id,
        ("name", resource.Name),
        ("displayname", resource.DisplayName),
        ("description", resource.Description),
        ("content", Convert.ToBase64String(resource.Content.Span)),
        ("webresourcetype", resource.Type),
        ("languagecode", resource.Language),
        ("dependencyxml", resource.Dependencies),
        ("introducedversion", resource.IntroducedVersion),
        ("ismanaged", isManaged)));

    void Write(ScreenForm form, string kind, string name) => note(kind, name, rows.Write(
        "systemform",
        form.Id,
        ("name", form.Names.In(Language)),
        ("description", Text(form.Descriptions)),
        ("objecttypecode", form.Table.Length == 0 ? "none" : form.Table),
        ("type", (int)form.Kind),
        ("formxml", form.Xml.ToString(System.Xml.Linq.SaveOptions.DisableFormatting)),
        ("formactivationstate", form.IsActive ? 1 : 0),
        ("formpresentation", 1),
        ("isdefault", false),
        ("introducedversion", form.IntroducedVersion),
        ("ismanaged", isManaged)));

    void Write(ScreenView view) => note("View", $"{view.Table}: {NameOf(view.Names, view.Id)}", rows.Write(
        "savedquery",
        view.Id,
        ("name", view.Names.In(Language)),
        ("description", Text(view.Descriptions)),
        ("returnedtypecode", view.Table),
        ("querytype", view.QueryType),
        ("layoutxml", view.Layout?.ToString(System.Xml.Linq.SaveOptions.DisableFormatting)),
        ("fetchxml", view.Fetch.ToString(System.Xml.Linq.SaveOptions.DisableFormatting)),
        ("isdefault", view.IsDefault),
        ("isquickfindquery", view.IsQuickFind),
        ("isprivate", false),
        ("introducedversion", view.IntroducedVersion),
        ("ismanaged", isManaged)));

    void Write(ScreenChart chart) => note("Chart", $"{chart.Table}: {NameOf(chart.Names, chart.Id)}", rows.Write(
        "savedqueryvisualization",
        chart.Id,
        ("name", chart.Names.In(Language)),
        ("description", Text(chart.Descriptions)),
        ("primaryentitytypecode", chart.Table),
        ("datadescription", chart.Data.ToString(System.Xml.Linq.SaveOptions.DisableFormatting)),
        ("presentationdescription", chart.Presentation.ToString(System.Xml.Linq.SaveOptions.DisableFormatting)),
        ("isdefault", chart.IsDefault),
        ("introducedversion", chart.IntroducedVersion),
        ("ismanaged", isManaged)));

    void Write(ScreenSiteMap map) => note("Site map", map.UniqueName, rows.Write(
        "sitemap",
        IdOf("sitemap", "sitemapnameunique", map.UniqueName),
        ("sitemapname", map.Names.In(Language) is { Length: > 0 } name ? name : map.UniqueName),
        ("sitemapnameunique", map.UniqueName),
        ("sitemapxml", map.Xml.ToString(System.Xml.Linq.SaveOptions.DisableFormatting)),
        ("enablecollapsiblegroups", map.HasCollapsibleGroups),
        ("showhome", map.ShowsHome),
        ("showpinned", map.ShowsPinned),
        ("showrecents", map.ShowsRecents),
        ("isappaware", true),
        ("ismanaged", isManaged)));

    void Write(ScreenApp app) => note("App", app.UniqueName, rows.Write(
        "appmodule",
        IdOf("appmodule", "uniquename", app.UniqueName),
        ("name", app.Names.In(Language) is { Length: > 0 } name ? name : app.UniqueName),
        ("uniquename", app.UniqueName),
        ("description", Text(app.Descriptions)),
        ("clienttype", app.Xml.Int("ClientType", SolutionZip.Customizations, 4)),
        ("formfactor", app.Xml.Int("FormFactor", SolutionZip.Customizations, 1)),
        ("navigationtype", app.Xml.Int("NavigationType", SolutionZip.Customizations, 0)),
        ("webresourceid", app.IconId ?? Guid.Empty),
        ("introducedversion", app.Xml.Text("IntroducedVersion")),
        ("ismanaged", isManaged)));

    Guid IdOf(string table, string column, string name) => rows.Find(table, column, name).FirstOrDefault()?.Id ?? organization.Ids.Next();

    string? Text(ScreenText text) => text.In(Language) is { Length: > 0 } said ? said : null;

    string NameOf(ScreenText names, Guid id) => names.In(Language) is { Length: > 0 } name ? name : id.ToString("D");
}
