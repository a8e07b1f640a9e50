using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Cases;

/// <summary>A case as a start would write it: judged, dated and planned, and not written. Start and check ask it and cannot disagree.</summary>
sealed class CaseDraft
{
    CaseDraft(OffboardingCaseRow row, CaseJudgement judgement, Surroundings around, AttachedPlan? plan)
    {
        Row = row;
        Judgement = judgement;
        Around = around;
        Plan = plan;
    }

    /// <summary>The case with the items of its plan and their activities.</summary>
    internal OffboardingCaseRow Row { get; }

    internal CaseJudgement Judgement { get; }

    internal Surroundings Around { get; }

    /// <summary>Null: the caller wants no plan, or no playbook suits.</summary>
    internal AttachedPlan? Plan { get; }

    /// <summary>Codes of the lines of the playbook that became items.</summary>
    internal IReadOnlyList<string> TemplateCodes => [.. (Plan?.Items.Items ?? []).Select(static item => item.Template.Code)];

    /// <summary>
    /// Makes the draft out of the parameters of the message. Requests: those of <see cref="CaseJudgement"/>, <see cref="Surroundings"/> and <see cref="CasePlan.Attach"/>; it writes nothing.
    /// </summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1308, OFF-1309: the end; OFF-1401 to OFF-1417: the plan; OFF-9002: a day.</exception>
    internal static CaseDraft Of(PluginCall call, CaseOnFile found, OffboardingCaseWay way, InstalledTables installed)
    {
        var judgement = CaseJudgement.Of(call, found.Account);
        var wanted = WantedEnd(call, found, way, judgement);
        var row = NewCase(call, found.Account, way);
        row.WantedEnd = wanted;
        row.PlannedEnd = EndDateRule.Planned(wanted, judgement.Review.Contracts, way, judgement.EarliestEnd);
        row.PossibleFrom = judgement.PossibleFrom;
        row.Verdict = OffboardingCaseVerdictCodes.FromCode(judgement.Review.Verdict.StatusCode);
        SetValue(row, AccountValue.Of(judgement.Review));

        var around = Surroundings.Read(call, found.Account, row.OwnerId!, row.MainContactId, installed, judgement.Calendars);
        return new CaseDraft(row, judgement, around, CasePlan.Attach(call, found.Account, row, judgement, around));
    }

    /// <summary>What speaks against the time, as JSON. Requests: none.</summary>
    internal string Warnings(PluginCall call) => Around.Warnings(call, Plan?.Items.Talk, Row.PlannedEnd, Plan?.Items.LastSendingDay);

    /// <summary>The same as values. Requests: none.</summary>
    internal IReadOnlyList<TimingWarning> TimingWarnings(PluginCall call) => Around.TimingWarnings(call, Plan?.Items.Talk, Row.PlannedEnd);

    /// <summary>Good days for the talk. Requests: none.</summary>
    internal IReadOnlyList<LocalDate> TalkDays(PluginCall call) => Around.TalkDays(call, Plan?.Items.LastSendingDay);

    /// <summary>Verdict, planned end and plan in sentences. Requests: none.</summary>
    internal string Report(PluginCall call)
    {
        var language = call.Language;
        var report = AccountSentence.Of(Judgement.Review, language);
        if (Row.PlannedEnd is { } day) report += " " + Messages.Part("OFF-TEXT-PLANNED-END", language, "day", language.Text(day));
        if (Plan is null) return report + " " + Messages.Part("OFF-TEXT-PLAN-NONE", language);

        return report + " " + Messages.Part(
            "OFF-TEXT-PLAN-MADE", language, "playbook", language.Quote(Plan.Playbook.NameFor(language)),
            "count", Plan.Items.Items.Count.ToString(CultureInfo.InvariantCulture), "calendar", Around.Calendar.Text(language));
    }

    static LocalDate? WantedEnd(PluginCall call, CaseOnFile found, OffboardingCaseWay way, CaseJudgement judgement)
    {
        if (call.OptionalDate("WantedEnd") is not { } wanted) return null;
        if (wanted < call.Today)
            throw Refusal.Of("OFF-1308", call.Language, "day", call.Language.Text(wanted), "today", call.Language.Text(call.Today));

        EndDate.RefuseWhereBound(call, found.Account, judgement, way, wanted);
        return wanted;
    }

    static OffboardingCaseRow NewCase(PluginCall call, AccountRow account, OffboardingCaseWay way)
    {
        var row = new OffboardingCaseRow
        {
            AccountId = new EntityReference(AccountRow.Table, account.Id),
            OpenKey = CaseQueries.KeyOf(account.Id),
            OwnerId = new EntityReference("systemuser", call.Context.InitiatingUserId),
            StatusReason = OffboardingCaseStatusReason.Prepare,
            Way = way,
            Explanation = call.OptionalText("Explanation"),
            CompleteAutomatically = call.OptionalValue<bool>("CompleteAutomatically") ?? false,
        };

        // The platform looks the reason up itself, which saves a read.
        if (call.OptionalText("ReasonCode") is { } reason) row.ReasonId = new EntityReference(ReasonRow.Table, ReasonRow.Columns.Code, reason);
        if (call.OptionalValue<Guid>("MainContactId") is { } contact && contact != Guid.Empty) row.MainContactId = new EntityReference("contact", contact);
        else if (CaseQueries.PrimaryContactOf(account) is { } primary) row.MainContactId = primary;
        return row;
    }

    static void SetValue(OffboardingCaseRow row, AccountValue value)
    {
        row.DecisionFacts = value.ToJson();
        if (value.Currency is { } currency) row.TransactionCurrencyId = currency;
        if (value.Amount is { } amount) row.AccountValue = amount;
    }
}
