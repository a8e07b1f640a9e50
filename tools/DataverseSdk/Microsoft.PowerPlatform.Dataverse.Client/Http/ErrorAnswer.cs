using System;
using System.Globalization;
using System.Text.Json;
using Microsoft.Xrm.Sdk;

namespace Microsoft.PowerPlatform.Dataverse.Client.Http;

/// <summary>Errors of the Web API as faults.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors#parse-errors-from-the-response</remarks>
internal static class ErrorAnswer
{
    /// <summary>The fault that a body tells. Null: it is none of the Web API.</summary>
    public static OrganizationServiceFault? TryRead(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object) return null;

            var fault = new OrganizationServiceFault { ErrorCode = Code(Text(error, "code")), Message = Text(error, "message") ?? "The environment gave no reason." };
            if (Text(error, "@Microsoft.PowerApps.CDS.TraceText") is { } trace) fault.TraceText = trace;
            return fault;
        }
        catch (JsonException)
        {
            // A page of a website or a proxy: the caller says so.
            return null;
        }
    }

    static string? Text(JsonElement error, string name) => error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Codes are hexadecimal; 0 stands for one that is not.</summary>
    static int Code(string? text) =>
        text?.StartsWith("0x", StringComparison.OrdinalIgnoreCase) == true && uint.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) ? unchecked((int)code) : 0;
}
