using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates a column.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateAttributeRequest : OrganizationRequest
{
    public CreateAttributeRequest() => RequestName = "CreateAttribute";

    public AttributeMetadata Attribute
    {
        get => Parameters.TryGetValue("Attribute", out var value) ? (AttributeMetadata)value : default;
        set => Parameters["Attribute"] = value;
    }

    public string EntityName
    {
        get => Parameters.TryGetValue("EntityName", out var value) ? (string)value : default;
        set => Parameters["EntityName"] = value;
    }

    public string SolutionUniqueName
    {
        get => Parameters.TryGetValue("SolutionUniqueName", out var value) ? (string)value : default;
        set => Parameters["SolutionUniqueName"] = value;
    }
}

/// <summary>The results of <see cref="CreateAttributeRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateAttributeResponse : OrganizationResponse
{
    public Guid AttributeId => Results.TryGetValue("AttributeId", out var value) ? (Guid)value : default;
}
