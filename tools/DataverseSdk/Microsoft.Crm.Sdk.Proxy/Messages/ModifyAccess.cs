using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Changes how a row is shared.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class ModifyAccessRequest : OrganizationRequest
{
    public ModifyAccessRequest() => RequestName = "ModifyAccess";

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

/// <summary>The results of <see cref="ModifyAccessRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class ModifyAccessResponse : OrganizationResponse;
