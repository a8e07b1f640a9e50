using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Deactivation;

/// <summary>What the gate needs beside the contracts. What one event of an operation learned is left to the next one, which only looks whether the contracts are still the same.</summary>
/// <remarks>
/// Requests: 5 to learn it (caller's settings, local time, settings, accounts as the caller sees them, rules), 0 to remember it.
/// Shared variables of PreValidation are found in the parent context (https://learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context).
/// </remarks>
sealed class GateMemory
{
    const string Key = "off_gate";
    const char Separator = '\u001f';

    DeactivationPolicy judgedPolicy;

    GateMemory(Guid accountId) => AccountId = accountId;

    internal Guid AccountId { get; }

    internal Language Language { get; private set; }

    /// <summary>The caller's today.</summary>
    internal LocalDate Today { get; private set; }

    internal DeactivationPolicy Policy { get; private set; }

    internal bool IncludesSubsidiaries { get; private set; }

    /// <summary>Setting off_ContractSources: contracts live in other tables, too.</summary>
    internal bool ReadsSources { get; private set; }

    /// <summary>Calendar of contracts that name none; null: they have no holidays.</summary>
    internal string? StandardCalendar { get; private set; }

    /// <summary>Null: the caller may not read the account, so no fact of its contracts is shown.</summary>
    internal string? AccountName { get; private set; }

    internal bool IsInactive { get; private set; }

    /// <summary>Without any contract, the account needs a confirmation that there is none, and has none.</summary>
    internal bool LacksConfirmation { get; private set; }

    /// <summary>State of the contracts that were judged, and the account let go; empty: none were.</summary>
    internal string JudgedContracts { get; private set; } = "";

    internal EntityCollection Rules { get; private set; } = new();

    /// <summary>Setting off_SubsidiaryPolicy = refuse: a parent stays as long as a subsidiary is active.</summary>
    internal bool KeepsParents { get; private set; }

    /// <summary>Setting off_ContactPolicy = deactivate: contacts leave with their account.</summary>
    internal bool DeactivatesContacts { get; private set; }

    /// <summary>Whether that was done in the same operation.</summary>
    internal bool ContactsAreDone { get; set; }

    /// <summary>Learns of accounts of one request what the gate needs. Requests: 5, however many accounts.</summary>
    /// <param name="call">Of the request.</param>
    /// <param name="accountIds">At least one.</param>
    /// <param name="confirmedNow">Those whose row records in the same request that there is no contract.</param>
    /// <returns>In the order of the accounts.</returns>
    internal static IReadOnlyList<GateMemory> Learn(PluginCall call, IReadOnlyList<Guid> accountIds, ICollection<Guid> confirmedNow)
    {
        var settings = call.Settings;
        var accounts = AccountQueries.Readable(call.AsCaller, accountIds);
        var rules = new EntityCollection([.. NoticeRuleQueries.ActiveRows(call.AsSystem)]);
        return [.. accountIds.Select(id => Of(call, settings, id, accounts.TryGetValue(id, out var row) ? row : null, rules, confirmedNow.Contains(id)))];
    }

    /// <summary>Leaves to the gate what an operation learned and judged by the same rules, so that it only looks whether the contracts are still the same. Requests: 0.</summary>
    /// <param name="call">Whose context is the parent of the deactivation's.</param>
    /// <param name="account">Readable to the caller.</param>
    /// <param name="judgement">Clear.</param>
    /// <remarks>The operation has looked at subsidiaries and treated contacts itself.</remarks>
    internal static void Leave(PluginCall call, AccountRow account, CaseJudgement judgement)
    {
        var memory = Of(call, call.Settings, account.Id, account, new EntityCollection([.. judgement.Rules]), confirmsNow: false);
        memory.ContactsAreDone = true;

        // Without any contract, the gate asks for the confirmation itself.
        if (!memory.LacksConfirmation || judgement.Review.Contracts.Count > 0) memory.Judged(memory.Policy, judgement.State);
        memory.Remember(call.Context);
    }

    /// <summary>What PreValidation of the same operation learned of the same account; null: nothing.</summary>
    internal static GateMemory? Recall(IPluginExecutionContext context, Guid accountId)
    {
        for (var at = context; at != null; at = at.ParentContext)
        {
            if (at.SharedVariables.TryGetValue(Key, out var text) && at.SharedVariables.TryGetValue(Key + "_rules", out var rules))
            {
                var parts = ((string)text).Split(Separator);
                return parts[0] == accountId.ToString("D") ? FromText(parts, (EntityCollection)rules) : null;
            }
        }

        return null;
    }

    /// <summary>Whether the contracts were judged by this policy, and the account let go.</summary>
    internal bool WasJudgedFor(DeactivationPolicy policy) => JudgedContracts.Length > 0 && judgedPolicy == policy;

    internal void Judged(DeactivationPolicy policy, ContractsState state)
    {
        judgedPolicy = policy;
        JudgedContracts = state.ToString();
    }

    internal void Remember(IPluginExecutionContext context)
    {
        context.SharedVariables[Key] = string.Join(
            Separator.ToString(),
            AccountId.ToString("D"), Number((int)Language), Today.ToString(), Number((int)Policy), Flag(IncludesSubsidiaries), Flag(IsInactive),
            Flag(LacksConfirmation), Number((int)judgedPolicy), JudgedContracts, StandardCalendar ?? "", Flag(AccountName != null), AccountName ?? "",
            Flag(KeepsParents), Flag(DeactivatesContacts), Flag(ContactsAreDone), Flag(ReadsSources));
        context.SharedVariables[Key + "_rules"] = Rules;
    }

    /// <summary>The setting; a waiver that was recorded for the account lets it go with a record, whatever the setting says.</summary>
    static DeactivationPolicy PolicyFor(Settings settings, AccountRow? account, DateTime now) =>
        account is not null && Waiver.Holds(account, now) ? DeactivationPolicy.AllowAndRecord : settings.Policy;

    static bool Lacks(Settings settings, AccountRow? account) =>
        settings.RequireNoContractConfirmation && account is { CustomerTypeCode: AccountCustomerTypeCode.Customer, NoContractConfirmedOn: null };

    static GateMemory Of(PluginCall call, Settings settings, Guid accountId, AccountRow? account, EntityCollection rules, bool confirmsNow) => new(accountId)
    {
        Language = call.Language,
        Today = call.Today,
        Policy = PolicyFor(settings, account, call.Now),
        IncludesSubsidiaries = settings.IncludeSubsidiaries,
        ReadsSources = settings.ReadsContractSources,
        StandardCalendar = settings.HolidayCalendar,
        AccountName = account is null ? null : account.Name ?? "?",
        IsInactive = account?.State == AccountState.Inactive,
        LacksConfirmation = Lacks(settings, account) && !confirmsNow,
        Rules = rules,
        KeepsParents = settings.Subsidiaries == SubsidiaryPolicy.Refuse,
        DeactivatesContacts = settings.Contacts == ContactPolicy.Deactivate,
    };

    static GateMemory FromText(string[] parts, EntityCollection rules) => new(Guid.Parse(parts[0]))
    {
        Language = (Language)int.Parse(parts[1], CultureInfo.InvariantCulture),
        Today = LocalDate.Parse(parts[2]),
        Policy = (DeactivationPolicy)int.Parse(parts[3], CultureInfo.InvariantCulture),
        IncludesSubsidiaries = parts[4] == "1",
        IsInactive = parts[5] == "1",
        LacksConfirmation = parts[6] == "1",
        judgedPolicy = (DeactivationPolicy)int.Parse(parts[7], CultureInfo.InvariantCulture),
        JudgedContracts = parts[8],
        StandardCalendar = parts[9].Length > 0 ? parts[9] : null,
        AccountName = parts[10] == "1" ? parts[11] : null,
        KeepsParents = parts[12] == "1",
        DeactivatesContacts = parts[13] == "1",
        ContactsAreDone = parts[14] == "1",
        ReadsSources = parts[15] == "1",
        Rules = rules,
    };

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    static string Flag(bool value) => value ? "1" : "0";
}
