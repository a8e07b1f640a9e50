using System;
using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>
/// What is known of one contract. Null, false or empty: unknown or not agreed. Immutable; nothing here is computed or guessed.
/// The clauses on notice are those that apply to <see cref="Party"/>.
/// </summary>
public sealed class ContractFacts
{
    readonly Func<string, string?> textOf;

    ContractFacts(Func<string, string?> textOf, IEnumerable<string>? unreadable)
    {
        this.textOf = textOf;
        var read = new FactText(textOf);

        Law = read.Text(Fact.Law) ?? "DE";
        PlannedReceipt = read.Date(Fact.PlannedReceipt);
        Party = (Party?)read.Choice(Fact.Party, Codes.Party);
        CustomerType = (CustomerType?)read.Choice(Fact.CustomerType, Codes.CustomerType);
        ContractKind = (ContractKind?)read.Choice(Fact.ContractKind, Codes.ContractKind);
        PayPeriod = (PayPeriod?)read.Choice(Fact.PayPeriod, Codes.PayPeriod);
        Terms = (TermsKind)(read.Choice(Fact.Terms, Codes.Terms) ?? 0);
        ConcludedOn = read.Date(Fact.ConcludedOn);
        Start = read.Date(Fact.Start);

        IsIndefinite = read.Text(Fact.InitialTerm) is "none";
        InitialTerm = IsIndefinite ? null : read.Term(Fact.InitialTerm);
        InitialEnd = read.Date(Fact.InitialEnd);
        Renewal = (Renewal?)read.Choice(Fact.Renewal, Codes.Renewal);
        RenewalTerm = read.Term(Fact.RenewalTerm);

        Notice = read.Parsed(Fact.Notice, NoticePeriod.ParseOrNull);
        NoticeAfter = read.Parsed(Fact.NoticeAfter, NoticePeriod.ParseOrNull);
        Anchor = read.Parsed(Fact.Anchor, Contracts.Anchor.ParseOrNull);
        CutOff = read.Parsed(Fact.CutOff, Contracts.CutOff.ParseOrNull);
        NoticeRule = read.Text(Fact.NoticeRule);
        InTermNotice = read.IsYes(Fact.InTermNotice);
        TermEndExcluded = read.IsYes(Fact.TermEndExcluded);
        MinCommitmentUntil = read.Date(Fact.MinCommitmentUntil);
        MaxEnd = read.Date(Fact.MaxEnd);
        NoticeExcluded = read.IsYes(Fact.NoticeExcluded);
        Shift193 = read.IsYes(Fact.Shift193);
        HolidayCalendar = read.Text(Fact.HolidayCalendar);
        Holidays = read.Holidays(Fact.Holidays);
        Flags = read.Flags(Fact.Flags);

        Termination = (Termination)(read.Choice(Fact.Termination, Codes.Termination) ?? 0);
        NoticeBy = (Party?)read.Choice(Fact.NoticeBy, Codes.Party);
        NoticeReceived = read.Date(Fact.NoticeReceived);
        RequiredForm = (RequiredForm)(read.Choice(Fact.RequiredForm, Codes.RequiredForm) ?? 0);
        NoticeForm = (NoticeForm?)read.Choice(Fact.NoticeForm, Codes.NoticeForm);
        TargetEnd = read.Date(Fact.TargetEnd);
        AgreedEnd = read.Date(Fact.AgreedEnd);
        CauseBasis = (CauseBasis?)read.Choice(Fact.CauseBasis, Codes.CauseBasis);
        CauseKnownOn = read.Date(Fact.CauseKnownOn);

        PostEndDays = read.Days(Fact.PostEndDays) ?? 0;
        ExitDate = read.Date(Fact.ExitDate);
        FeeKind = (FeeKind?)read.Choice(Fact.FeeKind, Codes.FeeKind);
        FeeAmount = read.Amount(Fact.FeeAmount);
        FeeRate = read.Amount(Fact.FeeRate);
        MonthlyFee = read.Amount(Fact.MonthlyFee);
        PrepaidAmount = read.Amount(Fact.PrepaidAmount);
        PrepaidFrom = read.Date(Fact.PrepaidFrom);
        PrepaidTo = read.Date(Fact.PrepaidTo);

        foreach (var name in unreadable ?? [])
        {
            // A law that no column can hold is known not to be German: that is LAW, not a value nobody can read.
            if (name != Fact.Law || Law == "DE") read.Reject(name);
        }

        Unreadable = read.Unreadable is { } names ? [.. names] : [];
    }

    /// <summary>Names of the facts whose value could not be read, in ordinal order.</summary>
    public IReadOnlyList<string> Unreadable { get; }

    /// <summary>Governing law; "DE" if not named.</summary>
    public string Law { get; }

    /// <summary>Day on which a notice not yet given would reach the recipient; null: today.</summary>
    public LocalDate? PlannedReceipt { get; }

    /// <summary>Who would give notice.</summary>
    public Party? Party { get; }

    /// <summary>Business or consumer.</summary>
    public CustomerType? CustomerType { get; }

    /// <summary>What is owed.</summary>
    public ContractKind? ContractKind { get; }

    /// <summary>By which period the remuneration is measured.</summary>
    public PayPeriod? PayPeriod { get; }

    /// <summary>Standard terms unless known to be negotiated.</summary>
    public TermsKind Terms { get; }

    /// <summary>Day of conclusion.</summary>
    public LocalDate? ConcludedOn { get; }

    /// <summary>First day of the contract, which counts in full.</summary>
    public LocalDate? Start { get; }

    /// <summary>The contract is known to have no initial term: <c>initial_term = none</c>.</summary>
    public bool IsIndefinite { get; }

    /// <summary>Length of the initial term.</summary>
    public Period? InitialTerm { get; }

    /// <summary>Last day of the initial term.</summary>
    public LocalDate? InitialEnd { get; }

    /// <summary>Whether an initial term is agreed, by length or by its last day.</summary>
    public bool HasInitialTerm => !IsIndefinite && (InitialTerm is not null || InitialEnd is not null);

    /// <summary>What follows the initial term.</summary>
    public Renewal? Renewal { get; }

    /// <summary>Length of a renewal.</summary>
    public Period? RenewalTerm { get; }

    /// <summary>Notice period for ends up to the end of the initial term, and everywhere if <see cref="NoticeAfter"/> is null.</summary>
    public NoticePeriod? Notice { get; }

    /// <summary>Notice period for later ends.</summary>
    public NoticePeriod? NoticeAfter { get; }

    /// <summary>Days that may be an end; null: term ends where terms renew or expire.</summary>
    public Anchor? Anchor { get; }

    /// <summary>Last day of receipt by the calendar.</summary>
    public CutOff? CutOff { get; }

    /// <summary>Id of a rule row that replaces the agreed fields.</summary>
    public string? NoticeRule { get; }

    /// <summary>Anchors are ends inside fixed terms, too.</summary>
    public bool InTermNotice { get; }

    /// <summary>Where the contract runs on, the end of the initial term is an end only if it is on the anchor.</summary>
    public bool TermEndExcluded { get; }

    /// <summary>No end by agreed ordinary notice before this day.</summary>
    public LocalDate? MinCommitmentUntil { get; }

    /// <summary>The contract ends on this day without notice.</summary>
    public LocalDate? MaxEnd { get; }

    /// <summary>Ordinary notice is excluded.</summary>
    public bool NoticeExcluded { get; }

    /// <summary>It is agreed that a deadline on a rest day moves to the next Arbeitstag.</summary>
    public bool Shift193 { get; }

    /// <summary>Code of the calendar of public holidays at the place that counts; null: not named.</summary>
    public string? HolidayCalendar { get; }

    /// <summary>Public holidays at the place that counts: those listed; those of a calendar once the contract is judged.</summary>
    public HolidaySet Holidays { get; private set; }

    /// <summary>Facts that are so.</summary>
    public ContractFlags Flags { get; }

    /// <summary>How the contract is to end.</summary>
    public Termination Termination { get; }

    /// <summary>Who gave the notice received; null: <see cref="Party"/>.</summary>
    public Party? NoticeBy { get; }

    /// <summary>Day on which a notice given reached the recipient (§ 130 BGB).</summary>
    public LocalDate? NoticeReceived { get; }

    /// <summary>Form that notice needs.</summary>
    public RequiredForm RequiredForm { get; }

    /// <summary>Form in which notice was given.</summary>
    public NoticeForm? NoticeForm { get; }

    /// <summary>Day that the notice names as the end.</summary>
    public LocalDate? TargetEnd { get; }

    /// <summary>End that both agreed.</summary>
    public LocalDate? AgreedEnd { get; }

    /// <summary>Statute of an extraordinary notice.</summary>
    public CauseBasis? CauseBasis { get; }

    /// <summary>Day on which the good cause became known.</summary>
    public LocalDate? CauseKnownOn { get; }

    /// <summary>Days of hand-over duties after the end.</summary>
    public int PostEndDays { get; }

    /// <summary>Day of an early exit whose cost is asked.</summary>
    public LocalDate? ExitDate { get; }

    /// <summary>How an early exit is paid for.</summary>
    public FeeKind? FeeKind { get; }

    /// <summary>Amount of a fixed or declining fee.</summary>
    public decimal? FeeAmount { get; }

    /// <summary>Share of the remaining instalments in percent; null: 100.</summary>
    public decimal? FeeRate { get; }

    /// <summary>Fee per month.</summary>
    public decimal? MonthlyFee { get; }

    /// <summary>Amount paid in advance.</summary>
    public decimal? PrepaidAmount { get; }

    /// <summary>First day paid in advance.</summary>
    public LocalDate? PrepaidFrom { get; }

    /// <summary>Last day paid in advance.</summary>
    public LocalDate? PrepaidTo { get; }

    /// <summary>Reads the facts of a contract.</summary>
    /// <param name="textOf">
    /// The text of a fact by its name (<see cref="Fact.All"/>); null or blank: unknown. Dates as YYYY-MM-DD, periods as 3M, lists with semicolons,
    /// amounts with a decimal point, choices and yes/no by their codes. It is kept for explanations: it must go on giving the same answers.
    /// </param>
    /// <param name="unreadable">Names of facts whose value an import could not read and therefore left blank.</param>
    /// <returns>What cannot be read is blank and named in <see cref="Unreadable"/>; a contract with such facts is never judged.</returns>
    public static ContractFacts Read(Func<string, string?> textOf, IEnumerable<string>? unreadable = null) => new(textOf, unreadable);

    /// <summary>The names in lines <c>fact=value</c>, as an import records what it could not read. Null and blank: none.</summary>
    public static IEnumerable<string> UnreadableIn(string? lines)
    {
        foreach (var line in (lines ?? "").Split('\r', '\n'))
        {
            var equals = line.IndexOf('=');
            var name = (equals < 0 ? line : line.Substring(0, equals)).Trim();
            if (name.Length > 0) yield return name;
        }
    }

    /// <summary>
    /// The same facts as if both had agreed on nothing: what an early exit would cost is asked of them, because with an agreement on file the
    /// agreed end is the end and costs nothing.
    /// </summary>
    public ContractFacts WithoutAgreement() =>
        Read(name => name is Fact.Termination or Fact.AgreedEnd && Termination == Termination.Mutual ? null : textOf(name), Unreadable);

    /// <summary>Whether a flag is set.</summary>
    public bool Has(ContractFlags flag) => (Flags & flag) != ContractFlags.None;

    /// <summary>Whether the contract itself says which holidays count, by a list or a calendar.</summary>
    internal bool NamesHolidays => HolidayCalendar is not null || TextOf(Fact.Holidays) is not null;

    /// <summary>The calendar whose holidays count; null: the contract lists them, readably or not, or has none.</summary>
    /// <param name="standard">Calendar of contracts that name none; null: they have no holidays.</param>
    internal string? CalendarCode(string? standard) => TextOf(Fact.Holidays) is not null ? null : HolidayCalendar ?? standard;

    /// <summary>The same facts with the holidays of the calendar that counts.</summary>
    internal ContractFacts With(HolidayCalendars calendars)
    {
        if (CalendarCode(calendars.Standard) is not { } code) return this;

        var facts = (ContractFacts)MemberwiseClone();
        facts.Holidays = HolidaySet.Of(calendars.Of(code));
        return facts;
    }

    /// <summary>A fact as it was written; null: blank.</summary>
    public string? TextOf(string name) => textOf(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
