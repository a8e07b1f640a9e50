using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;

namespace Offboarding.Plugins.Preparation;

/// <summary>What must be so before a talk counts as held: situation and notes recorded, a current pack confirmed or waived.</summary>
static class TalkCheck
{
    /// <summary>Refuses a talk that is not prepared or not written down. Requests: <see cref="PackSources.MostRequests"/>; none where the pack was waived.</summary>
    /// <param name="call">Of the operation or step.</param>
    /// <param name="onFile">The case.</param>
    /// <param name="dossier">Of the case.</param>
    /// <param name="notes">What was said; null: as the case has it.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-4260: no situation; OFF-4262: no notes; OFF-4250, OFF-4251, OFF-4252: no pack, a stale one, or one that nobody confirmed.</exception>
    internal static void RefuseUnready(PluginCall call, CaseOnFile onFile, CaseDossier dossier, string? notes = null)
    {
        RefuseUnwritten(call, onFile, dossier, notes);
        var state = PackState.Of(call, onFile, dossier);
        if (state.IsWaived) return;

        if (!state.IsMade) throw Refusal.Of("OFF-4250", call.Language, "case", onFile.Number);
        if (state.Changed.Count > 0) throw Refusal.Of("OFF-4251", call.Language, "case", onFile.Number, "changed", state.ChangedNames(call.Language));
        if (!state.IsConfirmed) throw Refusal.Of("OFF-4252", call.Language, "case", onFile.Number);
    }

    /// <summary>Refuses a talk whose situation or notes nobody wrote down; a waiver of the pack does not help. Requests: none.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4260, OFF-4262.</exception>
    internal static void RefuseUnwritten(PluginCall call, CaseOnFile onFile, CaseDossier dossier, string? notes)
    {
        if (string.IsNullOrWhiteSpace(onFile.Row.Situation)) throw Refusal.Of("OFF-4260", call.Language, "case", onFile.Number);
        if (string.IsNullOrWhiteSpace(notes ?? dossier.Case.TalkNotes)) throw Refusal.Of("OFF-4262", call.Language, "case", onFile.Number);
    }
}
