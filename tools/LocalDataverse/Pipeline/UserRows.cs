using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Security;
using LocalDataverse.Storage;

namespace LocalDataverse.Pipeline;

/// <summary>Writes users with their settings, and roles with their privileges.</summary>
internal sealed class UserRows(Organization organization, SystemRows rows)
{
    /// <summary>What every role lets its holder read besides the tables it is about: how the user works, and who else does.</summary>
    static readonly TablePrivilege[] Basics =
    [
        new("systemuser", TableRights.Read),
        new("usersettings", TableRights.Read | TableRights.Write, AccessDepth.Basic),
        new("businessunit", TableRights.Read),
        new("team", TableRights.Read),
        new("organization", TableRights.Read),
        new("transactioncurrency", TableRights.Read),
        new("environmentvariabledefinition", TableRights.Read),
        new("appmodule", TableRights.Read),
        new("sitemap", TableRights.Read),
        new("systemform", TableRights.Read),
        new("savedquery", TableRights.Read),
        new("savedqueryvisualization", TableRights.Read),
        new("webresource", TableRights.Read),
    ];

    internal static void CheckLanguage(int language, string parameter)
    {
        if (language is LocalizedText.EnglishLanguage or LocalizedText.GermanLanguage) return;

        throw new ArgumentException(
            $"The language {language} is not known to the embedded Dataverse. Use 1033 (English) or 1031 (German).", parameter);
    }

    internal void AddAdministratorRole() => rows.Write(
        "role",
        AdministratorRole,
        ("name", "System Administrator"),
        ("roletemplateid", new Reference("roletemplate", SecurityModel.AdministratorTemplate)),
        ("businessunitid", new Reference("businessunit", organization.BusinessUnitId)));

    Guid AdministratorRole => organization.AdministratorRoleId;

    /// <exception cref="ArgumentException">The time zone, language, business unit, a role or a table is unknown.</exception>
    internal void Add(Guid id, NewUser user)
    {
        Check(user);
        var unit = new Reference("businessunit", user.BusinessUnitId ?? organization.BusinessUnitId);
        var space = user.FullName.LastIndexOf(' ');
        rows.Write(
            "systemuser",
            id,
            ("fullname", user.FullName),
            ("firstname", space < 0 ? null : user.FullName[..space]),
            ("lastname", user.FullName[(space + 1)..]),
            ("businessunitid", unit),
            ("isdisabled", false));
        rows.Write(
            "usersettings",
            id,
            ("uilanguageid", user.Language),
            ("localeid", user.Language),
            ("timezonecode", user.TimeZoneCode ?? organization.Options.TimeZoneCode),
            ("transactioncurrencyid", new Reference("transactioncurrency", organization.BaseCurrencyId)));
        Give(
            id,
            user.IsAdministrator ? AdministratorRole : AddRole(organization.Ids.Next(), $"Role of {user.FullName}", Named([.. Basics, .. user.Privileges])));
        foreach (var role in user.Roles) Give(id, Named("role", role, "systemuserroles_association"));
        foreach (var profile in user.ColumnProfiles)
        {
            rows.Write("systemuserprofiles", organization.Ids.Next(), ("systemuserid", id), ("fieldsecurityprofileid", Named("fieldsecurityprofile", profile, "systemuserprofiles_association")));
        }
    }

    /// <summary>A role with privileges by name.</summary>
    internal Guid AddRole(Guid id, string name, IEnumerable<KeyValuePair<string, AccessDepth>> privileges)
    {
        rows.Write("role", id, ("name", name), ("businessunitid", new Reference("businessunit", organization.BusinessUnitId)));
        var table = rows.Transaction.Catalog.Table("roleprivileges");
        foreach (var old in rows.Transaction.Scan(table).Where(row => row[table.Column("roleid")] is Guid role && role == id).ToList())
        {
            rows.Delete("roleprivileges", old.Id);
        }

        foreach (var (privilege, depth) in privileges)
        {
            rows.Write("roleprivileges", organization.Ids.Next(), ("roleid", id), ("privilegeid", PrivilegeId(privilege)), ("privilegedepthmask", (int)depth));
        }

        return id;
    }

    void Give(Guid userId, Guid roleId) => rows.Write("systemuserroles", organization.Ids.Next(), ("systemuserid", userId), ("roleid", roleId));

    Guid Named(string table, string name, string relationship) => rows.Find(table, "name", name).ToList() switch
    {
        [var row] => row.Id,
        [] => throw new ArgumentException($"There is no {table} '{name}'. Import the solution that has it first, or correct the name.", nameof(name)),
        var several => throw new ArgumentException($"There are {several.Count} rows of {table} named '{name}'. Associate the one you mean by {relationship}.", nameof(name)),
    };

    Guid PrivilegeId(string name)
    {
        if (rows.Find("privilege", "name", name).FirstOrDefault() is { } known) return known.Id;

        var id = organization.Ids.Next();
        rows.Write("privilege", id, ("name", name), ("accessright", (int)(PrivilegeName.RightOf(name) ?? TableRights.None)));
        return id;
    }

    IEnumerable<KeyValuePair<string, AccessDepth>> Named(IEnumerable<TablePrivilege> privileges)
    {
        var named = new Dictionary<string, AccessDepth>(StringComparer.OrdinalIgnoreCase);
        foreach (var privilege in privileges)
        {
            var table = rows.Transaction.Catalog.TryTable(privilege.Table) ?? throw new ArgumentException(
                $"A privilege is for table {privilege.Table}, which this environment does not have. Import the solution first, or correct the name.", nameof(privileges));
            foreach (var right in PrivilegeName.Each(privilege.Rights))
            {
                var name = PrivilegeName.Of(table, right);
                if (!named.TryGetValue(name, out var depth) || depth < privilege.Depth) named[name] = privilege.Depth;
            }
        }

        return named;
    }

    void Check(NewUser user)
    {
        if (string.IsNullOrWhiteSpace(user.FullName)) throw new ArgumentException("A user needs a full name.", nameof(user));

        CheckLanguage(user.Language, nameof(user));
        if (!organization.Options.Languages.Contains(user.Language))
        {
            throw new ArgumentException(
                $"The language {user.Language} of {user.FullName} is not switched on in this environment. Add it to the options.", nameof(user));
        }

        if (user.TimeZoneCode is { } code && TimeZones.TryFind(code) is null)
        {
            throw new ArgumentException($"{user.FullName}: {TimeZones.Unknown(code)}", nameof(user));
        }

        if (user.BusinessUnitId is { } unit && rows.Transaction.Find(rows.Transaction.Catalog.Table("businessunit"), unit) is null)
        {
            throw new ArgumentException(
                $"The business unit {unit} of {user.FullName} does not exist. Create it first, or leave it out for the root.", nameof(user));
        }
    }
}
