using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using LocalDataverse.Metadata;

namespace LocalDataverse.Web.App;

/// <summary>What the app itself says, in the two languages of the environment. Labels of tables, forms and views come from metadata and solutions.</summary>
internal static class AppTexts
{
    const string Resource = "LocalDataverse.Web.App.Texts.csv";

    static readonly FrozenDictionary<string, LocalizedText> Texts = Read();

    /// <summary>Every key.</summary>
    internal static IEnumerable<string> Keys => Texts.Keys;

    /// <summary>A text with its placeholders filled.</summary>
    /// <exception cref="ArgumentException">There is no such text.</exception>
    public static string Of(string key, int language, params object?[] values)
    {
        var text = Texts.TryGetValue(key, out var found) ? found.In(language) : throw new ArgumentException($"Texts.csv has no text '{key}'.", nameof(key));
        return values.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, values);
    }

    static FrozenDictionary<string, LocalizedText> Read()
    {
        using var stream = typeof(AppTexts).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The embedded file {Resource} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        reader.ReadLine();
        var texts = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (Cells(line) is not [var key, var english, var german]) throw new InvalidOperationException($"Texts.csv: three cells are expected in the line '{line}'.");
            texts.Add(key, new LocalizedText(english, german));
        }

        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(line[i]);
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
