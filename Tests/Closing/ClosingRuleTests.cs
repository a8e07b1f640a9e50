using System.Linq;
using CsCheck;
using Offboarding.Plugins.Closing;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Closing;

[Trait("requirement", "R04")]
public class ClosingRuleTests
{
    [Theory]
    [InlineData("service-talk", ClosingPointKind.Talk)]
    [InlineData("cloud-summary", ClosingPointKind.Summary)]
    [InlineData("consumer-data-export", ClosingPointKind.Handover)]
    [InlineData("cloud-full-export", ClosingPointKind.Handover)]
    [InlineData("service-handover", ClosingPointKind.Handover)]
    [InlineData("framework-settlement", ClosingPointKind.Settlement)]
    [InlineData("our-own-thanks", ClosingPointKind.Thanks)]
    [InlineData("SERVICE-FEEDBACK", ClosingPointKind.Feedback)]
    [InlineData("service-handover-plan", null)]
    [InlineData("talk", null)]
    [InlineData(null, null)]
    public void R04_a_line_of_a_playbook_counts_for_a_point_by_the_end_of_its_code(string? code, ClosingPointKind? point) => Assert.Equal(point, ClosingRule.PointOf(code));

    [Fact]
    public void R04_the_lines_of_the_plan_make_points_mandatory_and_a_case_without_plan_has_none()
    {
        Assert.Empty(ClosingRule.Mandatory([]));
        Assert.Equal([ClosingPointKind.Settlement, ClosingPointKind.Winback], ClosingRule.Mandatory(["own-inform"]));
        Assert.Equal(ClosingRule.Points, ClosingRule.Mandatory(["a-talk", "a-summary", "a-data-export", "a-thanks", "a-feedback"]));
    }

    [Theory]
    [InlineData(ClosingPointKind.Talk)]
    [InlineData(ClosingPointKind.Summary)]
    [InlineData(ClosingPointKind.Thanks)]
    [InlineData(ClosingPointKind.Feedback)]
    [InlineData(ClosingPointKind.Winback)]
    public void R04_without_facts_a_point_is_open(ClosingPointKind kind) => Assert.False(ClosingRule.IsDone(kind, new ClosingFacts()));

    [Fact]
    public void R04_each_point_is_done_by_each_of_its_facts()
    {
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Talk, new ClosingFacts { IsTalkHeld = true }));
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Talk, new ClosingFacts { DoneLines = [ClosingPointKind.Talk] }));
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Summary, new ClosingFacts { ReleasedLetters = [LetterKind.Summary] }));
        Assert.False(ClosingRule.IsDone(ClosingPointKind.Summary, new ClosingFacts { ReleasedLetters = [LetterKind.Thanks] }));
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Thanks, new ClosingFacts { IsGiftGiven = true }));
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Thanks, new ClosingFacts { ReleasedLetters = [LetterKind.Thanks] }));
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Feedback, new ClosingFacts { IsFeedbackAsked = true }));
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Feedback, new ClosingFacts { ReleasedLetters = [LetterKind.Feedback] }));
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Winback, new ClosingFacts { IsWinbackAssessed = true }));
    }

    [Fact]
    public void R04_hand_over_and_settlement_are_done_where_nothing_of_them_is_open()
    {
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Handover, new ClosingFacts()));
        Assert.False(ClosingRule.IsDone(ClosingPointKind.Handover, new ClosingFacts { OpenHandoverItems = 1 }));
        Assert.False(ClosingRule.IsDone(ClosingPointKind.Handover, new ClosingFacts { OpenLines = [ClosingPointKind.Handover] }));
        Assert.True(ClosingRule.IsDone(ClosingPointKind.Settlement, new ClosingFacts()));
        Assert.False(ClosingRule.IsDone(ClosingPointKind.Settlement, new ClosingFacts { UndecidedSettlementItems = 1 }));
        Assert.False(ClosingRule.IsDone(ClosingPointKind.Settlement, new ClosingFacts { OpenLines = [ClosingPointKind.Settlement] }));
    }

    [Fact]
    public void R04_the_completion_figure_grows_with_each_point_and_is_a_hundred_only_when_none_is_open() =>
        Gen.Int[0, 2].Select(static state => ClosingPointPointState.Open + state).Array[1, 7].Sample(static states =>
        {
            var percent = ClosingRule.Percent(states);

            Assert.InRange(percent, 0, 100);
            Assert.Equal(states.All(static state => state != ClosingPointPointState.Open), percent == 100);
            Assert.True(ClosingRule.Percent([.. states.Select((state, at) => at == 0 ? ClosingPointPointState.Done : state)]) >= percent);
        });
}
