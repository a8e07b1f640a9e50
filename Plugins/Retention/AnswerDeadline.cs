using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>Until when a request of a data subject must be answered: Art. 12(3) GDPR, counted by Art. 3 of Regulation (EEC, Euratom) 1182/71.</summary>
public static class AnswerDeadline
{
    /// <summary>Months from receipt.</summary>
    public const int Months = 1;

    /// <summary>Months from receipt if the person was told within the first one, with reasons, that it takes longer.</summary>
    public const int ExtendedMonths = 3;

    /// <summary>The two dates of a request.</summary>
    /// <param name="receivedOn">Day of receipt; it does not count.</param>
    /// <param name="isExtended">Whether the person was told of the extension in time. The three months run from receipt, not from the end of the first one.</param>
    /// <param name="identityAskedOn">Day on which proof of identity was asked for with reasons (Art. 12(6)); null: it was not.</param>
    /// <param name="identityConfirmedOn">Day of the answer; null: none yet, then nothing is paused.</param>
    /// <param name="holidays">Public holidays where the answer is due.</param>
    /// <returns>Null: the deadline lies beyond the year 9999.</returns>
    public static AnswerDates? For(LocalDate receivedOn, bool isExtended, LocalDate? identityAskedOn, LocalDate? identityConfirmedOn, HolidaySet holidays)
    {
        var period = new Period(isExtended ? ExtendedMonths : Months, PeriodUnit.Months);
        var target = period.EndAfter(receivedOn, HolidaySet.None)?.PlusDaysOrNull(PausedDays(identityAskedOn, identityConfirmedOn));
        return target is { } internalTarget && holidays.WorkingDayFrom(internalTarget) is { } deadline ? new AnswerDates(internalTarget, deadline) : null;
    }

    static int PausedDays(LocalDate? askedOn, LocalDate? confirmedOn)
    {
        if (askedOn is not { } asked || confirmedOn is not { } confirmed || confirmed < asked) return 0;

        return LocalDate.DaysBetween(asked, confirmed);
    }
}

/// <summary>The two dates shown with a request.</summary>
public sealed class AnswerDates
{
    internal AnswerDates(LocalDate internalTarget, LocalDate legalDeadline)
    {
        InternalTarget = internalTarget;
        LegalDeadline = legalDeadline;
    }

    /// <summary>The last day of the period, with the pause, before any shift: the default due date of the work.</summary>
    public LocalDate InternalTarget { get; }

    /// <summary>The same day, or the next working day after a Saturday, Sunday or public holiday.</summary>
    public LocalDate LegalDeadline { get; }
}
