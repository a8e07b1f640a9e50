using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Keeps active contracts off inactive accounts: such a contract would oblige an account that was let go.</summary>
/// <remarks>
/// <para>Step: PreOperation (20), synchronous, rank 1, of Create, Update (filtering columns off_accountid, statecode) and SetState on off_contract; Update and
/// SetState with a pre-image "before" of off_accountid and statecode.</para>
/// <para>Requests: 1 read when account or state are written, 1 more (caller's settings) on refusal; else none.</para>
/// </remarks>
public sealed class ContractAccountGate : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1106: the account is inactive.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var target = ContractWrite.Of(call);
        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? new ContractRow(image) : null;

        var isActive = (target.State ?? before?.State ?? ContractState.Active) == ContractState.Active;
        var account = target.Entity.Contains(ContractRow.Columns.AccountId) ? target.AccountId : before?.AccountId;
        var isUnchanged = before is { State: ContractState.Active } && Equals(account, before.AccountId);
        if (!isActive || account is null || isUnchanged) return;

        // An account that the caller may not read is refused by the platform itself.
        var owner = AccountQueries.Readable(call.AsCaller, [account.Id]).Values.FirstOrDefault();
        if (owner is { State: AccountState.Inactive }) throw Refusal.Of("OFF-1106", call.Language, "account", call.Language.Quote(owner.Name ?? "?"));
    }
}
