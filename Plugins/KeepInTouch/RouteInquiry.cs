using System;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary><c>off_RouteInquiry</c>: recognises an inquiry of a former customer and gives it to whoever answers, with the history that may still be shown.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action). In: TableName (email, lead, incident), RowId. Out: Recognised, TaskId, Report. Incoming e-mail comes here by itself (<see cref="IncomingInquiry"/>), leads and
/// service cases too once their step is registered here: their tables are of other apps, and a shipped step on them would keep the solution from being imported without them. The night catches up (<see cref="Aftercare"/>).</para>
/// <para>Requests: at most <see cref="MostRequests"/>. The caller must be able to read the inquiry.</para>
/// </remarks>
public sealed class RouteInquiry : IPlugin
{
    /// <summary>Caller's settings, metadata, inquiry 2, contacts, accounts, schedule, task, feedback; the task is written.</summary>
    public const int MostRequests = 10;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-9004: another table; OFF-4630: its table is not installed; OFF-4631: no such inquiry for the caller, or an e-mail that goes out; OFF-9001.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var table = call.RequiredText("TableName").ToLowerInvariant();
        if (!Inquiry.Tables.Contains(table, StringComparer.Ordinal)) throw Refusal.Of("OFF-9004", call.Language, "parameter", "TableName", "value", table, "expected", string.Join(", ", Inquiry.Tables));
        if (table != Inquiry.Email && !InstalledTables.Among(call.AsSystem, table).Has(table)) throw Refusal.Of("OFF-4630", call.Language, "table", table);

        var inquiry = Inquiry.Read(call.AsCaller, table, call.RequiredId("RowId")) ?? throw Refusal.Of("OFF-4631", call.Language);
        var routed = InquiryRouting.Route(call, inquiry);
        call.Return("Recognised", routed is not null);
        call.Return("TaskId", routed?.Task);
        call.Return("Report", routed?.History ?? Messages.Part("OFF-TEXT-INQUIRY-STRANGER", call.Language));
    }
}
