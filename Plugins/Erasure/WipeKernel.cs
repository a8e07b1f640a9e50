using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>The one place that masks and deletes personal data: for retention, for requests of data subjects, for tests.</summary>
/// <remarks>
/// <para>Each call is one chunk and belongs into one transaction. It begins with an update of the subjects' rows, on which whoever places a hold waits, and then asks
/// <see cref="IErasureStop"/>; rows on hold are not touched. Masking twice equals masking once: a row that is masked is not written again.</para>
/// <para>Order of a run: mask all rows, delete in a later transaction, purge and verify after that. Within a chunk accounts and contacts come first, because party lists
/// and derived columns follow them; give whole subjects' masters before their other rows (<see cref="InOrder"/>).</para>
/// <para>Requests: <see cref="WipeRequests"/>, plus those of the stop once a chunk.</para>
/// </remarks>
public sealed class WipeKernel
{
    /// <summary>Rows a chunk at most: 200 closed activities are 600 writes, half a minute.</summary>
    public const int RowsPerChunk = 200;

    /// <summary>The column of account and contact that is written first.</summary>
    public const string FenceColumn = AccountRow.Columns.ErasureFence;

    readonly WipeSetup setup;
    readonly Lazy<SubjectKey> key;

    /// <summary>A kernel for a run.</summary>
    public WipeKernel(WipeSetup setup)
    {
        this.setup = setup;
        key = new Lazy<SubjectKey>(() => SubjectKeys.Of(setup.Service, setup.Subject, setup.Language));
    }

    /// <summary>Rows in the order in which they are masked: accounts, contacts, then the rest by table.</summary>
    public static IReadOnlyList<WipeRow> InOrder(IEnumerable<WipeRow> rows) =>
        [.. rows.OrderBy(static row => Rank(row.Table)).ThenBy(static row => row.Table, StringComparer.Ordinal).ThenBy(static row => row.Id)];

    /// <summary>Masks the rows of a chunk and reads them back.</summary>
    /// <exception cref="ArgumentException">More than <see cref="RowsPerChunk"/> rows, or rows of a table that is not in the catalog.</exception>
    /// <exception cref="InvalidPluginExecutionException">OFF-3130: the subject's key was destroyed.</exception>
    public WipeOutcome Mask(IReadOnlyList<WipeRow> rows) => Each(rows, static (table, outcome) => table.Mask(outcome));

    /// <summary>Deletes those rows of a chunk that the map deletes, if they are masked.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Mask"/>.</exception>
    public WipeOutcome Delete(IReadOnlyList<WipeRow> rows) => Each(rows, static (table, outcome) => table.Delete(outcome));

    /// <summary>Tells which rows of a chunk are not masked. Writes nothing, and asks no hold.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Mask"/>.</exception>
    public WipeOutcome Check(IReadOnlyList<WipeRow> rows)
    {
        Demand(rows);
        var outcome = new WipeOutcome();
        foreach (var table in Tables(rows)) table.Check(outcome);
        return outcome;
    }

    /// <summary>Overwrites the subject's key: from then on its tokens say nothing. The row is deleted by <see cref="SubjectKeys.DeleteDestroyed"/> in a later transaction.</summary>
    /// <param name="now">Instant, UTC.</param>
    public WipeOutcome DestroyKey(DateTime now)
    {
        var outcome = new WipeOutcome();
        if (SubjectKeys.Destroy(setup.Service, setup.Subject, now) is { } row)
            outcome.Add(new WipeChange(SubjectKeyRow.Table, row, SubjectKeyRow.Columns.Key, ErasureMapEntryMethod.DestroyKey));

        return outcome;
    }

    WipeOutcome Each(IReadOnlyList<WipeRow> rows, Action<TableMasking, WipeOutcome> act)
    {
        Demand(rows);
        var outcome = new WipeOutcome();
        if (rows.Count == 0) return outcome;

        Fence(rows);
        var held = new HashSet<Guid>(setup.Stop.RowsOnHold(setup.Service, setup.Subject, rows));
        foreach (var row in rows.Where(row => held.Contains(row.Id))) outcome.AddOnHold(row);
        foreach (var table in Tables([.. rows.Where(row => !held.Contains(row.Id))])) act(table, outcome);
        return outcome;
    }

    /// <summary>In the order of their ids, so that two callers do not wait for each other.</summary>
    void Fence(IReadOnlyList<WipeRow> rows)
    {
        var subjects = rows.Select(static row => row.Subject).Concat([setup.Subject]).Concat(setup.CoveredBy);
        foreach (var subject in subjects.GroupBy(static subject => subject.Id).Select(static group => group.First()).OrderBy(static subject => subject.Id))
            setup.Service.Update(new Entity(subject.LogicalName, subject.Id) { [FenceColumn] = setup.Fence });
    }

    IEnumerable<TableMasking> Tables(IReadOnlyList<WipeRow> rows)
    {
        var postcodes = new Postcodes(setup.Service);
        foreach (var group in InOrder(rows).GroupBy(static row => row.Table, StringComparer.Ordinal))
            yield return new TableMasking(setup, setup.Catalog.Find(group.Key)!, [.. group], () => key.Value, postcodes);
    }

    void Demand(IReadOnlyList<WipeRow> rows)
    {
        if (rows.Count > RowsPerChunk) throw new ArgumentException("A chunk has at most " + RowsPerChunk + " rows, this one " + rows.Count + ".", nameof(rows));

        var unknown = rows.FirstOrDefault(row => setup.Catalog.Find(row.Table) is null);
        if (unknown is not null) throw new ArgumentException("The catalog has no table '" + unknown.Table + "': read it for all tables of the run.", nameof(rows));
    }

    static int Rank(string table) => table switch
    {
        "account" => 0,
        "contact" => 1,
        _ => 2,
    };
}
