using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads a page of rows.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveMultipleRequest : OrganizationRequest
{
    public RetrieveMultipleRequest() => RequestName = "RetrieveMultiple";

    public QueryBase Query
    {
        get => Parameters.TryGetValue("Query", out var value) ? (QueryBase)value : default;
        set => Parameters["Query"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveMultipleRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveMultipleResponse : OrganizationResponse
{
    public EntityCollection EntityCollection => Results.TryGetValue("EntityCollection", out var value) ? (EntityCollection)value : default;
}
