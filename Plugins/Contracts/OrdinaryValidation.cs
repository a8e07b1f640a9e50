using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>Finds every fact that is missing or contradictory for the ordinary path, and what counts on term and notice if none is.</summary>
sealed class OrdinaryValidation
{
    readonly ContractFacts facts;
    readonly NoticeRules rules;
    readonly LocalDate today;
    readonly Party? party;
    List<string>? missing;

    OrdinaryValidation(ContractFacts facts, NoticeRules rules, LocalDate today, Party? party)
    {
        this.facts = facts;
        this.rules = rules;
        this.today = today;
        this.party = party;
    }

    /// <summary>Codes in the order of <see cref="MissingFact.All"/>; null: the contract can be judged.</summary>
    internal IReadOnlyList<string>? Missing => missing;

    /// <summary>T0; null: no initial term.</summary>
    internal LocalDate? InitialEnd { get; private set; }

    /// <summary>What counts on notice; null: ordinary notice is excluded, or the term ends by itself and notice inside it is not allowed.</summary>
    internal NoticeClause? Clause { get; private set; }

    /// <summary>The rule row that the contract names; null: none, or no such row.</summary>
    internal NoticeRule? NamedRule { get; private set; }

    /// <summary>The party's ordinary notice is excluded by statute, not by contract.</summary>
    internal bool IsExcludedByLaw { get; private set; }

    /// <summary>Validates one contract for one party.</summary>
    /// <param name="facts">Readable facts under German law.</param>
    /// <param name="rules">Rules that judge today.</param>
    /// <param name="today">Day of the question.</param>
    /// <param name="party">Who gave notice, while a given notice counts; else who would.</param>
    internal static OrdinaryValidation Of(ContractFacts facts, NoticeRules rules, LocalDate today, Party? party)
    {
        var validation = new OrdinaryValidation(facts, rules, today, party);
        validation.CheckCustomer();
        validation.CheckTerm();
        validation.CheckNotice();
        validation.CheckDays();
        return validation;
    }

    void CheckCustomer()
    {
        Report(party is null, MissingFact.Party);
        if (party != Party.Customer) return;

        Report(facts.CustomerType is null, MissingFact.CustomerType);
        Report(facts.ContractKind is null, MissingFact.ContractKind);
        var dependsOnConclusion = facts.CustomerType == CustomerType.Consumer && facts.HasInitialTerm
            && (facts.ContractKind == ContractKind.Telecom || (ConsumerTermLimits.AreKind(facts.ContractKind) && facts.Terms != TermsKind.Negotiated));
        Report(dependsOnConclusion && facts.ConcludedOn is null, MissingFact.ConcludedOn);
    }

    void CheckTerm()
    {
        InitialEnd = InitialEndOf(facts);
        var unequal = facts.InitialTerm is not null && facts.InitialEnd is { } given && facts.Start is not null && InitialEnd != given;

        Report(facts.Start is null, MissingFact.Start);
        Report(!facts.IsIndefinite && !facts.HasInitialTerm, MissingFact.Term);
        Report(unequal || (facts.IsIndefinite && facts.InitialEnd is not null), MissingFact.InitialTermConflict);
        Report(facts.HasInitialTerm && facts.Renewal is null, MissingFact.Renewal);
        Report(facts.IsIndefinite && facts.Renewal is Renewal.None or Renewal.Fixed, MissingFact.RenewalConflict);
        Report(facts.HasInitialTerm && facts.Renewal == Renewal.Fixed && facts.RenewalTerm is null, MissingFact.RenewalTerm);
    }

    void CheckNotice()
    {
        IsExcludedByLaw = party == Party.Supplier && facts.ContractKind == ContractKind.EnergyBasic && !facts.Has(ContractFlags.NoSupplyDuty);
        var endsByItself = facts.HasInitialTerm && facts.Renewal == Renewal.None && !facts.InTermNotice;
        var judged = !facts.NoticeExcluded && !IsExcludedByLaw && !endsByItself;

        var rule = facts.NoticeRule is { } id ? rules.Find(id) : null;
        var isNoRule = facts.NoticeRule is not null && rule is not { Kind: not RuleKind.Right };
        NamedRule = isNoRule ? null : rule;
        var clause = isNoRule ? null : rule is not null ? NoticeClause.Of(rule) : AgreedClause();

        Report(judged && facts.NoticeRule is null && clause is null, MissingFact.NoticePeriod);
        Report(facts.NoticeRule is not null && (facts.Notice is not null || facts.NoticeAfter is not null || facts.CutOff is not null || facts.Anchor is not null), MissingFact.NoticeConflict);
        Report(isNoRule, MissingFact.NoticeRule);
        if (!judged) return;

        CheckAnchor(facts.NoticeRule is null && clause?.Rule is null ? facts.Anchor : clause?.Rule?.Anchor, canBeBlank: clause is null);
        Report(facts.ContractKind == ContractKind.Insurance && (IsOutsideVvg(facts.Notice) || IsOutsideVvg(facts.NoticeAfter)), MissingFact.NoticeOutsideVvg);
        Clause = clause;
    }

    // Silent on notice: a statutory default may fill in. Only notice for later ends: nobody knows the rest.
    NoticeClause? AgreedClause()
    {
        if (facts.Notice is not null || facts.CutOff is not null) return NoticeClause.Agreed(facts);
        if (facts.NoticeAfter is not null || facts.Anchor is not null || !facts.IsIndefinite) return null;

        return rules.DefaultFor(facts, party) is { } rule ? NoticeClause.Of(rule) : null;
    }

    void CheckAnchor(Anchor? anchor, bool canBeBlank)
    {
        var termIsUnclear = (!facts.IsIndefinite && !facts.HasInitialTerm)
            || (facts.HasInitialTerm && facts.Renewal is null)
            || (facts.IsIndefinite && facts.Renewal is Renewal.None or Renewal.Fixed);
        if (termIsUnclear) return;

        var runsOn = facts.IsIndefinite || facts.Renewal == Renewal.Indefinite;
        var isTermEnd = anchor is null or { Kind: AnchorKind.TermEnd };
        Report(runsOn && anchor is null && !canBeBlank, MissingFact.Anchor);
        Report(!runsOn && isTermEnd == facts.InTermNotice, MissingFact.AnchorVersusTerm);
        Report(facts.IsIndefinite && anchor is { Kind: AnchorKind.TermEnd }, MissingFact.AnchorNeedsTerm);
    }

    void CheckDays()
    {
        Report(InitialEnd < facts.Start || facts.MaxEnd < facts.Start, MissingFact.EndBeforeStart);
        Report(facts.PlannedReceipt < today, MissingFact.PlannedReceiptPast);
        Report(facts.NoticeReceived > today, MissingFact.NoticeReceiptFuture);
        Report(NoticeFormRule.IsUnknown(facts), MissingFact.NoticeForm);
        Report(facts.Has(ContractFlags.SuspensionExtends) && facts.InitialEnd is null, MissingFact.SuspensionTerm);
        Report(facts.Holidays.Calendar is { IsNamed: false }, MissingFact.HolidayCalendar);
    }

    // Insurance: 1 to 3 months for both sides (§ 11 (3) VVG), in whatever unit.
    static bool IsOutsideVvg(NoticePeriod? notice)
    {
        if (notice is null) return false;
        if (notice.Parts.Count != 1) return true;

        var period = notice.Parts[0];
        return !(period.Unit switch
        {
            PeriodUnit.Months => period.Number is >= 1 and <= 3,
            PeriodUnit.Quarters => period.Number == 1,
            PeriodUnit.Weeks => period.Number is >= 5 and <= 12,
            PeriodUnit.Days => period.Number is >= 31 and <= 84,
            _ => false,
        });
    }

    /// <summary>T0 by its length, else by its day. Null: no initial term, or its start is unknown.</summary>
    internal static LocalDate? InitialEndOf(ContractFacts facts)
    {
        if (facts.InitialTerm is { } term) return facts.Start is { } start ? term.TermEnd(start) : null;

        return facts.IsIndefinite ? null : facts.InitialEnd;
    }

    void Report(bool isMissing, string code)
    {
        if (isMissing) (missing ??= []).Add(code);
    }
}
