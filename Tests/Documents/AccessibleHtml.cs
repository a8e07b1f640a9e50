using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Offboarding.Tests.Documents;

/// <summary>Reads a document of the product and asserts what makes it readable for everybody.</summary>
/// <remarks>What axe-core's rules html-has-lang, document-title, page-has-heading-one, heading-order, landmark-one-main, region, list, definition-list, empty-heading, empty-table-header,
/// scope-attr-valid and td-headers demand of documents of this shape; and that nothing is loaded and nothing runs.</remarks>
internal static class AccessibleHtml
{
    const string Doctype = "<!DOCTYPE html>\n";

    static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "br", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td",
    };

    static readonly HashSet<string> KnownAttributes = new(StringComparer.Ordinal) { "lang", "charset", "name", "content", "scope", "data-row" };

    internal static XElement Read(string html)
    {
        Assert.StartsWith(Doctype, html, StringComparison.Ordinal);

        var root = XElement.Parse(html[Doctype.Length..], LoadOptions.PreserveWhitespace);
        Assert.All(root.DescendantsAndSelf(), static element => Assert.Contains(element.Name.LocalName, Known));
        Assert.All(root.DescendantsAndSelf().Attributes(), static attribute => Assert.Contains(attribute.Name.LocalName, KnownAttributes));
        Assert.Contains(root.Attribute("lang")?.Value, (string[])["de", "en"]);
        Assert.Equal(root.Descendants("title").Single().Value, root.Descendants("h1").Single().Value);
        Assert.Equal(["main"], root.Element("body")!.Elements().Select(static element => element.Name.LocalName));
        HeadingsAreInOrder(root);
        TablesHaveHeaders(root);
        Assert.All(root.Descendants("dl"), static list => Assert.Equal(list.Elements("dt").Count(), list.Elements("dd").Count()));
        Assert.All(root.Descendants("main").Descendants().Where(static element => !element.HasElements && element.Name.LocalName != "br"), static leaf => Assert.False(string.IsNullOrWhiteSpace(leaf.Value), leaf.Name.LocalName));
        Assert.DoesNotContain("url(", root.Descendants("style").Single().Value, StringComparison.Ordinal);
        return root;
    }

    /// <summary>The text without markup, blocks on lines of their own.</summary>
    internal static string Text(XElement root) =>
        string.Join('\n', root.Descendants("main").Descendants().Where(static element => element.Name.LocalName is "h1" or "h2" or "h3" or "p" or "li" or "dt" or "dd" or "caption" or "th" or "td").Select(static element => element.Value));

    static void HeadingsAreInOrder(XElement root)
    {
        var level = 0;
        foreach (var heading in root.Descendants().Where(static element => element.Name.LocalName is "h1" or "h2" or "h3"))
        {
            var own = heading.Name.LocalName[1] - '0';
            Assert.True(own <= level + 1, heading.Value);
            level = own;
        }
    }

    static void TablesHaveHeaders(XElement root)
    {
        foreach (var table in root.Descendants("table"))
        {
            Assert.False(string.IsNullOrWhiteSpace(table.Element("caption")?.Value));
            Assert.All(table.Element("thead")!.Descendants("th"), static header => Assert.Equal("col", header.Attribute("scope")?.Value));
            Assert.All(table.Element("tbody")!.Elements("tr"), static row => Assert.Equal("row", row.Elements().First().Attribute("scope")?.Value));
        }
    }
}
