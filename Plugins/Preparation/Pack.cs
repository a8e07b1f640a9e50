using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Preparation;

/// <summary>A conversation pack: facts, likely questions and advice on the day, as a document and as JSON.</summary>
sealed class Pack
{
    const int TalkDaysProposed = 3;

    readonly PackSources sources;
    readonly Language language;
    readonly Language reader;
    readonly List<PackLine> lines;
    readonly List<HtmlTerm> questions = [];

    Pack(PackSources sources, Language language, Language reader)
    {
        this.sources = sources;
        this.language = language;
        this.reader = reader;
        lines = [.. PackFacts.Of(sources, language)];
        FactsHash = PackFacts.Hash(lines);
    }

    /// <summary>Every sentence with its rows, in the order of the document.</summary>
    internal IReadOnlyList<PackLine> Lines => lines;

    /// <summary>Digest of the facts; questions and advice do not count.</summary>
    internal string FactsHash { get; }

    internal string Title { get; private set; } = "";

    internal string Html { get; private set; } = "";

    /// <summary>Puts a pack together. Requests: 1 (questions).</summary>
    /// <param name="call">Of the operation.</param>
    /// <param name="sources">What was read.</param>
    /// <param name="around">Calendar and people, for the advice on the day.</param>
    /// <param name="language">Of the pack.</param>
    internal static Pack Of(PluginCall call, PackSources sources, Surroundings around, Language language)
    {
        var pack = new Pack(sources, language, call.Language);
        pack.AddQuestions(TalkQuestions.For(call.AsSystem, sources.Case.Reason.Code));
        pack.AddTiming(call, around);
        pack.Title = pack.Part("TITLE", "account", sources.Case.Account.Name ?? "?");
        pack.Html = pack.Document(call);
        return pack;
    }

    /// <summary>JSON: <c>{"facts":[{"fact","table","row","more","value","text"}]}</c>; more: further rows, as table/id, parted by blanks.</summary>
    internal string FactsJson()
    {
        using var json = new JsonText();
        json.Array("facts", array =>
        {
            foreach (var line in lines) line.Write(array);
        });
        return json.Finish();
    }

    void AddQuestions(IEnumerable<TalkQuestionRow> rows)
    {
        var row = sources.Case.Row;
        var reason = sources.Case.Reason;
        var fields = new PlanFields { Account = sources.Case.Account.Name ?? "?", Contact = row.MainContactId?.Name, Reason = reason.Name, ReasonDe = reason.NameDe, End = row.PlannedEnd };
        foreach (var question in rows)
        {
            var term = TalkQuestions.Text(question, fields, language, reader);
            questions.Add(term);
            lines.Add(new PackLine(PackFact.Question, TalkQuestionRow.Table, question.Id, question.Code ?? "", term.Name + " " + term.Value.Text));
        }
    }

    void AddTiming(PluginCall call, Surroundings around)
    {
        var row = sources.Case.Row;
        var days = around.Calendar.WorkingDays;
        foreach (var warning in TimingRule.Warnings(sources.Business.Rows, call.Today, row.TalkOn, row.PlannedEnd, days))
        {
            var about = warning.Row is { } open ? HtmlLine.RowOf(open.Table, open.Id) : CaseRow;
            lines.Add(new PackLine(PackFact.Timing, [about], warning.Concern.ToString(), TimingText.Of(warning, language)));
        }

        var good = TimingRule.TalkDays(call.Today, row.PlannedEnd, TalkDaysProposed, days);
        var text = good.Count == 0 ? Part("NODAYS") : Part("DAYS", "days", string.Join(", ", good.Select(day => language.Text(day))));
        lines.Add(new PackLine(PackFact.Timing, [CaseRow], "days", text));
    }

    string Document(PluginCall call)
    {
        var document = new HtmlDocument(language, Title)
            .Paragraph(new HtmlLine(Part("MADE", "case", sources.Case.Number, "day", language.Text(call.Today)), CaseRow));
        foreach (var section in (PackFact[])[PackFact.Reason, PackFact.Situation, PackFact.Plan, PackFact.Contract, PackFact.Interaction, PackFact.Success, PackFact.Complaint, PackFact.Mood, PackFact.Open, PackFact.Money])
        {
            document.Section(Heading(section));
            var own = lines.Where(line => line.Fact == section).ToList();
            if (own.Count == 0) document.Paragraph(new HtmlLine(Part("NONE"), AccountRowName));
            else if (section == PackFact.Contract) document.Table(Heading(section), [Part("COLUMN-CONTRACT"), Part("COLUMN-NOTICE"), Part("COLUMN-END"), Part("COLUMN-STATE")], own.Select(ContractCells));
            else if (section is PackFact.Reason or PackFact.Situation) own.ForEach(line => document.Paragraph(line.ToHtml()));
            else document.List(own.Select(static line => line.ToHtml()));
        }

        document.Section(Heading(PackFact.Question));
        foreach (var question in questions) document.Subsection(question.Name).Paragraph(question.Value);
        if (questions.Count == 0) document.Paragraph(new HtmlLine(Part("NONE"), CaseRow));

        return document.Section(Heading(PackFact.Timing)).List(lines.Where(static line => line.Fact == PackFact.Timing).Select(static line => line.ToHtml())).Finish();
    }

    HtmlRow ContractCells(PackLine line)
    {
        var reviewed = sources.Judgement.Review.Contracts.First(contract => line.AllRows == HtmlLine.RowOf(contract.Contract.Table, contract.Contract.Id));
        var evaluation = reviewed.Evaluation;
        return new HtmlRow(line.AllRows, [
            reviewed.Contract.Number,
            evaluation.LatestNoticeForEarliest is { } notice ? language.Text(notice) : "",
            (evaluation.EndsOn ?? evaluation.EarliestEnd) is { } end ? language.Text(end) : "",
            line.Text]);
    }

    string CaseRow => HtmlLine.RowOf(OffboardingCaseRow.Table, sources.Case.Row.Id);

    string AccountRowName => HtmlLine.RowOf(AccountRow.Table, sources.Case.Account.Id);

    string Heading(PackFact section) => HeadingOf(section, language);

    string Part(string text, params string[] values) => Messages.Part("OFF-TEXT-PACK-" + text, language, values);

    /// <summary>What a section is called.</summary>
    internal static string HeadingOf(PackFact section, Language language) => Messages.Part("OFF-TEXT-PACK-SECTION-" + section.ToString().ToUpperInvariant(), language);
}
