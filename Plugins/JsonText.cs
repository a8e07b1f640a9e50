using System;
using System.Globalization;
using System.IO;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace Offboarding.Plugins;

/// <summary>Writes JSON with the framework's writer, which needs no other assembly and lets a load context go.</summary>
sealed class JsonText : IDisposable
{
    readonly MemoryStream stream = new();
    readonly XmlDictionaryWriter writer;

    internal JsonText()
    {
        writer = JsonReaderWriterFactory.CreateJsonWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), ownsStream: false);
        Open("root", "object");
    }

    /// <summary>A text; null and empty are left out.</summary>
    internal JsonText Text(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) Leaf(name, "string", value!);
        return this;
    }

    internal JsonText Number(string name, int value) => Leaf(name, "number", value.ToString(CultureInfo.InvariantCulture));

    internal JsonText YesNo(string name, bool value) => Leaf(name, "boolean", value ? "true" : "false");

    internal JsonText Object(string name, Action<JsonText> content) => Container(name, "object", content);

    /// <summary>An array; its items are written with the name <see cref="Item"/>.</summary>
    internal JsonText Array(string name, Action<JsonText> content) => Container(name, "array", content);

    /// <summary>Name of the items of an array.</summary>
    internal const string Item = "item";

    /// <summary>The whole text; nothing can be written after it.</summary>
    internal string Finish()
    {
        writer.WriteEndElement();
        writer.Flush();
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ((IDisposable)writer).Dispose();
        stream.Dispose();
    }

    JsonText Container(string name, string type, Action<JsonText> content)
    {
        Open(name, type);
        content(this);
        writer.WriteEndElement();
        return this;
    }

    JsonText Leaf(string name, string type, string value)
    {
        Open(name, type);
        writer.WriteString(value);
        writer.WriteEndElement();
        return this;
    }

    void Open(string name, string type)
    {
        writer.WriteStartElement(name);
        writer.WriteAttributeString("type", type);
    }
}
