using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>The calendar steps of a judgement in words, in the order in which they were taken.</summary>
static class ContractSteps
{
    internal static IReadOnlyList<string> Of(ContractEvaluation evaluation, Language language)
    {
        var steps = new Steps(language);
        if (evaluation.Status == ContractStatus.UnknownData)
        {
            foreach (var code in evaluation.Missing) steps.Sentences.Add(ContractMessages.Remedy(evaluation, code, language));
            return steps.Sentences;
        }

        steps.Add("DAY", "day", evaluation.Today);
        if (evaluation.Ordinary is { } ordinary)
        {
            Term(steps, evaluation, ordinary);
            Clauses(steps, evaluation, ordinary);
        }

        Ends(steps, evaluation);
        Deactivation(steps, evaluation);
        return steps.Sentences;
    }

    static void Term(Steps steps, ContractEvaluation evaluation, OrdinaryNotice ordinary)
    {
        var term = ordinary.Term;
        if (term.InitialEnd is not { } initialEnd) steps.Add("INDEFINITE", "start", term.Start);
        else if (evaluation.Facts.InitialTerm is { } length) steps.Add("TERM", "term", length.ToString(), "start", steps.Day(term.Start), "end", steps.Day(initialEnd));
        else steps.Add("TERM-END", "start", steps.Day(term.Start), "end", steps.Day(initialEnd));

        if (evaluation.CurrentTermStart is { } from && evaluation.CurrentTermEnd is { } to) steps.Add("CURRENT", "from", steps.Day(from), "to", steps.Day(to));
        if (evaluation.NextRenewalStart is { } next) steps.Add("RENEWAL", "day", next);
        if (term.Expiry is { } expiry) steps.Add("EXPIRY", "day", expiry);
    }

    static void Clauses(Steps steps, ContractEvaluation evaluation, OrdinaryNotice ordinary)
    {
        if (ordinary.Clause is { } clause)
        {
            var own = clause.CutOff is { } cutOff
                ? steps.Part("CUTOFF", "cutoff", cutOff.ToString() ?? "", "anchor", clause.Anchor.ToString() ?? "")
                : steps.Part("PERIOD", "period", clause.Length.ToString(), "anchor", clause.Anchor.ToString() ?? "");
            if (clause.Rule is { } rule) steps.Add("BY-RULE", "clause", own, "rule", rule.ToString(), "source", rule.LegalSource);
            else steps.Add("AGREED", "clause", own);
        }
        else steps.Add("NO-CLAUSE");

        foreach (var rule in evaluation.Rules)
            if (rule.Kind == RuleKind.Right) steps.Add("RIGHT", "rule", rule.ToString(), "source", rule.LegalSource, "period", rule.Length.ToString());
    }

    static void Ends(Steps steps, ContractEvaluation evaluation)
    {
        if (evaluation.IsNoticeGiven)
        {
            if (evaluation.EndsOn is { } ends) steps.Add("GIVEN", "end", steps.Day(ends), "basis", evaluation.Basis ?? "");
            return;
        }

        if (evaluation.EarliestEnd is not { } end || evaluation.Receipt is not { } receipt)
        {
            steps.Add("NO-END");
            return;
        }

        steps.Add("EARLIEST", "receipt", steps.Day(receipt), "end", steps.Day(end), "basis", evaluation.Basis ?? "");
        if (evaluation.LatestNoticeForEarliest is not { } latest) return;

        steps.Add("DEADLINE", "latest", steps.Day(latest), "end", steps.Day(end));
        if (evaluation.PracticalNoticeDate is { } practical && practical != latest) steps.Add("PLAN", "latest", steps.Day(latest), "practical", steps.Day(practical));
        if (evaluation.LatestNoticeDate is { } current && evaluation.CurrentTermEnd is { } termEnd && termEnd != end)
            steps.Add("DEADLINE", "latest", steps.Day(current), "end", steps.Day(termEnd));
        if (evaluation.NextWindowEnd is { } nextEnd) steps.Add("NEXT", "end", nextEnd);
    }

    static void Deactivation(Steps steps, ContractEvaluation evaluation)
    {
        if (evaluation.EarliestEnd is not { } end || evaluation.EarliestDeactivation is not { } free) return;

        var days = DeactivationRule.PostEndDays(evaluation.Facts, end);
        if (days > 0) steps.Add("DUTIES", "days", days.ToString(CultureInfo.InvariantCulture), "end", steps.Day(end));
        steps.Add("FREE", "day", free);
    }

    /// <summary>Collects sentences of Messages.csv whose codes begin with OFF-TEXT-STEP.</summary>
    sealed class Steps
    {
        readonly Language language;

        internal Steps(Language language) => this.language = language;

        internal List<string> Sentences { get; } = [];

        internal string Day(LocalDate day) => language.Text(day);

        internal string Part(string step, params string[] values) => Messages.Part("OFF-TEXT-STEP-" + step, language, values);

        internal void Add(string step, params string[] values) => Sentences.Add(Part(step, values));

        internal void Add(string step, string name, LocalDate? day) => Add(step, name, day is { } known ? Day(known) : "");
    }
}
