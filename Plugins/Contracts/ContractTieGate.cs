using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Keeps active contracts from being tied to inactive accounts by Associate, which may set the lookup without an Update that <see cref="ContractAccountGate"/> would see.</summary>
/// <remarks>
/// <para>Step: PreOperation (20), synchronous, rank 1, of Associate. The message is registered for no table
/// (https://learn.microsoft.com/power-apps/developer/data-platform/register-plug-in), so the step looks at the relationship and leaves all others alone.</para>
/// <para>Requests: none for other relationships; for off_account_contract 1 (contracts), 1 more (account) if an active one would change its account, 1 more (caller's settings) on refusal.</para>
/// <para>Disassociate takes a contract off its account, which an Update may do, too: neither is refused, since no account gets a contract by it.</para>
/// </remarks>
public sealed class ContractTieGate : IPlugin
{
    const string ContractsOfAccount = "off_account_contract";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1106: the account is inactive.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.Required<Relationship>("Relationship").SchemaName != ContractsOfAccount) return;

        // Either side may be the target.
        EntityReference[] rows = [call.Required<EntityReference>("Target"), .. call.Required<EntityReferenceCollection>("RelatedEntities")];
        var accounts = rows.Where(static row => row.LogicalName == AccountRow.Table).Select(static row => row.Id).ToArray();
        var contracts = rows.Where(static row => row.LogicalName == ContractRow.Table).Select(static row => row.Id).ToArray();
        if (accounts.Length == 0 || contracts.Length == 0 || !AnyMoves(call.AsSystem, contracts, accounts)) return;

        // An account that the caller may not read is refused by the platform itself.
        var inactive = AccountQueries.Readable(call.AsCaller, accounts).Values.FirstOrDefault(static account => account.State == AccountState.Inactive);
        if (inactive is not null) throw Refusal.Of("OFF-1106", call.Language, "account", call.Language.Quote(inactive.Name ?? "?"));
    }

    static bool AnyMoves(IOrganizationService service, Guid[] contracts, Guid[] accounts)
    {
        var query = new QueryExpression(ContractRow.Table) { ColumnSet = new ColumnSet(ContractRow.Columns.AccountId), TopCount = 1 };
        query.Criteria.AddCondition(new ConditionExpression(ContractRow.Columns.Id, ConditionOperator.In, contracts.Cast<object>().ToArray()));
        query.Criteria.AddCondition(ContractRow.Columns.State, ConditionOperator.Equal, (int)ContractState.Active);
        var elsewhere = query.Criteria.AddFilter(LogicalOperator.Or);
        elsewhere.AddCondition(ContractRow.Columns.AccountId, ConditionOperator.Null);
        elsewhere.AddCondition(new ConditionExpression(ContractRow.Columns.AccountId, ConditionOperator.NotIn, accounts.Cast<object>().ToArray()));
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }
}
