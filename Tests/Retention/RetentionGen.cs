using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Retention;

namespace Offboarding.Tests.Retention;

/// <summary>
/// Random cases as text: mostly sensible, days close together so that ends, caps, holds and requests meet; some spoilt. Built from a list of
/// numbers, so that a failure shrinks.
/// </summary>
static class RetentionGen
{
    const int Choices = 120;

    static readonly string[] YearEnds = ["", "", "", "12-31", "06-30", "03-31", "02-28", "02-29", "01-01", "09-15", "04-30"];
    static readonly string[] Spoils =
    [
        "jurisdictions=", "jurisdictions=FR", "jurisdictions=DE;", "jurisdictions=*", "jurisdictions=de", "sectors=bank", "sectors=gwg;;manufacturer", "law_date=", "law_date=2026-02-30",
        "law_date=2026-2-1", "today=", "today=31.12.2026", "today=0000-01-01", "start_events=createdon=2020-01-01", "start_events=erasure_request=2020-01-01", "start_events=document_date",
        "start_events=document_date=2020-01-01;document_date=2020-01-01", "start_events=document_date=;createdon=", "start_events=document_date=2020-01-01;", "start_events== ",
        "flags=x", "flags=!titled", "flags=titled;", "fiscal_year_end=6-30", "fiscal_year_end=02-30", "fiscal_year_end=13-01", "fiscal_year_end=0630", "proceedings_open=open", "proceedings_open=2020",
        "dependency_end=NEVER", "other_active_accounts=-1", "other_active_accounts=1.5", "other_active_accounts= 1", "other_active_accounts=٣", "consent_standing=true", "consent_standing=YES",
        "holds=L1", "holds=L1:2020-01-01", "holds=:2020-01-01:", "holds=L1::", "holds=L1:2020-01-01:x", "holds=L1:2020-01-02:2020-01-01", "holds=L1:2020-01-01:;", "holds=L1:2020-01-01::",
        "erasure_request=yesterday", "restriction_request=2020-00-01", "reactivated_on=2020-01-00", "erased_on=OPEN", "record_class=loyalty_card", "record_class=", "record_class=Voucher",
        "other_active_accounts=0000", "other_active_accounts=99999999999999999999999", "fiscal_year_end=02-29",
    ];

    /// <summary>A case by column.</summary>
    public static Gen<Dictionary<string, string>> Facts { get; } = Gen.Int[0, 1_000_000].Array[Choices].Select(Build);

    static Dictionary<string, string> Build(int[] numbers)
    {
        var draw = new Draw(numbers);
        var classes = RetentionTable.ShippedRows.Select(row => row["record_class"]).Distinct(StringComparer.Ordinal).ToArray();
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["record_class"] = draw.Of(classes) };
        facts["jurisdictions"] = draw.Of("DE", "AT", "CH", "DE;AT", "DE;CH", "AT;CH", "DE;AT;CH");
        facts["sectors"] = string.Join(';', Some(draw, KnownValues.Sectors, 3));
        var ofClass = RetentionTable.ShippedRows.Where(row => row["record_class"] == facts["record_class"]).ToList();
        AddEvents(facts, draw, ofClass);

        var flags = ofClass.SelectMany(row => row["flags"].Split(';', StringSplitOptions.RemoveEmptyEntries)).Select(flag => flag.TrimStart('!')).Distinct(StringComparer.Ordinal);
        facts["flags"] = string.Join(';', Some(draw, flags, 2));
        facts["fiscal_year_end"] = draw.Of(YearEnds);
        var end = Expected(facts);
        facts["today"] = Iso(Near(draw, end));
        facts["law_date"] = draw.Chance(2) ? facts["today"] : Iso(draw.Day(2010, 30));
        if (draw.Chance(5)) facts["proceedings_open"] = draw.Chance(3) ? "OPEN" : Iso(Near(draw, end));
        if (draw.Chance(5)) facts["dependency_end"] = draw.Chance(3) ? "OPEN" : Iso(Near(draw, end));
        if (draw.Chance(4)) facts["other_active_accounts"] = draw.Of("0", "1", "2");
        if (draw.Chance(4)) facts["consent_standing"] = draw.Of("yes", "no");
        if (draw.Chance(2)) facts["holds"] = string.Join(';', Enumerable.Range(1, 1 + draw.Next(4)).Select(number => Hold(draw, number, end)));
        if (draw.Chance(4)) facts["erasure_request"] = Iso(Near(draw, draw.Chance(2) ? end : Day(facts["today"])));
        if (draw.Chance(6)) facts["restriction_request"] = Iso(Near(draw, Day(facts["today"])));
        if (draw.Chance(8)) facts["reactivated_on"] = Iso(Near(draw, draw.Chance(2) ? Day(facts["today"]) : end.AddYears(-3)));
        if (draw.Chance(10)) facts["erased_on"] = Iso(Near(draw, Day(facts["today"])));
        if (draw.Chance(8))
        {
            var spoilt = draw.Of(Spoils).Split('=', 2);
            facts[spoilt[0]] = spoilt[1];
        }

        return facts;
    }

    static void AddEvents(Dictionary<string, string> facts, Draw draw, List<Dictionary<string, string>> ofClass)
    {
        var names = ofClass.SelectMany(row => (row["start_events"] + "|" + row["cut_by"]).Split('|', StringSplitOptions.RemoveEmptyEntries))
            .Except([KnownValues.ErasureRequest]).Append(KnownValues.RelationshipEnd).Distinct(StringComparer.Ordinal).ToList();
        var first = draw.Day(2008, 22);
        var entries = names.Where(_ => !draw.Chance(5)).Select(name => name + "=" + Iso(draw.Chance(3) ? first.AddDays(draw.Next(8) - 4) : draw.Day(2008, 22)));
        facts["start_events"] = string.Join(';', entries.ToList());
    }

    static string Hold(Draw draw, int number, DateOnly end)
    {
        var placed = Near(draw, end);
        return $"L{number}:{Iso(placed)}:{(draw.Chance(4) ? "" : Iso(placed.AddDays(draw.Of(0, 1, 2, 10, 400))))}";
    }

    // Where the end will lie, so that the other days can be drawn around it.
    static DateOnly Expected(Dictionary<string, string> facts)
    {
        var probe = new Dictionary<string, string>(facts, StringComparer.Ordinal) { ["today"] = "2026-01-01", ["law_date"] = "2026-01-01" };
        return ShippedRetentionRules.Rules.Judge(RetentionCase.Read(RetentionTable.TextOf(probe))).RetentionEnd?.Day is { } day ? Day(day.ToString()) : new DateOnly(2026, 1, 1);
    }

    static DateOnly Near(Draw draw, DateOnly day) => draw.Chance(3) ? draw.Day(2010, 35) : day.AddDays(draw.Of(0, 1, -1, 2, -2, 3, 30, -30, 365, -365));

    static IEnumerable<string> Some(Draw draw, IEnumerable<string> values, int oneIn) => values.Order(StringComparer.Ordinal).Where(_ => draw.Chance(oneIn)).ToList();

    static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    sealed class Draw(int[] numbers)
    {
        int next;

        internal int Next(int below) => numbers[next++ % numbers.Length] % below;

        internal bool Chance(int oneIn) => Next(oneIn) == oneIn - 1;

        internal T Of<T>(params T[] values) => values[Next(values.Length)];

        internal DateOnly Day(int fromYear, int years)
        {
            // The ends of months and of February are where periods go wrong.
            var year = fromYear + Next(years);
            return Next(4) switch
            {
                0 => new DateOnly(year, 2, DateTime.DaysInMonth(year, 2)),
                1 => new DateOnly(year, 12, 31).AddDays(Next(3) - 1),
                2 => new DateOnly(year, 1 + Next(12), 1).AddMonths(1).AddDays(-1),
                _ => new DateOnly(year, 1, 1).AddDays(Next(365)),
            };
        }
    }
}
