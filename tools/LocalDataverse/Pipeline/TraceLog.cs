using System;
using System.Collections.Generic;
using System.Threading;
using LocalDataverse.Metadata;
using LocalDataverse.Sandbox;

namespace LocalDataverse.Pipeline;

/// <summary>Keeps what plugins traced, in memory and as rows of plugintracelog, whatever becomes of their transaction.</summary>
internal sealed class TraceLog(Organization organization)
{
    readonly Lock gate = new();
    readonly List<PluginTrace> traces = [];

    internal IReadOnlyList<PluginTrace> All
    {
        get { lock (gate) return [.. traces]; }
    }

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
        lock (gate) traces.Add(kept);
        Write(kept, plugin);
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
        transaction.Insert(table, Guid.NewGuid(), new Dictionary<Column, object?>
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
