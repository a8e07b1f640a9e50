using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>The checklist where a case is to be closed: it never keeps an account from leaving, only its case from being closed.</summary>
static class ClosingChecklist
{
    /// <summary>
    /// The mandatory points that are open by the facts of now; what the facts settled meanwhile is written with <paramref name="change"/>. Requests: 1 where rows say that some are open, else none.
    /// </summary>
    /// <param name="call">Of the operation.</param>
    /// <param name="onFile">With its open mandatory points.</param>
    /// <param name="change">Of the case.</param>
    internal static IReadOnlyList<ClosingPointRow> StillOpen(PluginCall call, CaseOnFile onFile, OffboardingCaseRow change)
    {
        if (!onFile.HasOpenPoints) return [];

        var dossier = CaseDossier.Read(call.AsSystem, onFile.Row.Id);
        ClosingPoints.Apply(dossier, change, call);
        return ClosingPoints.Open(dossier);
    }

    /// <summary>Refuses to close a case. Requests: as <see cref="StillOpen"/>.</summary>
    /// <exception cref="Microsoft.Xrm.Sdk.InvalidPluginExecutionException">OFF-4300: mandatory points are open.</exception>
    internal static void RefuseOpen(PluginCall call, CaseOnFile onFile, OffboardingCaseRow change)
    {
        var open = StillOpen(call, onFile, change);
        if (open.Count > 0)
            throw Refusal.Of("OFF-4300", call.Language, "case", onFile.Number, "count", open.Count.ToString(CultureInfo.InvariantCulture), "points", ClosingPoints.Names(open, call.Language));
    }

    /// <summary>What is left to say beside the report: the points that keep the case open; empty: none.</summary>
    internal static string Left(IReadOnlyList<ClosingPointRow> open, Language language) =>
        open.Count == 0 ? "" : " " + Messages.Part("OFF-TEXT-COMPLETED-POINTS", language, "points", ClosingPoints.Names(open, language));
}
