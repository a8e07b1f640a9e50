using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Feedback;

/// <summary>Bands into which an ended case is folded, and the year to which it counts. Figures of many years are only comparable while these stay as they are.</summary>
public static class ReasonBands
{
    /// <summary>What stands where nothing is known.</summary>
    public const string Unknown = "unknown";

    /// <summary>Months after the end of a year in which feedback on it is still counted; then the year is closed and nothing about it changes any more.</summary>
    public const int FeedbackMonths = 3;

    /// <summary>Band of what an account was worth.</summary>
    /// <param name="value">In the currency of the case; null: not known.</param>
    public static string OfValue(decimal? value) => value switch
    {
        null => Unknown,
        < 10000m => "under-10k",
        < 50000m => "10k-50k",
        < 100000m => "50k-100k",
        _ => "from-100k",
    };

    /// <summary>Band of the full years that a relationship lasted.</summary>
    /// <param name="since">First day; null: not known.</param>
    /// <param name="until">Day on which the case was completed.</param>
    public static string OfTenure(LocalDate? since, LocalDate until)
    {
        if (since is not { } first || first > until) return Unknown;
        return until < first.PlusYears(1) ? "under-1y" : until < first.PlusYears(3) ? "1-3y" : until < first.PlusYears(5) ? "3-5y" : until < first.PlusYears(10) ? "5-10y" : "from-10y";
    }

    /// <summary>Whether a year may be analysed on a day: it has ended, and so has the time for feedback on it.</summary>
    /// <remarks>What is told of a closed year is told for good. Were it told earlier, two answers on two days would differ by one case, and by everything about it.</remarks>
    public static bool IsClosed(int year, LocalDate today) => today >= new LocalDate(year + 1, 1, 1).PlusMonths(FeedbackMonths);

    /// <summary>The year to which a case counts: that in which it was completed, or, if that one is closed by the day on which the case is folded, the year of this day.</summary>
    public static int YearOf(LocalDate completed, LocalDate today) => IsClosed(completed.Year, today) ? today.Year : completed.Year;
}
