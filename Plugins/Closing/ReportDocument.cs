using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>A closing report in one edition and language: delivered services, open tasks, key communication, dates, money; for us also reasons, decisions, checklist and waivers.</summary>
/// <remarks>
/// The customer's edition holds no text that anybody wrote by hand and no name but the customer's: numbers, days, amounts and the words of the product. So no remark and no third person can
/// slip into it, whatever the rows hold. It names no rows either.
/// </remarks>
sealed class ReportDocument
{
    readonly ReportSources sources;
    readonly Language language;
    readonly bool isInternal;
    readonly HtmlDocument html;

    ReportDocument(ReportSources sources, bool isInternal, Language language)
    {
        this.sources = sources;
        this.isInternal = isInternal;
        this.language = language;
        Title = Part(isInternal ? "TITLE-INTERNAL" : "TITLE-CUSTOMER", "account", sources.Case.Account.Name ?? "?");
        html = new HtmlDocument(language, Title);
    }

    internal string Title { get; }

    /// <summary>The report. Requests: none.</summary>
    /// <param name="sources">What was read.</param>
    /// <param name="isInternal">Whether it is for us.</param>
    /// <param name="language">Of the reader.</param>
    /// <param name="today">Day of the report.</param>
    internal static ReportedDocument Of(ReportSources sources, bool isInternal, Language language, LocalDate today)
    {
        var report = new ReportDocument(sources, isInternal, language);
        return new ReportedDocument(report.Title, report.Write(today));
    }

    string Write(LocalDate today)
    {
        html.Paragraph(Line(Part("MADE", "day", language.Text(today)), CaseRow));
        html.Section(Part("DATES")).Terms(Dates());
        if (isInternal) WriteBackground();
        WriteServices();
        WriteOpen();
        WriteCommunication();
        WriteMoney();
        if (isInternal) WriteChecklist();
        return html.Finish();
    }

    IEnumerable<HtmlTerm> Dates()
    {
        var row = sources.Case.Row;
        if (isInternal) yield return Term("CASE", sources.Case.Number);
        if (row.Way is { } way) yield return Term("WAY", Messages.Part("OFF-TEXT-WAY-" + way.ToCode().ToUpperInvariant(), language));
        if (ReasonName() is { } reason && (isInternal || sources.Dossier.Case.PartlyTold != true)) yield return Term("REASON", reason);
        foreach (var day in new[] { Day("TALK", sources.Dossier.Case.TalkHeldOn), Day("SENT", row.NoticeSentOn), Day("RECEIVED", row.NoticeReceivedOn), Day("AGREED", row.AgreedEnd), Day("END", row.PlannedEnd), Day("COMPLETED", row.CompletedOn) })
            if (day is not null) yield return day;

        if (!isInternal) yield break;

        yield return Term("STAGE", StageRule.Name(sources.Case.Stage, language));
        yield return Term("PERCENT", Number(sources.Dossier.Case.ClosingPercent ?? 0) + " %");
    }

    string? ReasonName() => language == Language.German && !string.IsNullOrWhiteSpace(sources.Case.Reason.NameDe) ? sources.Case.Reason.NameDe : sources.Case.Reason.Name;

    HtmlTerm? Day(string name, LocalDate? day) => day is { } known ? Term(name, language.Text(known)) : null;

    void WriteBackground()
    {
        var row = sources.Case.Row;
        html.Section(Part("BACKGROUND"));
        html.Terms([
            Term("EXPLANATION", row.Explanation ?? ""),
            Term("SITUATION", row.Situation ?? ""),
            Term("NOTES", sources.Dossier.Case.TalkNotes ?? ""),
            Term("PARTLY", sources.Dossier.Case.PartlyTold == true ? sources.Dossier.Case.PartlyToldReason ?? "?" : Part("NO")),
            Term("WINBACK", Winback()),
        ]);
        Table("DECISIONS", ["DAY", "DECISION", "VERDICT"], sources.Dossier.Decisions.OrderBy(static decision => decision.Day).ThenBy(static decision => decision.Kind).Select(decision => Row(CaseDecisionRow.Table, decision.Id,
            decision.Day is { } day ? language.Text(day) : "", Choice("DECISION", decision.Kind?.ToCode()), decision.Verdict is { } verdict ? Choice("VERDICT", verdict.ToCode()) : "")));
    }

    string Winback()
    {
        var row = sources.Dossier.Case;
        var text = row.WinBack is { } assessed ? Choice("WINBACK", assessed.ToCode()) : Part("NOTASSESSED");
        return string.IsNullOrWhiteSpace(row.WinBackNote) ? text : text + "\n" + row.WinBackNote;
    }

    void WriteServices()
    {
        html.Section(Part("SERVICES"));
        Table("CONTRACTS", ["NUMBER", "BEGIN", "LASTDAY"], sources.Contracts.Select(contract => Row(ContractRow.Table, contract.Id,
            contract.Name ?? "?", contract.Start is { } start ? language.Text(start) : "", (contract.AgreedEnd ?? contract.EarliestEnd ?? contract.TargetEnd) is { } end ? language.Text(end) : "")));
        var orders = sources.History.FulfilledOrders.OrderBy(order => Named(order, "ordernumber"), StringComparer.Ordinal).ToList();
        Table("ORDERS", ["NUMBER", "DAY", "AMOUNT"], orders.Select(order => Row(order.LogicalName, order.Id,
            Named(order, "ordernumber"), At(order, "datefulfilled"), MoneyText.Of(Amount(order), Currency(order), language))));
        Sums("ORDERSUM", orders);
    }

    void WriteOpen()
    {
        html.Section(Part("OPEN"));
        if (isInternal)
        {
            Table("TASKS", ["TASK", "DUE"], sources.Dossier.PlanItems.Where(static item => item.ItemState == PlanItemItemState.Open)
                .OrderBy(static item => item.DueOn).ThenBy(static item => item.TemplateCode, StringComparer.Ordinal)
                .Select(item => Row(PlanItemRow.Table, item.Id, item.Name ?? "?", item.DueOn is { } due ? language.Text(due) : "")));
        }

        Table("HANDOVER", isInternal ? ["ITEM", "KIND", "DUE"] : ["KIND", "DUE"], sources.Dossier.Handover.Where(static item => item.ItemState is null or HandoverItemItemState.Open).Select(item =>
        {
            var kind = Choice("HANDOVER", item.Kind?.ToCode());
            var due = item.DueOn is { } day ? language.Text(day) : "";
            return isInternal ? Row(HandoverItemRow.Table, item.Id, item.Name ?? "?", kind, due) : Row(HandoverItemRow.Table, item.Id, kind, due);
        }));
    }

    void WriteCommunication()
    {
        html.Section(Part("COMMUNICATION"));
        Table("LETTERS", ["DAY", "LETTER"], sources.Dossier.Letters.Where(static letter => letter is { LetterState: LetterLetterState.Released, Kind: not null })
            .Select(letter => Row(LetterRow.Table, letter.Id, letter.ReleasedOn is { } at ? language.Text(LocalDate.FromDateTime(at)) : "", VariantText.KindOf(letter.Kind!.Value, language))));
        if (!isInternal) return;

        Table("ACTIVITIES", ["DAY", "KIND", "SUBJECT"], sources.Activities.Select(activity => Row(
            activity.GetAttributeValue<string?>("activitytypecode") ?? "activitypointer", activity.Id, At(activity, "actualend"),
            ActivityWords.Of(activity.GetAttributeValue<string?>("activitytypecode") ?? "?", language), activity.GetAttributeValue<string?>("subject") ?? "")));
    }

    void WriteMoney()
    {
        html.Section(Part("MONEY"));
        var items = sources.Dossier.Settlement.Where(item => isInternal || item.Decision != SettlementItemDecision.Rejected).ToList();
        Table("SETTLEMENT", isInternal ? ["KIND", "AMOUNT", "DECISION", "ITEM", "FORMULA"] : ["KIND", "AMOUNT", "DECISION"], items.Select(item =>
        {
            var kind = Choice("SETTLE", item.Kind?.ToCode());
            var amount = MoneyText.Of(item.Amount, item.TransactionCurrencyId, language);
            var decision = Messages.Part("OFF-TEXT-DECIDED-" + (item.Decision?.ToCode() ?? "proposed").ToUpperInvariant(), language);
            return isInternal ? Row(SettlementItemRow.Table, item.Id, kind, amount, decision, item.Name ?? "", item.Formula ?? "") : Row(SettlementItemRow.Table, item.Id, kind, amount, decision);
        }));
        foreach (var sum in items.Where(static item => item.Decision != SettlementItemDecision.Rejected && item.Amount is not null).GroupBy(static item => item.TransactionCurrencyId?.Id ?? Guid.Empty).OrderBy(static group => group.Key))
            html.Paragraph(Line(Part("SETTLEMENTSUM", "amount", MoneyText.Of(sum.Sum(static item => item.Amount ?? 0m), sum.First().TransactionCurrencyId, language)), CaseRow));

        var invoices = sources.History.AllInvoices.Where(static row => row.GetAttributeValue<OptionSetValue?>("statecode")?.Value == 0)
            .OrderBy(invoice => Named(invoice, "invoicenumber"), StringComparer.Ordinal).ToList();
        Table("INVOICES", ["NUMBER", "DUE", "AMOUNT"], invoices.Select(invoice => Row(invoice.LogicalName, invoice.Id,
            Named(invoice, "invoicenumber"), At(invoice, "duedate"), MoneyText.Of(Amount(invoice), Currency(invoice), language))));
        Sums("INVOICESUM", invoices);
    }

    void WriteChecklist()
    {
        html.Section(Part("CHECKLIST"));
        Table("POINTS", ["POINT", "MANDATORY", "STATE", "DAY"], sources.Dossier.Points.OrderBy(static point => point.Kind).Select(point => Row(ClosingPointRow.Table, point.Id,
            point.Kind is { } kind ? ClosingPoints.NameOf(kind, language) : point.Name ?? "?", Part(point.Mandatory == true ? "YES" : "NO"),
            Choice("POINTSTATE", point.PointState?.ToCode()), point.DoneOn is { } day ? language.Text(day) : "")));
        Table("WAIVERS", ["WAIVED", "WHY", "BY"], Waivers());
    }

    IEnumerable<HtmlRow> Waivers()
    {
        foreach (var point in sources.Dossier.Points.Where(static point => point.PointState == ClosingPointPointState.Waived).OrderBy(static point => point.Kind))
            yield return Row(ClosingPointRow.Table, point.Id, point.Kind is { } kind ? ClosingPoints.NameOf(kind, language) : "?", point.WaiverReason ?? "", point.WaivedById?.Name ?? "");

        foreach (var document in sources.Dossier.Documents.Where(static document => !string.IsNullOrWhiteSpace(document.WaiverReason)))
            yield return Row(CaseDocumentRow.Table, document.Id, Part("WAIVEDPACK"), document.WaiverReason!, document.ConfirmedById?.Name ?? "");

        foreach (var letter in sources.Dossier.Letters.Where(static letter => !string.IsNullOrWhiteSpace(letter.FactsWaiver)))
            yield return Row(LetterRow.Table, letter.Id, Part("WAIVEDFACTS"), letter.FactsWaiver!, letter.ReleasedById?.Name ?? "");

        if (!string.IsNullOrWhiteSpace(sources.Case.Account.WaiverReason))
            yield return Row(AccountRow.Table, sources.Case.Account.Id, Part("WAIVEDGATE"), sources.Case.Account.WaiverReason!, "");
    }

    /// <summary>Amounts of two currencies are never added.</summary>
    void Sums(string text, IReadOnlyList<Entity> rows)
    {
        foreach (var sum in rows.GroupBy(static row => Currency(row)?.Id ?? Guid.Empty).OrderBy(static group => group.Key))
            html.Paragraph(Line(Part(text, "count", Number(sum.Count()), "amount", MoneyText.Of(sum.Sum(static row => Amount(row) ?? 0m), Currency(sum.First()), language)), AccountRowName));
    }

    void Table(string caption, string[] columns, IEnumerable<HtmlRow> rows)
    {
        var all = rows.ToList();
        html.Subsection(Part(caption));
        if (all.Count == 0) html.Paragraph(Line(Part("NONE"), CaseRow));
        else html.Table(Part(caption), [.. columns.Select(column => Part("COLUMN-" + column))], all);
    }

    HtmlRow Row(string table, Guid id, params string[] cells) => new(isInternal ? HtmlLine.RowOf(table, id) : null, cells);

    HtmlLine Line(string text, string row) => new(text, isInternal ? row : null);

    HtmlTerm Term(string name, string value) => new(Part("TERM-" + name), Line(value, CaseRow));

    /// <summary>Its number; for us also its name, which people wrote.</summary>
    string Named(Entity row, string number)
    {
        var own = row.GetAttributeValue<string?>(number) ?? "?";
        return isInternal && row.GetAttributeValue<string?>("name") is { } name ? own + ", " + name : own;
    }

    string At(Entity row, string column) => row.GetAttributeValue<DateTime?>(column) is { } at ? language.Text(LocalDate.FromDateTime(at)) : "";

    string Choice(string kind, string? code) => code is null ? "" : Part(kind + "-" + code.ToUpperInvariant());

    string CaseRow => HtmlLine.RowOf(OffboardingCaseRow.Table, sources.Case.Row.Id);

    string AccountRowName => HtmlLine.RowOf(AccountRow.Table, sources.Case.Account.Id);

    static decimal? Amount(Entity row) => row.GetAttributeValue<Money?>("totalamount")?.Value;

    static EntityReference? Currency(Entity row) => row.GetAttributeValue<EntityReference?>("transactioncurrencyid");

    string Part(string text, params string[] values) => Messages.Part("OFF-TEXT-REPORT-" + text, language, values);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A report that was written.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Html">The document.</param>
sealed record ReportedDocument(string Title, string Html);
