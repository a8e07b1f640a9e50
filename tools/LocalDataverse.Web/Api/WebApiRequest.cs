using System;
using Microsoft.AspNetCore.Http;

namespace LocalDataverse.Web.Api;

/// <summary>One request to the Web API: the whole of an HTTP request, or one part of a batch.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Target">Path and query below the service root, still encoded, without leading slash.</param>
/// <param name="Headers">Names in any case.</param>
/// <param name="Body">Empty: none.</param>
internal sealed record WebApiRequest(string Method, string Target, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The value of a header. Null: it is absent or empty, or the word null, which clients send where there is nothing to say.</summary>
    public string? Header(string name)
    {
        var text = Headers[name].ToString();
        return text.Length == 0 || text == "null" ? null : text;
    }
}
