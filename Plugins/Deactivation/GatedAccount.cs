using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Deactivation;

/// <summary>An account that is about to leave, with everything by which the gate decides.</summary>
sealed class GatedAccount
{
    /// <summary>Accounts that one read of contracts takes.</summary>
    const int AccountsPerRead = 1000;

    GatedAccount(GateMemory memory, AccountReview review)
    {
        Memory = memory;
        Review = review;
    }

    internal GateMemory Memory { get; }

    internal AccountReview Review { get; }

    /// <summary>Stage of its open case, read only where the policy asks for one and contracts oblige; null: none is open.</summary>
    OffboardingCaseStatusReason? Stage { get; set; }

    /// <summary>How many of its subsidiaries are active, read only where the setting keeps a parent.</summary>
    int Subsidiaries { get; set; }

    /// <summary>Reads and judges accounts together. Requests: 1 per 1,000 accounts for the contracts; 1 for holiday rules if a contract needs a calendar, 1 for cases (policy
    /// requirecase), 1 for subsidiaries (off_SubsidiaryPolicy = refuse), however many accounts; with off_ContractSources = yes 1 more, and 1 per 1,000 accounts for each contract source in use.</summary>
    /// <param name="call">Of the operation.</param>
    /// <param name="memories">Learned in the same request, so that rules and settings are the same; in the order of the request.</param>
    internal static IReadOnlyList<GatedAccount> Judge(PluginCall call, IReadOnlyList<GateMemory> memories)
    {
        var shared = memories[0];
        var ids = memories.Select(static memory => memory.AccountId).ToList();
        var contracts = new List<OwnedContract>();
        var sources = ContractSources.Of(call.AsSystem, shared.ReadsSources, shared.Language);
        for (var start = 0; start < ids.Count; start += AccountsPerRead)
            contracts.AddRange(ContractQueries.Active(call.AsSystem, [.. ids.Skip(start).Take(AccountsPerRead)], shared.IncludesSubsidiaries, sources));

        var rules = NoticeRuleQueries.Read(shared.Rules.Entities, shared.Language);
        var calendars = HolidayRuleQueries.Active(call.AsSystem, shared.StandardCalendar, shared.Language);
        var reviews = AccountReview.Of(ids, contracts, rules, calendars, shared.Today);
        var accounts = memories.Zip(reviews, static (memory, review) => new GatedAccount(memory, review)).ToList();
        foreach (var account in accounts)
            account.Memory.Judged(PolicyOf(call, account.Memory), ContractsState.Of(account.Review.Contracts.Select(static contract => contract.Contract.Version)));

        ReadStages(call, [.. accounts.Where(account => account.Review.Verdict.Status != AccountStatus.Clear && PolicyOf(call, account.Memory) == DeactivationPolicy.RequireCase)]);
        if (shared.KeepsParents) ReadSubsidiaries(call, accounts);
        return accounts;
    }

    /// <summary>A deleted account could keep no record and no case.</summary>
    internal static DeactivationPolicy PolicyOf(PluginCall call, GateMemory memory) => call.IsMessage("Delete") ? DeactivationPolicy.Block : memory.Policy;

    /// <summary>Whether contracts oblige the account, and the policy lets it go all the same, with a record.</summary>
    internal bool IsToBeRecorded(PluginCall call) => Review.Verdict.Status != AccountStatus.Clear && PolicyOf(call, Memory) == DeactivationPolicy.AllowAndRecord;

    /// <summary>Why it stays; null: it may go. Contracts come before subsidiaries.</summary>
    internal GateRefusal? Refusal(PluginCall call)
    {
        if (Review.Contracts.Count == 0 && Memory.LacksConfirmation) return GateRefusal.Of("OFF-1104", Memory);
        if (Review.Verdict.Status != AccountStatus.Clear && RefusalByContracts(call) is { } refusal) return refusal;
        return Subsidiaries > 0 ? GateRefusal.Of("OFF-1332", Memory, "count", Subsidiaries.ToString(CultureInfo.InvariantCulture)) : null;
    }

    GateRefusal? RefusalByContracts(PluginCall call)
    {
        var policy = PolicyOf(call, Memory);
        if (policy == DeactivationPolicy.AllowAndRecord) return null;
        if (policy == DeactivationPolicy.RequireCase && Stage is { } stage)
        {
            if (StageRule.IsDecided(stage)) return null;
            if (Memory.AccountName is not null) return GateRefusal.Of("OFF-1318", Memory, "stage", StageRule.Name(stage, Memory.Language));
        }

        return Memory.AccountName is null ? GateRefusal.Of("OFF-1105", Memory) : GateRefusal.ByContracts(CodeOf(call), Memory, Review);
    }

    string CodeOf(PluginCall call) =>
        call.IsMessage("Delete") ? "OFF-1103"
        : Memory.Policy == DeactivationPolicy.RequireCase ? "OFF-1102"
        : Review.Verdict.Status == AccountStatus.Unknown ? "OFF-1107"
        : Review.Contracts.All(static contract => !contract.Obliges || contract.IsOver) ? "OFF-1109"
        : Review.Contracts.All(static contract => !contract.Obliges || contract.EndIsFixed) ? "OFF-1108"
        : "OFF-1101";

    static void ReadStages(PluginCall call, IReadOnlyList<GatedAccount> accounts)
    {
        if (accounts.Count == 0) return;

        var stages = CaseQueries.OpenStages(call.AsSystem, [.. accounts.Select(static account => account.Memory.AccountId)]);
        foreach (var account in accounts)
            if (stages.TryGetValue(account.Memory.AccountId, out var stage)) account.Stage = stage;
    }

    static void ReadSubsidiaries(PluginCall call, IReadOnlyList<GatedAccount> accounts)
    {
        var counts = Dependents.ActiveSubsidiaries(call.AsSystem, [.. accounts.Select(static account => account.Memory.AccountId)]);
        foreach (var account in accounts)
            if (counts.TryGetValue(account.Memory.AccountId, out var count)) account.Subsidiaries = count;
    }
}
