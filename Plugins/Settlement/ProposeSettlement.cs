using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Settlement;

/// <summary>
/// <c>off_ProposeSettlement</c>: proposes what is to be settled when the relationship of a case ends. A person decides on each item; what was decided is never
/// changed. Asking again changes what changed at the source, and nothing twice.
/// </summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: RequestId (accepted; a repeat finds its items by their source). Out: Items
/// (EntityCollection of off_settlementitem), Total (Money, in the currency of the case), Report (String, sums by currency).</para>
/// <para>Requests: at most <see cref="MostReads"/> reads, 1 write for each new, changed or vanished item, and 1 for the case if its total changes. Orders and
/// invoices are asked for where Sales is installed, entitlements where Customer Service is.</para>
/// </remarks>
public sealed class ProposeSettlement : IPlugin
{
    /// <summary>Reads of one call: caller's settings, local time, settings, case, contracts, notice rules, holiday rules, metadata, orders, invoices, entitlements, items, base currency.</summary>
    public const int MostReads = 13;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1501: there is no such case for the caller; OFF-1502: it is closed; OFF-1503: a contract cannot be judged; OFF-9001.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var offboardingCase = SettlementQueries.Case(call.AsCaller, call.Required<EntityReference>("Target").Id);
        if (offboardingCase?.AccountId is not { } account) throw Refusal.Of("OFF-1501", call.Language);
        if (offboardingCase.State == OffboardingCaseState.Inactive) throw Refusal.Of("OFF-1502", call.Language, "case", offboardingCase.Name ?? "?");

        var proposals = Proposals(call, offboardingCase, account.Id);
        var baseCurrency = proposals.Exists(static proposal => proposal.Currency is null) ? SettlementQueries.BaseCurrency(call.AsSystem) : null;
        var items = SettlementItems.Of(SettlementQueries.Items(call.AsSystem, offboardingCase.Id), proposals, offboardingCase, baseCurrency);
        items.Write(call.AsCaller);

        var sums = SettlementProposals.Sums(items.Current.Where(static item => item.Decision != SettlementItemDecision.Rejected)
            .Select(static item => new KeyValuePair<Guid?, decimal?>(item.TransactionCurrencyId?.Id, item.Amount)));
        var total = WriteTotal(call, offboardingCase, sums);

        call.Return("Items", new EntityCollection([.. items.Current.Select(static item => item.Entity)]) { EntityName = SettlementItemRow.Table });
        call.Return("Total", new Money(total));
        call.Return("Report", SettlementReport.Of(items, sums, call.Language));
    }

    static List<SettlementProposal> Proposals(PluginCall call, OffboardingCaseRow offboardingCase, Guid accountId)
    {
        var proposals = new List<SettlementProposal>();
        var rules = NoticeRuleQueries.Active(call.AsSystem, call.Language);
        var calendars = HolidayRuleQueries.Active(call.AsSystem, call.Settings.HolidayCalendar, call.Language);
        foreach (var contract in ContractQueries.Active(call.AsSystem, [accountId], call.Settings.IncludeSubsidiaries, ContractSources.Of(call)))
        {
            var facts = Exiting(contract.Facts, offboardingCase);
            var evaluation = ContractRule.Evaluate(facts, rules, call.Today, calendars);
            if (evaluation.Status == ContractStatus.UnknownData)
                throw Refusal.Of("OFF-1503", call.Language, "contract", contract.Number, "missing", string.Join(", ", evaluation.Missing));

            proposals.AddRange(SettlementProposals.OfContract(contract.Table, contract.Id, contract.Number, contract.Currency?.Id, evaluation, Leaves(offboardingCase, facts), call.Language));
        }

        var installed = InstalledTables.Among(call.AsSystem, InstalledTables.Order, InstalledTables.Invoice, InstalledTables.Entitlement);
        if (installed.Has(InstalledTables.Order)) proposals.AddRange(SettlementQueries.OpenOrders(call.AsSystem, accountId).Select(order => SettlementProposals.OfOrder(order, call.Language)));
        if (installed.Has(InstalledTables.Invoice)) proposals.AddRange(SettlementQueries.OpenInvoices(call.AsSystem, accountId).Select(invoice => SettlementProposals.OfInvoice(invoice, call.Language)));
        if (installed.Has(InstalledTables.Entitlement))
            proposals.AddRange(SettlementQueries.RunningEntitlements(call.AsSystem, accountId).Select(entitlement => SettlementProposals.OfEntitlement(entitlement, call.Language)));
        return proposals;
    }

    /// <summary>Facts as if nothing were agreed, leaving on the day of the contract or, if it has none, on the end that the case plans.</summary>
    static ContractFacts Exiting(ContractFacts facts, OffboardingCaseRow offboardingCase)
    {
        var exit = facts.ExitDate ?? offboardingCase.AgreedEnd ?? offboardingCase.PlannedEnd;
        return ContractFacts.Read(
            name => name is Fact.Termination or Fact.AgreedEnd && facts.Termination == Termination.Mutual ? null : name == Fact.ExitDate ? exit?.ToString() : facts.TextOf(name),
            facts.Unreadable);
    }

    /// <summary>The way of the case says it; where both agree or good cause ends it, the party that the contract names.</summary>
    static ExitingParty Leaves(OffboardingCaseRow offboardingCase, ContractFacts facts) => offboardingCase.Way switch
    {
        OffboardingCaseWay.CustomerNotice => ExitingParty.Customer,
        OffboardingCaseWay.OwnNotice => ExitingParty.Supplier,
        _ => facts.Party == Party.Customer ? ExitingParty.Customer : ExitingParty.Supplier,
    };

    /// <summary>The total in the currency of the case; a case without one takes the currency of its items if they have but one.</summary>
    static decimal WriteTotal(PluginCall call, OffboardingCaseRow offboardingCase, IReadOnlyList<CurrencySum> sums)
    {
        var currency = offboardingCase.TransactionCurrencyId?.Id ?? (sums.Count == 1 ? sums[0].Currency : null);
        var total = sums.Where(sum => sum.Currency == currency).Select(static sum => sum.Amount).FirstOrDefault();
        if (offboardingCase.SettlementTotal == total) return total;

        var change = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, offboardingCase.Id)) { SettlementTotal = total };
        if (offboardingCase.TransactionCurrencyId is null && currency is { } id) change.TransactionCurrencyId = new EntityReference("transactioncurrency", id);
        call.AsCaller.Update(change.Entity);
        return total;
    }
}
