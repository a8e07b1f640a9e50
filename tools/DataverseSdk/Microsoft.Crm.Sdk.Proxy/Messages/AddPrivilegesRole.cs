using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Adds privileges to a security role.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class AddPrivilegesRoleRequest : OrganizationRequest
{
    public AddPrivilegesRoleRequest() => RequestName = "AddPrivilegesRole";

    public Guid RoleId
    {
        get => Parameters.TryGetValue("RoleId", out var value) ? (Guid)value : default;
        set => Parameters["RoleId"] = value;
    }

    public RolePrivilege[] Privileges
    {
        get => Parameters.TryGetValue("Privileges", out var value) ? (RolePrivilege[])value : default;
        set => Parameters["Privileges"] = value;
    }
}

/// <summary>The results of <see cref="AddPrivilegesRoleRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class AddPrivilegesRoleResponse : OrganizationResponse;
