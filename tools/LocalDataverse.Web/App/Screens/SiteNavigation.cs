using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Screens;

namespace LocalDataverse.Web.App.Screens;

/// <summary>The app and the part of its site map that a user sees.</summary>
/// <param name="App">The app. Null: no installed solution has one.</param>
/// <param name="Areas">Areas with something in them for this user.</param>
/// <param name="MayOpen">Whether one of the user's roles is mapped to the app.</param>
internal sealed record SiteNavigation(ScreenApp? App, IReadOnlyList<SiteArea> Areas, bool MayOpen)
{
    const int SiteMapComponent = 62;

    internal static SiteNavigation Of(AppUser user)
    {
        var app = user.Screens.Apps.Values.OrderBy(one => one.UniqueName, StringComparer.Ordinal).FirstOrDefault();
        if (app is null) return new SiteNavigation(null, [], MayOpen: false);

        var mayOpen = user.Rights.IsAdministrator || app.Roles.Count == 0 || app.Roles.Intersect(user.OwnRoles()).Any();
        var name = app.Components.FirstOrDefault(component => component.Type == SiteMapComponent)?.SchemaName ?? app.UniqueName;
        var map = user.Screens.SiteMaps.GetValueOrDefault(name);
        return new SiteNavigation(app, map is null || !mayOpen ? [] : [.. map.Xml.Elements("Area").Select(area => SiteArea.Of(area, user)).Where(area => area.Groups.Count > 0)], mayOpen);
    }

    /// <summary>The first page of the app.</summary>
    internal string? Start => Areas.SelectMany(area => area.Groups).SelectMany(group => group.Pages).Select(page => page.Address).FirstOrDefault();
}

/// <summary>An area of the site map.</summary>
internal sealed record SiteArea(string Id, string Title, string? Icon, IReadOnlyList<SiteGroup> Groups)
{
    internal static SiteArea Of(XElement area, AppUser user) => new(
        area.Attribute("Id")?.Value ?? "",
        TitleOf(area, user),
        area.Attribute("VectorIcon")?.Value,
        [.. area.Elements("Group").Select(group => SiteGroup.Of(group, user)).Where(group => group.Pages.Count > 0)]);

    internal static string TitleOf(XElement node, AppUser user)
    {
        var titles = node.Element("Titles")?.Elements("Title").ToList() ?? [];
        return (titles.FirstOrDefault(title => title.Attribute("LCID")?.Value == user.Language.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? titles.FirstOrDefault())?.Attribute("Title")?.Value ?? "";
    }
}

/// <summary>A group of an area.</summary>
internal sealed record SiteGroup(string Title, IReadOnlyList<SitePage> Pages)
{
    internal static SiteGroup Of(XElement group, AppUser user) => new(
        SiteArea.TitleOf(group, user), [.. group.Elements("SubArea").Select(page => SitePage.Of(page, user)).OfType<SitePage>()]);
}

/// <summary>An entry of the navigation.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Icon">Address of its icon. Null: none.</param>
internal sealed record SitePage(string Title, string Address, string? Icon)
{
    /// <returns>Null: the user lacks a privilege that the entry asks for.</returns>
    internal static SitePage? Of(XElement page, AppUser user)
    {
        if (!page.Elements("Privilege").All(privilege => IsHeld(privilege, user))) return null;

        var icon = page.Attribute("VectorIcon")?.Value ?? page.Attribute("Icon")?.Value;
        var title = SiteArea.TitleOf(page, user);
        if (page.Attribute("Entity")?.Value.ToLowerInvariant() is { Length: > 0 } table)
        {
            if (!user.May(table, TableRights.Read)) return null;

            return new SitePage(title.Length > 0 ? title : user.Plural(user.Catalog.Table(table)), $"/list/{table}", icon ?? IconOf(table, user));
        }

        return Guid.TryParse(page.Attribute("DefaultDashboard")?.Value, out var dashboard) ? new SitePage(title, $"/dashboard/{dashboard:D}", icon) : null;
    }

    internal static string? IconOf(string table, AppUser user) => user.Screens.Icons.TryGetValue(table, out var icon) ? "/WebResources/" + icon : null;

    static bool IsHeld(XElement privilege, AppUser user)
    {
        var table = privilege.Attribute("Entity")?.Value.ToLowerInvariant() ?? "";
        return (privilege.Attribute("Privilege")?.Value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(right =>
            right == "All" ? user.May(table, TableRights.Read) && user.May(table, TableRights.Write) : Enum.TryParse<TableRights>(right, out var asked) && user.May(table, asked));
    }
}
