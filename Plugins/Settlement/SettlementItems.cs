using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Settlement;

/// <summary>The items of a case beside what is proposed now: what is new, what changed, what vanished. Decided items stay as they are.</summary>
sealed class SettlementItems(Guid? baseCurrency)
{
    const int LongestName = 200;
    const int LongestFormula = 1000;
    const int FirstOption = 727_000_000;

    readonly List<SettlementItemRow> created = [];
    readonly List<SettlementItemRow> changed = [];
    readonly List<Guid> vanished = [];

    /// <summary>Items as they are after <see cref="Write"/>.</summary>
    internal List<SettlementItemRow> Current { get; } = [];

    internal int Created => created.Count;

    internal int Changed => changed.Count;

    internal int Vanished => vanished.Count;

    internal static SettlementItems Of(IReadOnlyList<SettlementItemRow> onFile, IReadOnlyList<SettlementProposal> proposals, OffboardingCaseRow offboardingCase, Guid? baseCurrency)
    {
        var items = new SettlementItems(baseCurrency);
        var byKey = onFile.Where(static row => row.SourceKey is not null).ToDictionary(static row => row.SourceKey!, StringComparer.OrdinalIgnoreCase);
        var proposed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var proposal in proposals.OrderBy(static proposal => proposal.Kind).ThenBy(static proposal => proposal.Name, StringComparer.Ordinal))
        {
            if (!proposed.Add(proposal.SourceKey)) continue;

            if (byKey.TryGetValue(proposal.SourceKey, out var row)) items.Keep(row, proposal);
            else items.Add(proposal, offboardingCase);
        }

        foreach (var row in onFile.Where(row => row.SourceKey is null || !proposed.Contains(row.SourceKey))) items.KeepWithoutSource(row);
        return items;
    }

    /// <summary>Writes what differs. Requests: 1 for each item that is new, changed or vanished.</summary>
    internal void Write(IOrganizationService service)
    {
        foreach (var row in created) row.Entity.Id = service.Create(row.Entity);
        foreach (var row in changed) service.Update(row.Entity);
        foreach (var id in vanished) service.Delete(SettlementItemRow.Table, id);
    }

    void Add(SettlementProposal proposal, OffboardingCaseRow offboardingCase)
    {
        var row = new SettlementItemRow
        {
            CaseId = new EntityReference(OffboardingCaseRow.Table, offboardingCase.Id),
            Name = Cut(proposal.Name, LongestName),
            Kind = (SettlementItemKind)(FirstOption + (int)proposal.Kind),
            Decision = SettlementItemDecision.Proposed,
            SourceKey = proposal.SourceKey,
            SourceTable = proposal.SourceTable,
            SourceRow = proposal.SourceRow.ToString("D"),
            OwnerId = offboardingCase.OwnerId,
        };
        Fill(row, proposal);
        created.Add(row);
        Current.Add(row);
    }

    void Keep(SettlementItemRow row, SettlementProposal proposal)
    {
        Current.Add(row);
        if (row.Decision is SettlementItemDecision.Accepted or SettlementItemDecision.Rejected) return;
        if (row.Amount == proposal.Amount && row.Formula == Cut(proposal.Formula, LongestFormula) && row.Inputs == InputsOf(proposal)) return;

        var change = new SettlementItemRow(new Entity(SettlementItemRow.Table, row.Id));
        Fill(change, proposal);
        Fill(row, proposal);
        changed.Add(change);
    }

    /// <summary>Items that people added and items that were decided stay; a mere proposal whose source is settled goes.</summary>
    void KeepWithoutSource(SettlementItemRow row)
    {
        var isProposal = row.Decision is null or SettlementItemDecision.Proposed;
        if (isProposal && row.SourceKey is not null) vanished.Add(row.Id);
        else Current.Add(row);
    }

    void Fill(SettlementItemRow row, SettlementProposal proposal)
    {
        row.Amount = proposal.Amount;
        row.Formula = Cut(proposal.Formula, LongestFormula);
        row.Inputs = InputsOf(proposal);
        if ((proposal.Currency ?? baseCurrency) is { } currency) row.TransactionCurrencyId = new EntityReference("transactioncurrency", currency);
    }

    static string InputsOf(SettlementProposal proposal)
    {
        using var json = new JsonText();
        foreach (var input in proposal.Inputs) json.Text(input.Key, input.Value);
        return json.Finish();
    }

    static string Cut(string text, int length) => text.Length <= length ? text : text.Substring(0, length);
}
