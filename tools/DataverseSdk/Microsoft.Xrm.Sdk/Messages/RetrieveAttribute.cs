using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads the metadata of a column.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveAttributeRequest : OrganizationRequest
{
    public RetrieveAttributeRequest() => RequestName = "RetrieveAttribute";

    public string EntityLogicalName
    {
        get => Parameters.TryGetValue("EntityLogicalName", out var value) ? (string)value : default;
        set => Parameters["EntityLogicalName"] = value;
    }

    public string LogicalName
    {
        get => Parameters.TryGetValue("LogicalName", out var value) ? (string)value : default;
        set => Parameters["LogicalName"] = value;
    }

    public int ColumnNumber
    {
        get => Parameters.TryGetValue("ColumnNumber", out var value) ? (int)value : default;
        set => Parameters["ColumnNumber"] = value;
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

/// <summary>The results of <see cref="RetrieveAttributeRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveAttributeResponse : OrganizationResponse
{
    public AttributeMetadata AttributeMetadata => Results.TryGetValue("AttributeMetadata", out var value) ? (AttributeMetadata)value : default;
}
