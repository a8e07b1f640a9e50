using System;
using System.Linq;
using System.Net;
using System.Text;

namespace Offboarding.Plugins.Correspondence;

/// <summary>The words of an activity, whether its description is HTML or text.</summary>
public static class PlainText
{
    static readonly string[] Breaks = ["br", "/p", "/li", "/div", "/h1", "/h2", "/h3", "/tr", "/ul", "/ol"];
    static readonly string[] Hidden = ["style", "script", "head", "title"];

    /// <summary>The words of a description; tags give way, what they hide goes, entities become characters.</summary>
    /// <param name="description">Null: empty.</param>
    /// <param name="isHtml">Of an e-mail always; of a letter only if an editor made it so.</param>
    public static string Of(string? description, bool isHtml)
    {
        if (string.IsNullOrEmpty(description)) return "";
        return isHtml || LooksLikeHtml(description!) ? WebUtility.HtmlDecode(WithoutTags(description!)) : description!;
    }

    /// <summary>The text on one line with single blanks, for comparing and finding: an editor breaks and indents lines as it likes.</summary>
    public static string Flat(string text)
    {
        var flat = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) flat.Append(c);
            else if (flat.Length > 0 && flat[flat.Length - 1] != ' ') flat.Append(' ');
        }

        return flat.ToString().Trim();
    }

    static bool LooksLikeHtml(string text) => new[] { "<p", "<div", "<br", "<ul", "<span" }.Any(tag => text.IndexOf(tag, StringComparison.OrdinalIgnoreCase) >= 0);

    static string WithoutTags(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            var close = open < 0 ? -1 : html.IndexOf('>', open);
            if (close < 0) return text.Append(html, at, html.Length - at).ToString();

            text.Append(html, at, open - at);
            var name = NameOf(html, open, close);
            if (Breaks.Contains(name, StringComparer.Ordinal)) text.Append('\n');
            at = Hidden.Contains(name, StringComparer.Ordinal) ? After(html, close, "</" + name) : close + 1;
        }

        return text.ToString();
    }

    /// <summary>Behind the end tag; where there is none, the end.</summary>
    static int After(string html, int from, string endTag)
    {
        var end = html.IndexOf(endTag, from, StringComparison.OrdinalIgnoreCase);
        var close = end < 0 ? -1 : html.IndexOf('>', end);
        return close < 0 ? html.Length : close + 1;
    }

    static string NameOf(string html, int open, int close)
    {
        var name = html.Substring(open + 1, close - open - 1).TrimEnd('/').Trim();
        var blank = name.IndexOfAny([' ', '\n', '\t', '\r']);
        return (blank < 0 ? name : name.Substring(0, blank)).ToLowerInvariant();
    }
}
