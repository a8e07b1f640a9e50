using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>What becomes of one column of one table for one or several record classes, under one condition.</summary>
public sealed class ErasureMapEntry
{
    /// <summary>Stands for all columns that have no entry of their own.</summary>
    public const string AnyColumn = "*";

    /// <summary>The record class of the row to which the row belongs.</summary>
    public const string InheritParent = "inherit parent";

    readonly string[] recordClasses;

    /// <summary>An entry from its facts, by the names of the data file.</summary>
    /// <exception cref="ErasureMapException">A cell is missing or holds what the map does not know.</exception>
    public ErasureMapEntry(IReadOnlyDictionary<string, string> facts)
    {
        if (ErasureMapRules.DefectOf(facts) is { } defect) throw new ErasureMapException(defect);

        Table = facts["table_name"];
        Column = facts["column"];
        RecordClass = facts["record_class"];
        recordClasses = RecordClass.Split('|');
        Category = facts["category"];
        Method = ErasureMapEntryMethodCodes.FromCode(facts["method"])!.Value;
        Condition = MapConditionCodes.FromCode(facts["condition"])!.Value;
        Ground = facts["ground"];
        Key = KeyOf(facts);
    }

    /// <summary>Logical name of the table, or what stands for a place outside the tables.</summary>
    public string Table { get; }

    /// <summary>Logical name of the column, or <see cref="AnyColumn"/>.</summary>
    public string Column { get; }

    /// <summary>As the map has it: codes separated by <c>|</c>, or <see cref="InheritParent"/>.</summary>
    public string RecordClass { get; }

    /// <summary>Kind of data, for the deletion concept.</summary>
    public string Category { get; }

    /// <summary>What is done with the value.</summary>
    public ErasureMapEntryMethod Method { get; }

    /// <summary>When.</summary>
    public MapCondition Condition { get; }

    /// <summary>Why the value stays; empty where it does not.</summary>
    public string Ground { get; }

    /// <summary>Table, column, record class and condition: what an entry is known by.</summary>
    public string Key { get; }

    /// <summary>The class of the row to which the row belongs decides.</summary>
    public bool Inherits => RecordClass == InheritParent;

    /// <summary>Whether the entry names the class.</summary>
    public bool Names(string recordClass) => recordClasses.Contains(recordClass, StringComparer.Ordinal);

    /// <summary>Whether both could speak about the same value at the same time, so that nobody could say which one holds.</summary>
    public bool Contradicts(ErasureMapEntry other) =>
        Table == other.Table && Column == other.Column && recordClasses.Intersect(other.recordClasses, StringComparer.Ordinal).Any() && !Condition.Excludes(other.Condition);

    /// <summary>The key of facts: <c>contact|lastname|contact_master|unless_consent</c>; several classes are separated by <c>/</c>.</summary>
    public static string KeyOf(IReadOnlyDictionary<string, string> facts) =>
        string.Join("|", facts["table_name"], facts["column"], facts["record_class"].Replace('|', '/'), facts["condition"]);
}
