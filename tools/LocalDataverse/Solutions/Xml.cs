using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace LocalDataverse.Solutions;

/// <summary>Reads one file of a solution and names file, line and element when something is amiss.</summary>
internal static class Xml
{
    internal static string? Text(this XElement element, string child)
    {
        var text = element.Element(child)?.Value.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    internal static string Needed(this XElement element, string child, string part) =>
        element.Text(child) ?? throw Missing(element, child, part, "element");

    internal static string NeededAttribute(this XElement element, string attribute, string part)
    {
        var text = element.Attribute(attribute)?.Value.Trim();
        return string.IsNullOrEmpty(text) ? throw Missing(element, attribute, part, "attribute") : text;
    }

    internal static int Int(this XElement element, string child, string part, int? whenAbsent = null)
    {
        if (element.Text(child) is not { } text) return whenAbsent ?? throw Missing(element, child, part, "element");

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable(element, child, text, "a whole number", part);
    }

    /// <summary>Exports write 0 and 1; yes, no, true and false occur, too.</summary>
    internal static bool Flag(this XElement element, string child, string part, bool whenAbsent = false) => element.Text(child)?.ToLowerInvariant() switch
    {
        null => whenAbsent,
        "1" or "true" or "yes" => true,
        "0" or "false" or "no" => false,
        var text => throw Unreadable(element, child, text, "0 or 1", part),
    };

    internal static Guid Id(this XElement element, string text, string name, string part) => Guid.TryParse(text, out var id) && id != Guid.Empty
        ? id
        : throw Unreadable(element, name, text, "a GUID that is not empty", part);

    /// <summary>Texts by LCID, from children that carry <c>description</c> and <c>languagecode</c>.</summary>
    internal static IReadOnlyDictionary<int, string> Labels(this XElement? list, string part)
    {
        var labels = new Dictionary<int, string>();
        foreach (var label in list?.Elements() ?? [])
        {
            var language = label.NeededAttribute("languagecode", part);
            if (!int.TryParse(language, NumberStyles.None, CultureInfo.InvariantCulture, out var lcid))
            {
                throw Unreadable(label, "languagecode", language, "an LCID such as 1031", part);
            }

            labels[lcid] = label.Attribute("description")?.Value ?? "";
        }

        return labels;
    }

    internal static string? InLanguage(this IReadOnlyDictionary<int, string> labels, int lcid) =>
        labels.TryGetValue(lcid, out var label) ? label : labels.Values.FirstOrDefault();

    internal static string Place(XObject node, string part) => node is IXmlLineInfo line && line.HasLineInfo()
        ? $"{part}, line {line.LineNumber}"
        : part;

    internal static SolutionImportException Unreadable(XElement element, string name, string text, string expected, string part) => new(
        Place(element, part),
        $"{name} of {element.Name.LocalName} is '{text}', expected {expected}.",
        "Correct the source and pack the solution again.",
        PlatformCode.ImportXsdValidation);

    static SolutionImportException Missing(XElement element, string name, string part, string kind) => new(
        Place(element, part),
        $"{element.Name.LocalName} lacks its {kind} {name}.",
        "Add it to the source and pack the solution again.",
        PlatformCode.ImportXsdValidation);
}
