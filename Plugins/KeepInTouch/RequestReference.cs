using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Consents;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Feedback;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary><c>off_RequestReference</c>: drafts the one request for a review or referral, after positive feedback and with a consent that stands at this moment.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. Out: LetterId, Created, Report. Once for a customer, in whatever case: a repeat for the same case gives the same draft, another case is
/// refused. A person releases and sends it.</para>
/// <para>Requests: at most <see cref="MostRequests"/> with those of <see cref="LetterDraft"/>; 5 and no write where it is refused before the consent is asked. The account's row is written first, so that two
/// callers at the same instant do not both find that nobody asked.</para>
/// </remarks>
public sealed class RequestReference : IPlugin
{
    /// <summary>Caller's settings, settings, local time, case, account, letters, feedback, consent 3, draft.</summary>
    public const int MostRequests = 10 + LetterDraft.MostRequests;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1304: no such case for the caller; OFF-4600: no feedback; OFF-4601: not positive; OFF-4602: asked before; OFF-4201 to OFF-4206: no consent; those of the letter.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        Lock(call, onFile);
        var asked = Earlier(call.AsSystem, onFile.Account.Id);
        if (asked?.CaseId?.Id == onFile.Row.Id)
        {
            Answer(call, asked.Id, created: false, Messages.Part("OFF-TEXT-REFERENCE-BEFORE", call.Language, "account", call.Language.Quote(onFile.Account.Name ?? "?")));
            return;
        }

        var feedback = FeedbackQueries.OfCase(call.AsSystem, onFile.Row.Id);
        Demand(call, onFile, feedback, asked is not null);
        var contact = feedback!.ContactId ?? onFile.Row.MainContactId;
        ConsentCheck.Demand(call, contact, onFile.Account.Id, ConsentPurpose.Reference, ConsentChannel.Any, onFile.Account.Name ?? "?");
        var letter = LetterDraft.Write(call, new LetterRequest { CaseId = onFile.Row.Id, Kind = LetterKind.Reference, ContactId = contact?.Id });
        Answer(call, letter.LetterId, letter.Created, letter.Report);
    }

    static void Demand(PluginCall call, CaseOnFile onFile, FeedbackRow? feedback, bool wasAsked)
    {
        var from = call.Settings.PositiveFeedback;
        var code = ReferenceRule.Judge(feedback?.FeedbackState == FeedbackFeedbackState.Answered, feedback?.Score, from, wasAsked) switch
        {
            ReferenceAnswer.NoFeedback => "OFF-4600",
            ReferenceAnswer.NotPositive => "OFF-4601",
            ReferenceAnswer.AskedBefore => "OFF-4602",
            _ => null,
        };
        if (code is null) return;

        throw Refusal.Of(
            code, call.Language, "account", call.Language.Quote(onFile.Account.Name ?? "?"), "score", feedback?.Score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",
            "from", from.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A write that changes nothing: whoever asks at the same time waits here.</summary>
    static void Lock(PluginCall call, CaseOnFile onFile) =>
        call.AsSystem.Update(new Entity(AccountRow.Table, onFile.Account.Id) { [AccountRow.Columns.Name] = onFile.Account.Name });

    static LetterRow? Earlier(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(LetterRow.Table) { ColumnSet = new ColumnSet(LetterRow.Columns.CaseId), TopCount = 1 };
        query.Criteria.AddCondition(LetterRow.Columns.AccountId, ConditionOperator.Equal, account);
        query.Criteria.AddCondition(LetterRow.Columns.Kind, ConditionOperator.Equal, (int)LetterKind.Reference);
        query.Criteria.AddCondition(LetterRow.Columns.LetterState, ConditionOperator.NotEqual, (int)LetterLetterState.Withdrawn);
        return service.RetrieveMultiple(query).Entities.Select(static row => new LetterRow(row)).FirstOrDefault();
    }

    static void Answer(PluginCall call, Guid letter, bool created, string report)
    {
        call.Return("LetterId", letter);
        call.Return("Created", created);
        call.Return("Report", report);
    }
}
