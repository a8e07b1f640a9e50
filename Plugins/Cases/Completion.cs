using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Deactivation;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>What must be so before a case lets its account go, and what goes with the account.</summary>
static class Completion
{
    const int ItemsNamed = 5;

    /// <exception cref="InvalidPluginExecutionException">OFF-1331: mandatory items of the plan are open.</exception>
    internal static void RefuseOpenItems(PluginCall call, CaseOnFile onFile, IReadOnlyList<PlanItem> items)
    {
        var open = items.Where(static item => item.IsMandatory).OrderBy(static item => item.DueOn).ToList();
        if (open.Count == 0) return;

        var named = string.Join(", ", open.Take(ItemsNamed).Select(item => call.Language.Quote(item.Name)));
        var more = open.Count > ItemsNamed ? " " + Messages.Part("OFF-TEXT-MORE", call.Language, "count", Text(open.Count - ItemsNamed)) : "";
        throw Refusal.Of("OFF-1331", call.Language, "case", onFile.Number, "count", Text(open.Count), "items", named + more);
    }

    /// <summary>Setting off_SubsidiaryPolicy. Requests: 1 if it is refuse, else none. As SYSTEM: whoever may not see a subsidiary must not let its parent go either.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1332: subsidiaries are active.</exception>
    internal static void RefuseActiveSubsidiaries(PluginCall call, CaseOnFile onFile)
    {
        if (call.Settings.Subsidiaries != SubsidiaryPolicy.Refuse) return;

        if (Dependents.ActiveSubsidiaries(call.AsSystem, [onFile.Account.Id]).TryGetValue(onFile.Account.Id, out var count))
            throw Refusal.Of("OFF-1332", call.Language, "account", call.Language.Quote(onFile.Account.Name ?? "?"), "count", Text(count));
    }

    /// <summary>Setting off_ContactPolicy, before the account goes, so that the answer can say how many. Requests: if it is deactivate 1, and 1 for each active contact; else none.</summary>
    /// <returns>How many were deactivated.</returns>
    /// <exception cref="InvalidPluginExecutionException">OFF-1333: there are too many.</exception>
    internal static int DeactivateContacts(PluginCall call, CaseOnFile onFile) =>
        call.Settings.Contacts == ContactPolicy.Deactivate && onFile.Account.State != AccountState.Inactive ? Dependents.DeactivateContacts(call, onFile.Account.Id) : 0;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
