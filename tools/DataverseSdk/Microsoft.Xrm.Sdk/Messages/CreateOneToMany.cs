using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates a lookup with its relationship.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateOneToManyRequest : OrganizationRequest
{
    public CreateOneToManyRequest() => RequestName = "CreateOneToMany";

    public LookupAttributeMetadata Lookup
    {
        get => Parameters.TryGetValue("Lookup", out var value) ? (LookupAttributeMetadata)value : default;
        set => Parameters["Lookup"] = value;
    }

    public OneToManyRelationshipMetadata OneToManyRelationship
    {
        get => Parameters.TryGetValue("OneToManyRelationship", out var value) ? (OneToManyRelationshipMetadata)value : default;
        set => Parameters["OneToManyRelationship"] = value;
    }

    public string SolutionUniqueName
    {
        get => Parameters.TryGetValue("SolutionUniqueName", out var value) ? (string)value : default;
        set => Parameters["SolutionUniqueName"] = value;
    }
}

/// <summary>The results of <see cref="CreateOneToManyRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateOneToManyResponse : OrganizationResponse
{
    public Guid AttributeId => Results.TryGetValue("AttributeId", out var value) ? (Guid)value : default;

    public Guid RelationshipId => Results.TryGetValue("RelationshipId", out var value) ? (Guid)value : default;
}
