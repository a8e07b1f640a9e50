using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using PublicHoliday;

namespace Offboarding.Tests.Solution;

/// <summary>The shipped holiday rules against the PublicHoliday library, state by state and canton by canton, 2015 to 2035.</summary>
public class HolidayRuleTests
{
    const int FirstYear = 2015;
    const int LastYear = 2035;

    static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Rows = CsvRows.OfRepository("Solution", "Data", "holiday-rules.csv");

    static readonly HolidayRules Shipped = new(Rows.Select(row => HolidayRule.Read(column => row[column])));

    // calendar, day, years, ours (yes: only we have it, no: only the library has it), why, source
    static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Explained = CsvRows.OfRepository("Tests", "Solution", "holiday-differences.csv");

    static IEnumerable<(string Calendar, Func<int, IEnumerable<DateTime>> Library)> Oracles
    {
        get
        {
            foreach (var state in Enum.GetValues<GermanPublicHoliday.States>().Where(state => state != GermanPublicHoliday.States.ALL))
            {
                yield return ($"DE-{state}", new GermanPublicHoliday { State = state }.PublicHolidays);
            }

            yield return ("AT", new AustriaPublicHoliday().PublicHolidays);
            foreach (var canton in Enum.GetValues<SwitzerlandPublicHoliday.Cantons>().Where(canton => canton is not (SwitzerlandPublicHoliday.Cantons.ALL or SwitzerlandPublicHoliday.Cantons.OnlyOfficial)))
            {
                yield return ($"CH-{canton}", new SwitzerlandPublicHoliday { Canton = canton }.PublicHolidays);
            }
        }
    }

    [Fact]
    public void Every_difference_to_the_library_is_explained_with_a_source()
    {
        var differences = Differences().ToList();
        var explained = Explained.Select(row => $"{row["calendar"]} {row["day"]} {row["years"]} {row["ours"]}");

        Assert.Equal(explained.Order(StringComparer.Ordinal), differences.Order(StringComparer.Ordinal));
        Assert.All(Explained, row => Assert.True(row["why"].Length > 0 && row["source"].Length > 0, $"{row["calendar"]} {row["day"]} needs a reason and a source."));
    }

    [Fact]
    public void Easter_is_as_in_the_library() =>
        Gen.Int[1583, 4000].Sample(year => HolidayRules.EasterSunday(year).PlusDays(1).ToDateTimeUnspecified() == GermanPublicHoliday.EasterMonday(year));

    [Theory]
    [InlineData(1818, "1818-03-22")]
    [InlineData(1954, "1954-04-18")]
    [InlineData(1981, "1981-04-19")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_keeps_to_its_earliest_and_latest_days(int year, string expected) => Assert.Equal(expected, HolidayRules.EasterSunday(year).ToString());

    [Theory]
    [InlineData("DE-SN", "2023-11-22")]         // the date itself is a Thursday
    [InlineData("DE-SN", "2022-11-16")]         // 23 November 2022 is a Wednesday: "before" is a week earlier
    [InlineData("DE-BE", "2025-05-08")]
    [InlineData("DE-BY-AUGSBURG", "2025-08-08")]
    [InlineData("DE-BY-CATHOLIC", "2025-08-15")]
    [InlineData("DE-TH-CATHOLIC", "2025-06-19")]
    [InlineData("DE-SH", "2018-10-31")]
    [InlineData("CH-GE", "2026-09-10")]
    [InlineData("CH-VD", "2026-09-21")]
    public void A_holiday_is_one(string calendar, string day) => Assert.Contains(day, Days(calendar, int.Parse(day[..4], CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("DE-SH", "2016-10-31")]
    [InlineData("DE-BE", "2018-03-08")]
    [InlineData("DE-BE", "2021-05-08")]
    [InlineData("DE-MV", "2022-03-08")]
    [InlineData("DE-TH", "2018-09-20")]
    [InlineData("DE-BY", "2025-08-15")]
    [InlineData("AT", "2026-04-03")]
    public void A_day_before_its_law_or_beyond_its_place_is_none(string calendar, string day) => Assert.DoesNotContain(day, Days(calendar, int.Parse(day[..4], CultureInfo.InvariantCulture)));

    [Fact]
    public void A_day_with_two_names_counts_once() => Assert.Single(Days("DE-NW", 2008), "2008-05-01");     // Labour Day and Ascension Day

    [Fact]
    public void A_calendar_that_no_rule_names_is_an_error_and_not_one_without_holidays()
    {
        var refused = Assert.Throws<HolidayRuleException>(() => Shipped.Of("DE-XX", 2026, 2026));

        Assert.Contains("DE-BY", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind", "lunar", "kind")]
    [InlineData("month", "13", "month")]
    [InlineData("month", "", "month")]
    [InlineData("day", "31", "day")]                // 31 September
    [InlineData("easter_offset", "1", "easter_offset")]
    [InlineData("weekday", "monday", "weekday")]
    [InlineData("to_year", "2018", "to_year")]      // before from_year
    [InlineData("calendars", "", "calendars")]
    [InlineData("calendars", "DE-BY|", "calendars")]
    [InlineData("calendars", "DE-BY;AT", "calendars")]
    [InlineData("calendars", "de-by", "calendars")]
    [InlineData("version", "0", "version")]
    public void A_rule_that_contradicts_itself_is_refused_naming_rule_and_column(string column, string value, string named)
    {
        var row = Rows.Single(rule => rule["rule_id"] == "DE-CHILDREN").ToDictionary();
        row[column] = value;

        var refused = Assert.Throws<HolidayRuleException>(() => HolidayRule.Read(name => row[name]));

        Assert.Contains("'DE-CHILDREN'", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"column {named}:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_highest_version_of_a_rule_holds()
    {
        var newer = Rows.Single(rule => rule["rule_id"] == "DE-CHILDREN").ToDictionary();
        newer["version"] = "2";
        newer["day"] = "21";

        var days = new HolidayRules(Rows.Append(newer).Select(row => HolidayRule.Read(column => row[column]))).Of("DE-TH", 2026, 2026).Select(holiday => holiday.Date.ToString()).ToList();

        Assert.Contains("2026-09-21", days);
        Assert.DoesNotContain("2026-09-20", days);
    }

    [Fact]
    public void Every_shipped_rule_is_named_in_both_languages_and_once() =>
        Assert.Equal(Rows.Count, Rows.Where(row => row["name_en"].Length > 0 && row["name_de"].Length > 0 && row["legal_source"].Length > 0).Select(row => row["rule_id"]).Distinct(StringComparer.Ordinal).Count());

    static List<string> Days(string calendar, int year) => [.. Shipped.Of(calendar, year, year).Select(holiday => holiday.Date.ToString())];

    static IEnumerable<string> Differences()
    {
        foreach (var (calendar, library) in Oracles)
        {
            var ours = Shipped.Of(calendar, FirstYear, LastYear).Select(holiday => holiday.Date).ToHashSet();
            var theirs = Enumerable.Range(FirstYear, LastYear - FirstYear + 1).SelectMany(library).Select(LocalDate.FromDateTime).ToHashSet();
            var different = ours.Except(theirs).Select(date => (date, ours: "yes")).Concat(theirs.Except(ours).Select(date => (date, ours: "no")));

            foreach (var day in different.GroupBy(d => (Name: NameOf(d.date), d.ours)))
            {
                var years = day.Select(d => d.date.Year).Order().ToList();
                yield return $"{calendar} {day.Key.Name} {years[0]}-{years[^1]} {day.Key.ours}";
            }
        }
    }

    // A day is called by its distance from Easter where it is one of the days of Easter, else by month and day; the Swiss fasts have names.
    static string NameOf(LocalDate date)
    {
        var fromEaster = LocalDate.DaysBetween(HolidayRules.EasterSunday(date.Year), date);
        if (fromEaster is -2 or 0 or 1 or 39 or 49 or 50 or 60) return $"easter{fromEaster:+0;-0;+0}";
        if (date.Month == 9 && date.Day is >= 5 and <= 11 && date.DayOfWeek == IsoDayOfWeek.Thursday) return "geneva-fast";
        if (date.Month == 9 && date.Day is >= 16 and <= 22 && date.DayOfWeek == IsoDayOfWeek.Monday) return "fast-monday";
        return date.ToString()[5..];
    }
}
