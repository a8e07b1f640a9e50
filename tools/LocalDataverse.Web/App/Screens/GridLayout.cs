using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Screens;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.App.Screens;

/// <summary>A view as it is drawn: its columns with labels, and the query behind it.</summary>
/// <param name="Id">savedqueryid. Null: made from the table, because no solution brings a view of it.</param>
/// <param name="Name">Name of the view.</param>
/// <param name="Table">Logical name of the table.</param>
/// <param name="Columns">In their order.</param>
/// <param name="Fetch">Its query.</param>
public sealed record GridLayout(Guid? Id, string Name, string Table, IReadOnlyList<GridColumn> Columns, XElement Fetch)
{
    /// <summary>Rows of a page.</summary>
    internal const int PageSize = 50;

    const int PublicView = 0;
    const int AssociatedView = 2;
    const int QuickFindView = 4;

    /// <summary>Views of a table to choose from, the default one first.</summary>
    internal static IReadOnlyList<GridLayout> PublicViews(Table table, AppUser user)
    {
        var views = user.Screens.ViewsOf(table.Name, PublicView).Where(view => view.Layout is not null).Select(view => Of(view, user)).ToList();

        // Standard tables keep their list of all rows beside the views that a solution adds.
        if (!table.Facts.IsCustom || views.Count == 0) views.Insert(user.Screens.ViewsOf(table.Name, PublicView).FirstOrDefault()?.IsDefault == true ? views.Count : 0, Generated(table, user));
        return views;
    }

    internal static GridLayout? ById(Guid id, AppUser user) => user.Screens.Views.TryGetValue(id, out var view) && view.Layout is not null && user.Catalog.TryTable(view.Table) is not null ? Of(view, user) : null;

    internal static GridLayout Associated(Table table, AppUser user) =>
        user.Screens.ViewsOf(table.Name, AssociatedView).Where(view => view.Layout is not null).Select(view => Of(view, user)).FirstOrDefault() ?? PublicViews(table, user)[0];

    /// <summary>Reads one page as the user.</summary>
    /// <param name="user">Who looks.</param>
    /// <param name="page">What of it.</param>
    /// <remarks>Requests: 1.</remarks>
    internal EntityCollection Read(AppUser user, GridPage page) => user.Service.RetrieveMultiple(new FetchExpression(Query(user, page).ToString(SaveOptions.DisableFormatting)));

    internal XElement Query(AppUser user, GridPage page)
    {
        var fetch = new XElement(Fetch);
        var entity = fetch.Element("entity")!;
        var table = user.Catalog.Table(Table);
        if (entity.Element("all-attributes") is null) Select(entity, [table.PrimaryId.Name, table.PrimaryName?.Name, table.State?.Name]);
        fetch.SetAttributeValue("count", page.Size.ToString(CultureInfo.InvariantCulture));
        fetch.SetAttributeValue("page", page.Number.ToString(CultureInfo.InvariantCulture));
        fetch.SetAttributeValue("paging-cookie", page.Cookie);
        if (page.Sort is { } sort)
        {
            entity.Elements("order").Remove();
            entity.Add(new XElement("order", new XAttribute("attribute", sort), new XAttribute("descending", page.IsDescending ? "true" : "false")));
        }

        if (page.Related is { } related) entity.Add(Filter("and", Condition(related.Column, "eq", related.Row.ToString("D"))));
        if (!string.IsNullOrWhiteSpace(page.Search)) entity.Add(Filter("or", [.. SearchColumns(table, user).Select(column => Condition(column, "like", $"%{Escaped(page.Search.Trim())}%"))]));
        return fetch;
    }

    static void Select(XElement entity, IEnumerable<string?> columns)
    {
        var there = entity.Elements("attribute").Select(attribute => attribute.Attribute("name")?.Value).ToHashSet(StringComparer.Ordinal);
        entity.AddFirst(columns.OfType<string>().Where(column => !there.Contains(column)).Select(column => new XElement("attribute", new XAttribute("name", column))));
    }

    /// <summary>In which columns the search box looks: those of the quick find view, else the name.</summary>
    static IReadOnlyList<string> SearchColumns(Table table, AppUser user)
    {
        var found = user.Screens.ViewsOf(table.Name, QuickFindView)
            .SelectMany(view => view.Fetch.Descendants("filter").Where(filter => filter.Attribute("isquickfindfields") is not null).Elements("condition"))
            .Select(condition => condition.Attribute("attribute")?.Value)
            .OfType<string>()
            .Where(column => table.TryColumn(column)?.IsText == true)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return found.Count > 0 ? found : table.PrimaryName is { } name ? [name.Name] : [];
    }

    static XElement Filter(string type, params object[] conditions) => new("filter", new XAttribute("type", type), conditions);

    static XElement Condition(string column, string comparison, string value) =>
        new("condition", new XAttribute("attribute", column), new XAttribute("operator", comparison), new XAttribute("value", value));

    static string Escaped(string text) => text.Replace("[", "[[]", StringComparison.Ordinal).Replace("%", "[%]", StringComparison.Ordinal).Replace("_", "[_]", StringComparison.Ordinal);

    static GridLayout Of(ScreenView view, AppUser user)
    {
        var table = user.Catalog.Table(view.Table);
        var aliases = view.Fetch.Descendants("link-entity").Where(link => link.Attribute("alias") is not null).ToDictionary(link => link.Attribute("alias")!.Value, link => link.Attribute("name")!.Value, StringComparer.Ordinal);
        return new GridLayout(view.Id, view.Names.In(user.Language), view.Table, [.. view.Layout!.Descendants("cell").Where(cell => cell.Attribute("ishidden")?.Value is not ("1" or "true")).Select(cell => GridColumn.Of(cell, table, aliases, user))], view.Fetch);
    }

    static GridLayout Generated(Table table, AppUser user)
    {
        const int shown = 7;
        var columns = StandardForm.Columns(table).Where(column => column.Type != ColumnType.Memo).Take(shown).ToList();
        if (table.Status is { } status) columns.Add(status);
        var fetch = new XElement("fetch", new XElement("entity", new XAttribute("name", table.Name), columns.Select(column => new XElement("attribute", new XAttribute("name", column.Name)))));
        if (table.PrimaryName is { } name) fetch.Element("entity")!.Add(new XElement("order", new XAttribute("attribute", name.Name)));
        return new GridLayout(null, user.Text("generated_view", user.Plural(table)), table.Name, [.. columns.Select(column => new GridColumn(column.Name, user.Label(column), column == table.PrimaryName ? 260 : 150, column, table.Name))], fetch);
    }
}

/// <summary>A column of a list.</summary>
public sealed record GridColumn
{
    internal GridColumn(string name, string label, int width, Column? column, string? table) => (Name, Label, Width, Column, Table) = (name, label, width, column, table);

    /// <summary>Name in the row: of the column, or alias and column of a linked table.</summary>
    internal string Name { get; }

    internal string Label { get; }

    /// <summary>Width in pixels.</summary>
    internal int Width { get; }

    /// <summary>Null: the view names a column that is not there.</summary>
    internal Column? Column { get; }

    internal string? Table { get; }

    internal bool IsLinked => Name.Contains('.', StringComparison.Ordinal);

    internal bool IsNumber => Column?.Type is ColumnType.Integer or ColumnType.Decimal or ColumnType.Double or ColumnType.Money or ColumnType.BigInt;

    internal static GridColumn Of(XElement cell, Table table, IReadOnlyDictionary<string, string> aliases, AppUser user)
    {
        var name = cell.Attribute("name")?.Value ?? "";
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var owner = dot < 0 ? table : aliases.TryGetValue(name[..dot], out var linked) ? user.Catalog.TryTable(linked) : null;
        var column = owner?.TryColumn(name[(dot + 1)..]);
        var label = column is null ? name : user.Label(column);
        if (dot > 0 && owner is not null) label += $" ({user.Label(owner)})";
        return new GridColumn(name, label, FormLayout.Number(cell, "width", 125), column, owner?.Name);
    }
}

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Number">Page, from 1.</param>
/// <param name="Size">Rows of a page.</param>
internal sealed record GridPage(int Number = 1, int Size = GridLayout.PageSize)
{
    /// <summary>Paging cookie of the page before. Null: none.</summary>
    public string? Cookie { get; init; }

    /// <summary>Column to sort by. Null: as the view says.</summary>
    public string? Sort { get; init; }

    public bool IsDescending { get; init; }

    public string? Search { get; init; }

    /// <summary>Only rows that refer by this column to this row.</summary>
    public (string Column, Guid Row)? Related { get; init; }
}
