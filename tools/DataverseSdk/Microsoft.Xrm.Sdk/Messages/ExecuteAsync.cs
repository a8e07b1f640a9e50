using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Executes a request later.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class ExecuteAsyncRequest : OrganizationRequest
{
    public ExecuteAsyncRequest() => RequestName = "ExecuteAsync";

    public OrganizationRequest Request
    {
        get => Parameters.TryGetValue("Request", out var value) ? (OrganizationRequest)value : default;
        set => Parameters["Request"] = value;
    }
}

/// <summary>The results of <see cref="ExecuteAsyncRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class ExecuteAsyncResponse : OrganizationResponse
{
    public Guid AsyncJobId => Results.TryGetValue("AsyncJobId", out var value) ? (Guid)value : default;
}
