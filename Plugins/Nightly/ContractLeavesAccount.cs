using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>Judges an account anew that a contract leaves: the night finds accounts by their contracts, and this one no longer leads there.</summary>
/// <remarks>
/// <para>Step: PostOperation (40), synchronous, of Update on off_contract with the filtering column off_accountid, and of Delete on off_contract; both with a
/// pre-image "before" of off_accountid.</para>
/// <para>Requests: at most 8 reads (caller's language, settings, rules, local time, parents, account, contracts; holiday rules if a calendar
/// counts), plus 1 per further 5,000 contracts; 1 write for each account whose verdict differs, which is itself and, with subsidiaries, up to 3 above it.</para>
/// </remarks>
public sealed class ContractLeavesAccount : IPlugin
{
    const string AccountColumn = ContractRow.Columns.AccountId;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-5001, OFF-5002, OFF-5005: a setting or a rule cannot be used.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (!call.Context.PreEntityImages.TryGetValue("before", out var before)) return;
        if (before.GetAttributeValue<EntityReference?>(AccountColumn) is not { } former) return;
        if (call.IsMessage("Update") && call.Target.GetAttributeValue<EntityReference?>(AccountColumn)?.Id == former.Id) return;

        var rules = NightlyRules.Read(call, []);
        var accounts = new HashSet<Guid> { former.Id };
        if (rules.WithSubsidiaries) accounts.UnionWith(NightlyQueries.ParentsOf(call.AsSystem, former.Id));
        AccountVerdicts.Write(call.AsSystem, accounts, rules);
    }
}
