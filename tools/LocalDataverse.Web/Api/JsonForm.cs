using System.Text.Encodings.Web;
using System.Text.Json;

namespace LocalDataverse.Web.Api;

/// <summary>How JSON is read and written here.</summary>
internal static class JsonForm
{
    /// <summary>Umlauts stay readable; nothing here is put into HTML.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A property that stands twice would leave open which value is meant.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 64, AllowDuplicateProperties = false };
}
