using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;

namespace Offboarding.Tests.Playbooks;

/// <summary>What a new end does to a plan on file.</summary>
public class PlanMoveTests
{
    static readonly LocalDate Today = PlanGen.Start;

    [Fact]
    public void R15_open_items_move_with_the_end_and_done_ones_stay()
    {
        var planned = PlanRule.Plan(
            PlanRuleTests.Templates("A:task:end:-30:cd:m B:task:end:-10:wd:m C:task:start:5:wd:m"),
            new PlanAnchors { Start = Today, End = new(2027, 12, 31) },
            WorkingDays.Plain,
            PlanConditions.None);
        var items = PlanGen.OnFile(planned, place => planned.Items[place].Template.Code == "A" ? PlanItemProgress.Done : PlanItemProgress.Open);

        var moves = PlanMove.To(items, new LocalDate(2028, 3, 31), Today, WorkingDays.Plain);

        var moved = Assert.Single(moves.Moved);
        Assert.Equal("B", moved.Item.TemplateCode);
        Assert.Equal(new LocalDate(2028, 3, 17), moved.DueOn);
        Assert.Empty(moves.Conflicts);
    }

    [Fact]
    public void R15_an_item_that_would_be_due_before_today_is_named_with_the_end_that_fits()
    {
        var planned = PlanRule.Plan(
            PlanRuleTests.Templates("A:task:end:-30:cd:m"), new PlanAnchors { Start = Today, End = new(2027, 12, 31) }, WorkingDays.Plain, PlanConditions.None);

        var moves = PlanMove.To(PlanGen.OnFile(planned, _ => PlanItemProgress.Open), Today.PlusDays(20), Today, WorkingDays.Plain);

        Assert.Empty(moves.Moved);
        var conflict = Assert.Single(moves.Conflicts);
        Assert.Equal(PlanConflictKind.BeforeStart, conflict.Kind);
        Assert.Equal(Today.PlusDays(30), conflict.NextEnd);
    }

    [Fact]
    public void R15_what_is_done_or_cancelled_never_moves_and_only_what_counts_from_the_end_does() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays, PlanGen.Days, Gen.Int[0, 2]).Sample((templates, anchors, days, end, salt) =>
        {
            var items = PlanGen.OnFile(PlanRule.Plan(templates, anchors, days, PlanConditions.None), place => (PlanItemProgress)((place + salt) % 3));

            Assert.All(PlanMove.To(items, end, Today, days).Moved, move =>
            {
                Assert.Equal(PlanItemProgress.Open, move.Item.Progress);
                Assert.Equal(PlanAnchor.End, move.Item.Anchor);
                Assert.True(move.DueOn >= Today);
            });
        });

    [Fact]
    public void R15_moving_in_two_steps_leads_where_one_step_leads() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays, PlanGen.Days, PlanGen.Days).Sample((templates, anchors, days, first, second) =>
        {
            var items = PlanGen.OnFile(PlanRule.Plan(templates, anchors, days, PlanConditions.None), _ => PlanItemProgress.Open);
            var firstMoves = PlanMove.To(items, first, Today, days);
            var once = PlanMove.To(items, second, Today, days);
            if (firstMoves.Conflicts.Count + once.Conflicts.Count > 0) return;

            var halfway = PlanGen.After(items, firstMoves);
            var twice = PlanGen.After(halfway, PlanMove.To(halfway, second, Today, days));

            Assert.Equal(PlanGen.After(items, once).Select(item => item.DueOn), twice.Select(item => item.DueOn));
        });

    [Fact]
    public void R15_moving_to_the_same_end_again_moves_nothing() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays, PlanGen.Days).Sample((templates, anchors, days, end) =>
        {
            var items = PlanGen.OnFile(PlanRule.Plan(templates, anchors, days, PlanConditions.None), _ => PlanItemProgress.Open);
            var moved = PlanGen.After(items, PlanMove.To(items, end, Today, days));

            Assert.Empty(PlanMove.To(moved, end, Today, days).Moved);
        });

    [Fact]
    public void R15_a_plan_moved_to_an_end_is_the_plan_made_for_that_end() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays, PlanGen.Days).Sample((templates, anchors, days, end) =>
        {
            var items = PlanGen.OnFile(PlanRule.Plan(templates, anchors, days, PlanConditions.None), _ => PlanItemProgress.Open);
            var moves = PlanMove.To(items, end, Today, days);
            if (moves.Conflicts.Count > 0) return;

            var fresh = PlanRule.Plan(templates, PlanGen.With(anchors, end), days, PlanConditions.None).Items.ToDictionary(item => item.Template.Code, item => item.DueOn);
            foreach (var item in PlanGen.After(items, moves).Where(item => item.Anchor == PlanAnchor.End)) Assert.Equal(fresh[item.TemplateCode], item.DueOn);
        });
}
