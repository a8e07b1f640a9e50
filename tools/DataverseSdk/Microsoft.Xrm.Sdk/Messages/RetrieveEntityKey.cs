using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads the metadata of an alternate key.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveEntityKeyRequest : OrganizationRequest
{
    public RetrieveEntityKeyRequest() => RequestName = "RetrieveEntityKey";

    public Guid MetadataId
    {
        get => Parameters.TryGetValue("MetadataId", out var value) ? (Guid)value : default;
        set => Parameters["MetadataId"] = value;
    }

    public string LogicalName
    {
        get => Parameters.TryGetValue("LogicalName", out var value) ? (string)value : default;
        set => Parameters["LogicalName"] = value;
    }

    public string EntityLogicalName
    {
        get => Parameters.TryGetValue("EntityLogicalName", out var value) ? (string)value : default;
        set => Parameters["EntityLogicalName"] = value;
    }

    public bool RetrieveAsIfPublished
    {
        get => Parameters.TryGetValue("RetrieveAsIfPublished", out var value) ? (bool)value : default;
        set => Parameters["RetrieveAsIfPublished"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveEntityKeyRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveEntityKeyResponse : OrganizationResponse
{
    public EntityKeyMetadata EntityKeyMetadata => Results.TryGetValue("EntityKeyMetadata", out var value) ? (EntityKeyMetadata)value : default;
}
