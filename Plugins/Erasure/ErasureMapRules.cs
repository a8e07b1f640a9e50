using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>What an entry of the erasure map must be like.</summary>
public static class ErasureMapRules
{
    /// <summary>What masks write into a text column.</summary>
    const int LongestMask = 15;

    static readonly string[] RequiredFacts = ["table_name", "column", "record_class", "method"];

    /// <summary>The codes of all methods, for messages.</summary>
    static readonly string Methods = string.Join(", ", Enum.GetValues(typeof(ErasureMapEntryMethod)).Cast<ErasureMapEntryMethod>().Select(static method => method.ToCode()));

    /// <summary>What is wrong with an entry by itself; null: nothing.</summary>
    /// <param name="facts">By the names of the data file: table, column, record_class, category, method, condition, ground.</param>
    public static MapDefect? DefectOf(IReadOnlyDictionary<string, string> facts)
    {
        var missing = RequiredFacts.FirstOrDefault(fact => facts[fact].Trim().Length == 0);
        if (missing is not null) return new MapDefect("OFF-3101", "entry", Name(facts), "fact", missing);

        if (ErasureMapEntryMethodCodes.FromCode(facts["method"]) is not { } method)
            return new MapDefect("OFF-3102", "entry", Name(facts), "value", facts["method"], "expected", Methods);

        if (MapConditionCodes.FromCode(facts["condition"]) is null)
            return new MapDefect("OFF-3103", "entry", Name(facts), "value", facts["condition"], "expected", MapConditionCodes.Expected);

        var unknown = facts["record_class"].Split('|').FirstOrDefault(code => code != ErasureMapEntry.InheritParent && !RecordClasses.IsKnown(code));
        if (unknown is not null) return new MapDefect("OFF-3104", "entry", Name(facts), "value", unknown);

        if (method == ErasureMapEntryMethod.KeepGround && facts["ground"].Trim().Length == 0) return new MapDefect("OFF-3105", "entry", Name(facts));

        return facts["column"] == ErasureMapEntry.AnyColumn && WritesValue(method)
            ? new MapDefect("OFF-3106", "entry", Name(facts), "method", facts["method"])
            : null;
    }

    /// <summary>What is wrong with an entry given the tables that are here; null: nothing.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="table">Its table; null: there is none.</param>
    public static MapDefect? DefectIn(ErasureMapEntry entry, TableFacts? table)
    {
        if (table is null) return new MapDefect("OFF-3107", "entry", Name(entry), "table", entry.Table);
        if (entry.Column == ErasureMapEntry.AnyColumn) return null;
        if (table.Find(entry.Column) is not { } column) return new MapDefect("OFF-3108", "entry", Name(entry), "table", entry.Table, "column", entry.Column);
        if (!WritesValue(entry.Method)) return null;

        if (!column.IsWritable && table.Name != PartyTable.Name) return new MapDefect("OFF-3109", "entry", Name(entry), "column", entry.Column);
        if (column.IsRequired && Empties(entry.Method)) return new MapDefect("OFF-3110", "entry", Name(entry), "column", entry.Column, "method", entry.Method.ToCode());

        return Fits(entry.Method, column, table) ? null : new MapDefect("OFF-3111", "entry", Name(entry), "method", entry.Method.ToCode(), "column", entry.Column, "kind", column.Kind.ToString());
    }

    /// <summary>The first of the others with which an entry could not live together; null: none.</summary>
    public static MapDefect? Contradiction(ErasureMapEntry entry, IEnumerable<ErasureMapEntry> others) =>
        others.FirstOrDefault(entry.Contradicts) is { } other ? new MapDefect("OFF-3112", "entry", Name(entry), "other", other.Key) : null;

    /// <summary>Whether a method writes into the column.</summary>
    internal static bool WritesValue(ErasureMapEntryMethod method) => method is ErasureMapEntryMethod.Null or ErasureMapEntryMethod.Text or ErasureMapEntryMethod.Token
        or ErasureMapEntryMethod.Postcode2 or ErasureMapEntryMethod.Detach or ErasureMapEntryMethod.RewriteParty;

    static bool Empties(ErasureMapEntryMethod method) => method is ErasureMapEntryMethod.Null or ErasureMapEntryMethod.Detach or ErasureMapEntryMethod.Postcode2;

    static bool Fits(ErasureMapEntryMethod method, ColumnFacts column, TableFacts table) => method switch
    {
        ErasureMapEntryMethod.Text or ErasureMapEntryMethod.Token => column.Kind == ColumnKind.Text && (column.MaxLength ?? int.MaxValue) >= LongestMask,
        ErasureMapEntryMethod.Postcode2 => column.Kind == ColumnKind.Text,
        ErasureMapEntryMethod.Detach => column.Kind == ColumnKind.Lookup,
        ErasureMapEntryMethod.RewriteParty => column.Kind == ColumnKind.PartyList || table.Name == PartyTable.Name,
        _ => column.Kind != ColumnKind.PartyList,
    };

    static string Name(IReadOnlyDictionary<string, string> facts) => facts["table_name"] + "." + facts["column"];

    static string Name(ErasureMapEntry entry) => entry.Table + "." + entry.Column;
}
