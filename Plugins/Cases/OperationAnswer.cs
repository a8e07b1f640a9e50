using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace Offboarding.Plugins.Cases;

/// <summary>What an operation on a case answered. It is kept with the decision, so that a repeat after a lost answer gets the same one.</summary>
sealed class OperationAnswer
{
    internal const string Name = "answer";

    readonly List<KeyValuePair<string, object>> values = [];

    /// <summary>An output parameter of type String, Boolean or Integer; null and empty texts are left out.</summary>
    internal OperationAnswer With(string parameter, object? value)
    {
        if (value is not (null or "")) values.Add(new KeyValuePair<string, object>(parameter, value));
        return this;
    }

    /// <summary>Gives the answer to whoever called.</summary>
    internal void Return(PluginCall call)
    {
        foreach (var value in values) call.Return(value.Key, value.Value);
    }

    internal void Write(JsonText json) => json.Object(Name, answer =>
    {
        foreach (var value in values)
        {
            if (value.Value is bool yes) answer.YesNo(value.Key, yes);
            else if (value.Value is int number) answer.Number(value.Key, number);
            else answer.Text(value.Key, (string)value.Value);
        }
    });

    /// <summary>The answer in the facts of a decision.</summary>
    /// <exception cref="FormatException">The text holds none: somebody changed the decision.</exception>
    internal static OperationAnswer Read(string facts)
    {
        using var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(facts), XmlDictionaryReaderQuotas.Max);
        if (!reader.ReadToDescendant(Name)) throw new FormatException("The decision holds no '" + Name + "'.");

        var answer = new OperationAnswer();
        using var members = reader.ReadSubtree();
        members.Read();
        while (members.Read())
        {
            if (members.NodeType != XmlNodeType.Element) continue;

            var name = members.LocalName;
            var type = members.GetAttribute("type");
            answer.With(name, ValueOf(type, TextOf(members)));
        }

        return answer;
    }

    /// <summary>The text of the element that the reader is at; the reader gives it in pieces, one ends at each escaped character.</summary>
    static string TextOf(XmlReader reader)
    {
        var text = new StringBuilder();
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement) text.Append(reader.Value);
        return text.ToString();
    }

    static object ValueOf(string? type, string text) => type switch
    {
        "boolean" => XmlConvert.ToBoolean(text),
        "number" => int.Parse(text, CultureInfo.InvariantCulture),
        _ => text,
    };
}
