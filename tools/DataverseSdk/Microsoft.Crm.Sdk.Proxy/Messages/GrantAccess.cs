using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Shares a row.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class GrantAccessRequest : OrganizationRequest
{
    public GrantAccessRequest() => RequestName = "GrantAccess";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public PrincipalAccess PrincipalAccess
    {
        get => Parameters.TryGetValue("PrincipalAccess", out var value) ? (PrincipalAccess)value : default;
        set => Parameters["PrincipalAccess"] = value;
    }
}

/// <summary>The results of <see cref="GrantAccessRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class GrantAccessResponse : OrganizationResponse;
