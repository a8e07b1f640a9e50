using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Reminders;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Reminders;

/// <summary>When a reminder is due, and when it is over. The sample contract renews on 1 January; notice for it must be received by 30 September.</summary>
public class ReminderRuleTests
{
    static readonly int[] Ladder = [90, 60, 30, 14, 7];

    public static IEnumerable<TheoryDataRow<string>> Cases => Table.Keys.Select(name => new TheoryDataRow<string>(name));

    static Dictionary<string, Dictionary<string, string>> Table { get; } =
        ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Reminders", "reminder-cases.csv")).ToDictionary(row => row["case"], StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Cases))]
    public void R08_a_reminder_is_due_as_in_the_table(string name)
    {
        var row = Table[name];
        var evaluation = Evaluate(row["today"], row["notice"]);
        if (row["notice"].Length == 0) Assert.Equal(row["latest"], evaluation.LatestNoticeDate.ToString());

        var plan = ReminderRule.Plan(evaluation, Numbers(row["ladder"]), Existing(row["existing"]));

        Assert.Equal(row["expected_create"], plan.Create?.ToString() ?? "");
    }

    [Theory]
    [InlineData("2027-08-01", "2027-09-30/60", "2027-07-15", ReminderEnd.NoticeRecorded)]
    [InlineData("2027-08-01", "missing:START", "2027-07-15", ReminderEnd.NoticeRecorded)]
    [InlineData("2027-08-01", "2027-06-30/60", "", ReminderEnd.DatePassed)]
    [InlineData("2027-08-01", "2027-08-31/30", "", ReminderEnd.DateMoved)]
    [InlineData("2027-10-01", "2027-09-30/7", "", ReminderEnd.DatePassed)]
    [InlineData("2027-08-01", "missing:START", "", ReminderEnd.FactsComplete)]
    public void An_open_reminder_is_closed_with_its_reason(string today, string key, string noticeReceived, ReminderEnd reason)
    {
        var plan = ReminderRule.Plan(Evaluate(today, noticeReceived), Ladder, Existing(key + " open"));

        Assert.Equal(reason, Assert.Single(plan.Close).Reason);
    }

    [Fact]
    public void A_reminder_of_the_date_that_counts_stays_open() =>
        Assert.Empty(ReminderRule.Plan(Evaluate("2027-08-01"), Ladder, Existing("2027-09-30/60 open")).Close);

    [Fact]
    public void What_a_person_closed_is_left_alone() =>
        Assert.Empty(ReminderRule.Plan(Evaluate("2027-10-01"), Ladder, Existing("2027-09-30/7 closed")).Close);

    [Fact]
    public void Each_reminder_is_closed_for_its_own_reason()
    {
        var plan = ReminderRule.Plan(Evaluate("2027-08-01"), Ladder, Existing("2027-06-30/7 open", "missing:START open", "2027-09-30/60 open"));

        Assert.Equal([ReminderEnd.DatePassed, ReminderEnd.FactsComplete], plan.Close.Select(ended => ended.Reason));
    }

    [Fact]
    public void A_deactivated_contract_closes_all_and_creates_none()
    {
        var plan = ReminderRule.Plan(evaluation: null, Ladder, Existing("2027-09-30/60 open", "missing:START open", "2027-09-30/90 closed"));

        Assert.Null(plan.Create);
        Assert.Equal([ReminderEnd.ContractInactive, ReminderEnd.ContractInactive], plan.Close.Select(ended => ended.Reason));
    }

    [Theory]
    [InlineData("", "missing:START")]
    [InlineData("missing:START open", "")]
    [InlineData("missing:START closed", "")]
    [InlineData("missing:PARTY open", "")]
    [InlineData("missing:PARTY closed", "missing:START")]
    [InlineData("2027-09-30/60 open", "missing:START")]
    public void Missing_facts_are_asked_for_once_and_leave_reminders_of_a_date_alone(string existing, string created)
    {
        var plan = ReminderRule.Plan(ContractSample.Evaluate("2027-08-01", "start="), Ladder, Existing(existing));

        Assert.Equal(created, plan.Create?.ToString() ?? "");
        Assert.Empty(plan.Close);
    }

    [Fact]
    public void Whatever_ladder_and_nights_each_rung_comes_at_most_once_and_the_last_is_the_most_urgent_reached() =>
        Gen.Select(Gen.Int[0, 120].Array[1, 6], Gen.Int[0, 40].Array[1, 12]).Sample((ladder, rests) =>
        {
            var existing = new List<Reminder>();
            var day = new LocalDate(2027, 5, 1);
            foreach (var rest in rests)
            {
                day = day.PlusDays(rest);
                var evaluation = Evaluate(day.ToString());
                if (ReminderRule.Plan(evaluation, ladder, existing).Create is { } key) existing.Add(new Reminder(Guid.NewGuid(), key, isOpen: true));

                Assert.Equal(existing.Count, existing.Select(reminder => reminder.Key.ToString()).Distinct(StringComparer.Ordinal).Count());
                if (evaluation.LatestNoticeDate is not { } latest || latest < day) continue;

                var reached = ladder.Where(rung => rung >= LocalDate.DaysBetween(day, latest)).ToList();
                var reminded = existing.Where(reminder => reminder.Key.LatestNoticeDate == latest).Select(reminder => reminder.Key.RungDays).ToList();
                Assert.Equal(reached.Count > 0, reminded.Count > 0);
                if (reached.Count > 0) Assert.Equal(reached.Min(), reminded.Min());
            }
        });

    [Fact]
    public void Between_two_days_of_the_ladder_nothing_new_is_due() =>
        Gen.Select(Gen.Int[0, 120].Array[1, 6], Gen.Int[0, 300]).Sample((ladder, days) =>
        {
            var evaluation = Evaluate(new LocalDate(2027, 1, 1).PlusDays(days).ToString());
            var existing = new List<Reminder>();
            if (ReminderRule.Plan(evaluation, ladder, existing).Create is { } key) existing.Add(new Reminder(Guid.NewGuid(), key, isOpen: true));

            var next = ReminderRule.NextDay(evaluation, ladder);
            for (var day = evaluation.Today!.Value; day < (next ?? evaluation.LatestNoticeDate); day = day.PlusDays(1))
                Assert.Null(ReminderRule.Plan(Evaluate(day.ToString()), ladder, existing).Create);
        });

    [Theory]
    [InlineData("2027-09-30/30")]
    [InlineData("missing:START;PARTY")]
    public void A_key_reads_back_as_it_was_written_and_not_at_all_once_the_product_closed_its_task(string text)
    {
        var key = ReminderKey.ParseOrNull(text)!;

        Assert.Equal(text, key.ToString());
        Assert.Null(ReminderKey.ParseOrNull(key.ClosedText));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("call back")]
    [InlineData("2027-09-31/30")]
    [InlineData("2027-09-30/-1")]
    [InlineData("2027-09-30/")]
    public void Other_texts_are_no_key(string? text) => Assert.Null(ReminderKey.ParseOrNull(text));

    static ContractEvaluation Evaluate(string today, string noticeReceived = "") =>
        ContractSample.Evaluate(today, "start=2020-01-01|notice_received=" + noticeReceived);

    static int[] Numbers(string ladder) => [.. ladder.Split(';').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];

    static List<Reminder> Existing(params string[] texts) =>
        [.. texts.Where(text => text.Length > 0).Select(text => text.Split(' ')).Select(parts => new Reminder(Guid.NewGuid(), ReminderKey.ParseOrNull(parts[0])!, parts[1] == "open"))];
}
