using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Probes;

/// <summary>Notes which events the platform raises for the scratch rows of <c>offboard probe</c>. Does nothing for any other row.</summary>
/// <remarks>
/// <para>The solution registers no step of it. The probe registers one, names its scratch rows in the step's configuration, and deletes it again. Configuration: parts
/// <c>name=value</c>, parted by semicolons: <c>run</c> (mark of the run, subject of the notes), <c>label</c>, <c>rows</c> (ids with commas), <c>add</c> (a column that it puts into Target).</para>
/// <para>Requests: 0 for other rows, else 1 write as SYSTEM: a note that regards no row, whose text is JSON.</para>
/// </remarks>
public sealed class ProbeObserver : IPlugin
{
    readonly Dictionary<string, string> configuration;

    /// <summary>What the platform calls with the step's configuration; a plug-in type without steps gets null.</summary>
    public ProbeObserver(string unsecureConfiguration, string secureConfiguration)
    {
        _ = secureConfiguration;
        configuration = (unsecureConfiguration ?? "").Split(';')
            .Select(static part => part.Split(['='], 2))
            .Where(static part => part.Length == 2)
            .ToDictionary(static part => part[0], static part => part[1], StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var row = RowOf(call.Context);
        if (!Value("rows").Split(',').Contains(row.ToString("D"), StringComparer.OrdinalIgnoreCase)) return;

        if (Value("add") is { Length: > 0 } column) call.Target[column] = Value("run");
        call.AsSystem.Create(new Entity("annotation") { ["subject"] = Value("run"), ["notetext"] = Seen(call.Context, row) });
    }

    /// <summary>The row that the event is about: its primary row, or what the message calls it.</summary>
    static Guid RowOf(IPluginExecutionContext context)
    {
        if (context.PrimaryEntityId != Guid.Empty) return context.PrimaryEntityId;

        var subject = context.InputParameters.TryGetValue("Target", out var target) ? target : context.InputParameters.TryGetValue("EntityMoniker", out var moniker) ? moniker : null;
        return subject switch
        {
            Entity row => row.Id,
            EntityReference reference => reference.Id,
            _ => Guid.Empty,
        };
    }

    string Value(string name) => configuration.TryGetValue(name, out var value) ? value : "";

    string Seen(IPluginExecutionContext context, Guid row)
    {
        using var json = new JsonText();
        return json.Text("label", Value("label"))
            .Text("message", context.MessageName)
            .Text("table", context.PrimaryEntityName)
            .Text("row", row.ToString("D"))
            .Number("stage", context.Stage)
            .Number("depth", context.Depth)
            .Text("correlation", context.CorrelationId.ToString("D"))
            .Array("parents", parents =>
            {
                for (var parent = context.ParentContext; parent is not null; parent = parent.ParentContext) Item(parents, parent);
            })
            .Finish();
    }

    static void Item(JsonText parents, IPluginExecutionContext parent) =>
        parents.Object(JsonText.Item, item => item.Text("message", parent.MessageName).Text("row", RowOf(parent).ToString("D")));
}
