using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads a global choice.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveOptionSetRequest : OrganizationRequest
{
    public RetrieveOptionSetRequest() => RequestName = "RetrieveOptionSet";

    public string Name
    {
        get => Parameters.TryGetValue("Name", out var value) ? (string)value : default;
        set => Parameters["Name"] = value;
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

/// <summary>The results of <see cref="RetrieveOptionSetRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveOptionSetResponse : OrganizationResponse
{
    public OptionSetMetadataBase OptionSetMetadata => Results.TryGetValue("OptionSetMetadata", out var value) ? (OptionSetMetadataBase)value : default;
}
