using System;
using System.Collections.Generic;
using LocalDataverse.Web.Api.Model;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Web.Api;

/// <summary>One request on its way, with what is needed to answer it.</summary>
/// <param name="Model">Tables and operations as they are now.</param>
/// <param name="Service">Acts as the caller.</param>
/// <param name="Root">Address of the service, ends with a slash.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Preferences">How the caller wants it answered.</param>
internal sealed record Exchange(WebApiModel Model, IOrganizationService Service, Uri Root, WebApiRequest Request, Preferences Preferences)
{
    public Url Url { get; init; } = Url.None;

    /// <summary>Addresses of rows, below the root, by the Content-ID of the request of this change set that writes them.</summary>
    public IReadOnlyDictionary<string, string> ContentIds { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The request is part of a change set: it must say now which row it writes, because another may refer to it.</summary>
    public bool InChangeSet { get; init; }

    /// <summary>A URL in which a reference such as <c>$1</c> at the beginning is replaced by the address of the row.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x8005F100: no request before this one has the Content-ID.</exception>
    public string Resolved(string relative)
    {
        if (!relative.StartsWith('$') || relative.StartsWith("$metadata", StringComparison.Ordinal) || relative.StartsWith("$batch", StringComparison.Ordinal)) return relative;

        var end = relative.IndexOfAny(['/', '?']);
        var name = end < 0 ? relative[1..] : relative[1..end];
        return ContentIds.TryGetValue(name, out var address)
            ? address + (end < 0 ? "" : relative[end..])
            : throw WebFault.Of(WebFault.BadRequest, $"Content-ID Reference: '${name}' does not exist in the batch context. Only requests before it in the same change set can be referred to.");
    }

    /// <summary>Address of a row.</summary>
    public string AddressOf(string setName, Guid id) => $"{Root}{setName}({id:D})";

    /// <summary>Executes requests that belong together, all or none.</summary>
    public IReadOnlyList<OrganizationResponse> Execute(IReadOnlyList<OrganizationRequest> requests)
    {
        if (requests.Count == 0) return [];
        if (requests.Count == 1) return [Service.Execute(requests[0])];

        var all = new ExecuteTransactionRequest { Requests = [.. requests], ReturnResponses = true };
        return [.. ((ExecuteTransactionResponse)Service.Execute(all)).Responses];
    }

    /// <summary>What a caller may say of a request that changes something: a tag for plug-ins, whether their code is passed by, whether duplicates are looked for.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/optional-parameters</remarks>
    public T Marked<T>(T request)
        where T : OrganizationRequest
    {
        if (Url.Option("tag") is { } tag) request["tag"] = tag;
        Mark(request, "MSCRM.BypassCustomPluginExecution", "BypassCustomPluginExecution");
        Mark(request, "MSCRM.SuppressDuplicateDetection", "SuppressDuplicateDetection");
        if (Request.Header("MSCRM.BypassBusinessLogicExecution") is { } logic) request["BypassBusinessLogicExecution"] = logic;
        return request;
    }

    void Mark(OrganizationRequest request, string header, string parameter)
    {
        if (Request.Header(header) is not { } text) return;

        request[parameter] = bool.TryParse(text, out var flag) ? flag : throw WebFault.Of((int)FaultCode.InvalidArgument, $"The header {header} is '{text}'. Say true or false.");
    }
}
