using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads the privileges of a team.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveTeamPrivilegesRequest : OrganizationRequest
{
    public RetrieveTeamPrivilegesRequest() => RequestName = "RetrieveTeamPrivileges";

    public Guid TeamId
    {
        get => Parameters.TryGetValue("TeamId", out var value) ? (Guid)value : default;
        set => Parameters["TeamId"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveTeamPrivilegesRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveTeamPrivilegesResponse : OrganizationResponse
{
    public RolePrivilege[] RolePrivileges => Results.TryGetValue("RolePrivileges", out var value) ? (RolePrivilege[])value : default;
}
