using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>One contract as one party may end it by ordinary notice: its term, its options and the search over them.</summary>
sealed class OrdinaryNotice
{
    OrdinaryNotice(ContractTerm term, NoticeClause? clause, EndSearch search)
    {
        Term = term;
        Clause = clause;
        Search = search;
    }

    internal ContractTerm Term { get; }

    /// <summary>Null: no own option.</summary>
    internal NoticeClause? Clause { get; }

    internal EndSearch Search { get; }

    internal IReadOnlyList<NoticeRule> Rules
    {
        get
        {
            var rules = new List<NoticeRule>();
            foreach (var option in Search.Options)
            {
                if (option.Rule is { } rule) rules.Add(rule);
            }

            return rules;
        }
    }

    /// <summary>Legal source of a basis; null: it is no rule row of this contract.</summary>
    internal string? SourceOf(string? basis)
    {
        foreach (var option in Search.Options)
        {
            if (option.Basis == basis) return option.Rule?.LegalSource;
        }

        return null;
    }

    /// <summary>Decides once which rights exist; they then serve every deadline and window.</summary>
    internal static OrdinaryNotice Of(ContractFacts facts, NoticeRules rules, OrdinaryValidation validation, Party? party, LocalDate receipt, LocalDate today)
    {
        var term = ContractTerm.Of(facts, validation.InitialEnd);
        var options = new NoticeOption[CountRights() + (validation.Clause is null ? 0 : 1)];
        var count = 0;
        if (validation.Clause is { } clause) options[count++] = new AgreedNotice(clause, term, facts);

        foreach (var rule in rules.All)
        {
            if (IsRight(rule)) options[count++] = new StatutoryRight(rule, term, facts);
        }

        var latest = LocalDate.Max(LocalDate.Max(today, receipt), term.Start);
        latest = LocalDate.Max(latest, term.InitialEnd ?? latest);
        latest = LocalDate.Max(latest, facts.MinCommitmentUntil ?? latest);
        latest = LocalDate.Max(latest, facts.TargetEnd ?? latest);
        return new OrdinaryNotice(term, validation.Clause, new EndSearch(options, term, EndSearch.HorizonAfter(latest)));

        bool IsRight(NoticeRule rule) => rule.IsRightOf(facts, party, receipt, term.Start, term.InitialEnd);

        int CountRights()
        {
            var rights = 0;
            foreach (var rule in rules.All)
            {
                if (IsRight(rule)) rights++;
            }

            return rights;
        }
    }
}
