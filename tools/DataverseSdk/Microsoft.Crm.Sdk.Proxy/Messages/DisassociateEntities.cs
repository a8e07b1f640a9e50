using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Unlinks two rows of a many-to-many relationship.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class DisassociateEntitiesRequest : OrganizationRequest
{
    public DisassociateEntitiesRequest() => RequestName = "DisassociateEntities";

    public EntityReference Moniker1
    {
        get => Parameters.TryGetValue("Moniker1", out var value) ? (EntityReference)value : default;
        set => Parameters["Moniker1"] = value;
    }

    public EntityReference Moniker2
    {
        get => Parameters.TryGetValue("Moniker2", out var value) ? (EntityReference)value : default;
        set => Parameters["Moniker2"] = value;
    }

    public string RelationshipName
    {
        get => Parameters.TryGetValue("RelationshipName", out var value) ? (string)value : default;
        set => Parameters["RelationshipName"] = value;
    }
}

/// <summary>The results of <see cref="DisassociateEntitiesRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class DisassociateEntitiesResponse : OrganizationResponse;
