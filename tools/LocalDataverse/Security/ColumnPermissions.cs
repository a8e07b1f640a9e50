using System;
using System.Collections.Generic;
using LocalDataverse.Storage;

namespace LocalDataverse.Security;

/// <summary>What the column security profiles of a user allow with secured columns.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/column-level-security</remarks>
internal sealed class ColumnPermissions
{
    /// <summary>The profile of System Administrator, the same in every environment: all secured columns.</summary>
    internal static readonly Guid AdministratorProfile = new("572329c1-a042-4e22-be47-367c6374ea45");

    const int Allowed = 4;

    readonly HashSet<(string Table, string Column, string Right)> granted = [];
    readonly bool hasAll;

    ColumnPermissions(bool hasAll) => this.hasAll = hasAll;

    internal static ColumnPermissions None { get; } = new(hasAll: false);

    internal static ColumnPermissions Of(IReadOnlyCollection<Guid> profiles, Transaction transaction)
    {
        if (profiles.Count == 0) return None;

        var found = new ColumnPermissions(hasAll: ((ICollection<Guid>)profiles).Contains(AdministratorProfile));
        var table = transaction.Catalog.Table("fieldpermission");
        foreach (var profile in profiles)
        {
            foreach (var row in transaction.Lookup(table, table.Column("fieldsecurityprofileid"), profile))
            {
                var (of, column) = ((string)row[table.Column("entityname")]!, (string)row[table.Column("attributelogicalname")]!);
                foreach (var right in (string[])["canread", "cancreate", "canupdate"])
                {
                    if (row[table.Column(right)] is Allowed) found.granted.Add((of, column, right));
                }
            }
        }

        return found;
    }

    internal bool MayRead(string table, string column) => Has(table, column, "canread");

    internal bool MayCreate(string table, string column) => Has(table, column, "cancreate");

    internal bool MayUpdate(string table, string column) => Has(table, column, "canupdate");

    bool Has(string table, string column, string right) => hasAll || granted.Contains((table, column, right));
}
