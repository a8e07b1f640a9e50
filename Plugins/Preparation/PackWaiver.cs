using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Preparation;

/// <summary>The way around the pack: somebody says why the talk goes without one, and answers for it by name.</summary>
static class PackWaiver
{
    /// <summary>Characters that a reason has at least: "n/a" is none.</summary>
    internal const int LeastCharacters = 10;

    /// <summary>Refuses a reason that says nothing.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4255: it is shorter than <see cref="LeastCharacters"/>.</exception>
    internal static void RefuseShort(PluginCall call, string reason)
    {
        if (reason.Length < LeastCharacters) throw Refusal.Of("OFF-4255", call.Language, "least", LeastCharacters.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Keeps the waiver in the row of the pack, which it makes if there is none. Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4255: the reason is too short.</exception>
    internal static void Write(PluginCall call, CaseOnFile onFile, CaseDossier dossier, string reason)
    {
        RefuseShort(call, reason);
        var row = new CaseDocumentRow { Kind = CaseDocumentKind.Pack, WaiverReason = reason, ConfirmedById = new EntityReference("systemuser", call.Context.InitiatingUserId), ConfirmedOn = call.Now };
        if (dossier.Pack is null)
        {
            row.Name = Messages.Part("OFF-TEXT-PACK-WAIVER", call.Language, "case", onFile.Number);
            row.Language = CaseDocuments.LanguageOf(call.Language);
        }

        CaseDocuments.Write(call, onFile, dossier, row, ownLanguage: null);
    }
}
