using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Defaults;

public sealed class InstallDefaultsScenarios : IDisposable
{
    readonly SolutionEnvironment world = new(withDefaults: false);

    public void Dispose() => world.Dispose();

    [Fact]
    public void Every_shipped_rule_is_installed_once_and_the_report_names_it()
    {
        var report = Install();

        Assert.Equal(Shipped("notice-rules"), Rules().Count);
        Assert.Equal(Shipped("holiday-rules"), Count(HolidayRuleRow.Table));
        Assert.Equal(Shipped("reasons"), Count(ReasonRow.Table));
        Assert.Equal(Shipped("playbooks"), Count(PlaybookRow.Table));
        Assert.Equal(Shipped("task-templates"), Count(TaskTemplateRow.Table));
        Assert.Equal(Shipped("talk-questions"), Count(TalkQuestionRow.Table));
        Assert.Equal(Shipped("erasure-map"), Count(ErasureMapEntryRow.Table));
        Assert.Contains("DE-BGB-621-3, version 1: added.", report);
        Assert.Contains("service-talk, version 1: added.", report);
        Assert.Equal(Shipped("feedback-questions"), Count(FeedbackQuestionRow.Table));
        Assert.Equal(Shipped("themes"), Count(ThemeRow.Table));
        Assert.Equal(new[] { "notice-rules", "holiday-rules", "reasons", "playbooks", "task-templates", "talk-questions", "feedback-questions", "themes", "letter-templates", "tone-words", "record-classes", "retention-rules", "contract-sources", "contract-source-columns", "erasure-map" }.Sum(Shipped), report.Count);
        Assert.All(Rules(), rule => Assert.Equal(NoticeRuleOrigin.Shipped, rule.Origin));
    }

    [Fact]
    public void Installing_again_changes_nothing_and_reports_nothing()
    {
        Install();
        var before = Rules().Select(rule => (rule.Id, rule.ModifiedOn)).ToList();

        var report = Install();

        Assert.Empty(report);
        Assert.Equal(before, Rules().Select(rule => (rule.Id, rule.ModifiedOn)));
    }

    [Fact]
    public void What_the_customer_changed_or_switched_off_stays()
    {
        Install();
        var changed = Rules().Single(rule => rule.RuleId == "PRESET-3M-QUARTER");
        var off = Rules().Single(rule => rule.RuleId == "PRESET-1M-ANY");
        world.Administrator.Update(new NoticeRuleRow(new Entity(NoticeRuleRow.Table, changed.Id)) { Period = "4M" }.Entity);
        world.Administrator.Update(new NoticeRuleRow(new Entity(NoticeRuleRow.Table, off.Id)) { State = NoticeRuleState.Inactive }.Entity);

        Install();

        Assert.Equal("4M", Rules().Single(rule => rule.RuleId == "PRESET-3M-QUARTER").Period);
        Assert.Equal(NoticeRuleState.Inactive, Rules().Single(rule => rule.RuleId == "PRESET-1M-ANY").State);
        Assert.Equal(Shipped("notice-rules"), Rules().Count);
    }

    [Fact]
    public void A_template_belongs_to_its_playbook_and_reads_as_the_file_says()
    {
        Install();

        var talk = Template("service-talk");

        Assert.Equal("Service contract with a business", talk.PlaybookId!.Name);
        Assert.Equal(
            (TaskTemplateActivity.Appointment, TaskTemplateAnchor.Start, 8, TaskTemplateOffsetUnit.WorkingDays, true),
            (talk.Activity, talk.Anchor, talk.Offset, talk.OffsetUnit, talk.Mandatory));
        Assert.Equal("Gespräch mit {contact} über das Ende der Zusammenarbeit", talk.SubjectDe);
        Assert.Equal(TaskTemplateOrigin.Shipped, talk.Origin);
    }

    [Fact]
    public void A_template_that_the_customer_changed_moved_or_switched_off_stays_whatever_its_version()
    {
        Install();
        var talk = Template("service-talk");
        var feedback = Template("service-feedback");
        world.Administrator.Update(new TaskTemplateRow(new Entity(TaskTemplateRow.Table, talk.Id)) { Offset = 3, Version = 7 }.Entity);
        world.Administrator.Update(new TaskTemplateRow(new Entity(TaskTemplateRow.Table, feedback.Id)) { State = TaskTemplateState.Inactive }.Entity);

        var report = Install();

        Assert.Empty(report);
        Assert.Equal((3, 7), (Template("service-talk").Offset, Template("service-talk").Version));
        Assert.Equal(TaskTemplateState.Inactive, Template("service-feedback").State);
    }

    [Fact]
    public void What_was_deleted_comes_back()
    {
        Install();
        world.Administrator.Delete(TaskTemplateRow.Table, Template("service-talk").Id);

        var report = Install();

        Assert.Equal(["service-talk, version 1: added."], report);
    }

    [Fact]
    public void Templates_wait_for_their_playbook()
    {
        var message = SolutionEnvironment.RefusalOf(() => Run("task-templates:0:50", fault: null));

        Assert.Equal("service-check belongs to service, which is not on file. Next: install the defaults from the beginning: what a row belongs to comes first. [OFF-5201]", message);
        Assert.Equal(0, Count(TaskTemplateRow.Table));
    }

    [Fact]
    public void A_step_takes_up_to_fifty_rows_and_one_read()
    {
        world.Local.Requests.Clear();

        world.Administrator.Execute(new OrganizationRequest("off_InstallDefaults"));

        Assert.InRange(world.Local.Requests.ByPlugins.Count(request => request.Message == "Create"), 1, 50);
        Assert.Single(world.Local.Requests.ByPlugins, request => request.Message == "RetrieveMultiple" && request.Table == NoticeRuleRow.Table);
    }

    [Fact]
    public void The_erasure_map_comes_in_steps_of_two_hundred_rows_with_one_read_each()
    {
        world.Local.Requests.Clear();

        var answer = Run("erasure-map:0:200", fault: null);

        Assert.Equal(("erasure-map:200:200", 200), (answer["Token"], answer["Processed"]));
        Assert.Equal(200, world.Local.Requests.ByPlugins.Count(request => request.Message == "Create"));
        Assert.Single(world.Local.Requests.ByPlugins, request => request.Table == ErasureMapEntryRow.Table && request.IsRead);
        Assert.DoesNotContain(world.Local.Requests.ByPlugins, request => request.Message == "RetrieveMetadataChanges");
    }

    [Fact]
    public void After_a_fault_the_same_rows_come_in_smaller_steps_and_a_single_row_is_left_out()
    {
        var halved = Run("notice-rules:4:8", "a fault");
        var single = Run("notice-rules:4:1", "a fault");

        Assert.Equal("notice-rules:4:4", halved["Token"]);
        Assert.Equal((0, 0), (halved["Processed"], halved["Failed"]));
        Assert.Equal(("notice-rules:5:1", 1), (single["Token"], single["Failed"]));
        Assert.EndsWith("left out. a fault", (string)single["Report"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("letters:0:50")]
    [InlineData("notice-rules:-1:50")]
    [InlineData("notice-rules:0:51")]
    [InlineData("notice-rules:99999:50")]
    [InlineData("something")]
    public void A_token_that_the_message_did_not_give_is_refused(string token)
    {
        var message = SolutionEnvironment.RefusalOf(() => Run(token, fault: null));

        Assert.Contains($"'{token}'", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5003]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_installs_defaults_without_the_right_to_create_rules()
    {
        SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(new OrganizationRequest("off_InstallDefaults")));

        Assert.Empty(Rules());
    }

    List<string> Install()
    {
        var report = new List<string>();
        for (string? token = null; ;)
        {
            var response = Run(token, fault: null);
            report.AddRange(((string)response["Report"]).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            if (!(bool)response["More"]) return report;
            token = (string)response["Token"];
        }
    }

    OrganizationResponse Run(string? token, string? fault)
    {
        var request = new OrganizationRequest("off_InstallDefaults");
        if (token != null) request["Token"] = token;
        if (fault != null) request["Fault"] = fault;
        return world.Administrator.Execute(request);
    }

    List<NoticeRuleRow> Rules()
    {
        var query = new QueryExpression(NoticeRuleRow.Table)
        {
            ColumnSet = new ColumnSet(
                NoticeRuleRow.Columns.RuleId, NoticeRuleRow.Columns.Period, NoticeRuleRow.Columns.Origin, NoticeRuleRow.Columns.State, NoticeRuleRow.Columns.ModifiedOn),
        };
        query.AddOrder(NoticeRuleRow.Columns.RuleId, OrderType.Ascending);
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(row => new NoticeRuleRow(row))];
    }

    TaskTemplateRow Template(string code)
    {
        var query = new QueryByAttribute(TaskTemplateRow.Table)
        {
            ColumnSet = new ColumnSet(
                TaskTemplateRow.Columns.PlaybookId, TaskTemplateRow.Columns.Activity, TaskTemplateRow.Columns.Anchor, TaskTemplateRow.Columns.Offset, TaskTemplateRow.Columns.OffsetUnit,
                TaskTemplateRow.Columns.Mandatory, TaskTemplateRow.Columns.SubjectDe, TaskTemplateRow.Columns.Origin, TaskTemplateRow.Columns.Version, TaskTemplateRow.Columns.State),
        };
        query.AddAttributeValue(TaskTemplateRow.Columns.Code, code);
        return new TaskTemplateRow(world.Administrator.RetrieveMultiple(query).Entities.Single());
    }

    int Count(string table) => world.Administrator.RetrieveMultiple(new QueryExpression(table)).Entities.Count;

    /// <summary>Lines of a shipped file; no cell of them holds a line break.</summary>
    /// <summary>Rows that a file leads to: all versions of a rule, of anything else the newest.</summary>
    static int Shipped(string file)
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(SharedFacts.RepositoryRoot, "Solution", "Data", file + ".csv")), CultureInfo.InvariantCulture);
        var keys = new List<string>();
        csv.Read();
        while (csv.Read()) keys.Add(csv.GetField(0)!);
        return file.EndsWith("rules", StringComparison.Ordinal) ? keys.Count : keys.Distinct().Count();
    }

    PlaybookRow Framework()
    {
        var query = new QueryByAttribute(PlaybookRow.Table) { ColumnSet = new ColumnSet(PlaybookRow.Columns.Name, PlaybookRow.Columns.NameDe, PlaybookRow.Columns.Version, PlaybookRow.Columns.MinimumLeadDays) };
        query.AddAttributeValue(PlaybookRow.Columns.Code, "framework");
        return new PlaybookRow(world.Administrator.RetrieveMultiple(query).Entities.Single());
    }

    /// <summary>The playbook as the first version of the product installed it.</summary>
    void SetBack(Action<PlaybookRow>? change = null)
    {
        var old = new PlaybookRow(new Entity(PlaybookRow.Table, Framework().Id))
        {
            Name = "Framework agreement without running contracts",
            NameDe = "Rahmenvertrag ohne laufende Verträge",
            MinimumLeadDays = 14,
            Version = 1,
        };
        change?.Invoke(old);
        world.Administrator.Update(old.Entity);
    }

    [Fact]
    public void A_playbook_that_nobody_touched_becomes_as_the_newer_version_ships_it()
    {
        Install();
        SetBack();

        var report = Install();

        Assert.Equal(["framework, version 2: replaces the older version, which was not changed here."], report);
        Assert.Equal(("Framework agreement or no running contract", 21, 2), (Framework().Name, Framework().MinimumLeadDays, Framework().Version));
        Assert.Empty(Install());
    }

    [Fact]
    public void A_playbook_that_was_changed_here_stays_and_is_named_while_the_newer_version_waits()
    {
        Install();
        SetBack(row => row.MinimumLeadDays = 60);

        var report = Install();

        Assert.Equal(
            ["framework, version 2: not installed, because the older version was changed here. Compare with the list of the product; to take the new one over, delete the row and install again."],
            report);
        Assert.Equal((60, 1), (Framework().MinimumLeadDays, Framework().Version));
    }

    [Fact]
    public void A_playbook_that_was_switched_off_is_renewed_and_stays_off()
    {
        Install();
        SetBack(row => row.State = PlaybookState.Inactive);

        Install();

        var row = new PlaybookRow(world.Administrator.Retrieve(PlaybookRow.Table, Framework().Id, new ColumnSet(PlaybookRow.Columns.Version, PlaybookRow.Columns.State)));
        Assert.Equal((2, PlaybookState.Inactive), (row.Version, row.State));
    }
}
