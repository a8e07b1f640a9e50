using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Keeps a contract active as long as it obliges: inactive contracts bind nobody, so whoever deactivated one would open the gate of its account.</summary>
/// <remarks>
/// <para>Step: PreOperation (20), synchronous, rank 3, of Update (filtering column statecode) and SetState on off_contract, each with a pre-image "before" of all fact columns, off_name,
/// off_unreadable, off_accountid and statecode.</para>
/// <para>Requests: 4 reads (caller's settings, local time, time zone of jobs, rules), 1 more for holiday rules if the contract needs a calendar; none unless an active contract is deactivated.</para>
/// <para>A contract that cannot be judged obliges, too. One that was recorded in error is deleted, which needs a privilege that reps do not have and leaves its trace in the audit.</para>
/// </remarks>
public sealed class ContractDeactivationGate : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-2003: the contract obliges; OFF-5001, OFF-5002, OFF-5005: a setting or a rule cannot be used.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (ContractWrite.Of(call).State != ContractState.Inactive) return;
        if (!call.Context.PreEntityImages.TryGetValue("before", out var image)) return;

        var contract = new ContractRow(image);
        if (contract.State == ContractState.Inactive) return;

        var rules = NoticeRuleQueries.Active(call.AsSystem, call.Language);
        var calendars = HolidayRuleQueries.Active(call.AsSystem, call.Settings.HolidayCalendar, call.Language);
        var evaluation = ContractRule.Evaluate(OwnedContract.FactsOf(contract), rules, call.Today, calendars);
        if (evaluation.IsDeactivationAllowed) return;

        var number = contract.Name ?? "?";
        throw Refusal.Of("OFF-2003", call.Language, "contract", number, "sentence", ContractMessages.For(evaluation, number, call.Language));
    }
}
