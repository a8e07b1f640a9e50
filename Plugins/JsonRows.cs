using System;
using System.Collections.Generic;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Offboarding.Plugins;

/// <summary>Reads JSON that is a list of flat objects, with the framework's reader, which needs no other assembly.</summary>
static class JsonRows
{
    /// <summary>The objects of an array, each a text by name; numbers and yes/no as JSON writes them, null left out.</summary>
    /// <returns>Null: the text is no JSON, no array, or an item is no object of simple values.</returns>
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>>? ReadOrNull(string json)
    {
        var root = RootOrNull(json);
        return root is null ? null : RowsOrNull(root);
    }

    /// <summary>The objects of an array that is a member of an object.</summary>
    /// <param name="json">The text of the object.</param>
    /// <param name="member">Name of the array.</param>
    /// <returns>Null: the text is no JSON, has no such array, or an item is no object of simple values.</returns>
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>>? ReadOrNull(string json, string member) =>
        RootOrNull(json)?.Element(member) is { } array ? RowsOrNull(array) : null;

    static IReadOnlyList<IReadOnlyDictionary<string, string>>? RowsOrNull(XElement array)
    {
        if (TypeOf(array) != "array") return null;

        var rows = new List<IReadOnlyDictionary<string, string>>();
        foreach (var item in array.Elements())
        {
            if (TypeOf(item) != "object") return null;

            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var value in item.Elements())
            {
                if (value.HasElements || TypeOf(value) is "object" or "array") return null;
                if (TypeOf(value) != "null") row[NameOf(value)] = value.Value;
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Any JSON as elements: names, and the items of arrays in their order.</summary>
    /// <returns>Null: the text is no JSON.</returns>
    internal static XElement? TreeOrNull(string json) => RootOrNull(json);

    static XElement? RootOrNull(string json)
    {
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), XmlDictionaryReaderQuotas.Max);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    static string? TypeOf(XElement element) => (string?)element.Attribute("type");

    // A name that is no XML name stands in an attribute.
    static string NameOf(XElement element) => (string?)element.Attribute("item") ?? element.Name.LocalName;
}
