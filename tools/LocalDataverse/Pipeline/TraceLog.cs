using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LocalDataverse.Metadata;
using LocalDataverse.Sandbox;

namespace LocalDataverse.Pipeline;

/// <summary>Keeps what plugins traced, in memory and as rows of plugintracelog, whatever becomes of their transaction.</summary>
internal sealed class TraceLog(Organization organization)
{
    readonly Lock gate = new();
    readonly Queue<PluginTrace> traces = [];
    int? limit;
    DateTime lastDeletion = organization.Clock.UtcNow;

    internal IReadOnlyList<PluginTrace> All
    {
        get { lock (gate) return [.. traces]; }
    }

    /// <summary>How many are remembered in memory; null: all.</summary>
    internal int? Limit
    {
        get { lock (gate) return limit; }
        set
        {
            lock (gate)
            {
                limit = value;
                Forget();
            }
        }
    }

    /// <summary>After the environment was opened again, old rows may be there already.</summary>
    internal void Restore() => lastDeletion = DateTime.MinValue;

    internal void Add(PluginRun run, PluginRegistration plugin, string name, TracingService trace, Exception? thrown)
    {
        var text = trace.Text;
        if ((thrown is null && text.Length == 0) || !IsWanted(thrown)) return;

        var context = run.Context;
        var kept = new PluginTrace(
            plugin.TypeName,
            name,
            context.MessageName,
            context.PrimaryEntityName == "none" ? "" : context.PrimaryEntityName,
            context.Depth,
            context.Mode == 1,
            text,
            thrown?.ToString(),
            context.CorrelationId,
            organization.Clock.UtcNow);
        lock (gate)
        {
            traces.Enqueue(kept);
            Forget();
        }

        Write(kept, plugin);
    }

    /// <summary>The daily job: rows of plugintracelog are deleted after 24 hours. What the environment remembers of its traces stays.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/logging-tracing</remarks>
    internal void DeleteOld()
    {
        var now = organization.Clock.UtcNow;
        if (now - lastDeletion < TimeSpan.FromDays(1)) return;

        lastDeletion = now;
        using var transaction = organization.Store.Begin();
        var table = transaction.Catalog.Table("plugintracelog");
        foreach (var row in transaction.Scan(table).Where(row => row[table.Column("createdon")] is DateTime on && now - on >= TimeSpan.FromDays(1)).ToList())
        {
            transaction.Delete(table, row.Id);
        }

        transaction.Commit();
    }

    void Forget()
    {
        while (traces.Count > limit) traces.Dequeue();
    }

    bool IsWanted(Exception? thrown) => Setting() switch
    {
        TraceSetting.All => true,
        TraceSetting.Exceptions => thrown is not null,
        _ => false,
    };

    TraceSetting Setting()
    {
        using var transaction = organization.Store.Begin();
        var table = transaction.Catalog.Table("organization");
        return transaction.Find(table, organization.Id)?[table.Column("plugintracelogsetting")] is int setting ? (TraceSetting)setting : TraceSetting.Off;
    }

    /// <summary>In a transaction of its own: the row stays when the request is undone.</summary>
    void Write(PluginTrace trace, PluginRegistration plugin)
    {
        using var transaction = organization.Store.Begin();
        var table = transaction.Catalog.Table("plugintracelog");
        transaction.Insert(table, organization.Ids.Next(), new Dictionary<Column, object?>
        {
            [table.Column("typename")] = trace.TypeName,
            [table.Column("messagename")] = trace.Message,
            [table.Column("primaryentity")] = trace.Table,
            [table.Column("depth")] = trace.Depth,
            [table.Column("mode")] = trace.IsAsync ? 1 : 0,
            [table.Column("messageblock")] = trace.Text,
            [table.Column("exceptiondetails")] = trace.Exception,
            [table.Column("correlationid")] = trace.CorrelationId,
            [table.Column("pluginstepid")] = plugin.Id,
            [table.Column("configuration")] = plugin.UnsecureConfiguration,
            [table.Column("createdon")] = trace.CreatedOn,
            [table.Column("organizationid")] = organization.Id,
        });
        transaction.Commit();
    }
}
