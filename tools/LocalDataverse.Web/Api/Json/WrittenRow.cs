using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Json;

/// <summary>A row that a body describes, with the requests that must run before and after its own.</summary>
/// <param name="Row">Columns, and rows to be created with it.</param>
internal sealed record WrittenRow(Entity Row)
{
    /// <summary>Rows that it refers to and that are created first.</summary>
    public List<OrganizationRequest> Before { get; } = [];

    /// <summary>Rows that are tied to it when it is there.</summary>
    public List<OrganizationRequest> After { get; } = [];
}
