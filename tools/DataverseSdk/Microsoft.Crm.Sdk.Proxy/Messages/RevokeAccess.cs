using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Ends sharing a row with a user or team.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RevokeAccessRequest : OrganizationRequest
{
    public RevokeAccessRequest() => RequestName = "RevokeAccess";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public EntityReference Revokee
    {
        get => Parameters.TryGetValue("Revokee", out var value) ? (EntityReference)value : default;
        set => Parameters["Revokee"] = value;
    }
}

/// <summary>The results of <see cref="RevokeAccessRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RevokeAccessResponse : OrganizationResponse;
