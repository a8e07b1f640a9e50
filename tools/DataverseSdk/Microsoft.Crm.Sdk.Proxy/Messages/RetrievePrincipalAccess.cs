using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Asks what a user or team may do with a row.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrievePrincipalAccessRequest : OrganizationRequest
{
    public RetrievePrincipalAccessRequest() => RequestName = "RetrievePrincipalAccess";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public EntityReference Principal
    {
        get => Parameters.TryGetValue("Principal", out var value) ? (EntityReference)value : default;
        set => Parameters["Principal"] = value;
    }
}

/// <summary>The results of <see cref="RetrievePrincipalAccessRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrievePrincipalAccessResponse : OrganizationResponse
{
    public AccessRights AccessRights => Results.TryGetValue("AccessRights", out var value) ? (AccessRights)value : default;
}
