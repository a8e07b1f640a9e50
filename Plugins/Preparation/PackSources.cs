using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Preparation;

/// <summary>All rows that a conversation pack tells of.</summary>
sealed class PackSources
{
    internal required CaseOnFile Case { get; init; }

    internal required CaseDossier Dossier { get; init; }

    internal required CaseJudgement Judgement { get; init; }

    internal required OpenBusiness Business { get; init; }

    internal required AccountHistory History { get; init; }

    /// <summary>Requests of <see cref="Read"/>: contracts, notice rules, installed tables, open business, history; and holiday rules if a contract needs a calendar.</summary>
    internal const int MostRequests = 6;

    /// <summary>Reads what is not at hand yet. Requests: <see cref="MostRequests"/>.</summary>
    internal static PackSources Read(PluginCall call, CaseOnFile onFile, CaseDossier dossier)
    {
        var installed = OpenBusiness.Installed(call.AsSystem);
        return Of(call, onFile, dossier, CaseJudgement.Of(call, onFile.Account), OpenBusiness.Read(call.AsSystem, onFile.Account.Id, installed), installed);
    }

    /// <summary>The same with what an operation has read already. Requests: 1.</summary>
    internal static PackSources Of(PluginCall call, CaseOnFile onFile, CaseDossier dossier, CaseJudgement judgement, OpenBusiness business, InstalledTables installed) => new()
    {
        Case = onFile,
        Dossier = dossier,
        Judgement = judgement,
        Business = business,
        History = AccountHistory.Read(call.AsSystem, onFile.Account.Id, installed, call.Now),
    };
}
