using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LocalDataverse.Web.Api.Batch;

/// <summary>Reads the body of a batch: parts of multipart/mixed, each an HTTP request or a change set.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api</remarks>
internal static class BatchReader
{
    /// <summary>Requests of a batch, those of change sets included (F350).</summary>
    public const int MostRequests = 1000;

    /// <exception cref="System.ServiceModel.FaultException">0x8005F100: the body is no batch, or has more than 1,000 requests.</exception>
    public static async Task<IReadOnlyList<BatchPart>> ReadAsync(WebApiRequest request)
    {
        var boundary = Boundary(request.Header("Content-Type"), "The batch");
        using var stream = new MemoryStream(request.Body.ToArray());
        var count = 0;
        return await PartsAsync(stream, boundary, mayNest: true, () =>
        {
            if (++count > MostRequests) throw WebFault.Of(WebFault.BadRequest, $"The batch holds more than {MostRequests} requests. Send them in several batches.");
        }).ConfigureAwait(false);
    }

    static async Task<IReadOnlyList<BatchPart>> PartsAsync(Stream body, string boundary, bool mayNest, Action count)
    {
        var parts = new List<BatchPart>();
        try
        {
            var reader = new MultipartReader(boundary, body);
            while (await reader.ReadNextSectionAsync().ConfigureAwait(false) is { } section) parts.Add(await PartAsync(section, mayNest, count).ConfigureAwait(false));
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw WebFault.Of(WebFault.BadRequest, $"The batch is malformed: {broken.Message}");
        }

        return parts;
    }

    static async Task<BatchPart> PartAsync(MultipartSection section, bool mayNest, Action count)
    {
        if (section.ContentType?.StartsWith("multipart/mixed", StringComparison.OrdinalIgnoreCase) == true)
        {
            if (!mayNest) throw WebFault.Of(WebFault.BadRequest, "A change set cannot hold another one.");

            var requests = new List<SinglePart>();
            foreach (var part in await PartsAsync(section.Body, Boundary(section.ContentType, "The change set"), mayNest: false, count).ConfigureAwait(false)) requests.Add((SinglePart)part);
            return new ChangeSetPart(requests);
        }

        count();
        using var content = new MemoryStream();
        await section.Body.CopyToAsync(content).ConfigureAwait(false);
        var contentId = section.Headers?.TryGetValue("Content-ID", out var id) == true ? id.ToString() : null;
        return Single(content.ToArray(), contentId);
    }

    static SinglePart Single(byte[] bytes, string? contentId)
    {
        var (line, at) = Line(bytes, 0);
        while (line is { Length: 0 }) (line, at) = Line(bytes, at);
        var (first, last) = (line?.IndexOf(' ', StringComparison.Ordinal) ?? -1, line?.LastIndexOf(' ') ?? -1);
        if (first < 1 || last <= first || !line![(last + 1)..].StartsWith("HTTP/1.", StringComparison.Ordinal))
            return new SinglePart(null, contentId, "The part does not begin with a request line such as GET accounts HTTP/1.1.");

        // Some clients leave the blanks of a filter as they are.
        var (method, target) = (line[..first], line[(first + 1)..last].Trim());

        var headers = new HeaderDictionary();
        for ((line, at) = Line(bytes, at); line is { Length: > 0 }; (line, at) = Line(bytes, at))
        {
            if (line.Split(':', 2) is not [var name, var value]) return new SinglePart(null, contentId, $"The line '{line}' is no header.");

            headers.Append(name.Trim(), value.Trim());
        }

        contentId ??= headers.TryGetValue("Content-ID", out var inner) ? inner.ToString() : null;
        return new SinglePart(new WebApiRequest(method.ToUpperInvariant(), target, headers, Trimmed(bytes.AsMemory(Math.Min(at, bytes.Length)))), contentId, Defect: null);
    }

    /// <summary>Without the empty lines that writers put before the next boundary.</summary>
    static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> body)
    {
        var end = body.Length;
        while (end > 0 && body.Span[end - 1] is (byte)'\r' or (byte)'\n' or (byte)' ') end--;
        return body[..end];
    }

    /// <summary>A line without its end, and where the next one begins. Null: there is none.</summary>
    static (string? Line, int Next) Line(byte[] bytes, int from)
    {
        if (from >= bytes.Length) return (null, bytes.Length);

        var end = Array.IndexOf(bytes, (byte)'\n', from);
        if (end < 0) return (Encoding.UTF8.GetString(bytes, from, bytes.Length - from), bytes.Length);

        return (Encoding.UTF8.GetString(bytes, from, end - from).TrimEnd('\r'), end + 1);
    }

    static string Boundary(string? contentType, string what)
    {
        if (MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/mixed", StringComparison.OrdinalIgnoreCase))
        {
            var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
            if (boundary.Length > 0) return boundary;
        }

        // OData 4.01 has batches in JSON, too; the platform documents multipart/mixed only.
        throw WebFault.Of(WebFault.BadRequest, $"{what} is of type '{contentType}'. Send multipart/mixed with a boundary.");
    }
}
