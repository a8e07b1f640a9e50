using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads the metadata of a table.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveEntityRequest : OrganizationRequest
{
    public RetrieveEntityRequest() => RequestName = "RetrieveEntity";

    public EntityFilters EntityFilters
    {
        get => Parameters.TryGetValue("EntityFilters", out var value) ? (EntityFilters)value : default;
        set => Parameters["EntityFilters"] = value;
    }

    public string LogicalName
    {
        get => Parameters.TryGetValue("LogicalName", out var value) ? (string)value : default;
        set => Parameters["LogicalName"] = value;
    }

    public Guid MetadataId
    {
        get => Parameters.TryGetValue("MetadataId", out var value) ? (Guid)value : default;
        set => Parameters["MetadataId"] = value;
    }

    public bool RetrieveAsIfPublished
    {
        get => Parameters.TryGetValue("RetrieveAsIfPublished", out var value) ? (bool)value : default;
        set => Parameters["RetrieveAsIfPublished"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveEntityRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveEntityResponse : OrganizationResponse
{
    public EntityMetadata EntityMetadata => Results.TryGetValue("EntityMetadata", out var value) ? (EntityMetadata)value : default;
}
