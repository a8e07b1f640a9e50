using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Changes a row, or creates it.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class UpsertRequest : OrganizationRequest
{
    public UpsertRequest() => RequestName = "Upsert";

    public Entity Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (Entity)value : default;
        set => Parameters["Target"] = value;
    }
}

/// <summary>The results of <see cref="UpsertRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class UpsertResponse : OrganizationResponse
{
    public bool RecordCreated => Results.TryGetValue("RecordCreated", out var value) ? (bool)value : default;

    public EntityReference Target => Results.TryGetValue("Target", out var value) ? (EntityReference)value : default;
}
