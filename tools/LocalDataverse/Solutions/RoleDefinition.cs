using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace LocalDataverse.Solutions;

/// <summary>A security role of a solution.</summary>
internal sealed record RoleDefinition(Guid Id, string Name, IReadOnlyList<RolePrivilegeDefinition> Privileges, string Place)
{
    internal static IReadOnlyList<RoleDefinition> ReadAll(XElement customizations)
    {
        const string part = SolutionZip.Customizations;
        return [.. (customizations.Element("Roles")?.Elements("Role") ?? []).Select(role => new RoleDefinition(
            role.Id(role.NeededAttribute("id", part), "id", part),
            role.NeededAttribute("name", part),
            [.. (role.Element("RolePrivileges")?.Elements("RolePrivilege") ?? []).Select(privilege => new RolePrivilegeDefinition(
                privilege.NeededAttribute("name", part),
                Enum.TryParse<AccessDepth>(privilege.NeededAttribute("level", part), out var depth)
                    ? depth
                    : throw Xml.Unreadable(privilege, "level", privilege.NeededAttribute("level", part), "Basic, Local, Deep or Global", part),
                Xml.Place(privilege, part)))],
            Xml.Place(role, part)))];
    }
}

/// <summary>A privilege in a role.</summary>
internal sealed record RolePrivilegeDefinition(string Name, AccessDepth Depth, string Place);
