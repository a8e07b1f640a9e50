using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>
/// What follows from the facts of one contract on one day. All days are local dates and inclusive. Null: there is none; with
/// <see cref="ContractStatus.UnknownData"/> everything but <see cref="Missing"/> is null, because no date is ever guessed.
/// </summary>
public sealed class ContractEvaluation
{
    internal ContractEvaluation(ContractFacts facts, LocalDate? today)
    {
        Facts = facts;
        Today = today;
    }

    /// <summary>The facts judged.</summary>
    public ContractFacts Facts { get; }

    /// <summary>Day of the question; null: it was unreadable.</summary>
    public LocalDate? Today { get; }

    /// <summary>Where the contract stands.</summary>
    public ContractStatus Status { get; internal set; }

    /// <summary>Codes of <see cref="MissingFact"/> in their order; empty if the contract could be judged.</summary>
    public IReadOnlyList<string> Missing { get; internal set; } = [];

    /// <summary>First day of the term that holds today; before the start of the contract, of the first term.</summary>
    public LocalDate? CurrentTermStart { get; internal set; }

    /// <summary>Last day of that term; null also: the contract runs on without a term.</summary>
    public LocalDate? CurrentTermEnd { get; internal set; }

    /// <summary>First day of the next term, if the contract goes on into one.</summary>
    public LocalDate? NextRenewalStart { get; internal set; }

    /// <summary>Last day of the next term; null also: the contract then runs on without a term.</summary>
    public LocalDate? RenewedTermEnd { get; internal set; }

    /// <summary>Last day on which notice to the end of the current term can be received.</summary>
    public LocalDate? LatestNoticeDate { get; internal set; }

    /// <summary>The end of a given notice or agreement; else the first end that a notice received as planned reaches.</summary>
    public LocalDate? EarliestEnd { get; internal set; }

    /// <summary>Last day on which notice to <see cref="EarliestEnd"/> can be received. D1 in messages.</summary>
    public LocalDate? LatestNoticeForEarliest { get; internal set; }

    /// <summary>Last Arbeitstag up to <see cref="LatestNoticeForEarliest"/>: the day to plan for. It may lie before today: deliver at once.</summary>
    public LocalDate? PracticalNoticeDate { get; internal set; }

    /// <summary>The end reached by notice one day after <see cref="LatestNoticeForEarliest"/>.</summary>
    public LocalDate? NextWindowEnd { get; internal set; }

    /// <summary>Last day of receipt for <see cref="NextWindowEnd"/>.</summary>
    public LocalDate? NextWindowNotice { get; internal set; }

    /// <summary><c>expiry</c>, <c>contract</c>, <c>mutual</c>, <c>extraordinary</c> or the id of a rule row; null: no end.</summary>
    public string? Basis { get; internal set; }

    /// <summary>The day on which the contract ends as things stand.</summary>
    public LocalDate? EndsOn { get; internal set; }

    /// <summary>Whether nothing of this contract stands against deactivating the account.</summary>
    public bool IsDeactivationAllowed { get; internal set; }

    /// <summary>First day without duties, if the contract ends on <see cref="EarliestEnd"/>.</summary>
    public LocalDate? EarliestDeactivation { get; internal set; }

    /// <summary>What to look at beside the dates.</summary>
    public ContractAlerts Alerts { get; internal set; }

    /// <summary>Fee for leaving on <see cref="ContractFacts.ExitDate"/>, in the contract's currency, to the cent.</summary>
    public decimal? ExitFee { get; internal set; }

    /// <summary>Prepayment to return, in the contract's currency, to the cent.</summary>
    public decimal? Refund { get; internal set; }

    /// <summary>Who gives or gave the notice that was judged; null: none was (agreement, extraordinary notice, unknown data).</summary>
    public Party? Party { get; internal set; }

    /// <summary>Day of receipt that was judged: of a given notice, else as planned.</summary>
    public LocalDate? Receipt { get; internal set; }

    /// <summary>First day without duties, if the contract ends on <see cref="EndsOn"/>.</summary>
    public LocalDate? ReadyAfterEnd => EndsOn is { } end ? DeactivationRule.FirstDayAfter(Facts, end) : null;

    /// <summary>Whether a valid notice, an agreement or an extraordinary notice is on file.</summary>
    public bool IsNoticeGiven { get; internal set; }

    /// <summary>How the ordinary path came to its dates; null on other paths and for unknown data.</summary>
    internal OrdinaryNotice? Ordinary { get; set; }

    /// <summary>The rule rows that took part, own clause first, then rights in file order.</summary>
    public IReadOnlyList<NoticeRule> Rules => Ordinary is { } ordinary ? ordinary.Rules : [];

    /// <summary>Why: the facts, the rule rows and the calendar steps in words. Built when asked, never before.</summary>
    public ContractExplanation Explain(Language language) => new(this, language);

    /// <summary>
    /// An output as text, exactly as in a file of results: dates ISO, lists with semicolons, amounts with two decimals, null as empty text.
    /// </summary>
    /// <param name="name">A name of <see cref="ContractOutput.All"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such output.</exception>
    public string Output(string name) =>
        name switch
        {
            ContractOutput.Status => StatusCodes.CodeOf(Status),
            ContractOutput.Missing => string.Join(";", Missing),
            ContractOutput.CurrentTermStart => Text(CurrentTermStart),
            ContractOutput.CurrentTermEnd => Text(CurrentTermEnd),
            ContractOutput.NextRenewalStart => Text(NextRenewalStart),
            ContractOutput.RenewedTermEnd => Text(RenewedTermEnd),
            ContractOutput.LatestNoticeDate => Text(LatestNoticeDate),
            ContractOutput.EarliestEnd => Text(EarliestEnd),
            ContractOutput.LatestNoticeForEarliest => Text(LatestNoticeForEarliest),
            ContractOutput.PracticalNoticeDate => Text(PracticalNoticeDate),
            ContractOutput.NextWindowEnd => Text(NextWindowEnd),
            ContractOutput.NextWindowNotice => Text(NextWindowNotice),
            ContractOutput.Basis => Basis ?? "",
            ContractOutput.EndsOn => Text(EndsOn),
            ContractOutput.DeactivationAllowed => IsDeactivationAllowed ? "yes" : "no",
            ContractOutput.EarliestDeactivation => Text(EarliestDeactivation),
            ContractOutput.Alerts => StatusCodes.CodesOf(Alerts),
            ContractOutput.ExitFee => Text(ExitFee),
            ContractOutput.Refund => Text(Refund),
            _ => throw new KeyNotFoundException("There is no output '" + name + "' of a contract. Outputs: " + string.Join(", ", ContractOutput.All) + "."),
        };

    static string Text(LocalDate? date) => date is { } day ? day.ToString() : "";

    static string Text(decimal? amount) => amount is { } money ? money.ToString("0.00", CultureInfo.InvariantCulture) : "";
}
