using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.ServiceModel;
using System.Text;
using System.Threading.Tasks;
using Microsoft.PowerPlatform.Dataverse.Client.Utils;
using Microsoft.Xrm.Sdk;

namespace Microsoft.PowerPlatform.Dataverse.Client.Http;

/// <summary>Requests of one client: as whom, and what becomes of answers that are errors.</summary>
internal sealed class WebApiConnection : IDisposable
{
    /// <summary>Longer addresses go into the body of a batch: servers and what stands before them cut them off.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/overview#limitations names 32 KB; 8 KB is what many servers take.</remarks>
    const int LongestAddress = 4000;

    public WebApiConnection(WebApiTransport transport)
    {
        Transport = transport;
        transport.Join();
    }

    /// <summary>Another one on the same transport, which acts as who signed in.</summary>
    public WebApiConnection(WebApiConnection other)
        : this(other.Transport)
    {
    }

    public WebApiTransport Transport { get; }

    public Guid CallerId { get; set; }

    public Guid? CallerObjectId { get; set; }

    public WebApiAnswer Get(string target, params IEnumerable<(string Name, string Value)> headers) => Send(HttpMethod.Get, target, body: null, headers);

    /// <summary>Sends a request as the user to act for.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="target">Address below the root.</param>
    /// <param name="body">JSON. Null: none.</param>
    /// <param name="headers">More headers.</param>
    /// <exception cref="FaultException{OrganizationServiceFault}">The platform refused it, with its code.</exception>
    /// <exception cref="DataverseOperationException">There is no answer, or it is none of the Web API.</exception>
    public WebApiAnswer Send(HttpMethod method, string target, string? body, params IEnumerable<(string Name, string Value)> headers)
    {
        var all = headers.Concat(Impersonation()).ToList();
        return target.Length > LongestAddress && method == HttpMethod.Get ? SendAsBatch(target, all) : SendPlain(method, target, Content(body), all);
    }

    /// <summary>Reads as who signed in, whoever the client acts for: what tables and operations there are.</summary>
    public WebApiAnswer GetAsSelf(string target, string accept = "application/json") => SendPlain(HttpMethod.Get, target, content: null, [("Accept", accept)]);

    public void Dispose() => Transport.Dispose();

    static StringContent? Content(string? body) => body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

    IEnumerable<(string Name, string Value)> Impersonation()
    {
        if (CallerObjectId is { } objectId) yield return ("CallerObjectId", objectId.ToString("D"));
        else if (CallerId != Guid.Empty) yield return ("MSCRMCallerID", CallerId.ToString("D"));
    }

    WebApiAnswer SendPlain(HttpMethod method, string target, HttpContent? content, IReadOnlyList<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Transport.Root, target)) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var (answer, retryAfter) = Answered(request);
        return Accepted(answer, retryAfter, $"{method} {target.Split('?')[0]}", method != HttpMethod.Get);
    }

    /// <summary>A GET inside the body of a batch.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api</remarks>
    WebApiAnswer SendAsBatch(string target, IReadOnlyList<(string Name, string Value)> headers)
    {
        var part = new StringBuilder("--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        part.Append("GET ").Append(new Uri(Transport.Root, target).AbsoluteUri).Append(" HTTP/1.1\r\nAccept: application/json\r\n");
        foreach (var (name, value) in headers.Where(header => header.Name == "Prefer")) part.Append(name).Append(": ").Append(value).Append("\r\n");
        part.Append("\r\n\r\n--b--\r\n");
        using var content = new StringContent(part.ToString(), Encoding.UTF8);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("multipart/mixed") { Parameters = { new("boundary", "b") } };

        // The answer of the batch names the boundary; what was asked is the only part in it. It reads only, so there is no outcome to be unsure of.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Transport.Root, "$batch")) { Content = content };
        foreach (var (name, value) in headers.Where(header => header.Name != "Prefer")) request.Headers.TryAddWithoutValidation(name, value);
        var (answer, retryAfter) = Answered(request);
        var what = $"GET {target.Split('?')[0]}";
        if (!answer.Body.StartsWith("--", StringComparison.Ordinal)) return Accepted(answer, retryAfter, what, isWrite: false);

        return Accepted(BatchAnswer.Only(answer.Body), retryAfter, what, isWrite: false);
    }

    (WebApiAnswer Answer, TimeSpan? RetryAfter) Answered(HttpRequestMessage request)
    {
        try
        {
            using var response = Transport.Send(request);
            using var reader = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return (new WebApiAnswer(response.StatusCode, headers, reader.ReadToEnd()), response.Headers.RetryAfter?.Delta);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
        {
            throw new DataverseOperationException($"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)} had no answer: {failure.Message}", failure);
        }
    }

    static WebApiAnswer Accepted(WebApiAnswer answer, TimeSpan? retryAfter, string what, bool isWrite)
    {
        if ((int)answer.Status is >= 200 and < 300 && IsOurs(answer)) return answer;
        if (ErrorAnswer.TryRead(answer.Body) is { } fault && answer.Status != HttpStatusCode.Unauthorized)
        {
            if (retryAfter is { } wait) fault.ErrorDetails["Retry-After"] = wait;
            throw new FaultException<OrganizationServiceFault>(fault, new FaultReason(fault.Message));
        }

        var status = new HttpRequestException(HttpRequestError.InvalidResponse, $"status {(int)answer.Status}", inner: null, answer.Status);
        throw new DataverseOperationException($"{what} was answered with status {(int)answer.Status} and nothing of the Web API{(isWrite && (int)answer.Status >= 500 ? "; whether it was carried out is not known" : "")}.", status);
    }

    /// <summary>A page of a website is no answer, whatever its status.</summary>
    static bool IsOurs(WebApiAnswer answer) =>
        answer.Body.Length == 0 || !answer.Headers.TryGetValue("Content-Type", out var type) || !type.Contains("html", StringComparison.OrdinalIgnoreCase);
}
