using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Feedback;

namespace Offboarding.Tests.Feedback;

public class ReasonBandsTests
{
    [Theory]
    [InlineData(null, "unknown")]
    [InlineData(9999.99, "under-10k")]
    [InlineData(10000.0, "10k-50k")]
    [InlineData(50000.0, "50k-100k")]
    [InlineData(100000.0, "from-100k")]
    public void R07_an_amount_falls_into_one_band(double? value, string band) => Assert.Equal(band, ReasonBands.OfValue((decimal?)value));

    [Theory]
    [InlineData("2026-02-01", "2027-01-31", "under-1y")]
    [InlineData("2026-02-01", "2027-02-01", "1-3y")]
    [InlineData("2024-02-29", "2027-02-28", "3-5y")]     // 28 February stands in for the missing 29th
    [InlineData("2017-01-15", "2027-01-15", "from-10y")]
    [InlineData("2028-01-01", "2027-01-15", "unknown")]
    public void R07_a_relationship_falls_into_the_band_of_its_full_years(string since, string until, string band) =>
        Assert.Equal(band, ReasonBands.OfTenure(LocalDate.Parse(since), LocalDate.Parse(until)));

    [Theory]
    [InlineData("2026-12-31", "2027-01-15", 2026)]
    [InlineData("2026-01-01", "2027-03-31", 2026)]
    [InlineData("2026-01-01", "2027-04-01", 2027)]       // 2026 is closed: what is found late counts to the year in which it was found
    public void R07_a_closed_year_takes_no_case_any_more(string completed, string today, int year) =>
        Assert.Equal(year, ReasonBands.YearOf(LocalDate.Parse(completed), LocalDate.Parse(today)));

    [Fact]
    public void R07_a_case_never_counts_to_a_closed_year() =>
        Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 4000]).Sample((start, later) =>
        {
            var completed = new LocalDate(2020, 1, 1).PlusDays(start);
            var today = completed.PlusDays(later);

            return !ReasonBands.IsClosed(ReasonBands.YearOf(completed, today), today);
        });

    [Fact]
    public void R31_scales_of_five_and_ten_give_one_figure_and_words_give_none()
    {
        var both = FeedbackScore.Of([new ScaledAnswer(AnswerScale.OneToFive, 5), new ScaledAnswer(AnswerScale.ZeroToTen, 7), new ScaledAnswer(AnswerScale.YesNo, 1)]);
        var none = FeedbackScore.Of([new ScaledAnswer(AnswerScale.YesNo, 1)]);

        Assert.Equal(8.5m, both);
        Assert.Null(none);
    }

    [Fact]
    public void R31_a_value_lies_on_the_scale_of_its_question()
    {
        Assert.Equal([1, 2, 3, 4, 5], Enumerable.Range(-1, 13).Where(value => FeedbackScore.IsOn(AnswerScale.OneToFive, value)));
        Assert.Equal(Enumerable.Range(0, 11), Enumerable.Range(-1, 13).Where(value => FeedbackScore.IsOn(AnswerScale.ZeroToTen, value)));
        Assert.Equal([0, 1], Enumerable.Range(-1, 13).Where(value => FeedbackScore.IsOn(AnswerScale.YesNo, value)));
        Assert.DoesNotContain(Enumerable.Range(-1, 13), value => FeedbackScore.IsOn(AnswerScale.Text, value));
    }
}
