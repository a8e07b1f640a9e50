using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>One way to end a contract by ordinary notice: which days are an end, and until when notice to each must be received.</summary>
abstract class NoticeOption
{
    private protected NoticeOption(string basis, NoticeRule? rule)
    {
        Basis = basis;
        Rule = rule;
    }

    /// <summary><c>contract</c> or the id of the rule row.</summary>
    internal string Basis { get; }

    /// <summary>The rule row; null: agreed in the contract.</summary>
    internal NoticeRule? Rule { get; }

    /// <summary>The first legal end on or after a day for which a notice received on a day is in time. Null: none in the calendar.</summary>
    internal abstract LocalDate? FirstEnd(LocalDate from, LocalDate receipt);

    /// <summary>Whether a day is an end of this option, whenever notice is received.</summary>
    internal abstract bool IsEnd(LocalDate end);

    /// <summary>The greatest day of receipt that is in time for a legal end. Null: before the calendar begins.</summary>
    internal abstract LocalDate? LatestReceipt(LocalDate end);

    /// <summary>How long notice to an end is. For explanations.</summary>
    internal abstract NoticeLength LengthFor(LocalDate end);

    /// <summary>The cut-off beside the length; null: none. For explanations.</summary>
    internal virtual CutOff? CutOff => null;

    /// <summary>The last day of receipt before a shift off rest days. For explanations.</summary>
    internal virtual LocalDate? UnshiftedReceipt(LocalDate end) => LatestReceipt(end);

    private protected static LocalDate? Earlier(LocalDate? x, LocalDate? y) =>
        x is not { } first ? y : y is not { } second ? x : LocalDate.Min(first, second);
}
