using System;
using System.Collections.Generic;
using System.Net;
using System.Text.Json;

namespace Microsoft.PowerPlatform.Dataverse.Client.Http;

/// <summary>An answer of the Web API that is no error.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">By name, whatever its case.</param>
/// <param name="Body">Empty: there is none.</param>
internal sealed record WebApiAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body as a JSON object.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Id of the row that was written, out of OData-EntityId; empty: the answer names none.</summary>
    public Guid EntityId => Headers.TryGetValue("OData-EntityId", out var address) && address.LastIndexOf('(') is var at and >= 0 && Guid.TryParse(address[(at + 1)..^1], out var id) ? id : Guid.Empty;
}
