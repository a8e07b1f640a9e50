using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Playbooks;

/// <summary>When the items of a playbook are due. Templates are written code:activity:anchor:offset:unit:mandatory:condition.</summary>
public class PlanRuleTests
{
    public static IEnumerable<TheoryDataRow<string>> Cases => Table.Keys.Select(name => new TheoryDataRow<string>(name));

    static Dictionary<string, Dictionary<string, string>> Table { get; } =
        ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Playbooks", "plan-cases.csv")).ToDictionary(row => row["case"], StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Cases))]
    public void R01_R25_R45_a_plan_is_as_in_the_table(string name)
    {
        var row = Table[name];
        var conditions = row["conditions"].Length == 0 ? PlanConditions.None : Enum.Parse<PlanConditions>(row["conditions"]);

        var plan = PlanRule.Plan(Templates(row["templates"]), Anchors(row), Days(row), conditions);

        Assert.Equal(row["expected"], string.Join(" ", plan.Items.OrderBy(item => item.Template.Sequence).Select(item => $"{item.Template.Code}={item.DueOn}")));
        Assert.Equal(row["left_out"], string.Join(" ", plan.LeftOut.Select(item => $"{item.Template.Code}:{item.Reason}")));
        Assert.Equal(row["conflicts"], string.Join(" ", plan.Conflicts.Select(Text)));
    }

    [Fact]
    public void R01_a_plan_that_is_too_late_names_the_next_window()
    {
        var anchors = new PlanAnchors
        {
            Start = new(2027, 9, 20),
            LatestNotice = new(2027, 9, 30),
            NoticeLeadDays = 14,
            End = new(2027, 12, 31),
            NextNotice = new(2028, 9, 30),
            NextEnd = new(2028, 12, 31),
        };

        var plan = PlanRule.Plan(Templates("T:appointment:talk:0:wd:m L:letter:notice:-10:wd:m"), anchors, WorkingDays.Plain, PlanConditions.None);

        var conflict = Assert.Single(plan.Conflicts);
        Assert.Equal(new LocalDate(2028, 9, 30), conflict.NextNotice);
        Assert.Equal(new LocalDate(2028, 12, 31), plan.NextEnd);
    }

    [Fact]
    public void R01_in_every_plan_without_conflict_the_talk_comes_before_the_letter_and_the_letter_in_time() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays).Sample((templates, anchors, days) =>
        {
            var plan = PlanRule.Plan(templates, anchors, days, PlanConditions.None);
            if (plan.Conflicts.Count > 0) return;

            foreach (var letter in plan.Items.Where(item => item.Template.IsNoticeLetter))
            {
                Assert.False(plan.Talk >= letter.DueOn);
                if (anchors.LatestNotice is { } latest) Assert.True(letter.DueOn <= latest.PlusDays(-anchors.NoticeLeadDays));
            }
        });

    [Fact]
    public void R25_no_talk_or_call_is_on_a_weekend_on_a_holiday_or_in_a_blackout() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays).Sample((templates, anchors, days) =>
            PlanRule.Plan(templates, anchors, days, PlanConditions.None).Items
                .Where(item => item.Template.Activity is PlanActivity.Appointment or PlanActivity.PhoneCall)
                .All(item => days.IsTalkDay(item.DueOn)));

    [Fact]
    public void R45_nothing_counted_in_working_days_is_due_on_a_weekend_or_holiday() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays).Sample((templates, anchors, days) =>
            PlanRule.Plan(templates, anchors, days, PlanConditions.None).Items
                .Where(item => item.Template.Unit == OffsetUnit.WorkingDays)
                .All(item => days.IsWorkingDay(item.DueOn)));

    [Fact]
    public void R45_each_line_is_planned_or_left_out_or_in_conflict_and_never_before_the_start() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays).Sample((templates, anchors, days) =>
        {
            var plan = PlanRule.Plan(templates, anchors, days, PlanConditions.None);

            Assert.DoesNotContain(plan.Items, item => item.DueOn < anchors.Start);
            Assert.Distinct(plan.Items.Select(item => item.Template.Code));
            var named = plan.Items.Select(item => item.Template).Concat(plan.LeftOut.Select(item => item.Template)).Concat(plan.Conflicts.Select(one => one.Template));
            var tooLate = plan.Conflicts.Any(one => one.Kind == PlanConflictKind.NoticeTooLate);
            Assert.All(templates, template => Assert.True(named.Contains(template) || (tooLate && template.Anchor == PlanAnchor.Notice)));
        });

    [Fact]
    public void R15_a_later_end_never_makes_an_item_earlier() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays, Gen.Int[0, 400]).Sample((templates, anchors, days, later) =>
        {
            var before = PlanRule.Plan(templates, anchors, days, PlanConditions.None);
            var after = PlanRule.Plan(templates, PlanGen.With(anchors, anchors.End!.Value.PlusDays(later)), days, PlanConditions.None);

            foreach (var item in before.Items)
                Assert.False(after.Items.FirstOrDefault(other => other.Template == item.Template)?.DueOn < item.DueOn);
        });

    [Fact]
    public void R15_with_the_end_that_a_conflict_names_the_item_fits() =>
        Gen.Select(PlanGen.Templates, PlanGen.Anchors, PlanGen.WorkingDays).Sample((templates, anchors, days) =>
        {
            var plan = PlanRule.Plan(templates, anchors, days, PlanConditions.None);
            if (plan.Conflicts.FirstOrDefault(one => one.Kind == PlanConflictKind.BeforeStart && one.NextEnd is not null) is not { } conflict) return;

            var again = PlanRule.Plan(templates, PlanGen.With(anchors, conflict.NextEnd!.Value), days, PlanConditions.None);

            Assert.Contains(again.Items, item => item.Template == conflict.Template);
        });

    [Fact]
    public void Two_lines_of_one_code_are_a_defect() =>
        Assert.Throws<ArgumentException>(() =>
            PlanRule.Plan(Templates("A:task:start:0:wd:m A:task:start:1:wd:m"), new PlanAnchors { Start = PlanGen.Start }, WorkingDays.Plain, PlanConditions.None));

    [Fact]
    public void A_line_that_counts_from_a_talk_which_the_playbook_lacks_is_named()
    {
        Assert.Equal("A", Assert.Single(PlanRule.WithoutTalk(Templates("A:task:talk:1:wd:m B:task:start:0:wd:m"))).Code);
        Assert.Empty(PlanRule.WithoutTalk(Templates("A:task:talk:1:wd:m B:phonecall:talk:0:wd:m")));
    }

    internal static IReadOnlyList<PlanTemplate> Templates(string texts) => [.. texts.Split(' ').Select(Template)];

    static PlanTemplate Template(string text, int place)
    {
        var parts = text.Split(':');
        return new PlanTemplate
        {
            Code = parts[0],
            Sequence = place,
            Activity = Enum.Parse<PlanActivity>(parts[1], ignoreCase: true),
            Anchor = Enum.Parse<PlanAnchor>(parts[2], ignoreCase: true),
            Offset = int.Parse(parts[3]),
            Unit = parts[4] == "wd" ? OffsetUnit.WorkingDays : OffsetUnit.CalendarDays,
            IsMandatory = parts[5] == "m",
            Condition = parts.Length > 6 ? Enum.Parse<PlanConditions>(parts[6]) : PlanConditions.None,
        };
    }

    static PlanAnchors Anchors(Dictionary<string, string> row) => new()
    {
        Start = LocalDate.Parse(row["start"]),
        Talk = Day(row["talk"]),
        LatestNotice = Day(row["latest_notice"]),
        NoticeLeadDays = int.Parse(row["lead"]),
        End = Day(row["end"]),
    };

    static WorkingDays Days(Dictionary<string, string> row) => new(
        HolidaySet.Of(Parts(row["holidays"]).Select(LocalDate.Parse)),
        [.. Parts(row["blackouts"]).Select(part => part.Split('~')).Select(part => new Blackout("Shutdown", LocalDate.Parse(part[0]), LocalDate.Parse(part[1])))]);

    static IEnumerable<string> Parts(string text) => text.Split('|', StringSplitOptions.RemoveEmptyEntries);

    static LocalDate? Day(string text) => text.Length == 0 ? null : LocalDate.Parse(text);

    static string Text(PlanConflict conflict) =>
        $"{conflict.Kind}:{conflict.Template?.Code ?? "-"}:{conflict.Day?.ToString() ?? "-"}:{conflict.Limit?.ToString() ?? "-"}{(conflict.NextEnd is { } end ? ":" + end : "")}";
}
