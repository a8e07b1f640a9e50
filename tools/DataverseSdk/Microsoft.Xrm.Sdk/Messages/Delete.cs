using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Deletes a row.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DeleteRequest : OrganizationRequest
{
    public DeleteRequest() => RequestName = "Delete";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameters.TryGetValue("ConcurrencyBehavior", out var value) ? (ConcurrencyBehavior)value : default;
        set => Parameters["ConcurrencyBehavior"] = value;
    }
}

/// <summary>The results of <see cref="DeleteRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DeleteResponse : OrganizationResponse;
