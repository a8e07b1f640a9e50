using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Unlinks rows.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DisassociateRequest : OrganizationRequest
{
    public DisassociateRequest() => RequestName = "Disassociate";

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

/// <summary>The results of <see cref="DisassociateRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DisassociateResponse : OrganizationResponse;
