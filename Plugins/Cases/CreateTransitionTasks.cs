using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Cases;

/// <summary><c>off_CreateTransitionTasks</c>: makes the plan of an open case, or completes it where its playbook has grown or items were deleted.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: PlaybookCode (blank: the playbook of the case), RequestId. Out: Created, Plan, Report. A line of the
/// playbook that has an item, done or cancelled or open, gets no second one: calling again changes nothing.</para>
/// <para>Requests: 16 (caller's settings, local time, settings, case, items, activities, playbook, contracts, rules, tables, what is open with the account, people with blackouts, case; items and
/// activities again; decision), 2 for each new item, 1 for holiday rules if contract or account has a calendar. When nothing is missing, 12 are sent, and nothing is written.</para>
/// </remarks>
public sealed class CreateTransitionTasks : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1302, OFF-1304, OFF-1306: the case; OFF-1430, OFF-1431: which playbook; OFF-1401 to OFF-1417: plan, playbook, people, calendar.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Plan, CaseDecision.RequestId(call));
        if (CaseDecision.Repeats(call, onFile))
        {
            call.Return("Plan", PlanRows.Answer(PlanQueries.Items(call.AsSystem, onFile.Row.Id)));
            return;
        }

        StageRule.RefuseUnlessRunning(call, onFile);
        var playbook = PlaybookOf(call, onFile);
        var items = PlanQueries.Items(call.AsSystem, onFile.Row.Id);
        var known = new HashSet<string>(items.Select(static item => item.TemplateCode), StringComparer.OrdinalIgnoreCase);
        if (playbook.Templates.All(template => known.Contains(template.Code))) Answer(call, onFile, 0, items.Count).Return(call);
        else items = Complete(call, onFile, playbook, items, known);

        call.Return("Plan", PlanRows.Answer(items));
    }

    static Playbook PlaybookOf(PluginCall call, CaseOnFile onFile)
    {
        var code = call.OptionalText("PlaybookCode");
        if (onFile.Row.PlaybookId is not { } own)
        {
            return code is null ? throw Refusal.Of("OFF-1430", call.Language, "case", onFile.Number) : PlanQueries.ByCode(call.AsSystem, code, call.Language);
        }

        var playbook = PlanQueries.Of(call.AsSystem, own, call.Language);
        if (code is null || string.Equals(code, playbook.Code, StringComparison.OrdinalIgnoreCase)) return playbook;

        throw Refusal.Of("OFF-1431", call.Language, "case", onFile.Number, "playbook", call.Language.Quote(playbook.NameFor(call.Language)), "asked", call.Language.Quote(code));
    }

    static IReadOnlyList<PlanItem> Complete(PluginCall call, CaseOnFile onFile, Playbook playbook, IReadOnlyList<PlanItem> items, HashSet<string> known)
    {
        var judgement = CaseJudgement.Of(call, onFile.Account);
        var change = CaseChange.Of(onFile);
        var row = CaseChange.Merged(onFile, change);

        var installed = OpenBusiness.Installed(call.AsSystem);
        var around = Surroundings.Read(call, onFile.Account, onFile.Row.OwnerId!, onFile.Row.MainContactId, installed, judgement.Calendars);
        var planned = CasePlan.Planned(call, row, judgement, playbook, around);
        if (row.PlannedEnd != onFile.Row.PlannedEnd) change.PlannedEnd = row.PlannedEnd;

        var fields = new PlanFields
        {
            Account = onFile.Account.Name ?? "?",
            Contact = around.Business.ContactName ?? onFile.Row.MainContactId?.Name,
            Reason = onFile.Reason.Name,
            ReasonDe = onFile.Reason.NameDe,
            End = row.PlannedEnd,
        };
        var plan = PlanCompletion.Missing(planned, playbook.Templates, known);
        if (plan.Conflicts.Count > 0) throw PlanText.RefusalOf(plan.Conflicts, fields, call.Settings.NoticeLeadDays, call.Language);

        var answer = Answer(call, onFile, plan.Items.Count, items.Count + plan.Items.Count);
        if (plan.Items.Count > 0)
        {
            change.PlaybookId = new EntityReference(PlaybookRow.Table, playbook.Id);
            if (plan.Talk is { } talk) change.TalkOn = talk;

            // First, so that of two callers at the same instant the second one is told.
            CaseChange.Write(call, onFile, change);
            Create(call, onFile, PlanRows.Added(onFile.Reference, plan, around.Owners, fields, onFile.Row.MainContactId, call.Language));
            CaseDecision.Write(call, onFile, CaseDecision.Row(call, CaseDecisionKind.Plan, judgement, answer, json => CaseInputs.Write(json, call, CaseChange.Merged(onFile, change))));
        }

        answer.Return(call);
        return plan.Items.Count == 0 ? items : PlanQueries.Items(call.AsSystem, onFile.Row.Id);
    }

    static void Create(PluginCall call, CaseOnFile onFile, IEnumerable<Entity> rows)
    {
        try
        {
            foreach (var row in rows) call.AsSystem.Create(row);
        }
        catch (FaultException<OrganizationServiceFault> fault) when (fault.Detail.ErrorCode == OpenKey.DuplicateKey)
        {
            throw Refusal.Of("OFF-1302", call.Language, "case", onFile.Number);
        }
    }

    static OperationAnswer Answer(PluginCall call, CaseOnFile onFile, int created, int total) => new OperationAnswer()
        .With("Created", created)
        .With("Report", Messages.Part("OFF-TEXT-PLAN-COMPLETED", call.Language, "case", onFile.Number, "count", Text(created), "total", Text(total)));

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
