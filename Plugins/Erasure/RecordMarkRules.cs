using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Erasure;

/// <summary>What the mark of a row must be like.</summary>
public static class RecordMarkRules
{
    /// <summary>The key of a mark: table and id of the marked row.</summary>
    public static string KeyOf(string table, Guid row) => table + "|" + row.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>What is wrong with a mark; null: nothing.</summary>
    /// <param name="table">Logical name of the table.</param>
    /// <param name="rowId">Id of the row as text.</param>
    /// <param name="recordClass">Code of the class; empty: as the table says.</param>
    /// <param name="events">In the form <c>event=YYYY-MM-DD;…</c>; empty: none.</param>
    public static MapDefect? DefectOf(string table, string rowId, string recordClass, string events)
    {
        if (table.Trim().Length == 0) return new MapDefect("OFF-3120", "value", table);
        if (!Guid.TryParse(rowId, out var id) || id == Guid.Empty) return new MapDefect("OFF-3121", "table", table, "value", rowId);
        if (recordClass.Length > 0 && !RecordClasses.IsKnown(recordClass)) return new MapDefect("OFF-3104", "entry", table, "value", recordClass);
        return TryEvents(events, out _, out var bad) ? null : new MapDefect("OFF-3122", "table", table, "value", bad);
    }

    /// <summary>The events of a mark, by their names. Throws nothing: what cannot be read was refused when the mark was saved.</summary>
    public static bool TryEvents(string events, out IReadOnlyDictionary<string, LocalDate> read, out string bad)
    {
        var found = new Dictionary<string, LocalDate>(StringComparer.Ordinal);
        read = found;
        foreach (var part in events.Split([';'], StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Trim()))
        {
            bad = part;
            var at = part.IndexOf('=');
            if (at < 1 || !LocalDate.TryParse(part.Substring(at + 1), out var day) || found.ContainsKey(part.Substring(0, at))) return false;

            found.Add(part.Substring(0, at), day);
        }

        bad = "";
        return true;
    }
}
