using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Links rows by a relationship.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class AssociateRequest : OrganizationRequest
{
    public AssociateRequest() => RequestName = "Associate";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public Relationship Relationship
    {
        get => Parameters.TryGetValue("Relationship", out var value) ? (Relationship)value : default;
        set => Parameters["Relationship"] = value;
    }

    public EntityReferenceCollection RelatedEntities
    {
        get => Parameters.TryGetValue("RelatedEntities", out var value) ? (EntityReferenceCollection)value : default;
        set => Parameters["RelatedEntities"] = value;
    }
}

/// <summary>The results of <see cref="AssociateRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class AssociateResponse : OrganizationResponse;
