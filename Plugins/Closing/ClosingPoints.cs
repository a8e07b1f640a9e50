using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>The points of the checklist as rows of the case: made with it, marked by the facts.</summary>
static class ClosingPoints
{
    const string PointsOfCase = "off_offboardingcase_closingpoint";

    /// <summary>Adds the points to a case that is about to be created. Requests: none.</summary>
    /// <param name="row">Not yet written; it gets an id if it has none.</param>
    /// <param name="templateCodes">Of the lines of its plan; empty: it has no plan, and no point is mandatory.</param>
    /// <param name="language">Of the names.</param>
    internal static void Attach(OffboardingCaseRow row, IReadOnlyCollection<string> templateCodes, Language language)
    {
        if (row.Entity.Id == Guid.Empty) row.Entity.Id = Guid.NewGuid();
        var mandatory = ClosingRule.Mandatory(templateCodes);
        row.ClosingPercent = 0;
        row.Entity.RelatedEntities[new Relationship(PointsOfCase)] = new EntityCollection([.. ClosingRule.Points.Select(kind => new ClosingPointRow
        {
            Name = NameOf(kind, language),
            Kind = kind,
            Mandatory = mandatory.Contains(kind),
            PointState = ClosingPointPointState.Open,
            PointKey = row.Entity.Id.ToString("D") + "|" + kind.ToCode(),
            OwnerId = row.OwnerId,
        }.Entity)]) { EntityName = ClosingPointRow.Table };
    }

    /// <summary>Brings points and completion figure up to the facts. Requests: 2 (rows of the case; case with points), 1 where nothing differs.</summary>
    /// <remarks>As SYSTEM: a point follows from facts, whoever brought them about.</remarks>
    internal static void Refresh(PluginCall call, Guid caseId)
    {
        var dossier = CaseDossier.Read(call.AsSystem, caseId);
        var change = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, caseId));
        if (Apply(dossier, change, call)) call.AsSystem.Update(change.Entity);
    }

    /// <summary>Adds what differs to a change of the case, so that one write brings both. Requests: none, 1 for the local day where it was not asked for.</summary>
    /// <returns>Whether anything differs.</returns>
    internal static bool Apply(CaseDossier dossier, OffboardingCaseRow change, PluginCall call)
    {
        var points = dossier.Points;
        if (points.Count == 0) return false;

        var differing = new List<Entity>();
        var facts = FactsOf(dossier);
        foreach (var point in points)
        {
            if (StateOf(point, facts) is var state && state == point.PointState) continue;

            point.PointState = state;
            point.DoneOn = state == ClosingPointPointState.Open ? null : call.Today;
            differing.Add(new ClosingPointRow(new Entity(ClosingPointRow.Table, point.Id)) { PointState = state, DoneOn = point.DoneOn }.Entity);
        }

        var percent = ClosingRule.Percent([.. points.Select(static point => point.PointState ?? ClosingPointPointState.Open)]);
        if (differing.Count == 0 && dossier.Case.ClosingPercent == percent) return false;

        change.ClosingPercent = percent;
        if (differing.Count > 0) change.Entity.RelatedEntities[new Relationship(PointsOfCase)] = new EntityCollection(differing) { EntityName = ClosingPointRow.Table };
        return true;
    }

    /// <summary>The mandatory points that are open, in their order, as rows say after <see cref="Apply"/>.</summary>
    internal static IReadOnlyList<ClosingPointRow> Open(CaseDossier dossier) =>
        [.. dossier.Points.Where(static point => point is { Mandatory: true, PointState: ClosingPointPointState.Open }).OrderBy(static point => point.Kind)];

    /// <summary>The names of points for a message.</summary>
    internal static string Names(IEnumerable<ClosingPointRow> points, Language language) =>
        string.Join(", ", points.Select(point => language.Quote(point.Kind is { } kind ? NameOf(kind, language) : point.Name ?? "?")));

    internal static string NameOf(ClosingPointKind kind, Language language) => Messages.Part("OFF-TEXT-POINT-" + kind.ToCode().ToUpperInvariant(), language);

    internal static ClosingFacts FactsOf(CaseDossier dossier) => new()
    {
        IsTalkHeld = dossier.Case.TalkHeldOn is not null,
        DoneLines = Lines(dossier, PlanItemItemState.Done),
        OpenLines = Lines(dossier, PlanItemItemState.Open),
        ReleasedLetters = [.. dossier.Letters.Where(static letter => letter.LetterState == LetterLetterState.Released && letter.Kind is not null).Select(static letter => letter.Kind!.Value).Distinct()],
        OpenHandoverItems = dossier.Handover.Count(static item => item.ItemState is null or HandoverItemItemState.Open),
        UndecidedSettlementItems = dossier.Settlement.Count(static item => item.Decision is null or SettlementItemDecision.Proposed),
        IsFeedbackAsked = dossier.Feedback.Count > 0,
        IsGiftGiven = dossier.Gifts.Any(static gift => gift.GiftState == GiftGiftState.Given),
        IsWinbackAssessed = dossier.Case.WinBack is not null,
    };

    /// <summary>What a person waived stays waived.</summary>
    static ClosingPointPointState StateOf(ClosingPointRow point, ClosingFacts facts)
    {
        if (point.PointState == ClosingPointPointState.Waived) return ClosingPointPointState.Waived;
        return point.Kind is { } kind && ClosingRule.IsDone(kind, facts) ? ClosingPointPointState.Done : ClosingPointPointState.Open;
    }

    static IReadOnlyCollection<ClosingPointKind> Lines(CaseDossier dossier, PlanItemItemState state) =>
        [.. dossier.PlanItems.Where(item => item.ItemState == state).Select(static item => ClosingRule.PointOf(item.TemplateCode)).OfType<ClosingPointKind>().Distinct()];
}
