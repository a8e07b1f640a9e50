using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins;

/// <summary>Rows that came with another by a join.</summary>
static class Joined
{
    /// <summary>The joined columns as a row of their own; without attributes if nothing was joined. It has no id unless its id was asked for.</summary>
    internal static Entity Row(Entity row, string alias, string table)
    {
        var joined = new Entity(table);
        var prefix = alias + ".";
        foreach (var value in row.Attributes)
            if (value.Value is AliasedValue aliased && value.Key.StartsWith(prefix, StringComparison.Ordinal)) joined[value.Key.Substring(prefix.Length)] = aliased.Value;

        if (joined.Contains(table + "id") && joined[table + "id"] is Guid id) joined.Id = id;
        return joined;
    }
}
