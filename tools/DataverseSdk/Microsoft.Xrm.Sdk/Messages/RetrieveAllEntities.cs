using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads the metadata of all tables.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveAllEntitiesRequest : OrganizationRequest
{
    public RetrieveAllEntitiesRequest() => RequestName = "RetrieveAllEntities";

    public EntityFilters EntityFilters
    {
        get => Parameters.TryGetValue("EntityFilters", out var value) ? (EntityFilters)value : default;
        set => Parameters["EntityFilters"] = value;
    }

    public bool RetrieveAsIfPublished
    {
        get => Parameters.TryGetValue("RetrieveAsIfPublished", out var value) ? (bool)value : default;
        set => Parameters["RetrieveAsIfPublished"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveAllEntitiesRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveAllEntitiesResponse : OrganizationResponse
{
    public EntityMetadata[] EntityMetadata => Results.TryGetValue("EntityMetadata", out var value) ? (EntityMetadata[])value : default;

    public string Timestamp => Results.TryGetValue("Timestamp", out var value) ? (string)value : default;
}
