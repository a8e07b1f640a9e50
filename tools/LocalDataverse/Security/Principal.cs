using System;
using System.Collections.Generic;

namespace LocalDataverse.Security;

/// <summary>A user as the security checks and the formatting of values see it.</summary>
/// <param name="UserId">systemuserid.</param>
/// <param name="BusinessUnitId">Business unit.</param>
/// <param name="TeamIds">Teams whose rows count as the user's own.</param>
/// <param name="IsAdministrator">Holds the role System Administrator.</param>
/// <param name="Privileges">Greatest depth by privilege.</param>
/// <param name="BusinessUnitsBelow">The user's business unit and those below it.</param>
/// <param name="Language">LCID of the user's language.</param>
/// <param name="TimeZone">The user's time zone.</param>
internal sealed record Principal(
    Guid UserId,
    Guid BusinessUnitId,
    IReadOnlyCollection<Guid> TeamIds,
    bool IsAdministrator,
    IReadOnlyDictionary<string, AccessDepth> Privileges,
    IReadOnlySet<Guid> BusinessUnitsBelow,
    int Language,
    TimeZoneInfo TimeZone)
{
    /// <summary>Secured columns that profiles open.</summary>
    internal ColumnPermissions Columns { get; init; } = ColumnPermissions.None;

    internal AccessDepth? DepthOf(string privilege) => Privileges.TryGetValue(privilege, out var depth) ? depth : null;
}
