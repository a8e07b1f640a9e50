using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Closing;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Cases;

/// <summary><c>off_StartOffboarding</c>: opens the offboarding case of an account, with the verdict of the day and its plan, all in one create.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvCreateoff_OffboardingCase). In: AccountId, Way, ReasonCode, Explanation, WantedEnd, MainContactId (without it
/// the account's primary contact), PlaybookCode (without it <see cref="Playbooks.PlaybookRule"/> chooses; none: no plan), CompleteAutomatically, RequestId. Out: CaseId, Created, Verdict,
/// PlannedEnd, Plan, Warnings, Report.</para>
/// <para>One open case per account: while one is open, a call with the same RequestId gets the first answer again; another call with the same way gets
/// that case (Created = no), with its plan and what speaks against the time now; any other is refused, naming it. Callers at the same instant are told apart by the alternate
/// key off_openkey.</para>
/// <para>Requests: at most <see cref="MostRequests"/>, whatever the plan holds: caller's settings, local time, settings, account and open case as the caller, metadata of the key and of
/// other apps, contracts, notice rules, holiday rules if there is a calendar, what is open with the account, people with blackouts, playbook with reason, 1 create of the case with all that
/// belongs to it.</para>
/// </remarks>
public sealed class StartOffboarding : IPlugin
{
    /// <summary>Requests of the operation with holiday calendar, reason, playbook and warnings.</summary>
    public const int MostRequests = 12;

    const int NoRowWithKey = -2147088239;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1201: the account cannot be read; OFF-1301, OFF-1303: it is inactive, or has a case; OFF-1307, OFF-1308, OFF-1309: reason, end; OFF-1401 to OFF-1417: the plan; OFF-5210: key; OFF-9001, OFF-9002, OFF-9004: parameters.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var accountId = call.RequiredId("AccountId");
        call.RequiredText("Way");
        var way = call.OptionalCode("Way", OffboardingCaseWayCodes.FromCode, "own_notice, customer_notice, mutual, extraordinary, lapse").GetValueOrDefault();

        var found = CaseQueries.OfAccount(call, accountId) ?? throw Refusal.Of("OFF-1201", call.Language, "count", "1", "total", "1");
        if (found.IsOpen)
        {
            AnswerWithOpenCase(call, found, way);
            return;
        }

        if (found.Account.State == AccountState.Inactive) throw Refusal.Of("OFF-1301", call.Language, "account", Name(call, found));

        Open(call, found, way, OpenKey.RefuseUnlessActive(call));
    }

    static void AnswerWithOpenCase(PluginCall call, CaseOnFile open, OffboardingCaseWay way)
    {
        call.Return("CaseId", open.Row.Id);
        if (CaseDecision.RequestId(call) is { } request && request == open.EarlierRequest && CaseDecision.Repeats(call, open))
        {
            call.Return("Plan", CasePlan.OnFile(call, open));
            return;
        }

        if (open.Row.Way != way) throw HasCase(call, open);

        var installed = OpenBusiness.Installed(call.AsSystem);
        var calendars = HolidayRuleQueries.Active(call.AsSystem, call.Settings.HolidayCalendar, call.Language);
        var around = Surroundings.Read(call, open.Account, open.Row.OwnerId ?? Caller(call), contact: null, installed, calendars);
        call.Return("Created", false);
        call.Return("Verdict", open.Row.Verdict?.ToCode());
        call.Return("PlannedEnd", open.Row.PlannedEnd?.ToString());
        call.Return("Plan", CasePlan.OnFile(call, open));
        call.Return("Warnings", around.Warnings(call, open.Row.TalkOn, open.Row.PlannedEnd));
        call.Return("Report", Messages.Part("OFF-TEXT-CASE-EXISTS", call.Language, "case", open.Number, "stage", StageRule.Name(open.Stage, call.Language)));
    }

    static void Open(PluginCall call, CaseOnFile found, OffboardingCaseWay way, InstalledTables installed)
    {
        var draft = CaseDraft.Of(call, found, way, installed);
        var answer = new OperationAnswer()
            .With("Created", true)
            .With("Verdict", draft.Judgement.Review.Verdict.StatusCode)
            .With("PlannedEnd", draft.Row.PlannedEnd?.ToString())
            .With("Warnings", draft.Warnings(call))
            .With("Report", draft.Report(call));
        var decision = CaseDecision.Row(call, CaseDecisionKind.Start, draft.Judgement, answer, json => CaseInputs.Write(json, call, draft.Row));
        decision.OwnerId = draft.Row.OwnerId;
        Attach(draft.Row.Entity, "off_offboardingcase_casedecision", decision.Entity);
        ClosingPoints.Attach(draft.Row, draft.TemplateCodes, call.Language);

        call.Return("CaseId", Create(call, found, draft.Row));
        call.Return("Plan", draft.Plan?.Rows ?? new EntityCollection());
        answer.Return(call);
    }

    static EntityReference Caller(PluginCall call) => new("systemuser", call.Context.InitiatingUserId);

    static Guid Create(PluginCall call, CaseOnFile found, OffboardingCaseRow row)
    {
        try
        {
            return call.AsSystem.Create(row.Entity);
        }
        catch (FaultException<OrganizationServiceFault> fault) when (fault.Detail.ErrorCode == OpenKey.DuplicateKey)
        {
            // Somebody was faster by a blink; the case cannot be read here, because the transaction is lost.
            throw HasCase(call, found);
        }
        catch (FaultException<OrganizationServiceFault> fault) when (fault.Detail.ErrorCode == NoRowWithKey && call.OptionalText("ReasonCode") is { } reason)
        {
            throw Refusal.Of("OFF-1307", call.Language, "reason", reason);
        }
    }

    static void Attach(Entity row, string relationship, Entity related)
    {
        var key = new Relationship(relationship);
        if (!row.RelatedEntities.TryGetValue(key, out var rows)) row.RelatedEntities[key] = rows = new EntityCollection();
        rows.Entities.Add(related);
    }

    static InvalidPluginExecutionException HasCase(PluginCall call, CaseOnFile found) =>
        Refusal.Of("OFF-1303", call.Language, "account", Name(call, found), "case", found.Row.Name ?? "–");

    static string Name(PluginCall call, CaseOnFile found) => call.Language.Quote(found.Account.Name ?? "?");
}
