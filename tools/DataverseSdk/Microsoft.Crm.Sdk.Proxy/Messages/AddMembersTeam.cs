using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Adds users to a team.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class AddMembersTeamRequest : OrganizationRequest
{
    public AddMembersTeamRequest() => RequestName = "AddMembersTeam";

    public Guid TeamId
    {
        get => Parameters.TryGetValue("TeamId", out var value) ? (Guid)value : default;
        set => Parameters["TeamId"] = value;
    }

    public Guid[] MemberIds
    {
        get => Parameters.TryGetValue("MemberIds", out var value) ? (Guid[])value : default;
        set => Parameters["MemberIds"] = value;
    }
}

/// <summary>The results of <see cref="AddMembersTeamRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class AddMembersTeamResponse : OrganizationResponse;
