using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using LocalDataverse.Security;
using Microsoft.Crm.Sdk.Messages;

namespace LocalDataverse.Messages;

/// <summary>RetrieveUserPrivileges: what the roles of a user and of the user's teams give.</summary>
internal sealed class RetrieveUserPrivilegesHandler : MessageHandler<RetrieveUserPrivilegesRequest, RetrieveUserPrivilegesResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["UserId"];

    protected override Subject Find(RetrieveUserPrivilegesRequest request, Call call) => new("systemuser", request.Value<Guid>("UserId"));

    protected override RetrieveUserPrivilegesResponse Handle(RetrieveUserPrivilegesRequest request, Call call)
    {
        var principal = call.Organization.Security.Find(new Caller(request.UserId, request.UserId, IsSystem: false), call.Transaction);
        if (principal.IsAdministrator) throw Fault.Unsupported("RetrieveUserPrivileges of a System Administrator, who holds every privilege");

        return new RetrieveUserPrivilegesResponse { Results = { ["RolePrivileges"] = Of(principal, call) } };
    }

    /// <summary>The privileges of a user or team as the platform tells them.</summary>
    internal static RolePrivilege[] Of(Principal principal, Call call)
    {
        var table = call.Catalog.Table("privilege");
        var ids = call.Transaction.Scan(table).ToDictionary(
            row => (string)row[table.Column("name")]!, row => row.Id, StringComparer.OrdinalIgnoreCase);
        return [.. principal.Privileges.Select(pair => new RolePrivilege
        {
            PrivilegeId = ids[pair.Key],
            PrivilegeName = pair.Key,
            Depth = Depth(pair.Value),
            BusinessUnitId = principal.BusinessUnitId,
        })];
    }

    static PrivilegeDepth Depth(AccessDepth depth) => depth switch
    {
        AccessDepth.Basic => PrivilegeDepth.Basic,
        AccessDepth.Local => PrivilegeDepth.Local,
        AccessDepth.Deep => PrivilegeDepth.Deep,
        _ => PrivilegeDepth.Global,
    };
}
