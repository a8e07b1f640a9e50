using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Requests;

/// <summary>A request that changes something, planned and not yet executed, so that several can be executed in one transaction.</summary>
/// <param name="Requests">What the engine is asked, all or nothing.</param>
/// <param name="Answer">Makes the answer out of those of the engine, one for each request.</param>
internal sealed record WriteStep(IReadOnlyList<OrganizationRequest> Requests, Func<IReadOnlyList<OrganizationResponse>, WebApiResponse> Answer)
{
    /// <summary>Address below the root of the row that is written, for requests that refer to it. Null: none is.</summary>
    public string? Address { get; init; }
}
