using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary><c>off_RecordFeedback</c>: what a customer answered, in a form or in an interview: the same rows either way, once for each case. Or that the customer declined.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Channel (form, interview), Answers (JSON, <see cref="GivenAnswer"/>), Declined, ReceivedOn (today without it), Remark (word for
/// word). Out: FeedbackId, Score (0 to 10; absent without scales), Report. The same answers once more are answered alike and change nothing; other answers are refused.</para>
/// <para>Requests: at most <see cref="MostReads"/> reads, 1 write for the feedback and 1 for each answer; for answers with a theme those of <see cref="ThemeActions"/>. For a case that has ended its fact is
/// folded anew (<see cref="ReasonFolding"/>).</para>
/// </remarks>
public sealed class RecordFeedback : IPlugin
{
    /// <summary>Caller's settings, local time, case, questions, themes, feedback, its answers; folding: themes of the answers, contracts, key, fact.</summary>
    public const int MostReads = 11;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1304: no such case for the caller; OFF-4510 to OFF-4517: an answer is wrong, or others were recorded before; OFF-9001, OFF-9002, OFF-9004.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        var channel = call.OptionalCode("Channel", FeedbackChannelCodes.FromCode, "form, interview") ?? FeedbackChannel.Form;
        var declined = call.OptionalValue<bool>("Declined") == true;
        var given = call.OptionalText("Answers");
        if (declined && given is not null) throw Refusal.Of("OFF-4516", call.Language);

        var answers = declined ? [] : GivenAnswer.Read(call, given ?? "[]", FeedbackQueries.Questions(call.AsSystem), FeedbackQueries.Themes(call.AsSystem));
        var score = FeedbackScore.Of(answers.Where(static answer => answer.Value is not null).Select(static answer => new ScaledAnswer(answer.Scale, answer.Value!.Value)));
        var known = FeedbackQueries.OfCase(call.AsCaller, onFile.Row.Id);
        if (known is { FeedbackState: FeedbackFeedbackState.Answered or FeedbackFeedbackState.Declined })
        {
            DemandSame(call, onFile, known, declined, answers);
            Answer(call, onFile, known.Id, known.Score, answers.Count);
            return;
        }

        var row = new FeedbackRow
        {
            FeedbackState = declined ? FeedbackFeedbackState.Declined : FeedbackFeedbackState.Answered,
            Channel = channel,
            ReceivedOn = call.OptionalDate("ReceivedOn") ?? call.Today,
            Verbatim = call.OptionalText("Remark"),
            Score = score,
        };
        var id = Write(call, onFile, known, row);
        foreach (var answer in answers) call.AsCaller.Create(AnswerRow(id, answer).Entity);

        ReasonFolding.Refresh(call, onFile);
        Answer(call, onFile, id, score, answers.Count);
    }

    static Guid Write(PluginCall call, CaseOnFile onFile, FeedbackRow? known, FeedbackRow row)
    {
        if (known is not null)
        {
            row.Entity.Id = known.Id;
            call.AsCaller.Update(row.Entity);
            return known.Id;
        }

        FeedbackRows.Fill(call, onFile, row);
        return call.AsCaller.Create(row.Entity);
    }

    static FeedbackAnswerRow AnswerRow(Guid feedback, GivenAnswer answer) => new()
    {
        Name = answer.Row.QuestionKey,
        FeedbackId = new EntityReference(FeedbackRow.Table, feedback),
        QuestionId = new EntityReference(FeedbackQuestionRow.Table, answer.Row.Id),
        QuestionCode = answer.Row.QuestionKey,
        AnswerValue = answer.Value,
        AnswerText = answer.Text,
        ThemeId = answer.Theme is { } theme ? new EntityReference(ThemeRow.Table, theme.Id) : null,
        AnswerKey = feedback.ToString("D") + "|" + answer.Row.QuestionKey,
    };

    /// <summary>A repeat after a lost answer is no second feedback.</summary>
    static void DemandSame(PluginCall call, CaseOnFile onFile, FeedbackRow known, bool declined, IReadOnlyList<GivenAnswer> answers)
    {
        var same = declined == (known.FeedbackState == FeedbackFeedbackState.Declined);
        if (same && !declined)
        {
            var recorded = FeedbackQueries.Answers(call.AsCaller, known.Id);
            same = recorded.Count == answers.Count
                && answers.All(answer => recorded.TryGetValue(answer.Row.QuestionKey!, out var row) && row.AnswerValue == answer.Value && row.AnswerText == answer.Text);
        }

        if (!same) throw Refusal.Of("OFF-4517", call.Language, "case", onFile.Number, "day", known.ReceivedOn is { } day ? call.Language.Text(day) : "–");
    }

    static void Answer(PluginCall call, CaseOnFile onFile, Guid id, decimal? score, int answers)
    {
        call.Return("FeedbackId", id);
        call.Return("Score", score);
        call.Return("Report", Messages.Part(
            "OFF-TEXT-FEEDBACK-RECORDED", call.Language, "account", call.Language.Quote(onFile.Account.Name ?? "?"), "count", answers.ToString(CultureInfo.InvariantCulture),
            "score", score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–"));
    }
}
