using System;
using System.Collections.Generic;
using System.Text;

namespace Offboarding.Plugins.Contracts;

/// <summary>The texts of <c>ContractMessages.csv</c> in both languages, with named places <c>{end}</c>.</summary>
static class ContractTexts
{
    internal const string Resource = "Offboarding.Plugins.Contracts.ContractMessages.csv";

    static readonly Lazy<Dictionary<string, IReadOnlyDictionary<string, string>>> Texts = new(Read);

    /// <summary>The text of a key as it stands in the table.</summary>
    /// <exception cref="KeyNotFoundException">The table lacks the key: our defect.</exception>
    internal static string Template(string key, Language language) =>
        Texts.Value.TryGetValue(key, out var row)
            ? row[language == Language.German ? "de" : "en"]
            : throw new KeyNotFoundException("ContractMessages.csv has no text '" + key + "'.");

    /// <summary>The text of a key with its places filled by name.</summary>
    /// <exception cref="KeyNotFoundException">The table lacks the key, or the text names a place that is not given: our defect.</exception>
    internal static string Format(string key, Language language, Func<string, string?> valueOf)
    {
        var template = Template(key, language);
        var text = new StringBuilder(template.Length + 40);
        for (var i = 0; i < template.Length; i++)
        {
            var close = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (close < 0)
            {
                text.Append(template[i]);
                continue;
            }

            var place = template.Substring(i + 1, close - i - 1);
            text.Append(valueOf(place) ?? throw new KeyNotFoundException("The text '" + key + "' wants {" + place + "}, which has no value here."));
            i = close;
        }

        return text.ToString();
    }

    static Dictionary<string, IReadOnlyDictionary<string, string>> Read()
    {
        var texts = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var row in Csv.Embedded(Resource)) texts.Add(row["key"], row);
        return texts;
    }
}
