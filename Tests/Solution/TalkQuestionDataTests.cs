using System;
using System.Linq;
using Offboarding.Plugins;
using Offboarding.Plugins.Playbooks;

namespace Offboarding.Tests.Solution;

/// <summary>The shipped questions of the last talk.</summary>
[Trait("requirement", "R24")]
public class TalkQuestionDataTests
{
    static readonly string[] Reasons = [.. CsvRows.OfRepository("Solution", "Data", "reasons.csv").Select(static row => row["code"])];

    [Fact]
    public void R24_every_reason_has_questions_and_every_question_an_answer_in_both_languages()
    {
        var questions = CsvRows.OfRepository("Solution", "Data", "talk-questions.csv");

        Assert.Distinct(questions.Select(static row => row["code"]));
        Assert.All(questions, static row => Assert.All(row.Where(static cell => cell.Key != "reasons"), static cell => Assert.NotEqual("", cell.Value)));
        Assert.All(questions, static row => Assert.NotEqual(row["answer"], row["answer_de"]));
        Assert.All(questions.SelectMany(static row => row["reasons"].Split(';', StringSplitOptions.RemoveEmptyEntries)), static reason => Assert.Contains(reason, Reasons));
    }

    [Fact]
    public void R24_answers_use_the_fields_of_plans_and_no_others()
    {
        var fields = new PlanFields { Account = "Contoso" };
        var used = CsvRows.OfRepository("Solution", "Data", "talk-questions.csv").SelectMany(static row => new[] { row["name"], row["name_de"], row["answer"], row["answer_de"] })
            .SelectMany(static text => text.Split('{').Skip(1).Select(static part => part[..part.IndexOf('}', StringComparison.Ordinal)])).Distinct();

        Assert.All(used, field => Assert.NotNull(fields.Value(field, Language.English)));
    }
}
