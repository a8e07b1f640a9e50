using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads the privileges of a user.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveUserPrivilegesRequest : OrganizationRequest
{
    public RetrieveUserPrivilegesRequest() => RequestName = "RetrieveUserPrivileges";

    public Guid UserId
    {
        get => Parameters.TryGetValue("UserId", out var value) ? (Guid)value : default;
        set => Parameters["UserId"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveUserPrivilegesRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveUserPrivilegesResponse : OrganizationResponse
{
    public RolePrivilege[] RolePrivileges => Results.TryGetValue("RolePrivileges", out var value) ? (RolePrivilege[])value : default;
}
