using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Changes a row.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class UpdateRequest : OrganizationRequest
{
    public UpdateRequest() => RequestName = "Update";

    public Entity Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (Entity)value : default;
        set => Parameters["Target"] = value;
    }

    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameters.TryGetValue("ConcurrencyBehavior", out var value) ? (ConcurrencyBehavior)value : default;
        set => Parameters["ConcurrencyBehavior"] = value;
    }
}

/// <summary>The results of <see cref="UpdateRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class UpdateResponse : OrganizationResponse;
