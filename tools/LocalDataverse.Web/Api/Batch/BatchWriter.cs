using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalDataverse.Web.Api.Batch;

/// <summary>Writes the answers of a batch.</summary>
internal sealed class BatchWriter
{
    readonly MemoryStream body = new();
    readonly string boundary;

    public BatchWriter(string kind) => boundary = $"{kind}_{Guid.NewGuid():D}";

    public string ContentType => $"multipart/mixed; boundary={boundary}";

    public void Add(WebApiResponse answer, string? contentId)
    {
        Text($"--{boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        if (contentId is not null) Text($"Content-ID: {contentId}\r\n");
        Text($"\r\nHTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}\r\n");
        foreach (var (name, value) in (IDictionary<string, Microsoft.Extensions.Primitives.StringValues>)answer.Headers) Text($"{name}: {value}\r\n");
        Text("\r\n");
        body.Write(answer.Body.Span);
        Text("\r\n");
    }

    /// <summary>The answers of a change set as one part.</summary>
    public void Add(BatchWriter changeSet)
    {
        Text($"--{boundary}\r\nContent-Type: {changeSet.ContentType}\r\n\r\n");
        body.Write(changeSet.Finish());
        Text("\r\n");
    }

    public byte[] Finish()
    {
        Text($"--{boundary}--\r\n");
        return body.ToArray();
    }

    void Text(string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
