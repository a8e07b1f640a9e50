using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Defaults;

/// <summary><c>off_InstallDefaults</c>: one step of installing the rows that the product ships: notice rules, holiday rules, reasons, playbooks and their task templates, and the erasure map.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_InstallDefaults (global action). In: Token, Fault (String, optional). Out: More (Boolean), Token
/// (String), Processed, Failed (Integer), Report (String). The caller repeats with the token until More is no; after a fault it calls again with the
/// token and the fault's text, and the step settles it.</para>
/// <para>Installing again changes nothing. A rule is known by id and version, a reason, playbook or template by its code; what was changed here is never
/// overwritten, and a row that was switched off stays so. A reason, playbook or template that is as an older version of the product shipped it becomes as the newer one; one that was
/// changed here stays and is named. A new version of a rule is added; if an older one was changed here, it is added inactive and waits for a decision. A row that was deleted comes back:
/// deactivate it instead.</para>
/// <para>Runs with the caller's rights. Requests: 1 read of the caller's settings, 1 of the table, 1 of the playbooks for templates, 1 create for each of up to 50 rows, of up to 200 entries of the erasure map: 2,500 of them take 13 steps.</para>
/// </remarks>
public sealed class InstallDefaults : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: the token is none that this message gave.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var text = call.Optional<string>("Token");
        var token = string.IsNullOrEmpty(text)
            ? InstallToken.Start
            : InstallToken.Parse(text!) ?? throw Refusal.Of("OFF-5003", call.Language, "token", text!, "message", "off_InstallDefaults");

        if (call.Optional<string>("Fault") is { Length: > 0 } fault) Settle(call, token, fault);
        else Continue(call, token, InstallStep.Run(call.AsCaller, token, call.Language));
    }

    /// <summary>Several rows failed: try half of them. One row failed: leave it out, and say so.</summary>
    static void Settle(PluginCall call, InstallToken token, string fault)
    {
        if (token.Size > 1)
        {
            Answer(call, token.Halved(), processed: 0, failed: 0, []);
            return;
        }

        var table = DefaultTables.All[token.Table];
        var row = table.Rows[token.Row];
        var line = Messages.Part("OFF-TEXT-DEFAULT-FAILED", call.Language, "rule", table.KeyOf(row), "version", row["version"], "fault", fault);
        Answer(call, token.After(1), processed: 0, failed: 1, [line]);
    }

    static void Continue(PluginCall call, InstallToken token, IReadOnlyList<string> report)
    {
        var rows = Math.Min(token.Size, DefaultTables.All[token.Table].Rows.Count - token.Row);
        Answer(call, token.After(rows), rows, failed: 0, report);
    }

    static void Answer(PluginCall call, InstallToken? next, int processed, int failed, IReadOnlyList<string> report)
    {
        call.ReturnStep(next is not null, next?.ToString(), processed, failed);
        call.Return("Report", string.Join("\n", report));
    }
}
