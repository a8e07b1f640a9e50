using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Transition;

/// <summary><c>off_PlanHandover</c>: makes the hand-over list of a case from what is on file, or adds what came since.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. Out: Items (EntityCollection of off_handoveritem, all of the case), Created, Report.</para>
/// <para>Requests: at most <see cref="MostReads"/> reads (caller's settings, case, items, metadata 2, one look into each of 8 tables, files, contacts, contracts), and 1 write for each new item.</para>
/// </remarks>
public sealed class PlanHandover : IPlugin
{
    /// <summary>Reads of one call up to 5,000 files.</summary>
    public const int MostReads = 16;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304: there is no such case for the caller; OFF-9001.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        var items = HandoverList.Complete(call, onFile);
        var created = items.Count(static item => item.CaseId is not null);

        call.Return("Items", new EntityCollection([.. items.Select(static item => item.Entity)]) { EntityName = HandoverItemRow.Table });
        call.Return("Created", created);
        call.Return("Report", Messages.Part(
            "OFF-TEXT-HANDOVER", call.Language, "account", call.Language.Quote(onFile.Account.Name ?? "?"), "count", Text(items.Count), "created", Text(created),
            "open", Text(items.Count(static item => item.ItemState == HandoverItemItemState.Open))));
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
