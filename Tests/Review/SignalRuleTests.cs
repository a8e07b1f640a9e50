using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Review;

namespace Offboarding.Tests.Review;

public class SignalRuleTests
{
    static readonly LocalDate Today = new(2027, 1, 15);

    static readonly ReviewThresholds Thresholds = new() { RevenueDropPercent = 40, EffortMinutes = 600, Complaints = 3, OverdueInvoices = 2, OffStrategyIndustries = [7] };

    static ReviewRow Row(string day, decimal value, int id = 1) => new("row", new Guid(id, 0, 0, new byte[8]), LocalDate.Parse(day), value);

    static IReadOnlyList<ReviewSignal> Of(ReviewFacts facts, ReviewThresholds? thresholds = null) => SignalRule.Of(facts, thresholds ?? Thresholds, Today);

    [Theory]
    [InlineData("2026-01-15", 100, "2027-01-15", 60, "40.0")]     // the last day of the earlier year, and today
    [InlineData("2026-01-15", 100, "2027-01-15", 60.2, "")]       // 39.8 percent
    [InlineData("2025-01-16", 100, "2026-01-16", 0, "100.0")]
    [InlineData("2025-01-15", 100, "2026-01-16", 0, "")]          // older than two years
    [InlineData("2026-06-01", 100, "2026-07-01", 1, "")]          // nothing in the earlier year: no trend
    public void R40_revenue_is_compared_by_twelve_months(string first, double firstAmount, string second, double secondAmount, string drop)
    {
        var signals = Of(new ReviewFacts { Invoices = [Row(first, (decimal)firstAmount), Row(second, (decimal)secondAmount, 2)] });

        Assert.Equal(drop, string.Join(' ', signals.Select(signal => signal.Measured.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void R40_each_signal_opens_the_rows_that_count_and_only_those()
    {
        var signals = Of(new ReviewFacts
        {
            Account = new Guid(9, 0, 0, new byte[8]),
            Industry = 7,
            Activities = [Row("2026-05-01", 400, 1), Row("2026-06-01", 200, 2), Row("2026-01-15", 999, 3)],
            Complaints = [Row("2026-05-01", 1, 1), Row("2026-06-01", 1, 2), Row("2026-07-01", 1, 3)],
            OpenInvoices = [Row("2027-01-14", 50, 1), Row("2026-12-01", 50, 2), Row("2027-01-15", 50, 3)],
        });

        Assert.Equal(["Effort 600 1,2", "Complaints 3 1,2,3", "Payment 2 2,1", "Strategy 7 9"],
            signals.Select(signal => $"{signal.Kind} {signal.Measured:0} {string.Join(',', signal.Rows.Select(row => Convert.ToInt32(row.Id.ToString("N")[..8], 16)))}"));
    }

    [Fact]
    public void R40_a_threshold_of_zero_switches_its_signal_off() =>
        Assert.Empty(Of(
            new ReviewFacts { Industry = 7, Invoices = [Row("2026-01-01", 100)], Activities = [Row("2026-05-01", 9999)], Complaints = [Row("2026-05-01", 99)], OpenInvoices = [Row("2020-01-01", 1)] },
            new ReviewThresholds()));

    [Fact]
    public void R40_a_higher_threshold_never_shows_more() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Int[1, 1000], Gen.Int[0, 800].Array[0, 5]).Sample((one, other, minutes) =>
        {
            var facts = new ReviewFacts { Activities = [.. minutes.Select((value, i) => Row("2026-06-01", value, i))] };
            var (low, high) = (Math.Min(one, other), Math.Max(one, other));

            return Of(facts, new ReviewThresholds { EffortMinutes = high }).Count <= Of(facts, new ReviewThresholds { EffortMinutes = low }).Count;
        });
}
