using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Security;

/// <summary>Reads from the rows who may do what: users, roles, teams, business units.</summary>
internal sealed class SecurityModel
{
    /// <summary>Role template of System Administrator, the same in every environment.</summary>
    internal static readonly Guid AdministratorTemplate = new("627090ff-40a3-4053-8790-584edc5be201");

    static readonly FrozenSet<string> Tables = FrozenSet.Create(
        StringComparer.Ordinal,
        "systemuser", "usersettings", "role", "roleprivileges", "privilege", "systemuserroles", "team", "teammembership", "teamroles", "businessunit",
        "fieldsecurityprofile", "fieldpermission", "systemuserprofiles", "teamprofiles");

    readonly Organization organization;

    /// <summary>A commit replaces the whole dictionary, so that nobody who read before it can put old rights back.</summary>
    ConcurrentDictionary<Guid, Principal> known;

    internal SecurityModel(Organization organization)
    {
        this.organization = organization;
        known = new();
    }

    /// <summary>Begins with the principals that another organization knows.</summary>
    internal SecurityModel(Organization organization, SecurityModel origin)
    {
        this.organization = organization;
        known = new(Volatile.Read(ref origin.known));
    }

    /// <exception cref="System.ServiceModel.FaultException">0x80040217: there is no such user.</exception>
    internal Principal Find(Caller caller, Transaction? transaction)
    {
        var cache = Volatile.Read(ref known);
        if (cache.TryGetValue(caller.UserId, out var principal)) return principal;

        // What an open transaction wrote may be undone: only committed users are remembered.
        if (transaction is not null && Tables.Any(transaction.Writes)) return new PrincipalRows(organization, transaction).Read(caller.UserId);

        using var committed = organization.Store.Begin();
        return cache[caller.UserId] = new PrincipalRows(organization, committed).Read(caller.UserId);
    }

    /// <summary>A user, or a team with the rights of its own roles.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x8004020C: rows are not given to rows of that table; 0x80040217: there is no such user or team.</exception>
    internal Principal Of(Reference principal, Transaction transaction) => principal.Table switch
    {
        "systemuser" => Find(new Caller(principal.Id, principal.Id, IsSystem: false), transaction),
        "team" => new PrincipalRows(organization, transaction).ReadTeam(principal.Id),
        var other => throw Fault.Of(FaultCode.InvalidSharee, $"Invalid share id: {other} {principal.Id:D} is neither a user nor a team."),
    };

    internal void Committed(IReadOnlySet<string> tables)
    {
        if (Tables.Overlaps(tables)) Volatile.Write(ref known, new ConcurrentDictionary<Guid, Principal>());
    }
}

/// <summary>Reads a user with all that the security checks need.</summary>
internal sealed class PrincipalRows(Organization organization, Transaction transaction)
{
    internal Principal Read(Guid userId)
    {
        var users = transaction.Catalog.Table("systemuser");
        var user = transaction.Find(users, userId) ?? throw Fault.DoesNotExist(users, userId);
        var businessUnit = user.Lookup(users.Column("businessunitid"))?.Id ?? organization.BusinessUnitId;
        var teams = Partners("teammembership", "systemuserid", userId, "teamid").ToHashSet();
        var roles = Partners("systemuserroles", "systemuserid", userId, "roleid")
            .Concat(teams.SelectMany(team => Partners("teamroles", "teamid", team, "roleid")))
            .ToHashSet();
        var profiles = Partners("systemuserprofiles", "systemuserid", userId, "fieldsecurityprofileid")
            .Concat(teams.SelectMany(team => Partners("teamprofiles", "teamid", team, "fieldsecurityprofileid")))
            .ToHashSet();
        var settings = transaction.Find(transaction.Catalog.Table("usersettings"), userId);
        return new Principal(
            userId,
            businessUnit,
            teams,
            roles.Any(IsAdministrator),
            Privileges(roles),
            Below(businessUnit),
            Setting(settings, "uilanguageid") ?? organization.Options.BaseLanguage,
            TimeZones.Find(Setting(settings, "timezonecode") ?? organization.Options.TimeZoneCode))
        {
            Columns = ColumnPermissions.Of(profiles, transaction),
        };
    }

    internal Principal ReadTeam(Guid teamId)
    {
        var teams = transaction.Catalog.Table("team");
        var team = transaction.Find(teams, teamId) ?? throw Fault.DoesNotExist(teams, teamId);
        var businessUnit = team.Lookup(teams.Column("businessunitid"))?.Id ?? organization.BusinessUnitId;
        var roles = Partners("teamroles", "teamid", teamId, "roleid").ToHashSet();
        return new Principal(
            teamId,
            businessUnit,
            [],
            roles.Any(IsAdministrator),
            Privileges(roles),
            Below(businessUnit),
            organization.Options.BaseLanguage,
            TimeZones.Find(organization.Options.TimeZoneCode));
    }

    static int? Setting(Row? settings, string column) => (int?)settings?[settings.Table.Column(column)];

    bool IsAdministrator(Guid roleId)
    {
        var roles = transaction.Catalog.Table("role");
        return transaction.Find(roles, roleId)?.Lookup(roles.Column("roletemplateid"))?.Id == SecurityModel.AdministratorTemplate;
    }

    Dictionary<string, AccessDepth> Privileges(HashSet<Guid> roles)
    {
        var found = new Dictionary<string, AccessDepth>(StringComparer.OrdinalIgnoreCase);
        if (roles.Count == 0) return found;

        var granted = transaction.Catalog.Table("roleprivileges");
        var privileges = transaction.Catalog.Table("privilege");
        foreach (var row in transaction.Scan(granted).Where(row => row[granted.Column("roleid")] is Guid role && roles.Contains(role)))
        {
            var privilege = transaction.Find(privileges, (Guid)row[granted.Column("privilegeid")]!);
            if (privilege?[privileges.Column("name")] is not string name) continue;

            var depth = (AccessDepth)(int)row[granted.Column("privilegedepthmask")]!;
            if (!found.TryGetValue(name, out var other) || depth > other) found[name] = depth;
        }

        return found;
    }

    HashSet<Guid> Below(Guid businessUnit)
    {
        var units = transaction.Catalog.Table("businessunit");
        var parent = units.Column("parentbusinessunitid");
        var below = new HashSet<Guid>();
        var open = new Queue<Guid>([businessUnit]);
        while (open.TryDequeue(out var unit))
        {
            if (!below.Add(unit)) continue;

            foreach (var child in transaction.Lookup(units, parent, unit)) open.Enqueue(child.Id);
        }

        return below;
    }

    IEnumerable<Guid> Partners(string table, string column, Guid id, string partner)
    {
        var pairs = transaction.Catalog.Table(table);
        return transaction.Scan(pairs).Where(row => row[pairs.Column(column)] is Guid mine && mine == id).Select(row => (Guid)row[pairs.Column(partner)]!).ToList();
    }
}
