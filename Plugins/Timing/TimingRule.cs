using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;

namespace Offboarding.Plugins.Timing;

/// <summary>Why a time is bad for ending a relationship or for the talk about it. In the order in which warnings are listed.</summary>
public enum TimingConcern
{
    /// <summary>OFF-1551: a service case is escalated.</summary>
    EscalatedCase,

    /// <summary>OFF-1552: a service case is open.</summary>
    OpenCase,

    /// <summary>OFF-1553: an opportunity is about to be closed.</summary>
    ClosingOpportunity,

    /// <summary>OFF-1554: an order is being worked on.</summary>
    OpenOrder,

    /// <summary>OFF-1555: an invoice is overdue.</summary>
    OverdueInvoice,

    /// <summary>OFF-1556: the talk lies in a blackout.</summary>
    TalkInBlackout,

    /// <summary>OFF-1557: the talk lies on a weekend or holiday.</summary>
    TalkOnRestDay,

    /// <summary>OFF-1558: after the talk nobody is there to ask: it lies before a weekend or holiday.</summary>
    TalkBeforeRestDay,

    /// <summary>OFF-1559: the relationship would end in a blackout.</summary>
    EndInBlackout,
}

/// <summary>A row of the customer that is not finished.</summary>
public sealed class OpenRow
{
    /// <summary>Table of the row.</summary>
    public string Table { get; init; } = "";

    /// <summary>The row.</summary>
    public Guid Id { get; init; }

    /// <summary>As people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Estimated close of an opportunity, due day of an invoice; null: none.</summary>
    public LocalDate? Day { get; init; }

    /// <summary>Whether a service case is escalated.</summary>
    public bool IsEscalated { get; init; }
}

/// <summary>Unfinished business with a customer.</summary>
public sealed class OpenRows
{
    /// <summary>Nothing is open, or no such app is installed.</summary>
    public static OpenRows None { get; } = new();

    /// <summary>Opportunities.</summary>
    public IReadOnlyList<OpenRow> Opportunities { get; init; } = [];

    /// <summary>Service cases.</summary>
    public IReadOnlyList<OpenRow> Cases { get; init; } = [];

    /// <summary>Invoices.</summary>
    public IReadOnlyList<OpenRow> Invoices { get; init; } = [];

    /// <summary>Orders.</summary>
    public IReadOnlyList<OpenRow> Orders { get; init; } = [];
}

/// <summary>A reason to choose another time. It clears when its row does.</summary>
public sealed class TimingWarning
{
    internal TimingWarning(TimingConcern concern, string name, LocalDate? day, OpenRow? row = null)
    {
        Concern = concern;
        Name = name;
        Day = day;
        Row = row;
    }

    /// <summary>Why.</summary>
    public TimingConcern Concern { get; }

    /// <summary>Name of the row or blackout; empty: the day itself is the concern.</summary>
    public string Name { get; }

    /// <summary>The day that matters; null: none.</summary>
    public LocalDate? Day { get; }

    /// <summary>The row; null: the day or a blackout is the concern.</summary>
    public OpenRow? Row { get; }
}

/// <summary>Says what speaks against a time, and which days are good for a talk.</summary>
public static class TimingRule
{
    /// <summary>An opportunity is near closing if it is to be closed within so many days, or should have been.</summary>
    public const int ClosingSoonDays = 60;

    /// <summary>Warnings, most serious first.</summary>
    /// <param name="open">Unfinished business.</param>
    /// <param name="today">Local day.</param>
    /// <param name="talk">Day of the talk; null: none planned.</param>
    /// <param name="end">Planned end; null: not known.</param>
    /// <param name="workingDays">Of the account's region, with blackouts.</param>
    public static IReadOnlyList<TimingWarning> Warnings(OpenRows open, LocalDate today, LocalDate? talk, LocalDate? end, WorkingDays workingDays)
    {
        var soon = today.PlusDaysOrNull(ClosingSoonDays) ?? today;
        var warnings = new List<TimingWarning>();
        warnings.AddRange(open.Cases.Select(static row => Of(row.IsEscalated ? TimingConcern.EscalatedCase : TimingConcern.OpenCase, row)));
        warnings.AddRange(open.Opportunities.Where(row => row.Day <= soon).Select(static row => Of(TimingConcern.ClosingOpportunity, row)));
        warnings.AddRange(open.Orders.Select(static row => Of(TimingConcern.OpenOrder, row)));
        warnings.AddRange(open.Invoices.Where(row => row.Day < today).Select(static row => Of(TimingConcern.OverdueInvoice, row)));
        if (talk is { } day && OfTalk(day, workingDays) is { } concern) warnings.Add(concern);
        if (end is { } last && workingDays.BlackoutOn(last) is { } blackout) warnings.Add(new TimingWarning(TimingConcern.EndInBlackout, blackout.Name, last));
        return [.. warnings.OrderBy(static warning => warning.Concern).ThenBy(static warning => warning.Day).ThenBy(static warning => warning.Name, StringComparer.Ordinal)];
    }

    /// <summary>The first days that are good for a talk: working days outside blackouts, not before a weekend or holiday.</summary>
    /// <param name="from">First day that may be proposed.</param>
    /// <param name="last">Last one; null: no limit.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="workingDays">Of the account's region, with blackouts.</param>
    /// <returns>At most as many as are wanted, ascending; fewer if no others are left in time.</returns>
    public static IReadOnlyList<LocalDate> TalkDays(LocalDate from, LocalDate? last, int most, WorkingDays workingDays)
    {
        var days = new List<LocalDate>();
        for (var next = workingDays.TalkDayFrom(from, last); next is { } day && days.Count < most;)
        {
            if (!IsBeforeRestDay(day, workingDays)) days.Add(day);
            if (LocalDate.DaysBetween(from, day) > WorkingDays.LongestSearchDays || day.PlusDaysOrNull(1) is not { } following) break;

            next = workingDays.TalkDayFrom(following, last);
        }

        return days;
    }

    static TimingWarning Of(TimingConcern concern, OpenRow row) => new(concern, row.Name, row.Day, row);

    static TimingWarning? OfTalk(LocalDate talk, WorkingDays workingDays)
    {
        if (workingDays.BlackoutOn(talk) is { } blackout) return new TimingWarning(TimingConcern.TalkInBlackout, blackout.Name, talk);
        if (!workingDays.IsWorkingDay(talk)) return new TimingWarning(TimingConcern.TalkOnRestDay, "", talk);

        return IsBeforeRestDay(talk, workingDays) ? new TimingWarning(TimingConcern.TalkBeforeRestDay, "", talk) : null;
    }

    static bool IsBeforeRestDay(LocalDate day, WorkingDays workingDays) => day.PlusDaysOrNull(1) is not { } next || !workingDays.IsWorkingDay(next);
}
