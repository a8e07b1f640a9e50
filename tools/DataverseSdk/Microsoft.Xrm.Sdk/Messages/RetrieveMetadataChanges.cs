using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads the metadata that a query asks for. What does not exist is absent from the answer; it is no fault.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveMetadataChangesRequest : OrganizationRequest
{
    public RetrieveMetadataChangesRequest() => RequestName = "RetrieveMetadataChanges";

    public EntityQueryExpression Query
    {
        get => Parameters.TryGetValue("Query", out var value) ? (EntityQueryExpression)value : default;
        set => Parameters["Query"] = value;
    }

    public string ClientVersionStamp
    {
        get => Parameters.TryGetValue("ClientVersionStamp", out var value) ? (string)value : default;
        set => Parameters["ClientVersionStamp"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveMetadataChangesRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveMetadataChangesResponse : OrganizationResponse
{
    public EntityMetadataCollection EntityMetadata => Results.TryGetValue("EntityMetadata", out var value) ? (EntityMetadataCollection)value : default;

    public string ServerVersionStamp => Results.TryGetValue("ServerVersionStamp", out var value) ? (string)value : default;
}
