using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Cases;

/// <summary><c>off_CheckEnding</c>: what <c>off_StartOffboarding</c> would make of the same parameters: verdict, planned end, plan, warnings, or its refusal. Writes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action). In: AccountId, Way, ReasonCode, WantedEnd, MainContactId, PlaybookCode; WithChoices adds what can be chosen. Out: Json
/// <c>{ day, account, verdict, possible_from, planned_end, earliest_end, message, playbook, plan: [ { code, dueon, activity, subject, mandatory } ], warnings, talk_days, case: { id, number },
/// choices: { reasons: [ { code, name, approval } ], contacts: [ { id, name, job, main } ], least_characters, least_words } }</c>. Blanks are left out. Without a way there is no plan.</para>
/// <para>With an open case the answer names it, and nothing else is judged.</para>
/// <para>Requests: at most <see cref="MostRequests"/>: those of the start without its create (11), reasons and contacts.</para>
/// </remarks>
public sealed class CheckEnding : IPlugin
{
    /// <summary>Requests of the operation with holiday calendar, plan and choices.</summary>
    public const int MostRequests = 13;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1201: the account cannot be read; OFF-1301: it is inactive; OFF-1308, OFF-1309: end; OFF-1401 to OFF-1417: the plan; OFF-5210: key; OFF-9001, OFF-9002, OFF-9004: parameters.
    /// </exception>
    public void Execute(System.IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var accountId = call.RequiredId("AccountId");
        var way = call.OptionalCode("Way", OffboardingCaseWayCodes.FromCode, "own_notice, customer_notice, mutual, extraordinary, lapse");
        var found = CaseQueries.OfAccount(call, accountId) ?? throw Refusal.Of("OFF-1201", call.Language, "count", "1", "total", "1");
        if (!found.IsOpen && found.Account.State == AccountState.Inactive) throw Refusal.Of("OFF-1301", call.Language, "account", call.Language.Quote(found.Account.Name ?? "?"));

        using var json = new JsonText();
        json.Text("day", call.Today.ToString()).Text("account", found.Account.Name);
        if (found.IsOpen) json.Object("case", open => open.Text("id", found.Row.Id.ToString("D")).Text("number", found.Number));
        else Judge(call, json, found, way);

        if (call.OptionalValue<bool>("WithChoices") == true && !found.IsOpen) Choices(call, json, found);
        call.Return("Json", json.Finish());
    }

    static void Judge(PluginCall call, JsonText json, CaseOnFile found, OffboardingCaseWay? way)
    {
        if (way is not { } chosen)
        {
            Verdict(call, json, CaseJudgement.Of(call, found.Account));
            json.Array("plan", static _ => { }).Array("warnings", static _ => { }).Array("talk_days", static _ => { });
            return;
        }

        var draft = CaseDraft.Of(call, found, chosen, OpenKey.RefuseUnlessActive(call));
        Verdict(call, json, draft.Judgement);
        json.Text("planned_end", draft.Row.PlannedEnd?.ToString()).Text("playbook", draft.Plan?.Playbook.NameFor(call.Language));
        json.Array("plan", plan =>
        {
            foreach (var item in draft.Plan?.Rows.Entities.ToList() ?? []) plan.Object(JsonText.Item, row => Item(row, item));
        });
        TimingText.Write(json, draft.TimingWarnings(call), draft.TalkDays(call), call.Language);
    }

    static void Verdict(PluginCall call, JsonText json, CaseJudgement judgement)
    {
        json.Text("verdict", judgement.Review.Verdict.StatusCode).Text("possible_from", judgement.PossibleFrom?.ToString()).Text("earliest_end", judgement.EarliestEnd?.ToString());
        json.Text("message", AccountSentence.Of(judgement.Review, call.Language));
    }

    static void Item(JsonText json, Entity item)
    {
        json.Text("code", item.GetAttributeValue<string?>("code")).Text("dueon", Calendar.LocalDate.FromDateTime(item.GetAttributeValue<System.DateTime>("dueon")).ToString());
        json.Text("activity", item.GetAttributeValue<string?>("activity")).Text("subject", item.GetAttributeValue<string?>("subject")).YesNo("mandatory", item.GetAttributeValue<bool>("mandatory"));
    }

    static void Choices(PluginCall call, JsonText json, CaseOnFile found)
    {
        var main = CaseQueries.PrimaryContactOf(found.Account)?.Id;
        var contacts = EndingChoices.Contacts(call.AsCaller, found.Account.Id);
        json.Object("choices", choices =>
        {
            choices.Array("reasons", reasons =>
            {
                foreach (var reason in EndingChoices.Reasons(call.AsSystem)) reasons.Object(JsonText.Item, item => Reason(call, item, reason));
            });
            choices.Array("contacts", people =>
            {
                foreach (var contact in contacts.OrderByDescending(contact => contact.Id == main)) people.Object(JsonText.Item, item => Contact(item, contact, contact.Id == main));
            });
            choices.Number("least_characters", DecisionRule.LeastCharacters).Number("least_words", DecisionRule.LeastWords);
        });
    }

    static void Reason(PluginCall call, JsonText json, ReasonRow reason)
    {
        json.Text("code", reason.Code).Text("name", call.Language == Language.German ? reason.NameDe ?? reason.Name : reason.Name);
        if (reason.NeedsApproval == true) json.YesNo("approval", value: true);
    }

    static void Contact(JsonText json, Entity contact, bool isMain)
    {
        json.Text("id", contact.Id.ToString("D")).Text("name", contact.GetAttributeValue<string?>("fullname") ?? "?").Text("job", contact.GetAttributeValue<string?>("jobtitle"));
        if (isMain) json.YesNo("main", value: true);
    }
}
