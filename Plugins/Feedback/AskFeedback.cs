using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary><c>off_AskFeedback</c>: notes that a customer is asked for feedback, once for each case, and gives the questions as a form or as a guide for an interview.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Channel (form, interview). Out: FeedbackId, Form (HTML in the caller's language), Report. The letter of the kind feedback carries
/// the request; it is drafted by off_DraftLetter. Asking again gives the form again and changes nothing.</para>
/// <para>Requests: 5 (caller's settings, local time, case, questions, feedback), and 1 write the first time.</para>
/// </remarks>
public sealed class AskFeedback : IPlugin
{
    /// <summary>Requests of the first call; one less afterwards.</summary>
    public const int MostRequests = 6;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304: no such case for the caller; OFF-4500: no question is active; OFF-9001, OFF-9004.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        var channel = call.OptionalCode("Channel", FeedbackChannelCodes.FromCode, "form, interview") ?? FeedbackChannel.Form;
        var questions = FeedbackQueries.Questions(call.AsSystem).Values.OrderBy(static question => question.Sequence).ThenBy(static question => question.QuestionKey, StringComparer.Ordinal).ToList();
        if (questions.Count == 0) throw Refusal.Of("OFF-4500", call.Language);

        var known = FeedbackQueries.OfCase(call.AsCaller, onFile.Row.Id);
        var id = known?.Id ?? Create(call, onFile, channel);
        call.Return("FeedbackId", id);
        call.Return("Form", Form(call.Language, onFile.Account.Name ?? "?", channel, questions));
        call.Return("Report", Messages.Part(known is null ? "OFF-TEXT-FEEDBACK-ASKED" : "OFF-TEXT-FEEDBACK-ASKED-BEFORE", call.Language, "account", call.Language.Quote(onFile.Account.Name ?? "?")));
    }

    static Guid Create(PluginCall call, CaseOnFile onFile, FeedbackChannel channel)
    {
        var row = new FeedbackRow { FeedbackState = FeedbackFeedbackState.Asked, Channel = channel, AskedOn = call.Today };
        FeedbackRows.Fill(call, onFile, row);
        return call.AsCaller.Create(row.Entity);
    }

    /// <summary>The form for the customer, or the guide for whoever asks: the same questions in the same order.</summary>
    static string Form(Language language, string account, FeedbackChannel channel, IReadOnlyList<FeedbackQuestionRow> questions)
    {
        var interview = channel == FeedbackChannel.Interview;
        return new HtmlDocument(language, Messages.Part(interview ? "OFF-TEXT-INTERVIEW-TITLE" : "OFF-TEXT-FORM-TITLE", language, "account", account))
            .Paragraph(Messages.Part(interview ? "OFF-TEXT-INTERVIEW-INTRO" : "OFF-TEXT-FORM-INTRO", language))
            .Steps(questions.Select(question => new HtmlLine(
                (language == Language.German ? question.QuestionDE : question.Question) ?? "?", HtmlLine.RowOf(FeedbackQuestionRow.Table, question.Id))))
            .Finish();
    }
}
