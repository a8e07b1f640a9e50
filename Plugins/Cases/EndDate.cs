using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Refuses an end for which a contract lets nobody go.</summary>
static class EndDate
{
    /// <exception cref="InvalidPluginExecutionException">OFF-1309: a contract runs longer and provides for no compensation.</exception>
    internal static void RefuseWhereBound(PluginCall call, AccountRow account, CaseJudgement judgement, OffboardingCaseWay way, LocalDate day)
    {
        var binding = EndDateRule.Binding(judgement.Review.Contracts, way, day);
        if (binding.Count == 0) return;

        var latest = binding.Select(EndDateRule.End).Max().GetValueOrDefault();
        throw Refusal.Of(
            "OFF-1309", call.Language, "day", call.Language.Text(day), "account", call.Language.Quote(account.Name ?? "?"), "earliest", call.Language.Text(latest),
            "contracts", string.Join(" ", binding.Select(contract => ContractSentence.Of(contract, account.Id, call.Language))));
    }
}
