using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using Microsoft.PowerPlatform.Dataverse.Client.Utils;

namespace Microsoft.PowerPlatform.Dataverse.Client.Http;

/// <summary>The answer of a batch of one request.</summary>
internal static class BatchAnswer
{
    /// <exception cref="DataverseOperationException">It is no such answer.</exception>
    public static WebApiAnswer Only(string body)
    {
        var start = body.IndexOf("HTTP/1.1 ", StringComparison.Ordinal);
        var boundary = body[..Math.Max(0, body.IndexOf('\n', StringComparison.Ordinal))].TrimEnd();
        var end = body.LastIndexOf(boundary + "--", StringComparison.Ordinal);
        if (start < 0 || boundary.Length < 3 || end < start) throw new DataverseOperationException("The answer of a batch cannot be read.");

        var lines = body[start..end].ReplaceLineEndings("\n");
        var blank = lines.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !int.TryParse(lines.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)) throw new DataverseOperationException("The answer of a batch has no status.");

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines[..blank].Split('\n')[1..])
        {
            if (line.Split(':', 2) is [var name, var value]) headers[name.Trim()] = value.Trim();
        }

        return new WebApiAnswer((HttpStatusCode)status, headers, lines[(blank + 2)..].Trim());
    }
}
