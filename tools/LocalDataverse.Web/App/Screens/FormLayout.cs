using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Screens;

namespace LocalDataverse.Web.App.Screens;

/// <summary>A form as it is drawn: tabs, columns, sections, cells, with labels in the user's language.</summary>
/// <param name="Id">formid. Null: made from the table, because no solution brings one.</param>
/// <param name="Name">Name of the form.</param>
/// <param name="Tabs">Visible tabs.</param>
/// <param name="Header">Cells of the header.</param>
public sealed record FormLayout(Guid? Id, string Name, IReadOnlyList<FormTab> Tabs, IReadOnlyList<FormCell> Header)
{
    internal IEnumerable<FormCell> Cells => Header.Concat(Tabs.SelectMany(tab => tab.Columns).SelectMany(column => column.Sections).SelectMany(section => section.Cells));

    /// <summary>The columns that the form shows.</summary>
    internal IEnumerable<string> Columns => Cells.Select(cell => cell.Control?.Column).OfType<string>().Distinct(StringComparer.Ordinal);

    internal static FormLayout Of(ScreenForm form, int language) => Of(form.Id, form.Names.In(language), form.Xml, language);

    internal static FormLayout Of(Guid? id, string name, XElement form, int language) => new(
        id,
        name,
        [.. (form.Element("tabs")?.Elements("tab") ?? []).Where(IsVisible).Select(tab => FormTab.Of(tab, language))],
        [.. (form.Element("header")?.Descendants("cell") ?? []).Select(cell => FormCell.Of(cell, language)).Where(cell => cell.Control is not null)]);

    internal static bool IsVisible(XElement node) => node.Attribute("visible")?.Value != "false" && node.Attribute("solutionaction")?.Value != "Removed";

    internal static string Label(XElement node, int language)
    {
        var labels = node.Element("labels")?.Elements("label").ToList() ?? [];
        var code = language.ToString(CultureInfo.InvariantCulture);
        return (labels.FirstOrDefault(label => label.Attribute("languagecode")?.Value == code) ?? labels.FirstOrDefault())?.Attribute("description")?.Value ?? "";
    }

    internal static int Number(XElement node, string attribute, int whenAbsent) =>
        int.TryParse(node.Attribute(attribute)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : whenAbsent;
}

/// <summary>A tab of a form.</summary>
public sealed record FormTab(string Name, string Label, bool ShowsLabel, IReadOnlyList<FormColumn> Columns)
{
    internal static FormTab Of(XElement tab, int language) => new(
        tab.Attribute("name")?.Value ?? "",
        FormLayout.Label(tab, language),
        tab.Attribute("showlabel")?.Value != "false",
        [.. (tab.Element("columns")?.Elements("column") ?? []).Select(column => FormColumn.Of(column, language))]);
}

/// <summary>A column of a tab.</summary>
/// <param name="Width">Share of the width, as CSS.</param>
/// <param name="Sections">Sections from above.</param>
public sealed record FormColumn(string Width, IReadOnlyList<FormSection> Sections)
{
    internal static FormColumn Of(XElement column, int language) => new(
        column.Attribute("width")?.Value is { Length: > 0 } width ? width : "100%",
        [.. (column.Element("sections")?.Elements("section") ?? []).Where(FormLayout.IsVisible).Select(section => FormSection.Of(section, language))]);
}

/// <summary>A section of a form.</summary>
/// <param name="Name">Name.</param>
/// <param name="Label">Heading.</param>
/// <param name="ShowsLabel">Whether the heading is shown.</param>
/// <param name="ColumnCount">Cells side by side.</param>
/// <param name="Cells">In reading order.</param>
public sealed record FormSection(string Name, string Label, bool ShowsLabel, int ColumnCount, IReadOnlyList<FormCell> Cells)
{
    internal static FormSection Of(XElement section, int language) => new(
        section.Attribute("name")?.Value ?? "",
        FormLayout.Label(section, language),
        section.Attribute("showlabel")?.Value != "false",
        ColumnsOf(section.Attribute("columns")?.Value),
        [.. section.Descendants("cell").Where(FormLayout.IsVisible).Select(cell => FormCell.Of(cell, language)).Where(cell => cell.Control is not null)]);

    // "1", "11", "111": a digit for each column; some tools write the number of columns.
    static int ColumnsOf(string? text) => text is null or "" ? 1 : text.All(digit => digit == '1') ? text.Length : Math.Clamp(text[0] - '0', 1, 4);
}

/// <summary>A cell of a section.</summary>
public sealed record FormCell(string Label, bool ShowsLabel, int ColumnSpan, int RowSpan, FormControl? Control)
{
    internal static FormCell Of(XElement cell, int language) => new(
        FormLayout.Label(cell, language),
        cell.Attribute("showlabel")?.Value != "false",
        FormLayout.Number(cell, "colspan", 1),
        FormLayout.Number(cell, "rowspan", 1),
        cell.Element("control") is { } control ? FormControl.Of(control) : null);
}

/// <summary>A control of a form.</summary>
/// <param name="Id">Its name on the form.</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="ClassId">Which control it is, as the form says.</param>
/// <param name="Column">Logical name of its column. Null: it has none.</param>
/// <param name="IsDisabled">Read-only on this form.</param>
/// <param name="Parameters">Element with its parameters. Null: none.</param>
public sealed record FormControl(string Id, ControlKind Kind, Guid ClassId, string? Column, bool IsDisabled, XElement? Parameters)
{
    internal static FormControl Of(XElement control)
    {
        _ = Guid.TryParse(control.Attribute("classid")?.Value, out var classId);
        return new FormControl(
            control.Attribute("id")?.Value ?? "",
            ControlKinds.Of(classId),
            classId,
            control.Attribute("datafieldname")?.Value.ToLowerInvariant(),
            control.Attribute("disabled")?.Value == "true",
            control.Element("parameters"));
    }

    /// <summary>Text of a parameter. Null: it is absent or empty.</summary>
    internal string? Parameter(string name) => Parameters?.Element(name)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
