using System;
using Microsoft.Xrm.Sdk;
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
/// <para>Delete and Merge are answered in PreValidation, before the transaction; PreOperation looks inside it whether the contracts are still the same, and judges again if not. Update is judged
/// in PreOperation alone, for all rows of its request at once, so that UpdateMultiple names the first rows that are refused and costs no more than Update (<see cref="GateBatch"/>).
/// What one event of an operation judged, the next one finds in the parent context and only looks at again.</para>
/// <para>Requests of Update and of UpdateMultiple, for up to 1,000 accounts: 6 (caller's settings, local time, settings, accounts, rules, contracts); 1 more for holiday rules if a contract
/// needs a calendar, 1 for cases with the policy requirecase if contracts oblige, 1 with off_SubsidiaryPolicy = refuse, 1 for each account and 1 for each contact with off_ContactPolicy =
/// deactivate, and 1 per further 5,000 contracts. Merge and Delete: 1 more for the second look; SetState the same as Update, 1 more where it or Merge raises Update as well. So at most 8,
/// without contacts and subsidiaries. Writes beside contacts: none; 1 when a merge or SetState goes through although contracts oblige.</para>
/// <para>With off_ContractSources = yes each look at contracts takes 1 more request for the contract sources and 1 for each of them in use, at most 5; without it none.</para>
/// <para>Inactive contracts do not oblige. An account that is inactive already may be updated and merged: it is let go, not let go again.</para>
/// </remarks>
public sealed class AccountDeactivationGate : IPlugin
{
    const int PreValidation = 10;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1101 to OFF-1110, OFF-1318, OFF-1332: the account stays active; OFF-1333: it has too many contacts; OFF-5001, OFF-5002, OFF-5005, OFF-5006: settings or rules are wrong.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (LeavingAccount(call) is not { } accountId) return;

        var memory = GateMemory.Recall(call.Context, accountId);
        if (memory is null && call.IsMessage("Update")) PassTogether(call, accountId);
        else PassAlone(call, memory ?? GateMemory.Learn(call, [accountId], [])[0]);
    }

    static void PassTogether(PluginCall call, Guid accountId)
    {
        var batch = GateBatch.Of(call.Context);
        if (call.Context.Stage == PreValidation)
        {
            batch.Tell(accountId, ConfirmsNow(call));
            return;
        }

        if (batch.Judged(call, accountId) is { } account)
        {
            if (account.Refusal(call) is not null)
            {
                batch.Forget();
                throw GateRefusal.ToException(batch.Refusals(call), batch.Count);
            }

            LetGo(call, account);
            TreatContacts(call, account.Memory);
            account.Memory.Remember(call.Context);
        }

        batch.Done(accountId);
    }

    static void PassAlone(PluginCall call, GateMemory memory)
    {
        if (IsToBeJudged(call, memory))
        {
            var account = GatedAccount.Judge(call, [memory])[0];
            if (account.Refusal(call) is { } refusal) throw refusal.ToException();

            LetGo(call, account);
        }

        TreatContacts(call, memory);
        memory.Remember(call.Context);
    }

    static bool IsToBeJudged(PluginCall call, GateMemory memory)
    {
        if (memory.IsInactive && !call.IsMessage("Delete")) return false;

        // One operation may raise another for the same account (Merge may raise Update): what was judged once is only looked at again.
        var policy = GatedAccount.PolicyOf(call, memory);
        var wasJudged = memory.WasJudgedFor(policy);
        if (wasJudged && FollowsUpdate(call, memory)) return false;
        if (call.Context.Stage == PreValidation) return !wasJudged && policy == DeactivationPolicy.Block;

        return !wasJudged || memory.JudgedContracts != ContractQueries.StateOf(call.AsSystem, [memory.AccountId], memory.IncludesSubsidiaries, ContractSources.Of(call.AsSystem, memory.ReadsSources, memory.Language)).ToString();
    }

    /// <summary>Whether this is the step of SetState that an Update of the state runs right after its own, which has looked already.</summary>
    static bool FollowsUpdate(PluginCall call, GateMemory memory) =>
        call.IsMessage("SetState") && call.Context.ParentContext is { MessageName: "Update" } update && update.PrimaryEntityId == memory.AccountId;

    static void LetGo(PluginCall call, GatedAccount account)
    {
        if (account.IsToBeRecorded(call)) ObligationRecord.Write(call, account.Memory, account.Review);
    }

    /// <summary>In the transaction, once for an operation. A deleted account leaves its contacts to the platform's cascades.</summary>
    static void TreatContacts(PluginCall call, GateMemory memory)
    {
        if (call.Context.Stage == PreValidation || call.IsMessage("Delete") || memory.IsInactive || !memory.DeactivatesContacts || memory.ContactsAreDone) return;

        Dependents.DeactivateContacts(call, memory.AccountId);
        memory.ContactsAreDone = true;
    }

    /// <summary>Whether the same update records that there is no contract. Only PreValidation sees it: later stages get state columns apart from the others.</summary>
    static bool ConfirmsNow(PluginCall call) => new AccountRow(call.Target).NoContractConfirmedOn is not null;

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
