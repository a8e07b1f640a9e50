using System;
using System.Collections.Generic;
using System.Xml.Linq;

namespace LocalDataverse.Screens;

/// <summary>A form or a dashboard of an installed solution (a row of systemform).</summary>
/// <param name="Id">formid.</param>
/// <param name="Table">Logical name of the table. Empty: a dashboard.</param>
/// <param name="Kind">What kind of form.</param>
/// <param name="Names">Its name.</param>
/// <param name="Descriptions">What it is for.</param>
/// <param name="Xml">The element <c>form</c>, as in the zip. Not to be changed.</param>
public sealed record ScreenForm(Guid Id, string Table, FormKind Kind, ScreenText Names, ScreenText Descriptions, XElement Xml)
{
    /// <summary>Switched on (FormActivationState).</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Only adds to a form that another solution brings: nodes carry <c>solutionaction</c>.</summary>
    public bool IsAddition { get; init; }

    /// <summary>Version of the solution that had it first.</summary>
    public string? IntroducedVersion { get; init; }
}

/// <summary>What a form is for (systemform.type).</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/systemform</remarks>
public enum FormKind
{
    /// <summary>Several charts and lists.</summary>
    Dashboard = 0,

    /// <summary>The form in which rows are opened.</summary>
    Main = 2,

    /// <summary>Shows a related row inside a form.</summary>
    QuickView = 6,

    /// <summary>The short form for a new row.</summary>
    QuickCreate = 7,

    /// <summary>A row as a card.</summary>
    Card = 11,
}

/// <summary>A view of an installed solution (a row of savedquery).</summary>
/// <param name="Id">savedqueryid.</param>
/// <param name="Table">Logical name of the table whose rows it lists.</param>
/// <param name="QueryType">0 public view, 1 Advanced Find, 2 associated view, 4 quick find, 64 lookup view.</param>
/// <param name="Names">Its name.</param>
/// <param name="Layout">The element <c>grid</c>. Null: the view has no columns of its own. Not to be changed.</param>
/// <param name="Fetch">The element <c>fetch</c>. Not to be changed.</param>
public sealed record ScreenView(Guid Id, string Table, int QueryType, ScreenText Names, XElement? Layout, XElement Fetch)
{
    /// <summary>What it lists.</summary>
    public ScreenText Descriptions { get; init; } = ScreenText.None;

    /// <summary>The one of its query type that opens first.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Says in which columns the search box of a list looks.</summary>
    public bool IsQuickFind { get; init; }

    /// <summary>Version of the solution that had it first.</summary>
    public string? IntroducedVersion { get; init; }
}

/// <summary>A chart of an installed solution (a row of savedqueryvisualization).</summary>
/// <param name="Id">savedqueryvisualizationid.</param>
/// <param name="Table">Logical name of the table whose rows it counts.</param>
/// <param name="Names">Its name.</param>
/// <param name="Data">The element <c>datadefinition</c>. Not to be changed.</param>
/// <param name="Presentation">The element <c>Chart</c>. Not to be changed.</param>
public sealed record ScreenChart(Guid Id, string Table, ScreenText Names, XElement Data, XElement Presentation)
{
    /// <summary>What it shows.</summary>
    public ScreenText Descriptions { get; init; } = ScreenText.None;

    /// <summary>The one that is shown first.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Version of the solution that had it first.</summary>
    public string? IntroducedVersion { get; init; }
}

/// <summary>A site map of an installed solution (a row of sitemap).</summary>
/// <param name="UniqueName">sitemapnameunique.</param>
/// <param name="Names">Its name.</param>
/// <param name="Xml">The element <c>SiteMap</c> with its areas, groups and sub areas. Not to be changed.</param>
public sealed record ScreenSiteMap(string UniqueName, ScreenText Names, XElement Xml)
{
    /// <summary>Groups can be folded.</summary>
    public bool HasCollapsibleGroups { get; init; }

    /// <summary>Switches of the navigation.</summary>
    public bool ShowsHome { get; init; }

    /// <inheritdoc cref="ShowsHome"/>
    public bool ShowsPinned { get; init; }

    /// <inheritdoc cref="ShowsHome"/>
    public bool ShowsRecents { get; init; }
}

/// <summary>A model-driven app of an installed solution (a row of appmodule).</summary>
/// <param name="UniqueName">uniquename.</param>
/// <param name="Names">Its name.</param>
/// <param name="Descriptions">What it is for.</param>
/// <param name="Components">What belongs to it: type of the component (1 table, 26 view, 59 chart, 60 form or dashboard, 62 site map) with its id or schema name.</param>
/// <param name="Roles">Ids of the roles that may open it.</param>
/// <param name="Xml">The element <c>AppModule</c>. Not to be changed.</param>
public sealed record ScreenApp(
    string UniqueName, ScreenText Names, ScreenText Descriptions, IReadOnlyList<AppComponent> Components, IReadOnlyList<Guid> Roles, XElement Xml)
{
    /// <summary>Id of the web resource that is its icon. Null: none.</summary>
    public Guid? IconId { get; init; }
}

/// <summary>What belongs to an app.</summary>
/// <param name="Type">Component type.</param>
/// <param name="Id">Id; null where the name says which.</param>
/// <param name="SchemaName">Name; null where the id says which.</param>
public sealed record AppComponent(int Type, Guid? Id, string? SchemaName);

/// <summary>A web resource of an installed solution (a row of webresource).</summary>
/// <param name="Id">webresourceid.</param>
/// <param name="Name">Name with slashes, such as <c>off_/js/offboarding.js</c>.</param>
/// <param name="Type">1 HTML, 2 CSS, 3 script, 4 XML, 5 PNG, 6 JPG, 7 GIF, 9 XSL, 10 ICO, 11 SVG, 12 RESX.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ScreenResource(Guid Id, string Name, int Type, ReadOnlyMemory<byte> Content)
{
    /// <summary>Name for makers.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>LCID of a RESX; 0: none.</summary>
    public int Language { get; init; }

    /// <summary>Which others it needs, as XML. Null: none.</summary>
    public string? Dependencies { get; init; }

    /// <summary>Version of the solution that had it first.</summary>
    public string? IntroducedVersion { get; init; }
}
