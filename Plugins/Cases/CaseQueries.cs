using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Every read of offboarding cases.</summary>
static class CaseQueries
{
    static readonly string[] CaseColumns =
    [
        OffboardingCaseRow.Columns.Name, OffboardingCaseRow.Columns.OwnerId, OffboardingCaseRow.Columns.State,
        OffboardingCaseRow.Columns.StatusReason, OffboardingCaseRow.Columns.Way, OffboardingCaseRow.Columns.ReasonId, OffboardingCaseRow.Columns.Explanation,
        OffboardingCaseRow.Columns.Situation, OffboardingCaseRow.Columns.WantedEnd, OffboardingCaseRow.Columns.PlannedEnd, OffboardingCaseRow.Columns.PossibleFrom,
        OffboardingCaseRow.Columns.Verdict, OffboardingCaseRow.Columns.NoticeSentOn, OffboardingCaseRow.Columns.NoticeReceivedOn, OffboardingCaseRow.Columns.NoticeForm,
        OffboardingCaseRow.Columns.NoticeBy, OffboardingCaseRow.Columns.TargetEnd, OffboardingCaseRow.Columns.AgreedEnd, OffboardingCaseRow.Columns.CauseBasis,
        OffboardingCaseRow.Columns.CauseKnownOn, OffboardingCaseRow.Columns.CounselConfirmed, OffboardingCaseRow.Columns.Evidence,
        OffboardingCaseRow.Columns.ProReputation, OffboardingCaseRow.Columns.ProFocus, OffboardingCaseRow.Columns.ProConflict, OffboardingCaseRow.Columns.ProCapacity,
        OffboardingCaseRow.Columns.ConReferral, OffboardingCaseRow.Columns.ConLostOrders, OffboardingCaseRow.Columns.ConRejection, OffboardingCaseRow.Columns.ConEffort,
        OffboardingCaseRow.Columns.AccountValue, OffboardingCaseRow.Columns.ApprovedById, OffboardingCaseRow.Columns.ApprovedOn, OffboardingCaseRow.Columns.TalkOn,
        OffboardingCaseRow.Columns.CompletedOn, OffboardingCaseRow.Columns.CompleteAutomatically, OffboardingCaseRow.Columns.PlaybookId,
        OffboardingCaseRow.Columns.MainContactId, OffboardingCaseRow.Columns.PartlyTold, OffboardingCaseRow.Columns.PartlyToldReason, OffboardingCaseRow.Columns.PartlyToldById,
        OffboardingCaseRow.Columns.ResponderId, OffboardingCaseRow.Columns.TalkHeldOn, OffboardingCaseRow.Columns.TalkNotes,
    ];

    static readonly string[] AccountColumns =
    [
        AccountRow.Columns.Id, AccountRow.Columns.Name, AccountRow.Columns.State, AccountRow.Columns.OwnerId, AccountRow.Columns.CustomerTypeCode,
        AccountRow.Columns.NoContractConfirmedOn, AccountRow.Columns.Region, AccountRow.Columns.WaiverReason, AccountRow.Columns.WaivedOn,
        Country, StateOrProvince, PrimaryContact,
    ];

    const string Country = "address1_country";
    const string StateOrProvince = "address1_stateorprovince";
    const string PrimaryContact = "primarycontactid";

    /// <summary>The stages of the open cases of accounts; those without one are absent. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="accounts">At most 1,000.</param>
    internal static IReadOnlyDictionary<Guid, OffboardingCaseStatusReason> OpenStages(IOrganizationService service, IReadOnlyCollection<Guid> accounts)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table) { ColumnSet = new ColumnSet(OffboardingCaseRow.Columns.StatusReason, OffboardingCaseRow.Columns.OpenKey) };
        query.Criteria.AddCondition(new ConditionExpression(OffboardingCaseRow.Columns.OpenKey, ConditionOperator.In, accounts.Select(static id => (object)KeyOf(id)).ToArray()));
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.State, ConditionOperator.Equal, (int)OffboardingCaseState.Active);
        query.AddOrder(OffboardingCaseRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query).Select(static row => new OffboardingCaseRow(row))
            .ToDictionary(static row => Guid.Parse(row.OpenKey!), static row => row.StatusReason ?? OffboardingCaseStatusReason.Prepare);
    }

    /// <summary>A case with its account, as far as the caller may read both. Requests: 1.</summary>
    /// <param name="call">For the caller's rights.</param>
    /// <param name="id">Of the case.</param>
    /// <param name="kind">Decision that the caller is about to take.</param>
    /// <param name="request">Id with which the caller repeats; null: there is none.</param>
    /// <param name="withOpenItems">Adds the open items of the plan.</param>
    /// <param name="service">Null: the caller's; SYSTEM's where a step judges whatever the caller may see.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304: there is no such case for this caller.</exception>
    internal static CaseOnFile Read(PluginCall call, Guid id, CaseDecisionKind kind, string? request, bool withOpenItems = false, IOrganizationService? service = null)
    {
        var query = new QueryExpression(OffboardingCaseRow.Table) { ColumnSet = new ColumnSet(CaseColumns) };
        query.Criteria.AddCondition(OffboardingCaseRow.Columns.Id, ConditionOperator.Equal, id);
        query.AddOrder(OffboardingCaseRow.Columns.Id, OrderType.Ascending);

        var account = query.AddLink(AccountRow.Table, OffboardingCaseRow.Columns.AccountId, AccountRow.Columns.Id);
        account.EntityAlias = CaseOnFile.AccountAlias;
        account.Columns = new ColumnSet(AccountColumns);
        var reason = query.AddLink(ReasonRow.Table, OffboardingCaseRow.Columns.ReasonId, ReasonRow.Columns.Id, JoinOperator.LeftOuter);
        reason.EntityAlias = CaseOnFile.ReasonAlias;
        reason.Columns = new ColumnSet(ReasonRow.Columns.Code, ReasonRow.Columns.NeedsApproval, ReasonRow.Columns.Name, ReasonRow.Columns.NameDe);
        if (request != null)
            AddDecision(query.AddLink(CaseDecisionRow.Table, OffboardingCaseRow.Columns.Id, CaseDecisionRow.Columns.CaseId, JoinOperator.LeftOuter), kind, request);
        if (withOpenItems)
        {
            AddOpenItems(query);
            AddOpenPoints(query);
        }

        var rows = (service ?? call.AsCaller).AllRows(query);
        return rows.Count > 0 ? CaseOnFile.Of(rows) : throw Refusal.Of("OFF-1304", call.Language);
    }

    /// <summary>An account that the caller may read, with its open case; null: there is no such account for this caller. Requests: 1.</summary>
    internal static CaseOnFile? OfAccount(PluginCall call, Guid accountId)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountColumns) };
        query.Criteria.AddCondition(AccountRow.Columns.Id, ConditionOperator.Equal, accountId);
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);

        var open = query.AddLink(OffboardingCaseRow.Table, AccountRow.Columns.Id, OffboardingCaseRow.Columns.AccountId, JoinOperator.LeftOuter);
        open.EntityAlias = CaseOnFile.CaseAlias;
        open.Columns = new ColumnSet([OffboardingCaseRow.Columns.Id, .. CaseColumns]);
        open.LinkCriteria.AddCondition(OffboardingCaseRow.Columns.State, ConditionOperator.Equal, (int)OffboardingCaseState.Active);
        AddDecision(open.AddLink(CaseDecisionRow.Table, OffboardingCaseRow.Columns.Id, CaseDecisionRow.Columns.CaseId, JoinOperator.LeftOuter), CaseDecisionKind.Start, request: null);

        var rows = call.AsCaller.AllRows(query);
        return rows.Count == 0 ? null : CaseOnFile.OfAccount(rows[0]);
    }

    /// <summary>Where an account that was read here is, as far as holidays go.</summary>
    internal static PlanPlace PlaceOf(AccountRow account) => new()
    {
        Region = account.Region,
        Country = account.Entity.GetAttributeValue<string?>(Country),
        State = account.Entity.GetAttributeValue<string?>(StateOrProvince),
    };

    /// <summary>The primary contact of an account that was read here; null: it has none.</summary>
    internal static EntityReference? PrimaryContactOf(AccountRow account) => account.Entity.GetAttributeValue<EntityReference?>(PrimaryContact);

    /// <summary>Whether a decision was taken on a case. Requests: 1.</summary>
    internal static bool HasDecision(IOrganizationService service, Guid caseId)
    {
        var query = new QueryExpression(CaseDecisionRow.Table) { ColumnSet = new ColumnSet(CaseDecisionRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(CaseDecisionRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>What off_openkey holds while the case of the account is open.</summary>
    internal static string KeyOf(Guid id) => id.ToString("D");

    static void AddDecision(LinkEntity decision, CaseDecisionKind kind, string? request)
    {
        decision.EntityAlias = CaseOnFile.DecisionAlias;
        decision.Columns = new ColumnSet(CaseDecisionRow.Columns.Facts, CaseDecisionRow.Columns.Request);
        decision.LinkCriteria.AddCondition(CaseDecisionRow.Columns.Kind, ConditionOperator.Equal, (int)kind);
        if (request != null) decision.LinkCriteria.AddCondition(CaseDecisionRow.Columns.Request, ConditionOperator.Equal, request);
    }

    /// <summary>Rows of the answer: open items times open mandatory points of the checklist, of which there are at most seven.</summary>
    static void AddOpenPoints(QueryExpression query)
    {
        var point = query.AddLink(ClosingPointRow.Table, OffboardingCaseRow.Columns.Id, ClosingPointRow.Columns.CaseId, JoinOperator.LeftOuter);
        point.EntityAlias = CaseOnFile.PointAlias;
        point.Columns = new ColumnSet(ClosingPointRow.Columns.Id);
        point.LinkCriteria.AddCondition(ClosingPointRow.Columns.Mandatory, ConditionOperator.Equal, true);
        point.LinkCriteria.AddCondition(ClosingPointRow.Columns.PointState, ConditionOperator.Equal, (int)ClosingPointPointState.Open);
    }

    static void AddOpenItems(QueryExpression query)
    {
        var item = query.AddLink(PlanItemRow.Table, OffboardingCaseRow.Columns.Id, PlanItemRow.Columns.CaseId, JoinOperator.LeftOuter);
        item.EntityAlias = CaseOnFile.ItemAlias;
        item.Columns = new ColumnSet(
            PlanItemRow.Columns.Id, PlanItemRow.Columns.Name, PlanItemRow.Columns.Mandatory, PlanItemRow.Columns.DueOn, PlanItemRow.Columns.Activity,
            PlanItemRow.Columns.ActivityRowId, PlanItemRow.Columns.TemplateCode, PlanItemRow.Columns.ItemState, PlanItemRow.Columns.Anchor,
            PlanItemRow.Columns.Offset, PlanItemRow.Columns.OffsetUnit);
        item.LinkCriteria.AddCondition(PlanItemRow.Columns.ItemState, ConditionOperator.Equal, (int)PlanItemItemState.Open);
    }
}
