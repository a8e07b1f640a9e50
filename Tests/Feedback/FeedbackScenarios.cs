using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Feedback;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Transition;

namespace Offboarding.Tests.Feedback;

/// <summary>off_AskFeedback, off_RecordFeedback and what follows from themes, through the packed zip.</summary>
public sealed class FeedbackScenarios : IDisposable
{
    const string Answers = """[{"question":"overall","value":9},{"question":"clarity","value":4},{"question":"different","text":"Call earlier.","theme":"communication"},{"question":"ask-back","value":1}]""";

    readonly SolutionEnvironment world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void R31_a_form_and_an_interview_give_the_same_row_shape_once_for_each_case()
    {
        var form = Case();
        var interview = Case();
        Record(form, "form");
        Record(interview, "interview");

        var rows = new[] { form, interview }.Select(id => Assert.Single(world.Rows(FeedbackRow.Table, "off_caseid", id, "off_score", "off_channel", "off_feedbackstate", "off_receivedon", "off_accountid"))).ToList();

        Assert.Equal(["Form", "Interview"], rows.Select(row => new FeedbackRow(row).Channel.ToString()));
        Assert.Equal(rows[0].Attributes.Keys.Order(), rows[1].Attributes.Keys.Order());
        Assert.All(rows, row => Assert.Equal((8.25m, FeedbackFeedbackState.Answered, new LocalDate(2027, 1, 15)), (new FeedbackRow(row).Score, new FeedbackRow(row).FeedbackState, new FeedbackRow(row).ReceivedOn)));
        Assert.Equal(Shape(rows[0].Id), Shape(rows[1].Id));
        Assert.Equal(["ask-back 1 ", "clarity 4 ", "different  Call earlier.", "overall 9 "], Shape(rows[0].Id).Split('|'));
    }

    [Fact]
    public void R31_the_same_answers_again_change_nothing_and_others_are_refused()
    {
        var id = Case();
        var requests = world.RequestsOf(() => Record(id));
        var again = Record(id);

        Assert.InRange(requests, 1, RecordFeedback.MostReads + 1 + 4 + 7);
        Assert.Equal(8.25m, again["Score"]);
        Assert.Contains("[OFF-4517]", Refused(id, """[{"question":"overall","value":1}]"""), StringComparison.Ordinal);
        Assert.Equal(4, world.Rows(FeedbackAnswerRow.Table, "off_feedbackid", again["FeedbackId"], "off_name").Count);
    }

    [Fact]
    public void R31_who_was_asked_and_declines_is_noted_and_not_asked_again()
    {
        var id = Case();
        OrganizationResponse asked = null!;
        var requests = world.RequestsOf(() => asked = world.OnCase("off_AskFeedback", id, ("Channel", "interview")));

        world.OnCase("off_RecordFeedback", id, ("Declined", true));

        var row = new FeedbackRow(Assert.Single(world.Rows(FeedbackRow.Table, "off_caseid", id, "off_feedbackstate", "off_askedon", "off_score")));
        Assert.Equal(((Guid)asked["FeedbackId"], FeedbackFeedbackState.Declined, new LocalDate(2027, 1, 15)), (row.Id, row.FeedbackState, row.AskedOn));
        Assert.Null(row.Score);
        Assert.InRange(requests, 1, AskFeedback.MostRequests);
        Assert.Equal(asked["FeedbackId"], world.OnCase("off_AskFeedback", id)["FeedbackId"]);
    }

    [Fact]
    public void R32_the_questions_encourage_criticism_in_both_languages_and_words_are_kept_as_they_were_said()
    {
        var id = Case();
        var english = (string)world.OnCase("off_AskFeedback", id)["Form"];
        var german = (string)world.GermanAdministrator().Execute(new OrganizationRequest("off_AskFeedback") { ["Target"] = new EntityReference(OffboardingCaseRow.Table, id) })["Form"];
        const string Words = "Ihr  habt \"zu spät\"\nangerufen!";

        world.OnCase("off_RecordFeedback", id, ("Answers", new Newtonsoft.Json.Linq.JArray(new Newtonsoft.Json.Linq.JObject { ["question"] = "different", ["text"] = Words }).ToString()), ("Remark", Words));

        Assert.Contains("What should we have done differently?", english, StringComparison.Ordinal);
        Assert.Contains("Was hätten wir anders machen sollen?", german, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\">", german, StringComparison.Ordinal);
        Assert.True(world.Rows(FeedbackQuestionRow.Table, "off_constructive", true, "off_name").Count >= 2);
        var row = Assert.Single(world.Rows(FeedbackRow.Table, "off_caseid", id, "off_verbatim"));
        Assert.Equal(Words, new FeedbackRow(row).Verbatim);
        Assert.Equal(Words, new FeedbackAnswerRow(Assert.Single(world.Rows(FeedbackAnswerRow.Table, "off_feedbackid", row.Id, "off_answertext"))).AnswerText);
    }

    [Theory]
    [InlineData("nonsense", "[OFF-4510]")]
    [InlineData("""[{"question":"overal","value":9}]""", "[OFF-4511]")]
    [InlineData("""[{"question":"overall","value":9},{"question":"overall","value":8}]""", "[OFF-4512]")]
    [InlineData("[]", "[OFF-4513]")]
    [InlineData("""[{"question":"overall","value":11}]""", "[OFF-4514]")]
    [InlineData("""[{"question":"different","value":3}]""", "[OFF-4514]")]
    [InlineData("""[{"question":"different","text":"x","theme":"weather"}]""", "[OFF-4515]")]
    public void R31_an_answer_that_cannot_be_is_refused_by_name_and_nothing_is_written(string answers, string code)
    {
        var id = Case();

        Assert.EndsWith(code, Refused(id, answers), StringComparison.Ordinal);

        Assert.Empty(world.Rows(FeedbackRow.Table, "off_caseid", id, "off_name"));
        Assert.Contains("[OFF-4516]", SolutionEnvironment.RefusalOf(() => world.OnCase("off_RecordFeedback", id, ("Declined", true), ("Answers", Answers))), StringComparison.Ordinal);
    }

    [Fact]
    public void R31_without_active_questions_nobody_is_asked()
    {
        foreach (var question in world.Rows(FeedbackQuestionRow.Table, "statecode", 0, "off_name"))
            world.Administrator.Update(new FeedbackQuestionRow(new Entity(FeedbackQuestionRow.Table, question.Id)) { State = FeedbackQuestionState.Inactive, StatusReason = FeedbackQuestionStatusReason.Inactive }.Entity);

        Assert.Contains("[OFF-4500]", SolutionEnvironment.RefusalOf(() => world.OnCase("off_AskFeedback", Case())), StringComparison.Ordinal);
    }

    [Fact]
    public void R33_a_theme_above_its_threshold_without_an_improvement_shows_until_somebody_acts()
    {
        for (var i = 0; i < 3; i++) Record(Case());
        Assert.Empty(Findings());
        Record(Case());

        var finding = Assert.Single(Findings());
        Assert.Contains("[OFF-4530]", finding.Detail, StringComparison.Ordinal);
        Assert.Contains("“Communication” 4 times", finding.Detail, StringComparison.Ordinal);

        var improvement = world.Administrator.Create(Improvement().Entity);
        Assert.Empty(Findings());

        world.Administrator.Update(new ImprovementRow(new Entity(ImprovementRow.Table, improvement)) { ImprovementState = ImprovementImprovementState.Checked, Effective = ImprovementEffective.No, Effect = "Nothing changed." }.Entity);
        Assert.Equal(finding.Id, Assert.Single(Findings()).Id);
    }

    [Fact]
    public void R33_an_improvement_has_an_owner_days_and_a_result_of_its_check()
    {
        Assert.Contains("[OFF-4531]", Refused(improvement => improvement.EffectCheckOn = null), StringComparison.Ordinal);
        Assert.Contains("[OFF-4532]", Refused(improvement => improvement.EffectCheckOn = new LocalDate(2027, 1, 31)), StringComparison.Ordinal);
        Assert.Contains("[OFF-4533]", Refused(improvement => improvement.ImprovementState = ImprovementImprovementState.Checked), StringComparison.Ordinal);
        var row = world.Administrator.Retrieve(ImprovementRow.Table, world.Administrator.Create(Improvement().Entity), new ColumnSet("ownerid"));
        Assert.Equal(world.Local.AdministratorId, row.GetAttributeValue<EntityReference>("ownerid").Id);
    }

    [Theory]
    [InlineData(4, null, true)]
    [InlineData(3, null, false)]
    [InlineData(4, "open", false)]
    [InlineData(4, "no effect", true)]
    [InlineData(4, "effect", false)]      // counted anew from the check on
    public void R33_a_theme_needs_action_by_mentions_threshold_and_improvements(int mentions, string? improvement, bool needs)
    {
        var today = new LocalDate(2027, 1, 15);
        ImprovementOnFile[] improvements = improvement is null ? [] : [new ImprovementOnFile { IsChecked = improvement != "open", HasEffect = improvement == "effect", CheckedOn = today.PlusDays(-1) }];

        Assert.Equal(needs, ThemeRule.NeedsAction(Enumerable.Repeat(today.PlusDays(-3), mentions).Append(today.PlusMonths(-12)), 3, improvements, today));
    }

    Guid Case() => world.Case(world.Customer());

    OrganizationResponse Record(Guid id, string channel = "form") => world.OnCase("off_RecordFeedback", id, ("Channel", channel), ("Answers", Answers));

    string Refused(Guid id, string answers) => SolutionEnvironment.RefusalOf(() => world.OnCase("off_RecordFeedback", id, ("Answers", answers)));

    string Refused(Action<ImprovementRow> change)
    {
        var row = Improvement();
        change(row);
        return SolutionEnvironment.RefusalOf(() => world.Administrator.Create(row.Entity));
    }

    ImprovementRow Improvement() => new()
    {
        Name = "Call before the letter", ThemeId = Assert.Single(world.Rows(ThemeRow.Table, "off_code", "communication", "off_name")).ToEntityReference(),
        DueOn = new LocalDate(2027, 2, 1), EffectCheckOn = new LocalDate(2027, 6, 1), ImprovementState = ImprovementImprovementState.Planned,
    };

    FindingRow[] Findings() => [.. world.Rows(FindingRow.Table, "off_kind", (int)FindingKind.ThemeWithoutAction, "off_detail", "statecode").Select(row => new FindingRow(row)).Where(row => row.State == FindingState.Active)];

    string Shape(Guid feedback) => string.Join('|', world.Rows(FeedbackAnswerRow.Table, "off_feedbackid", feedback, "off_questioncode", "off_answervalue", "off_answertext")
        .Select(row => new FeedbackAnswerRow(row)).Select(row => $"{row.QuestionCode} {row.AnswerValue} {row.AnswerText}").Order(StringComparer.Ordinal));
}
