using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>The rows that belong to a case, in a fixed order, without the texts of its documents.</summary>
sealed class CaseDossier
{
    const string Name = "off_name";

    /// <summary>Most rows of a kind: a plan has at most 200 lines.</summary>
    internal const int MostRows = 500;

    readonly Entity source;

    CaseDossier(Entity source) => this.source = source;

    /// <summary>What the case itself says about talk, closing and checklist.</summary>
    internal OffboardingCaseRow Case => new(source);

    internal IReadOnlyList<PlanItemRow> PlanItems => [.. Rows("off_offboardingcase_planitem").Select(static row => new PlanItemRow(row))];

    internal IReadOnlyList<SettlementItemRow> Settlement => [.. Rows("off_offboardingcase_settlementitem").Select(static row => new SettlementItemRow(row))];

    internal IReadOnlyList<ClosingPointRow> Points => [.. Rows("off_offboardingcase_closingpoint").Select(static row => new ClosingPointRow(row))];

    internal IReadOnlyList<LetterRow> Letters => [.. Rows("off_offboardingcase_letter").Select(static row => new LetterRow(row))];

    internal IReadOnlyList<HandoverItemRow> Handover => [.. Rows("off_offboardingcase_handoveritem").Select(static row => new HandoverItemRow(row))];

    internal IReadOnlyList<CaseDocumentRow> Documents => [.. Rows("off_offboardingcase_casedocument").Select(static row => new CaseDocumentRow(row))];

    internal IReadOnlyList<CaseDecisionRow> Decisions => [.. Rows("off_offboardingcase_casedecision").Select(static row => new CaseDecisionRow(row))];

    internal IReadOnlyList<FeedbackRow> Feedback => [.. Rows("off_offboardingcase_feedback").Select(static row => new FeedbackRow(row))];

    internal IReadOnlyList<GiftRow> Gifts => [.. Rows("off_offboardingcase_gift").Select(static row => new GiftRow(row))];

    /// <summary>The conversation pack of the case; null: none was made.</summary>
    internal CaseDocumentRow? Pack => Documents.FirstOrDefault(static document => document.Kind == CaseDocumentKind.Pack);

    /// <summary>Reads all of it. Requests: 1: rows of all kinds come with the case, each by its relationship.</summary>
    /// <param name="service">Acts as SYSTEM: what holds for a case does not depend on who asks.</param>
    /// <param name="caseId">That the caller may read.</param>
    /// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.retrieverequest.relatedentitiesquery</remarks>
    internal static CaseDossier Read(IOrganizationService service, Guid caseId)
    {
        var queries = new RelationshipQueryCollection();
        Add(queries, "off_offboardingcase_planitem", PlanItemRow.Table, PlanItemRow.Columns.DueOn,
            PlanItemRow.Columns.Name, PlanItemRow.Columns.TemplateCode, PlanItemRow.Columns.Activity, PlanItemRow.Columns.ActivityRowId, PlanItemRow.Columns.Anchor, PlanItemRow.Columns.Offset,
            PlanItemRow.Columns.Mandatory, PlanItemRow.Columns.ItemState);
        Add(queries, "off_offboardingcase_settlementitem", SettlementItemRow.Table, SettlementItemRow.Columns.Name,
            SettlementItemRow.Columns.Kind, SettlementItemRow.Columns.Amount, SettlementItemRow.Columns.Formula, SettlementItemRow.Columns.Decision, SettlementItemRow.Columns.TransactionCurrencyId);
        Add(queries, "off_offboardingcase_closingpoint", ClosingPointRow.Table, ClosingPointRow.Columns.Kind,
            ClosingPointRow.Columns.Name, ClosingPointRow.Columns.Mandatory, ClosingPointRow.Columns.PointState, ClosingPointRow.Columns.DoneOn, ClosingPointRow.Columns.WaiverReason, ClosingPointRow.Columns.WaivedById);
        Add(queries, "off_offboardingcase_letter", LetterRow.Table, LetterRow.Columns.ReleasedOn,
            LetterRow.Columns.Name, LetterRow.Columns.Kind, LetterRow.Columns.LetterState, LetterRow.Columns.FactsWaiver, LetterRow.Columns.ReleasedById, LetterRow.Columns.CreatedOn);
        Add(queries, "off_offboardingcase_handoveritem", HandoverItemRow.Table, HandoverItemRow.Columns.Kind,
            HandoverItemRow.Columns.Name, HandoverItemRow.Columns.Detail, HandoverItemRow.Columns.ItemState, HandoverItemRow.Columns.DueOn, HandoverItemRow.Columns.DoneOn, HandoverItemRow.Columns.Reason);
        Add(queries, "off_offboardingcase_casedocument", CaseDocumentRow.Table, CaseDocumentRow.Columns.Kind,
            CaseDocumentRow.Columns.Name, CaseDocumentRow.Columns.Language, CaseDocumentRow.Columns.Facts, CaseDocumentRow.Columns.FactsHash, CaseDocumentRow.Columns.ContentHash, CaseDocumentRow.Columns.MadeOn,
            CaseDocumentRow.Columns.Stale, CaseDocumentRow.Columns.ConfirmedOn, CaseDocumentRow.Columns.ConfirmedById, CaseDocumentRow.Columns.WaiverReason, CaseDocumentRow.Columns.DocumentKey);
        Add(queries, "off_offboardingcase_casedecision", CaseDecisionRow.Table, CaseDecisionRow.Columns.Day,
            CaseDecisionRow.Columns.Name, CaseDecisionRow.Columns.Kind, CaseDecisionRow.Columns.Verdict, CaseDecisionRow.Columns.PossibleFrom);
        Add(queries, "off_offboardingcase_feedback", FeedbackRow.Table, FeedbackRow.Columns.AskedOn, FeedbackRow.Columns.FeedbackState, FeedbackRow.Columns.ReceivedOn);
        Add(queries, "off_offboardingcase_gift", GiftRow.Table, GiftRow.Columns.Name, GiftRow.Columns.GiftState);

        var request = new RetrieveRequest
        {
            Target = new EntityReference(OffboardingCaseRow.Table, caseId),
            ColumnSet = new ColumnSet(
                OffboardingCaseRow.Columns.OwnerId, OffboardingCaseRow.Columns.TalkNotes, OffboardingCaseRow.Columns.TalkHeldOn, OffboardingCaseRow.Columns.WinBack, OffboardingCaseRow.Columns.WinBackNote,
                OffboardingCaseRow.Columns.ClosingPercent, OffboardingCaseRow.Columns.PartlyTold, OffboardingCaseRow.Columns.PartlyToldReason, OffboardingCaseRow.Columns.SettlementTotal,
                OffboardingCaseRow.Columns.TransactionCurrencyId),
            RelatedEntitiesQuery = queries,
        };
        return new CaseDossier(((RetrieveResponse)service.Execute(request)).Entity);
    }

    static void Add(RelationshipQueryCollection queries, string relationship, string table, string orderedBy, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet([orderedBy, .. columns]), TopCount = MostRows };
        query.AddOrder(orderedBy, OrderType.Ascending);

        // By name before id, so that documents made of the same rows read the same in every environment.
        if (orderedBy != Name) query.AddOrder(Name, OrderType.Ascending);
        query.AddOrder(table + "id", OrderType.Ascending);
        queries[new Relationship(relationship)] = query;
    }

    IReadOnlyList<Entity> Rows(string relationship) => source.RelatedEntities.TryGetValue(new Relationship(relationship), out var rows) ? rows.Entities : [];
}
