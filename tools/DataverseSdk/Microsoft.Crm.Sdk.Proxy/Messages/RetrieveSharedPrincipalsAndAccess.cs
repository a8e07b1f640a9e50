using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads with whom a row is shared.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveSharedPrincipalsAndAccessRequest : OrganizationRequest
{
    public RetrieveSharedPrincipalsAndAccessRequest() => RequestName = "RetrieveSharedPrincipalsAndAccess";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveSharedPrincipalsAndAccessRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveSharedPrincipalsAndAccessResponse : OrganizationResponse
{
    public PrincipalAccess[] PrincipalAccesses => Results.TryGetValue("PrincipalAccesses", out var value) ? (PrincipalAccess[])value : default;
}
