using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Preparation;

/// <summary>The facts of a conversation pack, each a sentence with its row.</summary>
sealed class PackFacts
{
    readonly PackSources sources;
    readonly Language language;
    readonly List<PackLine> lines = [];

    PackFacts(PackSources sources, Language language)
    {
        this.sources = sources;
        this.language = language;
    }

    /// <summary>All sentences, in the order of the pack. Requests: none.</summary>
    internal static IReadOnlyList<PackLine> Of(PackSources sources, Language language)
    {
        var facts = new PackFacts(sources, language);
        facts.AddCase();
        foreach (var contract in sources.Judgement.Review.Contracts.OrderBy(static reviewed => reviewed.Contract.Number, StringComparer.Ordinal).ThenBy(static reviewed => reviewed.Contract.Id)) facts.AddContract(contract);
        facts.AddHistory();
        facts.AddOpen();
        facts.AddRevenue();
        facts.AddSettlement();
        return facts.lines;
    }

    /// <summary>Digest of the facts, the same in both languages and in any order of the rows.</summary>
    internal static string Hash(IEnumerable<PackLine> lines) =>
        Digest.Of(string.Join("\n", lines.Where(static line => line.IsFact).Select(static line => line.Identity).OrderBy(static identity => identity, StringComparer.Ordinal)));

    void AddCase()
    {
        var row = sources.Case.Row;
        if (row.ReasonId is { } reason) Add(PackFact.Reason, ReasonRow.Table, reason.Id, reason.Id.ToString("D"), "REASON", "reason", ReasonName() ?? "?");
        else OfCase(PackFact.Reason, "", "NOREASON");

        if (string.IsNullOrWhiteSpace(row.Explanation)) OfCase(PackFact.Reason, "", "NOEXPLANATION");
        else lines.Add(new PackLine(PackFact.Reason, OffboardingCaseRow.Table, row.Id, row.Explanation!, row.Explanation!));

        if (string.IsNullOrWhiteSpace(row.Situation)) OfCase(PackFact.Situation, "", "NOSITUATION");
        else lines.Add(new PackLine(PackFact.Situation, OffboardingCaseRow.Table, row.Id, row.Situation!, row.Situation!));

        if (row.Way is { } way) OfCase(PackFact.Plan, way.ToCode(), "WAY", "way", Messages.Part("OFF-TEXT-WAY-" + way.ToCode().ToUpperInvariant(), language));
        if (row.PlannedEnd is { } end) OfCase(PackFact.Plan, "end " + end, "END", "day", language.Text(end));
        if (row.TalkOn is { } talk) OfCase(PackFact.Plan, "talk " + talk, "TALK", "day", language.Text(talk));
        if (row.MainContactId is { } contact) Add(PackFact.Plan, contact.LogicalName, contact.Id, "contact", "CONTACT", "contact", contact.Name ?? "?");
        else OfCase(PackFact.Plan, "", "NOCONTACT");
    }

    string? ReasonName() => language == Language.German && !string.IsNullOrWhiteSpace(sources.Case.Reason.NameDe) ? sources.Case.Reason.NameDe : sources.Case.Reason.Name;

    void AddContract(ReviewedContract reviewed)
    {
        var evaluation = reviewed.Evaluation;
        var value = string.Join(
            ";", [reviewed.Contract.Number, evaluation.Status.ToString(), Iso(evaluation.EndsOn), Iso(evaluation.EarliestEnd), Iso(evaluation.LatestNoticeForEarliest), evaluation.IsNoticeGiven ? "given" : "", string.Join(",", evaluation.Missing)]);
        lines.Add(new PackLine(PackFact.Contract, reviewed.Contract.Table, reviewed.Contract.Id, value, ContractSentence.Of(reviewed, sources.Case.Account.Id, language)));
    }

    void AddHistory()
    {
        foreach (var row in sources.History.Interactions)
        {
            var kind = row.GetAttributeValue<string?>("activitytypecode") ?? "activitypointer";
            var subject = row.GetAttributeValue<string?>("subject") ?? "?";
            Add(PackFact.Interaction, kind, row.Id, subject, "INTERACTION", "day", Day(row, "actualend"), "kind", ActivityWords.Of(kind, language), "subject", language.Quote(subject));
        }

        foreach (var row in sources.History.WonOpportunities) AddSuccess(row, "actualclosedate", "actualvalue", "WON");
        foreach (var row in sources.History.FulfilledOrders) AddSuccess(row, "datefulfilled", "totalamount", "FULFILLED");
        foreach (var row in sources.History.Complaints)
        {
            var (title, state) = Incident(row);
            Add(PackFact.Complaint, row.LogicalName, row.Id, title + ";" + state, "COMPLAINT", "day", Day(row, "createdon"), "title", language.Quote(title), "state", Part("STATE-" + state));
        }

        foreach (var row in sources.History.Moods)
        {
            var mood = row.GetAttributeValue<OptionSetValue>("customersatisfactioncode").Value;
            var (title, _) = Incident(row);
            Add(PackFact.Mood, row.LogicalName, row.Id, Number(mood), "MOOD", "day", Day(row, "createdon"), "mood", Part("MOOD-" + Number(mood)), "title", language.Quote(title));
        }
    }

    void AddSuccess(Entity row, string day, string amount, string text)
    {
        var name = row.GetAttributeValue<string?>("name") ?? "?";
        var value = row.GetAttributeValue<Money?>(amount)?.Value;
        Add(PackFact.Success, row.LogicalName, row.Id, name + ";" + Invariant(value), text, "day", Day(row, day), "name", language.Quote(name), "amount", MoneyText.Of(value, Currency(row), language));
    }

    void AddOpen()
    {
        var open = sources.Business.Rows;
        foreach (var row in open.Cases) AddOpen(row, row.IsEscalated ? "OPEN-ESCALATED" : "OPEN-CASE");
        foreach (var row in open.Orders) AddOpen(row, "OPEN-ORDER");
        foreach (var row in open.Invoices) AddOpen(row, "OPEN-INVOICE");
        foreach (var row in open.Opportunities) AddOpen(row, "OPEN-OPPORTUNITY");
    }

    void AddOpen(OpenRow row, string text) =>
        Add(PackFact.Open, row.Table, row.Id, row.Name + ";" + Iso(row.Day) + (row.IsEscalated ? ";escalated" : ""), text, "name", language.Quote(row.Name), "day", row.Day is { } day ? language.Text(day) : "–");

    void AddRevenue()
    {
        var invoices = sources.History.AllInvoices;
        foreach (var year in invoices.GroupBy(static row => row.GetAttributeValue<DateTime>("createdon").Year).OrderByDescending(static group => group.Key))
            foreach (var sum in ByCurrency(year)) AddSum(sum, Number(year.Key), "REVENUE", "year", Number(year.Key));

        foreach (var sum in ByCurrency(invoices.Where(static row => row.GetAttributeValue<OptionSetValue?>("statecode")?.Value == 0))) AddSum(sum, "open", "OPENINVOICES");
    }

    /// <summary>Amounts of two currencies are never added.</summary>
    static IEnumerable<IGrouping<Guid, Entity>> ByCurrency(IEnumerable<Entity> rows) => rows.GroupBy(static row => Currency(row)?.Id ?? Guid.Empty).OrderBy(static group => group.Key);

    void AddSum(IGrouping<Guid, Entity> rows, string value, string text, params string[] values)
    {
        var weightiest = rows.OrderByDescending(Amount).ThenBy(static row => row.Id).ToList();
        var sum = weightiest.Sum(Amount);
        lines.Add(new PackLine(
            PackFact.Money,
            [.. weightiest.Take(DecisionFact.MostSources).Select(static row => HtmlLine.RowOf(row.LogicalName, row.Id))],
            value + ";" + Invariant(sum) + ";" + Number(weightiest.Count) + ";" + rows.Key.ToString("D"),
            Part(text, [.. values, "amount", MoneyText.Of(sum, Currency(weightiest[0]), language), "count", Number(weightiest.Count)])));
    }

    void AddSettlement()
    {
        foreach (var item in sources.Dossier.Settlement)
        {
            var decision = item.Decision?.ToCode() ?? "proposed";
            Add(PackFact.Money, SettlementItemRow.Table, item.Id, item.Name + ";" + Invariant(item.Amount) + ";" + decision, "SETTLEMENT",
                "name", item.Name ?? "?", "amount", MoneyText.Of(item.Amount, item.TransactionCurrencyId, language), "decision", Messages.Part("OFF-TEXT-DECIDED-" + decision.ToUpperInvariant(), language));
        }

        if (sources.Dossier.Case.SettlementTotal is { } total)
            OfCase(PackFact.Money, "total " + Invariant(total), "TOTAL", "amount", MoneyText.Of(total, sources.Dossier.Case.TransactionCurrencyId, language));
    }

    void Add(PackFact fact, string table, Guid id, string value, string text, params string[] values) => lines.Add(new PackLine(fact, table, id, value, Part(text, values)));

    void OfCase(PackFact fact, string value, string text, params string[] values) => Add(fact, OffboardingCaseRow.Table, sources.Case.Row.Id, text + " " + value, text, values);

    string Part(string text, params string[] values) => Messages.Part("OFF-TEXT-PACK-" + text, language, values);

    string Day(Entity row, string column) => row.GetAttributeValue<DateTime?>(column) is { } at ? language.Text(LocalDate.FromDateTime(at)) : "–";

    static IncidentWords Incident(Entity row) => new(
        row.GetAttributeValue<string?>("title") ?? "?",
        row.GetAttributeValue<OptionSetValue?>("statecode")?.Value switch { 0 => "OPEN", 1 => "RESOLVED", _ => "CANCELLED" });

    static decimal Amount(Entity row) => row.GetAttributeValue<Money?>("totalamount")?.Value ?? 0m;

    static EntityReference? Currency(Entity row) => row.GetAttributeValue<EntityReference?>("transactioncurrencyid");

    static string Iso(LocalDate? day) => day?.ToString() ?? "";

    static string Invariant(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    sealed record IncidentWords(string Title, string State);
}
