using System;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LocalDataverse.Web.Api;

/// <summary>How JSON is read and written here.</summary>
internal static class JsonForm
{
    const int Deepest = 64;

    /// <summary>A property that stands twice would leave open which value is meant.</summary>
    static readonly JsonDocumentOptions Reading = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    /// <summary>Umlauts stay readable; nothing here is put into HTML.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON value of which every text can be read.</summary>
    /// <exception cref="JsonException">It is no JSON, is too deep, names a property twice, or has half a character in a text.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, Reading);
        DemandWholeTexts(utf8.Span);
        return document.RootElement.Clone();
    }

    // The parser looks at escapes only when a text is asked for, where nobody expects a fault of the sender any more.
    static void DemandWholeTexts(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Deepest });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped) continue;

            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException half)
            {
                throw new JsonException($"The text at byte {reader.TokenStartIndex} cannot be read: {half.Message}", half);
            }
        }
    }
}
