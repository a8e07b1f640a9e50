using System;
using System.Collections.Generic;

namespace LocalDataverse;

/// <summary>A user to be added to an environment, in its root business unit.</summary>
/// <param name="FullName">Full name; also the name under which steps impersonate.</param>
public sealed record NewUser(string FullName)
{
    /// <summary>LCID of the user's language: 1033 English, 1031 German.</summary>
    public int Language { get; init; } = 1033;

    /// <summary>Dataverse's time zone code (usersettings.timezonecode). Null: that of the environment.</summary>
    public int? TimeZoneCode { get; init; }

    /// <summary>True: System Administrator, who may do everything; <see cref="Privileges"/> are then not needed.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>What the user may do beside <see cref="Roles"/>. Empty, no role and no administrator: nothing.</summary>
    public IReadOnlyList<TablePrivilege> Privileges { get; init; } = [];

    /// <summary>Names of roles that are there, such as those of an imported solution; beside <see cref="Privileges"/>.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Names of column security profiles that are there, such as those of an imported solution.</summary>
    public IReadOnlyList<string> ColumnProfiles { get; init; } = [];

    /// <summary>Business unit of the user. Null: the root business unit.</summary>
    public Guid? BusinessUnitId { get; init; }
}

/// <summary>Rights on a table at a depth.</summary>
/// <param name="Table">Logical name.</param>
/// <param name="Rights">Which rights.</param>
/// <param name="Depth">On whose rows.</param>
public sealed record TablePrivilege(string Table, TableRights Rights, AccessDepth Depth = AccessDepth.Global);

/// <summary>The eight rights of a table's privileges.</summary>
/// <remarks>https://learn.microsoft.com/power-platform/admin/security-roles-privileges</remarks>
[Flags]
public enum TableRights
{
    /// <summary>No right.</summary>
    None = 0,

    /// <summary>prvCreate…</summary>
    Create = 1,

    /// <summary>prvRead…</summary>
    Read = 2,

    /// <summary>prvWrite…</summary>
    Write = 4,

    /// <summary>prvDelete…</summary>
    Delete = 8,

    /// <summary>prvAppend…: this row may be tied to another.</summary>
    Append = 16,

    /// <summary>prvAppendTo…: another row may be tied to this one.</summary>
    AppendTo = 32,

    /// <summary>prvAssign…</summary>
    Assign = 64,

    /// <summary>prvShare…</summary>
    Share = 128,

    /// <summary>All eight.</summary>
    All = 255,
}

/// <summary>On whose rows a privilege holds.</summary>
public enum AccessDepth
{
    /// <summary>The user's own rows and those of the user's teams.</summary>
    Basic = 1,

    /// <summary>Rows of the user's business unit.</summary>
    Local = 2,

    /// <summary>Rows of the user's business unit and of those below it.</summary>
    Deep = 4,

    /// <summary>All rows of the organisation.</summary>
    Global = 8,
}
