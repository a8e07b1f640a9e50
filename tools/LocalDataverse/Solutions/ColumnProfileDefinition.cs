using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace LocalDataverse.Solutions;

/// <summary>A column security profile of a solution. Who belongs to it never travels.</summary>
internal sealed record ColumnProfileDefinition(Guid Id, string Name, string? Description, IReadOnlyList<ColumnPermissionDefinition> Permissions, string Place)
{
    const string Part = SolutionZip.Customizations;

    internal static IReadOnlyList<ColumnProfileDefinition> ReadAll(XElement customizations) =>
        [.. (customizations.Element("FieldSecurityProfiles")?.Elements("FieldSecurityProfile") ?? []).Select(profile => new ColumnProfileDefinition(
            profile.Id(profile.NeededAttribute("fieldsecurityprofileid", Part), "fieldsecurityprofileid", Part),
            profile.NeededAttribute("name", Part),
            profile.Attribute("description")?.Value,
            [.. (profile.Element("FieldPermissions")?.Elements("FieldPermission") ?? []).Select(ColumnPermissionDefinition.Read)],
            Xml.Place(profile, Part)))];
}

/// <summary>What a profile allows with one secured column: 0 nothing, 4 allowed.</summary>
internal sealed record ColumnPermissionDefinition(string Table, string Column, int CanRead, int CanUpdate, int CanCreate, string Place)
{
    const string Part = SolutionZip.Customizations;
    const int NotAllowed = 0;
    const int Allowed = 4;

    internal static ColumnPermissionDefinition Read(XElement permission) => new(
        permission.Needed("EntityName", Part).ToLowerInvariant(),
        permission.Needed("AttributeName", Part).ToLowerInvariant(),
        Right(permission, "CanRead"),
        Right(permission, "CanUpdate"),
        Right(permission, "CanCreate"),
        Xml.Place(permission, Part));

    static int Right(XElement permission, string name) => permission.Int(name, Part) is var value and (NotAllowed or Allowed)
        ? value
        : throw Xml.Unreadable(permission, name, permission.Needed(name, Part), "0 (not allowed) or 4 (allowed)", Part);
}
