using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Deactivation;

/// <summary>Lets an account go only when no contract obliges it, or the policy says otherwise.</summary>
/// <remarks>
/// <para>Step: PreValidation (10) and PreOperation (20), synchronous, rank 1, of Update on account (filtering column statecode), Delete on account and
/// Merge on account. No images. UpdateMultiple and Upsert come here as Update.</para>
/// <para>PreValidation answers early, before the transaction; PreOperation judges again inside it, because contracts may change in between.</para>
/// <para>Requests: 6 reads in PreValidation and 1 in PreOperation, 2 with the policy requirecase; 1 more per further 5,000 contracts in each; never more
/// than 8 for up to 5,000 contracts. Writes: none, or 1 when a merge goes through although contracts oblige.</para>
/// <para>Inactive contracts do not oblige. An account that is inactive already may be updated and merged: it is let go, not let go again.</para>
/// </remarks>
public sealed class AccountDeactivationGate : IPlugin
{
    const int PreValidation = 10;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1101 to OFF-1107: the account stays active; OFF-5001, OFF-5002: settings or rules are wrong.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (LeavingAccount(call) is not { } accountId) return;

        var isEarly = call.Context.Stage == PreValidation;
        var memory = GateMemory.Recall(call.Context, accountId) ?? GateMemory.Learn(call, accountId);
        if (isEarly) memory.Remember(call.Context);

        var isDelete = call.IsMessage("Delete");
        if (memory.IsInactive && !isDelete) return;

        // What another policy than block allows is decided once, inside the transaction.
        var policy = isDelete ? DeactivationPolicy.Block : memory.Policy;
        if (isEarly && policy != DeactivationPolicy.Block) return;

        Judge(call, memory, policy, isDelete);
    }

    static void Judge(PluginCall call, GateMemory memory, DeactivationPolicy policy, bool isDelete)
    {
        var contracts = ContractQueries.Active(call.AsSystem, [memory.AccountId], memory.IncludesSubsidiaries);
        var rules = NoticeRuleQueries.Read(memory.Rules.Entities, memory.Language);
        var review = AccountReview.Of([memory.AccountId], contracts, rules, memory.Today)[0];
        if (review.Contracts.Count == 0 && memory.LacksConfirmation)
            throw Refusal.Of("OFF-1104", memory.Language, "account", memory.Language.Quote(memory.AccountName ?? "?"));
        if (review.Verdict.Status == AccountStatus.Clear) return;

        switch (policy)
        {
            case DeactivationPolicy.AllowAndRecord:
                ObligationRecord.Write(call, memory, review);
                return;
            case DeactivationPolicy.RequireCase when CaseQueries.HasOpenCase(call.AsSystem, memory.AccountId):
                return;
        }

        if (memory.AccountName is null) throw Refusal.Of("OFF-1105", memory.Language);
        throw RefusalText.Of(CodeOf(review, policy, isDelete), memory.Language, memory.AccountName, review);
    }

    static string CodeOf(AccountReview review, DeactivationPolicy policy, bool isDelete) =>
        isDelete ? "OFF-1103"
        : policy == DeactivationPolicy.RequireCase ? "OFF-1102"
        : review.Verdict.Status == AccountStatus.Unknown ? "OFF-1107"
        : "OFF-1101";

    /// <summary>The account that this operation ends; null: it ends none.</summary>
    static Guid? LeavingAccount(PluginCall call)
    {
        if (call.IsMessage("Merge")) return call.Context.InputParameters.TryGetValue("SubordinateId", out var id) ? (Guid)id : null;
        if (call.IsMessage("Delete")) return call.Required<EntityReference>("Target").Id;

        var target = new AccountRow(call.Target);
        if (target.State != AccountState.Inactive) return null;

        // A row addressed by key has its id in the context.
        return target.Id != Guid.Empty ? target.Id : call.Context.PrimaryEntityId;
    }
}
