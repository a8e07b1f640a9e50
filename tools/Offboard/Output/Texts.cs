using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using CsvHelper;

namespace Offboard.Output;

/// <summary>The words around what the solution says, in the language that was asked for. Source: Texts.csv.</summary>
internal sealed class Texts
{
    readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>The texts of a language.</summary>
    public Texts(Language language)
    {
        Language = language;
        using var reader = new StreamReader(typeof(Texts).Assembly.GetManifestResourceStream("Offboard.Texts.csv")!);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read()) texts.Add(csv.GetField("key")!, csv.GetField(language == Language.German ? "de" : "en")!);
    }

    public Language Language { get; }

    /// <summary>The text of a key, its placeholders filled.</summary>
    /// <exception cref="KeyNotFoundException">Texts.csv lacks the key.</exception>
    public string this[string key, params object[] values] => string.Format(CultureInfo.InvariantCulture, texts[key], values);
}
