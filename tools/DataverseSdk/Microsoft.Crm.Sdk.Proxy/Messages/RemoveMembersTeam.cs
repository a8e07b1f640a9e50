using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Removes users from a team.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RemoveMembersTeamRequest : OrganizationRequest
{
    public RemoveMembersTeamRequest() => RequestName = "RemoveMembersTeam";

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

/// <summary>The results of <see cref="RemoveMembersTeamRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RemoveMembersTeamResponse : OrganizationResponse;
