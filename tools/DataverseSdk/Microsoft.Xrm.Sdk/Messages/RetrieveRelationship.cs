using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads the metadata of a relationship.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveRelationshipRequest : OrganizationRequest
{
    public RetrieveRelationshipRequest() => RequestName = "RetrieveRelationship";

    public Guid MetadataId
    {
        get => Parameters.TryGetValue("MetadataId", out var value) ? (Guid)value : default;
        set => Parameters["MetadataId"] = value;
    }

    public string Name
    {
        get => Parameters.TryGetValue("Name", out var value) ? (string)value : default;
        set => Parameters["Name"] = value;
    }

    public bool RetrieveAsIfPublished
    {
        get => Parameters.TryGetValue("RetrieveAsIfPublished", out var value) ? (bool)value : default;
        set => Parameters["RetrieveAsIfPublished"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveRelationshipRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveRelationshipResponse : OrganizationResponse
{
    public RelationshipMetadataBase RelationshipMetadata => Results.TryGetValue("RelationshipMetadata", out var value) ? (RelationshipMetadataBase)value : default;
}
