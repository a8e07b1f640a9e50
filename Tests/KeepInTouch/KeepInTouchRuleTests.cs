using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.KeepInTouch;

namespace Offboarding.Tests.KeepInTouch;

public class KeepInTouchRuleTests
{
    static readonly LocalDate End = new(2027, 3, 31);

    [Theory]
    [InlineData(true, 8.0, false, ReferenceAnswer.MayAsk)]
    [InlineData(true, 7.99, false, ReferenceAnswer.NotPositive)]
    [InlineData(true, null, false, ReferenceAnswer.NotPositive)]
    [InlineData(false, null, false, ReferenceAnswer.NoFeedback)]
    [InlineData(true, 10.0, true, ReferenceAnswer.AskedBefore)]
    public void R05_R36_a_reference_is_asked_for_once_and_only_after_positive_feedback(bool answered, double? score, bool asked, ReferenceAnswer answer) =>
        Assert.Equal(answer, ReferenceRule.Judge(answered, (decimal?)score, 8, asked));

    [Theory]
    [InlineData(35.0, false, true, GiftAnswer.MayGive)]
    [InlineData(35.01, false, true, GiftAnswer.NeedsApproval)]
    [InlineData(500.0, true, true, GiftAnswer.MayGive)]
    [InlineData(10.0, false, false, GiftAnswer.NoComplianceNote)]
    [InlineData(0.0, true, true, GiftAnswer.NoValue)]
    [InlineData(null, true, true, GiftAnswer.NoValue)]
    public void R34_a_gift_over_the_limit_needs_approval_and_each_gift_a_note(double? value, bool approved, bool note, GiftAnswer answer) =>
        Assert.Equal(answer, GiftRule.Judge((decimal?)value, 35, approved, note));

    [Fact]
    public void R35_check_ins_lie_after_today_and_end_by_themselves()
    {
        var last = CheckInRule.LastDay(End, 24, basisEnds: null, erasure: null);

        var days = CheckInRule.Days(End, [12, 3, 36, 24], last, End.PlusMonths(3));

        Assert.Equal([new LocalDate(2028, 3, 31), new LocalDate(2029, 3, 31)], days);
    }

    [Fact]
    public void R35_no_check_in_lies_after_the_basis_or_on_the_day_of_erasure_or_later() =>
        Gen.Select(Gen.Int[0, 900], Gen.Int[0, 900], Gen.Int[0, 48].Array[0, 6]).Sample((basis, erasure, months) =>
        {
            var (basisEnds, erased) = (End.PlusDays(basis), End.PlusDays(erasure));

            var days = CheckInRule.Days(End, months, CheckInRule.LastDay(End, 24, basisEnds, erased), End);

            Assert.All(days, day => Assert.True(day <= basisEnds && day < erased && day <= End.PlusMonths(24)));
            Assert.Equal(days.Order().Distinct(), days);
        });
}
