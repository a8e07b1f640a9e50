using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Calendar;

/// <summary>A public holiday on a day.</summary>
public sealed class Holiday
{
    internal Holiday(LocalDate date, HolidayRule rule)
    {
        Date = date;
        RuleId = rule.RuleId;
        NameEn = rule.NameEn;
        NameDe = rule.NameDe;
    }

    /// <summary>The day.</summary>
    public LocalDate Date { get; }

    /// <summary>Rule that makes the day a holiday.</summary>
    public string RuleId { get; }

    /// <summary>English name.</summary>
    public string NameEn { get; }

    /// <summary>German name.</summary>
    public string NameDe { get; }
}

/// <summary>The public holidays of calendars, computed from rules for any year.</summary>
/// <remarks>
/// A calendar is a country (<c>DE</c>, <c>AT</c>, <c>CH</c>), a part (<c>DE-BY</c>, <c>CH-ZH</c>) or a place (<c>DE-BY-AUGSBURG</c>); each has the days of
/// the shorter codes that it begins with, too. No holiday moves to another day when it falls on a Sunday: none of the three countries knows that.
/// </remarks>
public sealed class HolidayRules
{
    readonly List<HolidayRule> rules;

    /// <summary>Takes the highest version of each rule.</summary>
    public HolidayRules(IEnumerable<HolidayRule> rules)
    {
        this.rules = rules
            .GroupBy(static rule => rule.RuleId, StringComparer.Ordinal)
            .Select(static versions => versions.OrderByDescending(static rule => rule.Version).First())
            .ToList();
        Calendars = this.rules.SelectMany(static rule => rule.Calendars).Distinct(StringComparer.Ordinal).OrderBy(static code => code, StringComparer.Ordinal).ToList();
    }

    /// <summary>Codes of all calendars that some rule names, in order.</summary>
    public IReadOnlyList<string> Calendars { get; }

    /// <summary>Whether some rule names the calendar.</summary>
    public bool Names(string calendar) => Calendars.Contains(calendar, StringComparer.Ordinal);

    /// <summary>Whether the rules of a calendar that some rule names leave years open; see <see cref="Knows"/>.</summary>
    public bool IsLimited(string calendar) => CodesOf(calendar).Any(code => RulesNaming(code).All(static rule => rule.HasLastYear));

    /// <summary>Whether the holidays of a calendar are known for a year.</summary>
    /// <remarks>
    /// A code of which every rule has a last year was entered for some years and no further: its holidays are known in the years in which one of these
    /// rules holds, and in no other. One rule without a last year says that the code goes on; what others of it do for single years (anniversaries) are
    /// additions. A calendar needs this of each code it is made of: <c>DE-BY-PLANT</c> of DE, DE-BY and DE-BY-PLANT.
    /// </remarks>
    public bool Knows(string calendar, int year) =>
        Names(calendar) && CodesOf(calendar).All(code => RulesNaming(code).Any(static rule => !rule.HasLastYear) || RulesNaming(code).Any(rule => rule.HoldsIn(year)));

    /// <summary>Easter Sunday of the Gregorian calendar.</summary>
    /// <param name="year">1583 to 9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year lies outside.</exception>
    /// <remarks>Computus in the form of the "Anonymous Gregorian" algorithm (Nature, 20 April 1876; J. Meeus, Astronomical Algorithms, chapter 8).</remarks>
    public static LocalDate EasterSunday(int year)
    {
        if (year is < 1583 or > 9999)
        {
            throw new ArgumentOutOfRangeException(nameof(year), "Easter was asked for the year " + year.ToString(CultureInfo.InvariantCulture) + "; expected 1583 to 9999.");
        }

        var golden = year % 19;
        var century = year / 100;
        var ofCentury = year % 100;
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - epact - (ofCentury % 4)) % 7;
        var correction = (golden + (11 * epact) + (22 * toSunday)) / 451;
        var march = epact + toSunday - (7 * correction) + 114;
        return new LocalDate(year, march / 31, (march % 31) + 1);
    }

    /// <summary>The holidays of a calendar from one year to another, by day; a day with several names comes once, under the rule that stands first.</summary>
    /// <param name="calendar">Code, as <c>DE-BY</c>.</param>
    /// <param name="fromYear">First year.</param>
    /// <param name="toYear">Last year, inclusive.</param>
    /// <exception cref="HolidayRuleException">No rule names the calendar: an unknown calendar is an error, not one without holidays.</exception>
    public IReadOnlyList<Holiday> Of(string calendar, int fromYear, int toYear)
    {
        if (!Names(calendar))
        {
            throw new HolidayRuleException("No holiday rule names the calendar '" + calendar + "'. Known are " + string.Join(", ", Calendars) + ".");
        }

        var days = new SortedDictionary<LocalDate, Holiday>();
        foreach (var rule in rules.Where(rule => rule.HoldsIn(calendar)))
        {
            for (var year = fromYear; year <= toYear; year++)
            {
                if (rule.In(year) is { } date && !days.ContainsKey(date)) days.Add(date, new Holiday(date, rule));
            }
        }

        return days.Values.ToList();
    }

    /// <summary>The codes that rules name, of those that a calendar is made of.</summary>
    IEnumerable<string> CodesOf(string calendar) => Calendars.Where(code => HolidayRule.IsPartOf(calendar, code));

    IEnumerable<HolidayRule> RulesNaming(string code) => rules.Where(rule => rule.Calendars.Contains(code, StringComparer.Ordinal));
}
