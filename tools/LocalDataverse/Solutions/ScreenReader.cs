using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Screens;

namespace LocalDataverse.Solutions;

/// <summary>Reads what a solution says of screens.</summary>
internal sealed class ScreenReader(SolutionZip zip, XElement customizations)
{
    const string Part = SolutionZip.Customizations;

    /// <exception cref="SolutionImportException">A component lacks its id, or a file that it names.</exception>
    internal static ScreenCatalog Read(SolutionZip zip, XElement customizations) => new ScreenReader(zip, customizations).Read();

    ScreenCatalog Read() => new()
    {
        Forms = Tables().SelectMany(entity => Forms(entity, TableOf(entity))).ToImmutableDictionary(form => form.Id),
        Views = Tables().SelectMany(entity => Views(entity, TableOf(entity))).ToImmutableDictionary(view => view.Id),
        Charts = Tables().SelectMany(entity => Charts(entity, TableOf(entity))).ToImmutableDictionary(chart => chart.Id),
        Dashboards = Section("Dashboards").Where(one => one.HasElements).Select(Dashboard).ToImmutableDictionary(dashboard => dashboard.Id),
        SiteMaps = ScreenCatalog.Empty.SiteMaps.AddRange(Section("AppModuleSiteMaps").Select(SiteMap).Select(map => KeyValuePair.Create(map.UniqueName, map))),
        Apps = ScreenCatalog.Empty.Apps.AddRange(Section("AppModules").Select(App).Select(app => KeyValuePair.Create(app.UniqueName, app))),
        Resources = ScreenCatalog.Empty.Resources.AddRange(Section("WebResources").Select(Resource).Select(one => KeyValuePair.Create(one.Name, one))),
        Commands = ScreenCatalog.Empty.Commands.AddRange(Commands()),
        Icons = ScreenCatalog.Empty.Icons.AddRange(Icons()),
    };

    IEnumerable<XElement> Tables() => customizations.Element("Entities")?.Elements("Entity") ?? [];

    IEnumerable<XElement> Section(string name) => customizations.Element(name)?.Elements() ?? [];

    static string TableOf(XElement entity) => entity.Needed("Name", Part).ToLowerInvariant();

    static IEnumerable<ScreenForm> Forms(XElement entity, string table) =>
        from forms in entity.Elements("FormXml").Elements("forms")
        from form in forms.Elements("systemform")
        select new ScreenForm(
            IdOf(form, "formid"), table, KindOf(forms), TextOf(form, "LocalizedNames"), TextOf(form, "Descriptions"), Child(form, "form"))
        {
            IsActive = form.Flag("FormActivationState", Part, whenAbsent: true),
            IsAddition = form.Descendants().Any(node => node.Attribute("solutionaction") is not null),
            IntroducedVersion = form.Text("IntroducedVersion"),
        };

    static FormKind KindOf(XElement forms) => forms.NeededAttribute("type", Part) switch
    {
        "main" => FormKind.Main,
        "quick" => FormKind.QuickView,
        "quickCreate" => FormKind.QuickCreate,
        "card" => FormKind.Card,
        var other => throw Xml.Unreadable(forms, "type", other, "main, quick, quickCreate or card", Part),
    };

    static IEnumerable<ScreenView> Views(XElement entity, string table) =>
        entity.Elements("SavedQueries").Elements("savedqueries").Elements("savedquery").Select(view => new ScreenView(
            IdOf(view, "savedqueryid"),
            table,
            view.Int("querytype", Part, 0),
            TextOf(view, "LocalizedNames"),
            view.Element("layoutxml")?.Element("grid"),
            Child(Child(view, "fetchxml"), "fetch"))
        {
            Descriptions = TextOf(view, "Descriptions"),
            IsDefault = view.Flag("isdefault", Part),
            IsQuickFind = view.Flag("isquickfindquery", Part),
            IntroducedVersion = view.Text("IntroducedVersion"),
        });

    static IEnumerable<ScreenChart> Charts(XElement entity, string table) =>
        entity.Elements("Visualizations").Elements("visualization").Select(chart => new ScreenChart(
            IdOf(chart, "savedqueryvisualizationid"),
            table,
            TextOf(chart, "LocalizedNames"),
            Child(Child(chart, "datadescription"), "datadefinition"),
            Child(Child(chart, "presentationdescription"), "Chart"))
        {
            Descriptions = TextOf(chart, "Descriptions"),
            IsDefault = chart.Flag("isdefault", Part),
            IntroducedVersion = chart.Text("IntroducedVersion"),
        });

    static ScreenForm Dashboard(XElement dashboard) => new(
        IdOf(dashboard, "FormId"), "", FormKind.Dashboard, TextOf(dashboard, "LocalizedNames"), TextOf(dashboard, "Descriptions"), Child(Child(Child(dashboard, "FormXml"), "forms"), "form"))
    {
        IntroducedVersion = dashboard.Text("IntroducedVersion"),
    };

    static ScreenSiteMap SiteMap(XElement map) => new(map.Needed("SiteMapUniqueName", Part), TextOf(map, "LocalizedNames"), Child(map, "SiteMap"))
    {
        HasCollapsibleGroups = map.Flag("EnableCollapsibleGroups", Part),
        ShowsHome = map.Flag("ShowHome", Part),
        ShowsPinned = map.Flag("ShowPinned", Part),
        ShowsRecents = map.Flag("ShowRecents", Part),
    };

    static ScreenApp App(XElement app) => new(
        app.Needed("UniqueName", Part),
        TextOf(app, "LocalizedNames"),
        TextOf(app, "Descriptions"),
        [.. app.Elements("AppModuleComponents").Elements().Select(Component)],
        [.. app.Elements("AppModuleRoleMaps").Elements("Role").Select(role => role.Id(role.NeededAttribute("id", Part), "id", Part))],
        app)
    {
        IconId = app.Text("WebResourceId") is { } icon ? app.Id(icon, "WebResourceId", Part) : null,
    };

    static AppComponent Component(XElement component) => new(
        int.TryParse(component.NeededAttribute("type", Part), NumberStyles.None, CultureInfo.InvariantCulture, out var type) ? type : throw Xml.Unreadable(component, "type", component.NeededAttribute("type", Part), "a component type such as 26", Part),
        component.Attribute("id") is { } id ? component.Id(id.Value, "id", Part) : null,
        component.Attribute("schemaName")?.Value);

    ScreenResource Resource(XElement resource)
    {
        var name = resource.Needed("Name", Part);
        return new ScreenResource(IdOf(resource, "WebResourceId"), name, resource.Int("WebResourceType", Part), zip.Read(resource.Needed("FileName", Part), $"Web resource {name}"))
        {
            DisplayName = resource.Text("DisplayName"),
            Description = resource.Text("Description"),
            Language = resource.Int("LanguageCode", Part, 0),
            Dependencies = resource.Text("DependencyXml"),
            IntroducedVersion = resource.Text("IntroducedVersion"),
        };
    }

    IEnumerable<KeyValuePair<string, ImmutableList<XElement>>> Commands() =>
        Tables().Select(entity => (Table: TableOf(entity), Ribbon: entity.Element("RibbonDiffXml")))
            .Append((Table: "", Ribbon: customizations.Element("RibbonDiffXml")))
            .Where(one => one.Ribbon?.HasElements == true)
            .Select(one => KeyValuePair.Create(one.Table, ImmutableList.Create(one.Ribbon!)));

    IEnumerable<KeyValuePair<string, string>> Icons() =>
        from entity in Tables()
        let icon = entity.Element("EntityInfo")?.Element("entity")?.Text("IconVectorName")
        where icon is not null
        select KeyValuePair.Create(TableOf(entity), icon);

    static ScreenText TextOf(XElement component, string list) => new(component.Element(list).Labels(Part));

    static Guid IdOf(XElement component, string name) => component.Id(component.Needed(name, Part), name, Part);

    static XElement Child(XElement parent, string name) => parent.Element(name) ?? throw new SolutionImportException(
        Xml.Place(parent, Part), $"{parent.Name.LocalName} lacks its element {name}.", "Add it to the source and pack the solution again.", PlatformCode.ImportXsdValidation);
}
