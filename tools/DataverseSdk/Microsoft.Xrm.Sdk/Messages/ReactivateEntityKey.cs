using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Builds the index of an alternate key again.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class ReactivateEntityKeyRequest : OrganizationRequest
{
    public ReactivateEntityKeyRequest() => RequestName = "ReactivateEntityKey";

    public string EntityKeyLogicalName
    {
        get => Parameters.TryGetValue("EntityKeyLogicalName", out var value) ? (string)value : default;
        set => Parameters["EntityKeyLogicalName"] = value;
    }

    public string EntityLogicalName
    {
        get => Parameters.TryGetValue("EntityLogicalName", out var value) ? (string)value : default;
        set => Parameters["EntityLogicalName"] = value;
    }
}

/// <summary>The results of <see cref="ReactivateEntityKeyRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class ReactivateEntityKeyResponse : OrganizationResponse;
