using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Calendar;

/// <summary>A holiday rule contradicts itself or cannot be read. The message names rule, column, value and remedy.</summary>
public sealed class HolidayRuleException : FormatException
{
    /// <summary>Names what is wrong.</summary>
    /// <param name="message">Rule, column, value and remedy.</param>
    public HolidayRuleException(string message)
        : base(message)
    {
    }

    internal HolidayRuleException(string ruleId, string column, string value, string remedy)
        : base("Holiday rule '" + ruleId + "', column " + column + ": '" + value + "' is not possible: " + remedy + ".")
    {
        RuleId = ruleId;
        Column = column;
        Value = value;
        Remedy = remedy;
    }

    /// <summary>Id of the rule; blank if it has none.</summary>
    public string RuleId { get; } = "";

    /// <summary>Column to change; blank if no single one is wrong.</summary>
    public string Column { get; } = "";

    /// <summary>What stands there.</summary>
    public string Value { get; } = "";

    /// <summary>What to write instead, in English, without full stop.</summary>
    public string Remedy { get; } = "";
}

/// <summary>One public holiday of some calendars, as a rule that gives its day in each year: a fixed date, days from Easter Sunday, or a weekday near a date.</summary>
/// <remarks>Columns are those of <c>Solution/Data/holiday-rules.csv</c> and of the table off_holidayrule.</remarks>
public sealed class HolidayRule
{
    // Easter by the Gregorian reckoning exists from 1583 on.
    const int FirstYear = 1583;
    const int LastYear = 9999;

    readonly Kind kind;
    readonly int month;
    readonly int day;
    readonly int easterOffset;
    readonly IsoDayOfWeek weekday;
    readonly bool before;

    HolidayRule(Columns columns)
    {
        RuleId = columns.Text("rule_id");
        Version = columns.Number("version", 1, int.MaxValue);
        Calendars = columns.Text("calendars").Split('|');
        if (Calendars.Any(static code => !IsCode(code))) throw columns.Wrong("calendars", "expected codes of capital letters, digits and hyphens, joined by |, as AT|DE-BY");
        NameEn = columns.Text("name_en");
        NameDe = columns.Text("name_de");
        From = columns.NumberOr("from_year", FirstYear, LastYear, FirstYear);
        To = columns.NumberOr("to_year", FirstYear, LastYear, LastYear);
        if (To < From) throw columns.Wrong("to_year", "it lies before from_year; swap them or clear one");

        kind = columns.Text("kind") switch
        {
            "fixed" => Kind.Fixed,
            "easter" => Kind.Easter,
            "weekday" => Kind.Weekday,
            _ => throw columns.Wrong("kind", "expected fixed, easter or weekday"),
        };

        if (kind == Kind.Easter)
        {
            easterOffset = columns.Number("easter_offset", -100, 100);
            columns.MustBeBlank("month", "day", "weekday", "direction");
            return;
        }

        month = columns.Number("month", 1, 12);
        day = columns.Number("day", 1, LocalDate.DaysInMonth(2000, month));
        columns.MustBeBlank("easter_offset");
        if (kind == Kind.Fixed)
        {
            columns.MustBeBlank("weekday", "direction");
            return;
        }

        if (month == 2 && day == 29) throw columns.Wrong("day", "a weekday near 29 February is not defined in common years; name another date");
        weekday = columns.Text("weekday") switch
        {
            "monday" => IsoDayOfWeek.Monday,
            "tuesday" => IsoDayOfWeek.Tuesday,
            "wednesday" => IsoDayOfWeek.Wednesday,
            "thursday" => IsoDayOfWeek.Thursday,
            "friday" => IsoDayOfWeek.Friday,
            "saturday" => IsoDayOfWeek.Saturday,
            "sunday" => IsoDayOfWeek.Sunday,
            _ => throw columns.Wrong("weekday", "expected monday to sunday"),
        };
        before = columns.Text("direction") switch
        {
            "before" => true,
            "on_or_after" => false,
            _ => throw columns.Wrong("direction", "expected before or on_or_after"),
        };
    }

    enum Kind
    {
        Fixed,
        Easter,
        Weekday,
    }

    /// <summary>Id of the rule, the same in all its versions.</summary>
    public string RuleId { get; }

    /// <summary>Version, from 1; the highest one holds.</summary>
    public int Version { get; }

    /// <summary>Calendars in which the day is a holiday: <c>DE</c> holds in all its parts, <c>DE-BY</c> in Bavaria.</summary>
    public IReadOnlyList<string> Calendars { get; }

    /// <summary>English name.</summary>
    public string NameEn { get; }

    /// <summary>German name.</summary>
    public string NameDe { get; }

    /// <summary>First year in which the day is a holiday.</summary>
    public int From { get; }

    /// <summary>Last year in which the day is a holiday.</summary>
    public int To { get; }

    /// <summary>Whether a last year is given; otherwise the rule holds for good.</summary>
    public bool HasLastYear => To < LastYear;

    /// <summary>Reads a rule from named text values, be they of a file or of a row.</summary>
    /// <param name="column">The value of a column by its name; an empty text if blank.</param>
    /// <exception cref="HolidayRuleException">A value is missing, unreadable or contradicts another.</exception>
    public static HolidayRule Read(Func<string, string> column) => new(new Columns(column));

    /// <summary>The day of this holiday in a year; null if it is none that year, as 29 February in common years.</summary>
    public LocalDate? In(int year)
    {
        if (!HoldsIn(year)) return null;

        switch (kind)
        {
            case Kind.Easter:
                return HolidayRules.EasterSunday(year).PlusDays(easterOffset);

            case Kind.Fixed:
                return day <= LocalDate.DaysInMonth(year, month) ? new LocalDate(year, month, day) : null;

            default:
                var date = new LocalDate(year, month, day);
                var ahead = ((int)weekday - (int)date.DayOfWeek + 7) % 7;
                return date.PlusDays(before ? ahead - 7 : ahead);       // "before" never means the date itself
        }
    }

    /// <summary>Whether the rule holds in a calendar: its code, or a shorter one that it begins with.</summary>
    internal bool HoldsIn(string calendar) => Calendars.Any(code => IsPartOf(calendar, code));

    /// <summary>Whether the rule holds in a year.</summary>
    internal bool HoldsIn(int year) => year >= From && year <= To;

    /// <summary>Whether a calendar is that of a code or of a part of it: DE-BY is of DE.</summary>
    internal static bool IsPartOf(string calendar, string code) =>
        calendar == code || (calendar.StartsWith(code, StringComparison.Ordinal) && calendar[code.Length] == '-');

    static bool IsCode(string text) =>
        text.Split('-').All(static part => part.Length > 0 && part.All(static c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9')));

    sealed class Columns
    {
        readonly Func<string, string> column;

        internal Columns(Func<string, string> column) => this.column = column;

        internal string Text(string name) => column(name) is { Length: > 0 } text ? text : throw Wrong(name, "it is needed");

        internal int Number(string name, int least, int most) =>
            int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw Wrong(name, "expected a whole number from " + least.ToString(CultureInfo.InvariantCulture) + " to " + most.ToString(CultureInfo.InvariantCulture));

        internal int NumberOr(string name, int least, int most, int blank) => column(name).Length == 0 ? blank : Number(name, least, most);

        internal void MustBeBlank(params string[] names)
        {
            foreach (var name in names)
            {
                if (column(name).Length > 0) throw Wrong(name, "it has no meaning for kind " + column("kind") + "; clear it");
            }
        }

        internal HolidayRuleException Wrong(string name, string remedy) =>
            new(column("rule_id"), name, column(name), remedy);
    }
}
