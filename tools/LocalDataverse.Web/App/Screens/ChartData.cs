using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using System.Xml.Linq;
using LocalDataverse.Screens;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.App.Screens;

/// <summary>A chart with its figures: what is counted, and how it is drawn.</summary>
/// <param name="Name">Name of the chart.</param>
/// <param name="Kind">Column, Bar, Line, Area, Pie, Doughnut or Funnel, as the presentation says.</param>
/// <param name="Points">Categories in their order.</param>
/// <param name="Colors">Colours as CSS, in the order of use.</param>
public sealed record ChartData(string Name, string Kind, IReadOnlyList<ChartPoint> Points, IReadOnlyList<string> Colors)
{
    static readonly string[] Usual = ["#0f6cbd", "#bc4b09", "#0e700e", "#b10e1c", "#616161", "#5c2e91", "#038387", "#875500"];

    /// <summary>Runs the aggregate query of a chart within a view, as the user.</summary>
    /// <remarks>Requests: 1. https://learn.microsoft.com/power-apps/developer/model-driven-apps/sample-charts</remarks>
    /// <exception cref="FaultException{OrganizationServiceFault}">The query is wrong, or the user may not run it.</exception>
    internal static ChartData Of(ScreenChart chart, GridLayout? view, AppUser user, (string Column, Guid Row)? related = null)
    {
        var fetch = new XElement(chart.Data.Descendants("fetch").First());
        var entity = fetch.Element("entity")!;
        if (view is not null)
        {
            entity.Add(view.Fetch.Element("entity")!.Elements("filter").Select(filter => new XElement(filter)));
            entity.Add(view.Fetch.Element("entity")!.Elements("link-entity").Select(Unselected));
        }

        if (related is { } row) entity.Add(new XElement("filter", new XElement("condition", new XAttribute("attribute", row.Column), new XAttribute("operator", "eq"), new XAttribute("value", row.Row.ToString("D")))));
        var category = chart.Data.Descendants("category").First();
        var group = category.Attribute("alias")!.Value;
        var measures = category.Descendants("measure").Select(measure => measure.Attribute("alias")!.Value).ToList();
        var series = chart.Presentation.Descendants("Series").Where(one => one.Attribute("ChartType") is not null).ToList();
        var answer = user.Service.RetrieveMultiple(new FetchExpression(fetch.ToString(SaveOptions.DisableFormatting)));
        var points = answer.Entities.Select(one => new ChartPoint(Text(one, group, user), measures.Sum(measure => Number(one, measure)))).ToList();
        return new ChartData(chart.Names.In(user.Language), series.FirstOrDefault()?.Attribute("ChartType")?.Value ?? "Column", points, ColorsOf(chart));
    }

    // What a view selects or sorts has no place in an aggregate query; its filters and links do.
    static XElement Unselected(XElement link)
    {
        var copy = new XElement(link);
        copy.DescendantsAndSelf().Elements().Where(node => node.Name.LocalName is "attribute" or "order" or "all-attributes").Remove();
        return copy;
    }

    static string Text(Entity row, string alias, AppUser user)
    {
        if (row.FormattedValues.TryGetValue(alias, out var formatted) && formatted.Length > 0) return formatted;

        return (row.GetAttributeValue<AliasedValue>(alias)?.Value ?? (row.Contains(alias) ? row[alias] : null)) switch
        {
            null => user.Text("blank"),
            EntityReference reference => user.NameOf(reference),
            OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
            var value => Convert.ToString(value, user.Numbers) ?? "",
        };
    }

    static decimal Number(Entity row, string alias) => row.GetAttributeValue<AliasedValue>(alias)?.Value switch
    {
        null => 0,
        Money money => money.Value,
        var value => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
    };

    static IReadOnlyList<string> ColorsOf(ScreenChart chart)
    {
        var own = (chart.Presentation.Attribute("PaletteCustomColors")?.Value ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(color => color.All(sign => char.IsAsciiDigit(sign) || sign is ',' or ' ')).Select(color => $"rgb({color})").ToList();
        return own.Count > 0 ? own : Usual;
    }
}

/// <summary>A category of a chart.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Value">Its figure.</param>
public sealed record ChartPoint(string Label, decimal Value);
