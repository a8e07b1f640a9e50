using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LocalDataverse.Metadata;
using LocalDataverse.Sandbox;
using LocalDataverse.Storage;

namespace LocalDataverse.Pipeline;

/// <summary>Which steps run. The rows decide: who disables or changes a step's row changes the pipeline from the next request on.</summary>
internal sealed class StepRegistry
{
    static readonly FrozenSet<string> Tables = FrozenSet.Create(
        StringComparer.Ordinal,
        "sdkmessageprocessingstep", "sdkmessageprocessingstepimage", "sdkmessage", "sdkmessagefilter", "plugintype", "pluginassembly");

    readonly Organization organization;

    /// <summary>A commit replaces the whole object, so that nobody who read before it can put old steps back.</summary>
    Lazy<Snapshot> current;

    internal StepRegistry(Organization organization)
    {
        this.organization = organization;
        current = new Lazy<Snapshot>(Load);
    }

    /// <summary>Begins with the steps that another organization has now.</summary>
    internal StepRegistry(Organization organization, StepRegistry origin)
    {
        this.organization = organization;
        var steps = Volatile.Read(ref origin.current).Value;
        current = new Lazy<Snapshot>(steps);
    }

    /// <param name="message">Message name.</param>
    /// <param name="table">Logical name; empty for a global message.</param>
    internal StepSet For(string message, string table) => Volatile.Read(ref current).Value.For(message, table);

    internal void Committed(IReadOnlySet<string> tables)
    {
        if (Tables.Overlaps(tables)) Volatile.Write(ref current, new Lazy<Snapshot>(Load));
    }

    Snapshot Load()
    {
        using var transaction = organization.Store.Begin();
        return new Snapshot([.. new StepRows(transaction).Enabled()]);
    }

    sealed class Snapshot(IReadOnlyList<Step> steps)
    {
        readonly ConcurrentDictionary<(string Message, string Table), StepSet> sets = new();

        internal StepSet For(string message, string table) => steps.Count == 0 ? StepSet.None : sets.GetOrAdd((message, table), Select);

        StepSet Select((string Message, string Table) key)
        {
            var mine = steps
                .Where(step => step.Message == key.Message && (step.Table is null || step.Table == key.Table))
                .OrderBy(step => step.Rank)
                .ThenBy(step => step.Id)
                .ToList();
            if (mine.Count == 0) return StepSet.None;

            return new StepSet(At(Stage.PreValidation), At(Stage.PreOperation), At(Stage.PostOperation), [.. mine.Where(step => step.IsAsync)]);

            IReadOnlyList<Step> At(int stage) => [.. mine.Where(step => step.Stage == stage && !step.IsAsync)];
        }
    }
}

/// <summary>Reads steps from their rows.</summary>
internal sealed class StepRows(Transaction transaction)
{
    readonly Table steps = transaction.Catalog.Table("sdkmessageprocessingstep");
    readonly Table images = transaction.Catalog.Table("sdkmessageprocessingstepimage");

    internal IEnumerable<Step> Enabled()
    {
        const int enabled = 0;
        return transaction.Scan(steps).Where(row => (int?)row[steps.State!] == enabled).Select(Read);
    }

    /// <summary>A step, enabled or not. Null: it is not registered.</summary>
    internal Step? Find(Guid id) => transaction.Find(steps, id) is { } row ? Read(row) : null;

    Step Read(Row row)
    {
        var message = Text(Referred(row, steps, "sdkmessageid"), "name")!;
        var filter = row.Lookup(steps.Column("sdkmessagefilterid")) is null ? null : Referred(row, steps, "sdkmessagefilterid");
        var runAs = row.Lookup(steps.Column("impersonatinguserid"))?.Id;
        return new Step(
            row.Id,
            Text(row, "name") ?? "",
            message,
            filter is null ? null : Text(filter, "primaryobjecttypecode"),
            (int)row[steps.Column("stage")]!,
            (int?)row[steps.Column("mode")] == 1,
            (int?)row[steps.Column("rank")] ?? 1,
            Names(Text(row, "filteringattributes")),
            runAs == Guid.Empty ? null : runAs,
            (bool?)row[steps.Column("asyncautodelete")] == true,
            Plugin(row),
            [.. transaction.Lookup(images, images.Column("sdkmessageprocessingstepid"), row.Id).Select(Image)]);
    }

    PluginRegistration Plugin(Row step)
    {
        var type = Referred(step, steps, "eventhandler");
        var assembly = Referred(type, type.Table, "pluginassemblyid");
        return new PluginRegistration(step.Id, assembly.Id, Text(type, "typename")!, Text(step, "configuration"), SecureConfiguration: null);
    }

    StepImage Image(Row row)
    {
        var type = (int)row[images.Column("imagetype")]!;
        return new StepImage(
            Text(row, "entityalias") ?? "", type is 0 or 2, type is 1 or 2, Text(row, "messagepropertyname") ?? "", Names(Text(row, "attributes")));
    }

    Row Referred(Row row, Table table, string column)
    {
        var reference = row.Lookup(table.Column(column))
            ?? throw new InvalidOperationException($"{table.Name} {row.Id} has no {column}: it was written past the checks of registrations.");
        return transaction.Find(transaction.Catalog.Table(reference.Table), reference.Id)
            ?? throw new InvalidOperationException($"{table.Name} {row.Id} refers to a {reference.Table} that does not exist.");
    }

    static string? Text(Row row, string column) => (string?)row[row.Table.Column(column)];

    static IReadOnlyList<string> Names(string? list) =>
        list is null ? [] : [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
