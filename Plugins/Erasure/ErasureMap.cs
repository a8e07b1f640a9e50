using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>The erasure map: which columns hold personal data, and what becomes of each when its row's line is due.</summary>
/// <remarks>
/// <para>The entries of a column are those that name the row's class; without one, those that inherit the class of the parent; without one, all of the column: a row
/// that was marked as another class than its table's is treated as its table says. A column without entries follows those for <c>*</c>.</para>
/// <para>One true condition decides; none keeps the column in this run; two leave it undecided, and the run is not complete.</para>
/// <para>No service, no clock. An instance remembers its answers and is used by one call at a time.</para>
/// </remarks>
public sealed class ErasureMap
{
    readonly Dictionary<string, ILookup<string, ErasureMapEntry>> byTable;
    readonly Dictionary<string, RowDecision> answers = new(StringComparer.Ordinal);
    readonly Lazy<string> version;

    /// <summary>A map of these entries.</summary>
    public ErasureMap(IReadOnlyCollection<ErasureMapEntry> entries)
    {
        byTable = entries.GroupBy(static entry => entry.Table, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToLookup(static entry => entry.Column, StringComparer.Ordinal), StringComparer.Ordinal);
        version = new Lazy<string>(() => Fingerprint(entries));
    }

    /// <summary>The tables of which the map speaks.</summary>
    public IReadOnlyCollection<string> Tables => byTable.Keys;

    /// <summary>Changes whenever an entry does: what a standing approval covers. 64 hexadecimal digits.</summary>
    public string Version => version.Value;

    /// <summary>The map that the product ships, whatever is on file.</summary>
    public static ErasureMap Shipped() => new([.. Csv.Embedded("Offboarding.Plugins.Data.erasure-map.csv").Select(static facts => new ErasureMapEntry(facts))]);

    /// <summary>Whether the map speaks of a table.</summary>
    public bool Covers(string table) => byTable.ContainsKey(table);

    /// <summary>The entries of a table.</summary>
    public IEnumerable<ErasureMapEntry> Of(string table) => byTable.TryGetValue(table, out var columns) ? columns.SelectMany(static column => column) : [];

    /// <summary>The one class that the map gives to rows of a table; null: it names several, or the parent's, or none.</summary>
    public string? OnlyClassOf(string table)
    {
        var classes = Of(table).Select(static entry => entry.RecordClass).Distinct(StringComparer.Ordinal).Take(2).ToList();
        return classes.Count == 1 && RecordClasses.IsKnown(classes[0]) ? classes[0] : null;
    }

    /// <summary>Whether some entry speaks of a column. What shows the name of another column follows it.</summary>
    public bool Classifies(string table, ColumnFacts column) => column.ShownFor is not null || EntriesOf(table, column.Name).Any();

    /// <summary>What becomes of a row.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="recordClass">Its class.</param>
    /// <param name="circumstances">What conditions ask about it.</param>
    public RowDecision Decide(TableFacts table, string recordClass, RowCircumstances circumstances)
    {
        var question = table.Name + "\n" + recordClass + "\n" + circumstances;
        if (!answers.TryGetValue(question, out var answer)) answers[question] = answer = Answer(table, recordClass, circumstances);
        return answer;
    }

    /// <summary>What becomes of one column of a row.</summary>
    public ColumnDecision Decide(string table, string column, string recordClass, RowCircumstances circumstances)
    {
        var speaking = ForClass(EntriesOf(table, column), recordClass).ToList();
        if (speaking.Count == 0) return new ColumnDecision(column, ColumnOutcome.Unclassified, entry: null);

        var holding = speaking.Where(entry => Holds(entry.Condition, column, circumstances)).ToList();
        return holding.Count switch
        {
            0 => new ColumnDecision(column, ColumnOutcome.NotYet, entry: null),
            1 => new ColumnDecision(column, OutcomeOf(holding[0], circumstances), holding[0]),
            _ => new ColumnDecision(column, ColumnOutcome.Undecided, entry: null),
        };
    }

    RowDecision Answer(TableFacts table, string recordClass, RowCircumstances circumstances)
    {
        var columns = table.Columns.Where(static column => column.ShownFor is null).Select(column => Decide(table.Name, column.Name, recordClass, circumstances)).ToList();
        var deletion = ForClass(Of(table.Name).Where(static entry => Deletes(entry)), recordClass)
            .FirstOrDefault(entry => circumstances.Stage == LineStage.Due && !circumstances.IsKeptForAnotherGround && Holds(entry.Condition, entry.Column, circumstances));
        return deletion is null ? new RowDecision(columns, deletion: null) : new RowDecision([.. columns.Select(column => MaskedFirst(table, column, deletion))], deletion);
    }

    /// <summary>A row is masked before it is deleted, so that the bin and the change feed hold masks only.</summary>
    ColumnDecision MaskedFirst(TableFacts table, ColumnDecision decision, ErasureMapEntry deletion)
    {
        if (decision.IsWrite) return decision;

        var column = table.Find(decision.Column)!;
        if (!column.IsWritable || column.Kind is not (ColumnKind.Text or ColumnKind.PartyList)) return new ColumnDecision(column.Name, ColumnOutcome.Erase, deletion);

        var own = Of(table.Name).FirstOrDefault(entry => entry.Column == column.Name && ErasureMapRules.WritesValue(entry.Method));
        return new ColumnDecision(column.Name, ColumnOutcome.Erase, deletion, own?.Method ?? MethodBeforeDeletion(table, column));
    }

    static ErasureMapEntryMethod MethodBeforeDeletion(TableFacts table, ColumnFacts column)
    {
        if (column.Kind == ColumnKind.PartyList) return ErasureMapEntryMethod.RewriteParty;
        return column.IsRequired || column.Name == table.PrimaryName ? ErasureMapEntryMethod.Text : ErasureMapEntryMethod.Null;
    }

    static bool Deletes(ErasureMapEntry entry) =>
        entry.Method == ErasureMapEntryMethod.DeleteRow || (entry.Method == ErasureMapEntryMethod.DeleteFile && entry.Column == ErasureMapEntry.AnyColumn);

    IEnumerable<ErasureMapEntry> EntriesOf(string table, string column)
    {
        if (!byTable.TryGetValue(table, out var columns)) return [];
        return columns.Contains(column) ? columns[column] : columns[ErasureMapEntry.AnyColumn];
    }

    static IEnumerable<ErasureMapEntry> ForClass(IEnumerable<ErasureMapEntry> entries, string recordClass)
    {
        var all = entries.ToList();
        if (all.Exists(entry => entry.Names(recordClass))) return all.Where(entry => entry.Names(recordClass));
        return all.Exists(static entry => entry.Inherits) ? all.Where(static entry => entry.Inherits) : all;
    }

    static bool Holds(MapCondition condition, string column, RowCircumstances row) => condition switch
    {
        MapCondition.Always => true,
        MapCondition.SoleTrader => row.IsSoleTrader,
        MapCondition.NoSoleTrader => !row.IsSoleTrader,
        MapCondition.UnlessConsent => !row.ReducesToConsent,
        MapCondition.UnlessConsentChannel => !row.IsConsented(column),
        MapCondition.BeforeRetentionEnd => row.Stage == LineStage.Running,
        MapCondition.FromEarliestErasure => row.Stage == LineStage.Due,
        MapCondition.RowKeptForAnotherGround => row.IsKeptForAnotherGround,
        MapCondition.IsDocument => row.IsDocument,
        MapCondition.ParentMasked => row.IsParentMasked,
        _ => throw new InvalidOperationException("The erasure map has no rule for the condition " + condition + "."),
    };

    static ColumnOutcome OutcomeOf(ErasureMapEntry entry, RowCircumstances row)
    {
        switch (entry.Method)
        {
            case ErasureMapEntryMethod.Keep: return ColumnOutcome.Keep;
            case ErasureMapEntryMethod.KeepGround: return ColumnOutcome.KeepWithGround;
            case ErasureMapEntryMethod.Derived:
            case ErasureMapEntryMethod.Platform: return ColumnOutcome.FollowsOthers;
        }

        // Only the row's own line lets an entry act, unless the entry is for rows that another ground keeps.
        if (row.Stage != LineStage.Due && entry.Condition != MapCondition.RowKeptForAnotherGround) return ColumnOutcome.NotYet;
        if (Deletes(entry) && row.IsKeptForAnotherGround) return ColumnOutcome.NotYet;
        return entry.Method == ErasureMapEntryMethod.Token ? ColumnOutcome.Pseudonymize : ColumnOutcome.Erase;
    }

    static string Fingerprint(IEnumerable<ErasureMapEntry> entries)
    {
        var lines = entries.Select(static entry => entry.Key + "\t" + entry.Method.ToCode() + "\t" + entry.Ground).OrderBy(static line => line, StringComparer.Ordinal);
        return Digest.Of(string.Join("\n", lines));
    }
}
