using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads the privileges of a security role.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveRolePrivilegesRoleRequest : OrganizationRequest
{
    public RetrieveRolePrivilegesRoleRequest() => RequestName = "RetrieveRolePrivilegesRole";

    public Guid RoleId
    {
        get => Parameters.TryGetValue("RoleId", out var value) ? (Guid)value : default;
        set => Parameters["RoleId"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveRolePrivilegesRoleRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveRolePrivilegesRoleResponse : OrganizationResponse
{
    public RolePrivilege[] RolePrivileges => Results.TryGetValue("RolePrivileges", out var value) ? (RolePrivilege[])value : default;
}
