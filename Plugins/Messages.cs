using System;
using System.Collections.Generic;
using System.Text;

namespace Offboarding.Plugins;

/// <summary>The product's messages, from the embedded <c>Messages.csv</c>: code, audience, text and next step in English and German.</summary>
/// <remarks>A message ends with its code in square brackets. Codes are never reused; their ranges are in docs/reference/errors.md.</remarks>
public static class Messages
{
    static readonly Lazy<Dictionary<string, Message>> All = new(Read);

    /// <summary>The codes, in the order of the file.</summary>
    public static IReadOnlyCollection<string> Codes => All.Value.Keys;

    /// <summary>The message with its next step and its code, for a reader of the language.</summary>
    /// <param name="code">As OFF-1101.</param>
    /// <param name="language">Of the reader.</param>
    /// <param name="values">What stands for <c>{name}</c> in the text, in pairs name, value.</param>
    /// <exception cref="ArgumentException">There is no such message, or a placeholder has no value: defects of ours.</exception>
    public static string Format(string code, Language language, params string[] values)
    {
        var message = Find(code);
        var text = Fill(message.Text(language), values, code);
        var next = Fill(message.Next(language), values, code);
        return text + (next.Length == 0 ? "" : " " + (language == Language.German ? "Nächster Schritt: " : "Next: ") + next) + " [" + code + "]";
    }

    /// <summary>A text of the file that is part of a message: without next step and code.</summary>
    /// <exception cref="ArgumentException">There is no such text, or a placeholder has no value.</exception>
    public static string Part(string code, Language language, params string[] values) => Fill(Find(code).Text(language), values, code);

    /// <summary>The next step of a message, by itself; empty: it has none.</summary>
    /// <exception cref="ArgumentException">There is no such message, or a placeholder has no value.</exception>
    public static string Remedy(string code, Language language, params string[] values) => Fill(Find(code).Next(language), values, code);

    static Message Find(string code) =>
        All.Value.TryGetValue(code, out var message) ? message : throw new ArgumentException("Messages.csv has no code '" + code + "'.", nameof(code));

    static string Fill(string text, string[] values, string code)
    {
        var filled = new StringBuilder(text.Length + 64);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            if (open < 0) return filled.Append(text, at, text.Length - at).ToString();

            var close = text.IndexOf('}', open);
            var name = text.Substring(open + 1, close - open - 1);
            filled.Append(text, at, open - at).Append(ValueOf(name, values, code));
            at = close + 1;
        }

        return filled.ToString();
    }

    static string ValueOf(string name, string[] values, string code)
    {
        for (var i = 0; i + 1 < values.Length; i += 2)
            if (values[i] == name) return values[i + 1];

        throw new ArgumentException("Message " + code + " needs a value for {" + name + "}.", nameof(values));
    }

    static Dictionary<string, Message> Read()
    {
        var messages = new Dictionary<string, Message>(StringComparer.Ordinal);
        foreach (var row in Csv.Embedded("Offboarding.Plugins.Messages.csv")) messages.Add(row["code"], new Message(row));
        return messages;
    }

    sealed class Message(IReadOnlyDictionary<string, string> row)
    {
        internal string Text(Language language) => row[language == Language.German ? "de" : "en"];

        internal string Next(Language language) => row[language == Language.German ? "next_de" : "next_en"];
    }
}
