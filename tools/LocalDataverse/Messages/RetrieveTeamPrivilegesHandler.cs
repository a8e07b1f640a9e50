using System;
using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;
using Microsoft.Crm.Sdk.Messages;

namespace LocalDataverse.Messages;

/// <summary>RetrieveTeamPrivileges: what the roles of a team give.</summary>
internal sealed class RetrieveTeamPrivilegesHandler : MessageHandler<RetrieveTeamPrivilegesRequest, RetrieveTeamPrivilegesResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["TeamId"];

    protected override Subject Find(RetrieveTeamPrivilegesRequest request, Call call) => new("team", request.Value<Guid>("TeamId"));

    protected override RetrieveTeamPrivilegesResponse Handle(RetrieveTeamPrivilegesRequest request, Call call)
    {
        var team = call.Organization.Security.Of(new Reference("team", request.TeamId), call.Transaction);
        if (team.IsAdministrator) throw Fault.Unsupported("RetrieveTeamPrivileges of a team with the role System Administrator, which holds every privilege");

        return new RetrieveTeamPrivilegesResponse { Results = { ["RolePrivileges"] = RetrieveUserPrivilegesHandler.Of(team, call) } };
    }
}
