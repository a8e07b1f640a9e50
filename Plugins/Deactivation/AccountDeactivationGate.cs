using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Deactivation;

/// <summary>Lets an account go only when no contract obliges it, or the policy says otherwise.</summary>
/// <remarks>
/// <para>Step: PreValidation (10) and PreOperation (20), synchronous, rank 1, of Update on account (filtering column statecode), Delete on account and
/// Merge on account; PreOperation (20) of SetState on account. No images. UpdateMultiple and Upsert come here as Update. SetState and Merge may raise Update
/// besides their own event, or not, and an Update of the state may run steps of SetState
/// (https://learn.microsoft.com/power-apps/developer/data-platform/special-update-operation-behavior); SetStateDynamicEntity runs steps of SetState
/// (https://learn.microsoft.com/power-apps/developer/data-platform/event-framework). The gate holds whichever of this is so.</para>
/// <para>PreValidation answers early, before the transaction; PreOperation looks inside it whether the contracts are still the same, and judges again if not.
/// What one event of an operation judged, the next one finds in the parent context and only looks at again.</para>
/// <para>Requests: 6 in PreValidation and 1 in PreOperation (with the policy requirecase 5 and 2), 1 more for the holiday rules if a contract needs a
/// calendar, and 1 more per further 5,000 contracts in each read of contracts. SetState: the same in PreOperation alone, less the second look. 1 more
/// where SetState or Merge raises Update as well. So at most 8, without a calendar, for up to 5,000 contracts that nobody changes meanwhile. Writes: none;
/// 1 when a merge or SetState goes through although contracts oblige.</para>
/// <para>Inactive contracts do not oblige. An account that is inactive already may be updated and merged: it is let go, not let go again.</para>
/// </remarks>
public sealed class AccountDeactivationGate : IPlugin
{
    const int PreValidation = 10;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1101 to OFF-1109: the account stays active; OFF-5001, OFF-5002, OFF-5005: settings or rules are wrong.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (LeavingAccount(call) is not { } accountId) return;

        var memory = GateMemory.Recall(call.Context, accountId) ?? GateMemory.Learn(call, accountId);
        if (IsToBeJudged(call, memory)) Judge(call, memory);
        memory.Remember(call.Context);
    }

    static bool IsToBeJudged(PluginCall call, GateMemory memory)
    {
        if (memory.IsInactive && !call.IsMessage("Delete")) return false;

        // One operation may raise another for the same account (Merge may raise Update): what was judged once is only looked at again.
        var wasJudged = memory.WasJudgedFor(PolicyOf(call, memory));
        if (call.Context.Stage == PreValidation) return !wasJudged && PolicyOf(call, memory) == DeactivationPolicy.Block;

        return !wasJudged || memory.JudgedContracts != ContractQueries.StateOf(call.AsSystem, [memory.AccountId], memory.IncludesSubsidiaries).ToString();
    }

    /// <summary>A deleted account could keep no record and no case.</summary>
    static DeactivationPolicy PolicyOf(PluginCall call, GateMemory memory) => call.IsMessage("Delete") ? DeactivationPolicy.Block : memory.Policy;

    static void Judge(PluginCall call, GateMemory memory)
    {
        var contracts = ContractQueries.Active(call.AsSystem, [memory.AccountId], memory.IncludesSubsidiaries);
        var rules = NoticeRuleQueries.Read(memory.Rules.Entities, memory.Language);
        var calendars = HolidayRuleQueries.Active(call.AsSystem, memory.StandardCalendar, memory.Language);
        var review = AccountReview.Of([memory.AccountId], contracts, rules, calendars, memory.Today)[0];
        if (review.Contracts.Count == 0 && memory.LacksConfirmation)
            throw Refusal.Of("OFF-1104", memory.Language, "account", memory.Language.Quote(memory.AccountName ?? "?"));
        if (review.Verdict.Status != AccountStatus.Clear) Answer(call, memory, review);

        memory.Judged(PolicyOf(call, memory), ContractsState.Of(contracts.Select(static contract => contract.Version)));
    }

    static void Answer(PluginCall call, GateMemory memory, AccountReview review)
    {
        switch (PolicyOf(call, memory))
        {
            case DeactivationPolicy.AllowAndRecord:
                ObligationRecord.Write(call, memory, review);
                return;
            case DeactivationPolicy.RequireCase when CaseQueries.OpenStage(call.AsSystem, memory.AccountId) is { } stage:
                if (StageRule.IsDecided(stage)) return;
                if (memory.AccountName is null) throw Refusal.Of("OFF-1105", memory.Language);
                throw Refusal.Of("OFF-1318", memory.Language, "account", memory.Language.Quote(memory.AccountName ?? "?"), "stage", StageRule.Name(stage, memory.Language));
        }

        if (memory.AccountName is null) throw Refusal.Of("OFF-1105", memory.Language);
        throw RefusalText.Of(CodeOf(call, memory, review), memory.Language, memory.AccountName, review);
    }

    static string CodeOf(PluginCall call, GateMemory memory, AccountReview review) =>
        call.IsMessage("Delete") ? "OFF-1103"
        : memory.Policy == DeactivationPolicy.RequireCase ? "OFF-1102"
        : review.Verdict.Status == AccountStatus.Unknown ? "OFF-1107"
        : review.Contracts.All(static contract => !contract.Obliges || contract.IsOver) ? "OFF-1109"
        : review.Contracts.All(static contract => !contract.Obliges || contract.EndIsFixed) ? "OFF-1108"
        : "OFF-1101";

    /// <summary>The account that this operation ends; null: it ends none.</summary>
    static Guid? LeavingAccount(PluginCall call)
    {
        if (call.IsMessage("Merge")) return call.Context.InputParameters.TryGetValue("SubordinateId", out var id) ? (Guid)id : null;
        if (call.IsMessage("Delete")) return call.Required<EntityReference>("Target").Id;
        if (call.IsMessage("SetState") || call.IsMessage("SetStateDynamicEntity"))
            return call.Required<OptionSetValue>("State").Value == (int)AccountState.Inactive ? call.Required<EntityReference>("EntityMoniker").Id : null;

        var target = new AccountRow(call.Target);
        if (target.State != AccountState.Inactive) return null;

        // A row addressed by key has its id in the context.
        return target.Id != Guid.Empty ? target.Id : call.Context.PrimaryEntityId;
    }
}
