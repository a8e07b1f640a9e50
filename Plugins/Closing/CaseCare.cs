using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Preparation;
using Offboarding.Plugins.Reminders;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>A part of the night: marks conversation packs whose facts changed, brings checklists up to the facts, and reminds of summaries that are overdue.</summary>
/// <remarks>
/// <para>Requests of a step: 3 (caller's settings, settings, cases), beside the rules of the night; for each case 1, for one with a pack whose talk is to come at most 8, 1 for each row that differs, 3 for a reminder.</para>
/// <para>After a fault the step takes one case alone; one that fails alone is left out, counted and named. It is looked at again the next night.</para>
/// </remarks>
static class CaseCare
{
    /// <summary>Cases a step: with at most 12 requests each, of 50 ms, a step takes a few seconds of its 60.</summary>
    internal const int CasesPerStep = 10;

    const string Mark = "summary:";
    const int DueHourUtc = 12;

    /// <summary>Whether a case is open. Requests: 1.</summary>
    internal static bool HasWork(IOrganizationService service)
    {
        var query = Open("", 1);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>One step.</summary>
    /// <param name="call">The call of off_RunNightly.</param>
    /// <param name="text">What follows the letter of the part.</param>
    /// <param name="prefix">The letter.</param>
    /// <param name="next">Letter of the part that follows; null: this is the last.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token.</exception>
    internal static void Step(PluginCall call, string text, string prefix, string? next)
    {
        var token = CareToken.ParseOrNull(text) ?? throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);
        var night = NightlyRules.Read(call, []);
        var most = token.IsAlone ? 1 : CasesPerStep;
        var cases = call.AsSystem.RetrieveMultiple(Open(token.After, most)).Entities;
        var fault = call.Optional<string>("Fault");
        if (!string.IsNullOrEmpty(fault) && !token.IsAlone)
        {
            call.ReturnLoopStep(prefix + token.OneByOne(), processed: 0, failed: 0, "");
            return;
        }

        var report = new List<string>();
        var done = 0;
        var isFailed = !string.IsNullOrEmpty(fault) && cases.Count > 0;
        if (isFailed) report.Add(Messages.Part("OFF-TEXT-NIGHT-CASE-FAILED", call.Language, "case", new OffboardingCaseRow(cases[0]).Name ?? "?", "fault", fault!));
        else done = cases.Count(row => Care(call, row.Id, night.Today, report));

        var following = cases.Count == most ? prefix + CareToken.Behind(new OffboardingCaseRow(cases[cases.Count - 1]).Name ?? "") : next;
        if (following is not null) call.ReturnLoopStep(following, done, isFailed ? 1 : 0, string.Join("\n", report));
        else call.ReturnLoopEnd(done, isFailed ? 1 : 0, night.NextDue(call), string.Join("\n", report));
    }

    /// <summary>Looks at one case; whether anything was written.</summary>
    static bool Care(PluginCall call, Guid caseId, LocalDate today, List<string> report)
    {
        var dossier = CaseDossier.Read(call.AsSystem, caseId);
        var isStale = dossier.Case.TalkHeldOn is null && dossier.Pack is { FactsHash: not null, Stale: not true } && MarkStale(call, caseId, dossier, report);
        var change = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, caseId));
        var differs = ClosingPoints.Apply(dossier, change, call);
        if (differs) call.AsSystem.Update(change.Entity);

        return Remind(call, caseId, dossier, today, report) || differs || isStale;
    }

    static bool MarkStale(PluginCall call, Guid caseId, CaseDossier dossier, List<string> report)
    {
        var onFile = CaseQueries.Read(call, caseId, CaseDecisionKind.Start, request: null, service: call.AsSystem);
        var state = PackState.Of(call, onFile, dossier);
        if (state.Changed.Count == 0) return false;

        var language = dossier.Pack!.Language == CaseDocumentLanguage.De ? Language.German : Language.English;
        call.AsSystem.Update(new CaseDocumentRow(new Entity(CaseDocumentRow.Table, state.Document!.Id)) { Stale = true, StaleReason = state.ChangedNames(language) }.Entity);
        report.Add(Messages.Part("OFF-TEXT-NIGHT-STALE", call.Language, "case", onFile.Number, "changed", state.ChangedNames(call.Language)));
        return true;
    }

    /// <summary>One task for the owner of the case when the day of the summary has passed and it was not sent; its id follows from the case, so that there is never a second.</summary>
    static bool Remind(PluginCall call, Guid caseId, CaseDossier dossier, LocalDate today, List<string> report)
    {
        if (dossier.Case.TalkHeldOn is not { } held || !dossier.Points.Any(static point => point is { Kind: ClosingPointKind.Summary, PointState: ClosingPointPointState.Open })) return false;

        var due = dossier.PlanItems.FirstOrDefault(static item => ClosingRule.PointOf(item.TemplateCode) == ClosingPointKind.Summary)?.DueOn ?? TalkRecord.DueAfter(held);
        var id = Guid.ParseExact(Digest.Of(Mark + caseId.ToString("D")).Substring(0, 32), "N");
        if (due >= today || Exists(call.AsSystem, id)) return false;

        var owner = dossier.Case.OwnerId!;
        var language = Owners.Read(call.AsSystem, [owner]).LanguageOf(owner);
        var days = LocalDate.DaysBetween(due, today).ToString(CultureInfo.InvariantCulture);
        call.AsSystem.Create(new TaskRow(new Entity(TaskRow.Table, id))
        {
            Subject = Messages.Part("OFF-TEXT-SUMMARY-OVERDUE", language, "day", language.Text(due), "days", days),
            Description = Messages.Part("OFF-TEXT-SUMMARY-OVERDUE-WHAT", language, "held", language.Text(held)),
            RegardingObjectId = new EntityReference(OffboardingCaseRow.Table, caseId),
            ScheduledEnd = DateTime.SpecifyKind(today.ToDateTimeUnspecified().AddHours(DueHourUtc), DateTimeKind.Utc),
            OwnerId = owner,
        }.Entity);
        report.Add(Messages.Part("OFF-TEXT-NIGHT-SUMMARY", call.Language, "day", call.Language.Text(due)));
        return true;
    }

    static bool Exists(IOrganizationService service, Guid task)
    {
        var query = new QueryExpression(TaskRow.Table) { ColumnSet = new ColumnSet(TaskRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(TaskRow.Columns.Id, ConditionOperator.Equal, task);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>Open cases by their number: an order that another night finds again.</summary>
    static QueryExpression Open(string after, int most)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table) { ColumnSet = new ColumnSet(OffboardingCaseRow.Columns.Name), TopCount = most };
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.State, ConditionOperator.Equal, (int)OffboardingCaseState.Active);
        if (after.Length > 0) query.Criteria.AddCondition(OffboardingCaseRow.Columns.Name, ConditionOperator.GreaterThan, after);
        query.AddOrder(OffboardingCaseRow.Columns.Name, OrderType.Ascending);
        return query;
    }
}
