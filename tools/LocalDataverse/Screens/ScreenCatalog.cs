using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Xml.Linq;

namespace LocalDataverse.Screens;

/// <summary>What installed solutions say of screens: forms, views, charts, dashboards, site maps, apps, commands and web resources, with labels in all their languages.</summary>
/// <remarks>An immutable picture of one moment. What Dataverse has a table for can be queried as rows, too; their names are in the base language.</remarks>
public sealed record ScreenCatalog
{
    /// <summary>No solution says anything.</summary>
    public static ScreenCatalog Empty { get; } = new();

    /// <summary>Forms of tables, by id.</summary>
    public ImmutableDictionary<Guid, ScreenForm> Forms { get; init; } = ImmutableDictionary<Guid, ScreenForm>.Empty;

    /// <summary>Views by id.</summary>
    public ImmutableDictionary<Guid, ScreenView> Views { get; init; } = ImmutableDictionary<Guid, ScreenView>.Empty;

    /// <summary>Charts by id.</summary>
    public ImmutableDictionary<Guid, ScreenChart> Charts { get; init; } = ImmutableDictionary<Guid, ScreenChart>.Empty;

    /// <summary>Dashboards by id.</summary>
    public ImmutableDictionary<Guid, ScreenForm> Dashboards { get; init; } = ImmutableDictionary<Guid, ScreenForm>.Empty;

    /// <summary>Site maps by unique name.</summary>
    public ImmutableDictionary<string, ScreenSiteMap> SiteMaps { get; init; } = ByName<ScreenSiteMap>();

    /// <summary>Apps by unique name.</summary>
    public ImmutableDictionary<string, ScreenApp> Apps { get; init; } = ByName<ScreenApp>();

    /// <summary>Web resources by name.</summary>
    public ImmutableDictionary<string, ScreenResource> Resources { get; init; } = ByName<ScreenResource>();

    /// <summary>Changes of the command bar (<c>RibbonDiffXml</c>) by logical name of the table; the empty name: of all tables. Not to be changed.</summary>
    public ImmutableDictionary<string, ImmutableList<XElement>> Commands { get; init; } = ByName<ImmutableList<XElement>>();

    /// <summary>Names of the icons of tables (IconVectorName) by logical name of the table.</summary>
    public ImmutableDictionary<string, string> Icons { get; init; } = ByName<string>();

    /// <summary>Active forms of a table and kind, in the order of the zip's labels.</summary>
    public IEnumerable<ScreenForm> FormsOf(string table, FormKind kind) =>
        Forms.Values.Where(form => form.Table == table && form.Kind == kind && form.IsActive).OrderBy(form => form.IsAddition).ThenBy(form => form.Id);

    /// <summary>Views of a table and query type, the default one first.</summary>
    public IEnumerable<ScreenView> ViewsOf(string table, int queryType) =>
        Views.Values.Where(view => view.Table == table && view.QueryType == queryType).OrderByDescending(view => view.IsDefault).ThenBy(view => view.Names.In(1033), StringComparer.Ordinal);

    /// <summary>Both together; where both have a component, the other's counts.</summary>
    internal ScreenCatalog With(ScreenCatalog other) => new()
    {
        Forms = Forms.SetItems(other.Forms),
        Views = Views.SetItems(other.Views),
        Charts = Charts.SetItems(other.Charts),
        Dashboards = Dashboards.SetItems(other.Dashboards),
        SiteMaps = SiteMaps.SetItems(other.SiteMaps),
        Apps = Apps.SetItems(other.Apps),
        Resources = Resources.SetItems(other.Resources),
        Commands = Commands.SetItems(other.Commands.Select(pair => KeyValuePair.Create(pair.Key, (Commands.GetValueOrDefault(pair.Key) ?? []).AddRange(pair.Value)))),
        Icons = Icons.SetItems(other.Icons),
    };

    /// <summary>These, after a newer version of the same solution: its commands replace the older ones.</summary>
    internal ScreenCatalog UpdatedBy(ScreenCatalog newer) => (this with { Commands = Commands.RemoveRange(newer.Commands.Keys) }).With(newer);

    static ImmutableDictionary<string, T> ByName<T>() => ImmutableDictionary.Create<string, T>(StringComparer.OrdinalIgnoreCase);
}
