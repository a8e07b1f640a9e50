using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary>An answer as it was given, checked against its question.</summary>
sealed class GivenAnswer
{
    const string Question = "question";
    const string ValueName = "value";
    const string TextName = "text";
    const string ThemeName = "theme";

    GivenAnswer(FeedbackQuestionRow row, int? value, string? text, ThemeRow? theme)
    {
        Row = row;
        Value = value;
        Text = text;
        Theme = theme;
    }

    /// <summary>The question on file.</summary>
    internal FeedbackQuestionRow Row { get; }

    /// <summary>On the question's scale; null: a question in words.</summary>
    internal int? Value { get; }

    /// <summary>Word for word; null: nothing was said.</summary>
    internal string? Text { get; }

    /// <summary>What it is about; null: nobody said.</summary>
    internal ThemeRow? Theme { get; }

    internal AnswerScale Scale => ScaleOf(Row);

    /// <summary>Reads <c>[{ "question": code, "value": number, "text": words, "theme": code }]</c>.</summary>
    /// <param name="call">For the language of a refusal.</param>
    /// <param name="json">The text.</param>
    /// <param name="questions">Questions on file by code.</param>
    /// <param name="themes">Themes on file by code.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-4510 to OFF-4515: which answer is wrong, and how.</exception>
    internal static IReadOnlyList<GivenAnswer> Read(PluginCall call, string json, IReadOnlyDictionary<string, FeedbackQuestionRow> questions, IReadOnlyDictionary<string, ThemeRow> themes)
    {
        var rows = JsonRows.ReadOrNull(json) ?? throw Refusal.Of("OFF-4510", call.Language);
        var answers = new List<GivenAnswer>();
        foreach (var row in rows)
        {
            var code = Cell(row, Question) ?? "";
            if (!questions.TryGetValue(code, out var question))
                throw Refusal.Of("OFF-4511", call.Language, "number", Number(answers.Count + 1), "value", code, "expected", string.Join(", ", questions.Keys.OrderBy(static key => key, StringComparer.Ordinal)));
            if (answers.Exists(answer => answer.Row.Id == question.Id)) throw Refusal.Of("OFF-4512", call.Language, "question", code);

            answers.Add(new GivenAnswer(question, ValueOf(call, row, question), Cell(row, TextName), ThemeOf(call, row, code, themes)));
        }

        answers.RemoveAll(static answer => answer.Value is null && answer.Text is null);
        return answers.Count > 0 ? answers : throw Refusal.Of("OFF-4513", call.Language);
    }

    static int? ValueOf(PluginCall call, IReadOnlyDictionary<string, string> row, FeedbackQuestionRow question)
    {
        if (Cell(row, ValueName) is not { } text) return null;

        var scale = ScaleOf(question);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && FeedbackScore.IsOn(scale, value)) return value;

        var expected = FeedbackScore.Most(scale) is { } most ? Number(FeedbackScore.Least(scale)) + " – " + Number(most) : Messages.Part("OFF-TEXT-FEEDBACK-WORDS", call.Language);
        throw Refusal.Of("OFF-4514", call.Language, "question", question.QuestionKey ?? "?", "value", text, "expected", expected);
    }

    static ThemeRow? ThemeOf(PluginCall call, IReadOnlyDictionary<string, string> row, string question, IReadOnlyDictionary<string, ThemeRow> themes)
    {
        if (Cell(row, ThemeName) is not { } code) return null;

        return themes.TryGetValue(code, out var theme)
            ? theme
            : throw Refusal.Of("OFF-4515", call.Language, "question", question, "value", code, "expected", string.Join(", ", themes.Keys.OrderBy(static key => key, StringComparer.Ordinal)));
    }

    static AnswerScale ScaleOf(FeedbackQuestionRow question) => question.AnswerType switch
    {
        FeedbackQuestionAnswerType.Scale5 => AnswerScale.OneToFive,
        FeedbackQuestionAnswerType.Scale10 => AnswerScale.ZeroToTen,
        FeedbackQuestionAnswerType.Yesno => AnswerScale.YesNo,
        _ => AnswerScale.Text,
    };

    static string? Cell(IReadOnlyDictionary<string, string> row, string name) => row.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
