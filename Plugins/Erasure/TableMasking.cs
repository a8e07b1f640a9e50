using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>Masks rows of one table: reads them at once, writes each that is not masked, and reads them back.</summary>
/// <remarks>Requests: see <see cref="WipeRequests"/>.</remarks>
sealed class TableMasking
{
    const string State = "statecode";
    const string Status = "statuscode";
    const string ActualEnd = "actualend";
    const int Open = 0;

    /// <summary>Shorter old values would be found everywhere.</summary>
    const int ShortestTrace = 3;

    readonly WipeSetup setup;
    readonly TableFacts table;
    readonly IReadOnlyList<WipeRow> rows;
    readonly Func<SubjectKey> key;
    readonly Postcodes postcodes;

    internal TableMasking(WipeSetup setup, TableFacts table, IReadOnlyList<WipeRow> rows, Func<SubjectKey> key, Postcodes postcodes)
    {
        this.setup = setup;
        this.table = table;
        this.rows = rows;
        this.key = key;
        this.postcodes = postcodes;
    }

    internal void Mask(WipeOutcome outcome)
    {
        var before = Read();
        var masked = new List<RowMask>();
        foreach (var row in rows)
        {
            if (MaskOf(row, before, outcome) is not { } mask) continue;

            outcome.AddOpen(table.Name, mask.Decision);
            masked.Add(mask);
            if (!mask.IsDone) Write(mask);
        }

        if (masked.Exists(static mask => !mask.IsDone)) Verify([.. masked.Where(static mask => !mask.IsDone)], outcome);
    }

    /// <summary>What of the rows is not masked. Writes nothing.</summary>
    internal void Check(WipeOutcome outcome)
    {
        var before = Read();
        foreach (var row in rows)
            if (MaskOf(row, before, outcome) is { IsDone: false } mask) outcome.Add(new WipeFailure(row, mask.FirstColumn, WipeFailureReason.NotMasked));
    }

    internal void Delete(WipeOutcome outcome)
    {
        var before = Read();
        foreach (var row in rows)
        {
            if (MaskOf(row, before, outcome) is not { Decision.IsDeleted: true } mask) continue;
            if (!mask.IsDone)
            {
                outcome.Add(new WipeFailure(row, mask.FirstColumn, row.IsDeletedUnmasked ? WipeFailureReason.DeletedUnmasked : WipeFailureReason.NotMasked));
                if (!row.IsDeletedUnmasked) continue;
            }

            Delete(row, mask.Decision.Deletion!.Method);
            outcome.Add(new WipeChange(table.Name, row.Id, ErasureMapEntry.AnyColumn, mask.Decision.Deletion.Method));
        }
    }

    void Delete(WipeRow row, ErasureMapEntryMethod method)
    {
        // Files of file columns have a message of their own; their rows cannot be deleted as rows.
        if (method == ErasureMapEntryMethod.DeleteFile && table.Name == "fileattachment") setup.Service.Execute(new OrganizationRequest("DeleteFile") { ["FileId"] = row.Id });
        else setup.Service.Delete(table.Name, row.Id);
    }

    RowMask? MaskOf(WipeRow row, Snapshot before, WipeOutcome outcome)
    {
        if (!before.Rows.TryGetValue(row.Id, out var current))
        {
            outcome.AddGone(row);
            return null;
        }

        var circumstances = row.Circumstances with { IsDocument = FileBodies.HasFile(current) };
        var mask = new RowMask(row, current, setup.Map.Decide(table, row.RecordClass, circumstances));
        foreach (var write in mask.Decision.Writes) Add(mask, write);
        AddParties(mask, circumstances, before.Parties);
        return mask;
    }

    void Add(RowMask mask, ColumnDecision write)
    {
        var column = table.Find(write.Column)!;
        if (column.Kind == ColumnKind.PartyList) return;
        if (FileBodies.IsBody(table.Name, column.Name))
        {
            if (FileBodies.HasFile(mask.Current)) mask.EmptyFile(write);
            return;
        }

        var value = mask.Current.Contains(column.Name) ? mask.Current[column.Name] : null;
        if (Masks.TryMask(write.Method!.Value, column, value, () => key().Token(table.Name, mask.Row.Id, column.Name), digits => postcodes.IsShared(table, column.Name, digits), out var masked))
            mask.Set(write, masked, value);
    }

    void AddParties(RowMask mask, RowCircumstances circumstances, PartyLists? parties)
    {
        if (parties is null || !RewritesParties(mask, circumstances)) return;

        bool Concerns(Entity party) => !circumstances.IsKeptForAnotherGround || IsOfSubject(mask.Row, party);
        foreach (var list in parties.WithoutAddresses(mask.Row.Id, Concerns)) mask.SetParties(list.Key, list.Value);
    }

    bool RewritesParties(RowMask mask, RowCircumstances circumstances) =>
        mask.Decision.IsDeleted
        || setup.Map.Decide(PartyTable.Name, PartyTable.Address, mask.Row.RecordClass, circumstances).IsWrite
        || mask.Decision.Writes.Any(write => write.Method == ErasureMapEntryMethod.RewriteParty);

    bool IsOfSubject(WipeRow row, Entity party) => party.GetAttributeValue<EntityReference?>(PartyTable.Party) is { } named
        ? named.Id == row.Subject.Id || named.Id == setup.Subject.Id
        : setup.Addresses.Contains(party.GetAttributeValue<string>(PartyTable.Address).ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>A closed activity refuses every change: it is opened, masked, and closed as it was, in the same transaction.</summary>
    void Write(RowMask mask)
    {
        var state = mask.Current.GetAttributeValue<OptionSetValue?>(State)?.Value ?? Open;
        if (!table.IsActivity || state == Open)
        {
            setup.Service.Update(mask.Change);
            return;
        }

        setup.Service.Update(new Entity(table.Name, mask.Row.Id) { [State] = new OptionSetValue(Open) });
        setup.Service.Update(mask.Change);
        var close = new Entity(table.Name, mask.Row.Id) { [State] = mask.Current[State], [Status] = mask.Current[Status] };
        if (mask.Current.Contains(ActualEnd)) close[ActualEnd] = mask.Current[ActualEnd];
        setup.Service.Update(close);
    }

    /// <summary>What was written must be there: a column that may not be written is passed over without a word.</summary>
    void Verify(IReadOnlyList<RowMask> masks, WipeOutcome outcome)
    {
        var after = Read([.. masks.Select(static mask => mask.Row)]);
        foreach (var mask in masks)
        {
            var now = after.Rows[mask.Row.Id];
            foreach (var write in mask.Writes)
            {
                if (mask.IsWritten(write, now)) outcome.Add(new WipeChange(table.Name, mask.Row.Id, write.Column, write.Method!.Value));
                else outcome.Add(new WipeFailure(mask.Row, write.Column, WipeFailureReason.NotWritten));
            }

            VerifyParties(mask, after.Parties, outcome);
            foreach (var derived in mask.Decision.Columns.Where(static column => column.Outcome == ColumnOutcome.FollowsOthers))
                if (StillShows(mask, now, derived.Column)) outcome.Add(new WipeFailure(mask.Row, derived.Column, WipeFailureReason.StillReadable));
        }
    }

    void VerifyParties(RowMask mask, PartyLists? parties, WipeOutcome outcome)
    {
        if (mask.PartyColumns.Count == 0) return;

        bool Concerns(Entity party) => !mask.Row.Circumstances.IsKeptForAnotherGround || IsOfSubject(mask.Row, party);
        var left = parties!.WithoutAddresses(mask.Row.Id, Concerns);
        foreach (var column in mask.PartyColumns)
        {
            if (left.ContainsKey(column)) outcome.Add(new WipeFailure(mask.Row, column, WipeFailureReason.NotWritten));
            else outcome.Add(new WipeChange(table.Name, mask.Row.Id, column, ErasureMapEntryMethod.RewriteParty));
        }
    }

    /// <summary>The masks are taken out first: letters that were drawn by chance can spell a short name, as those of ANON-XADAQ27B4Z do.</summary>
    static bool StillShows(RowMask mask, Entity now, string column)
    {
        if (now.GetAttributeValue<object?>(column) is not string shown) return false;

        foreach (var write in mask.Writes)
            if (now.GetAttributeValue<object?>(write.Column) is string { Length: > 0 } masked) shown = shown.Replace(masked, " ");

        return mask.OldTexts.Any(old => old.Length >= ShortestTrace && shown.IndexOf(old, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    Snapshot Read() => Read(rows);

    Snapshot Read(IReadOnlyList<WipeRow> some)
    {
        var ids = some.Select(static row => row.Id).Distinct().ToArray();
        var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet(Columns()) };
        query.Criteria.AddCondition(new ConditionExpression(table.PrimaryId, ConditionOperator.In, ids.Cast<object>().ToArray()));
        query.AddOrder(table.PrimaryId, OrderType.Ascending);
        return new Snapshot(setup.Service.AllRows(query).ToDictionary(static row => row.Id), table.IsActivity ? PartyLists.Of(setup.Service, ids) : null);
    }

    string[] Columns()
    {
        var columns = new HashSet<string>(StringComparer.Ordinal) { table.PrimaryId };
        foreach (var row in rows.GroupBy(static row => row.RecordClass + "\n" + row.Circumstances, StringComparer.Ordinal).Select(static group => group.First()))
        {
            // Whether a note carries a file is known only when it was read.
            foreach (var isDocument in new[] { false, true })
            {
                var decision = setup.Map.Decide(table, row.RecordClass, row.Circumstances with { IsDocument = isDocument });
                columns.UnionWith(decision.Columns.Where(static column => column.IsWrite || column.Outcome == ColumnOutcome.FollowsOthers).Select(static column => column.Column));
            }
        }

        columns.UnionWith(FileBodies.SignsOf(table.Name));
        if (table.IsActivity) columns.UnionWith([State, Status, ActualEnd]);
        return [.. columns.Where(IsRead)];
    }

    bool IsRead(string name) => table.Find(name) is { IsReadable: true } column && column.Kind != ColumnKind.PartyList && !FileBodies.IsBody(table.Name, name);

    sealed class Snapshot
    {
        internal Snapshot(Dictionary<Guid, Entity> rows, PartyLists? parties)
        {
            Rows = rows;
            Parties = parties;
        }

        internal Dictionary<Guid, Entity> Rows { get; }

        internal PartyLists? Parties { get; }
    }
}
