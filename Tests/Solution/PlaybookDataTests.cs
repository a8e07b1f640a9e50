using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Solution;

/// <summary>The shipped reasons, playbooks and task templates are complete, fit their tables and put the steps in a decent order.</summary>
public class PlaybookDataTests
{
    const int LongestText = 2000;

    static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Reasons = Newest("reasons.csv");
    static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Playbooks = Newest("playbooks.csv");
    static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Templates = Newest("task-templates.csv");

    public static TheoryData<string> Codes => [.. Playbooks.Select(row => row["code"])];

    [Fact]
    public void Every_kind_of_relationship_has_its_playbook() =>
        Assert.Equal(Enum.GetValues<PlaybookAppliesTo>().Select(kind => kind.ToCode()).Order(StringComparer.Ordinal), Playbooks.Select(row => row["applies_to"]).Order(StringComparer.Ordinal));

    [Fact]
    public void There_are_enough_reasons_and_their_order_is_clear()
    {
        Assert.InRange(Reasons.Count, 12, 15);
        Assert.Distinct(Reasons.Select(row => row["sort_order"]));
    }

    [Fact]
    public void Codes_are_unique_and_begin_with_their_playbook()
    {
        Assert.Distinct(Reasons.Select(row => row["code"]));
        Assert.Distinct(Playbooks.Select(row => row["code"]));
        Assert.Distinct(Templates.Select(row => row["code"]));
        Assert.All(Templates, row => Assert.StartsWith(row["playbook"] + "-", row["code"], StringComparison.Ordinal));
    }

    [Fact]
    public void Every_template_belongs_to_a_playbook_that_is_there() =>
        Assert.Equal(Playbooks.Select(row => row["code"]).Order(StringComparer.Ordinal), Templates.Select(row => row["playbook"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Codes))]
    public void A_playbook_has_twelve_to_thirty_steps_in_a_clear_order(string playbook)
    {
        var steps = Of(playbook);

        Assert.InRange(steps.Count, 12, 30);
        Assert.Distinct(steps.Select(row => row["sequence"]));
    }

    [Fact]
    public void Whatever_a_person_reads_is_there_in_both_languages_with_the_same_placeholders()
    {
        foreach (var row in Reasons.Concat(Playbooks)) AssertBoth(row, "name", row["code"]);
        foreach (var row in Templates)
        {
            AssertBoth(row, "subject", row["code"]);
            AssertBoth(row, "text", row["code"]);
            Assert.Subset(new HashSet<string>(StringComparer.Ordinal) { "{account}", "{contact}", "{reason}", "{end}" }, Placeholders(row["subject"] + row["text"]).ToHashSet(StringComparer.Ordinal));
            Assert.InRange(row["text"].Length, 1, LongestText);
            Assert.InRange(row["text_de"].Length, 1, LongestText);
        }
    }

    /// <summary>Requirement R01: a talk before the letter, the letter before the latest notice date.</summary>
    [Theory, MemberData(nameof(Codes))]
    public void The_talk_comes_before_its_summary_and_the_letter_and_receipt_is_checked_before_the_deadline(string playbook)
    {
        var talk = Step(playbook, "talk");
        var letter = Step(playbook, "letter");
        var receipt = Step(playbook, "receipt");

        Assert.True(talk["activity"] is "appointment" or "phonecall" && talk["anchor"] == "start" && Offset(talk) > 0, talk["code"]);
        Assert.True(Step(playbook, "prepare") is { } prepare && prepare["anchor"] == "talk" && Offset(prepare) < 0, playbook);
        Assert.True(Step(playbook, "summary") is { } summary && summary["anchor"] == "talk" && Offset(summary) > 0 && Offset(summary) < Offset(letter), playbook);
        Assert.True(letter["activity"] == "letter" && letter["anchor"] == "talk" && Offset(letter) > 0, letter["code"]);
        Assert.True(receipt["anchor"] == "notice" && Offset(receipt) < 0, receipt["code"]);
        foreach (var step in new[] { talk, letter, receipt }) Assert.Equal(("yes", "always"), (step["mandatory"], step["condition"]));
    }

    /// <summary>Requirement R17: talk, summary and letter name the same reason.</summary>
    [Theory, MemberData(nameof(Codes))]
    public void Talk_summary_and_letter_name_the_one_reason(string playbook)
    {
        foreach (var step in new[] { "talk", "summary", "letter" })
        {
            Assert.Contains("{reason}", Step(playbook, step)["text"], StringComparison.Ordinal);
            Assert.Contains("{reason}", Step(playbook, step)["text_de"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_is_due_before_the_case_starts_and_nothing_after_the_deadline_that_must_meet_it()
    {
        Assert.All(Templates.Where(row => row["anchor"] == "start"), row => Assert.InRange(Offset(row), 0, 30));
        Assert.All(Templates.Where(row => row["anchor"] == "notice"), row => Assert.InRange(Offset(row), -60, -1));
        Assert.All(Templates.Where(row => row["anchor"] == "talk"), row => Assert.InRange(Offset(row), -5, 10));
        Assert.All(Templates.Where(row => row["anchor"] == "end"), row => Assert.InRange(Offset(row), -60, 60));
    }

    [Theory, MemberData(nameof(Codes))]
    public void Access_is_closed_only_after_the_end_and_data_handed_over_before(string playbook)
    {
        var access = Step(playbook, "access");
        var handedOver = Of(playbook).Where(row => row["code"].EndsWith("-export", StringComparison.Ordinal)).ToList();

        Assert.True(access["anchor"] == "end" && Offset(access) > 0, access["code"]);
        Assert.NotEmpty(handedOver);
        Assert.All(handedOver, row => Assert.True(row["anchor"] == "end" && Offset(row) < 0 && row["condition"] == "data_held", row["code"]));
    }

    [Fact]
    public void A_cloud_customer_can_fetch_data_for_thirty_days_and_only_then_it_is_erased()
    {
        Assert.True(Offset(Step("cloud", "retrieval")) > 30, "Article 25 (2) (g) of Regulation (EU) 2023/2854");
        Assert.True(Offset(Step("cloud", "access")) > 30);
        Assert.True(Offset(Step("cloud", "erase")) > Offset(Step("cloud", "retrieval")));
        Assert.InRange(int.Parse(Playbooks.Single(row => row["code"] == "cloud")["minimum_lead_days"], CultureInfo.InvariantCulture), 90, 120);
    }

    [Fact]
    public void An_insolvent_customer_gets_no_notice_before_counsel_has_looked()
    {
        var legal = Step("insolvency", "legal");

        Assert.Equal(("start", "yes", "always"), (legal["anchor"], legal["mandatory"], legal["condition"]));
        Assert.True(Offset(legal) < Offset(Step("insolvency", "talk")));
    }

    [Fact]
    public void Every_value_of_the_data_fits_its_column_and_comes_back()
    {
        var wrong = from table in new (IReadOnlyList<IReadOnlyDictionary<string, string>> Rows, Func<IReadOnlyDictionary<string, string>, IEnumerable<string>> Misfits)[]
                    {
                        (Reasons, row => { var stored = new ReasonRow(); return Misfits(row, stored.TrySetFact, stored.Fact); }),
                        (Playbooks, row => { var stored = new PlaybookRow(); return Misfits(row, stored.TrySetFact, stored.Fact); }),
                        (Templates, row => { var stored = new TaskTemplateRow(); return Misfits(row, stored.TrySetFact, stored.Fact); }),
                    }
                    from row in table.Rows
                    from misfit in table.Misfits(row)
                    select misfit;

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("reasons.csv")]
    [InlineData("playbooks.csv")]
    [InlineData("task-templates.csv")]
    public void The_plugin_assembly_carries_the_data(string file)
    {
        using var carried = typeof(PlaybookRow).Assembly.GetManifestResourceStream($"Offboarding.Plugins.Data.{file}");
        Assert.NotNull(carried);
        using var reader = new StreamReader(carried);

        Assert.Equal(File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "Solution", "Data", file)), reader.ReadToEnd());
    }

    /// <summary>The files keep former versions, by which rows that nobody touched are known.</summary>
    static IReadOnlyList<IReadOnlyDictionary<string, string>> Newest(string file) =>
        [.. CsvRows.OfRepository("Solution", "Data", file).GroupBy(row => row["code"], StringComparer.Ordinal).Select(versions => versions.MaxBy(row => int.Parse(row["version"], CultureInfo.InvariantCulture))!)];

    static IEnumerable<string> Misfits(IReadOnlyDictionary<string, string> row, Func<string, string, bool> set, Func<string, string> fact) =>
        from cell in row
        where cell.Key != "playbook"
        let expected = cell.Key is "mandatory" or "needs_approval" && cell.Value == "no" ? string.Empty : cell.Value
        where !set(cell.Key, cell.Value) || fact(cell.Key) != expected
        select $"{row["code"]}: {cell.Key} {cell.Value}";

    static void AssertBoth(IReadOnlyDictionary<string, string> row, string fact, string code)
    {
        Assert.True(row[fact].Length > 0 && row[fact + "_de"].Length > 0 && row[fact] != row[fact + "_de"], code);
        Assert.Equal(Placeholders(row[fact]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), Placeholders(row[fact + "_de"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    static IReadOnlyList<IReadOnlyDictionary<string, string>> Of(string playbook) => [.. Templates.Where(row => row["playbook"] == playbook)];

    static IReadOnlyDictionary<string, string> Step(string playbook, string step) => Templates.Single(row => row["code"] == $"{playbook}-{step}");

    static int Offset(IReadOnlyDictionary<string, string> row) => int.Parse(row["offset"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    static IEnumerable<string> Placeholders(string text) => Regex.Matches(text, "{[^}]*}", RegexOptions.NonBacktracking).Select(match => match.Value);
}
