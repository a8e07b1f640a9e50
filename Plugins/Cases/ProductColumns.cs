using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Columns of cases and plans that carry what the product decided, and the operations that write them.</summary>
public static class ProductColumns
{
    const string Start = "off_StartOffboarding";
    const string Announce = "off_AnnounceOffboarding";
    const string Approve = "off_ApproveOffboarding";
    const string Tasks = "off_CreateTransitionTasks";
    const string Notice = "off_RecordNotice";
    const string End = "off_ChangeEndDate";
    const string Settlement = "off_ProposeSettlement";
    const string Complete = "off_CompleteOffboarding";
    const string Cancel = "off_CancelOffboarding";
    const string Talk = "off_RecordTalk";

    /// <summary>Of a case: each column with the operations to use instead, in the order in which a refusal looks at them.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> OfCase =
    [
        new(OffboardingCaseRow.Columns.State, Join(Complete, Cancel)),
        new(OffboardingCaseRow.Columns.StatusReason, Join(Announce, Notice, Complete, Cancel)),
        new(OffboardingCaseRow.Columns.AccountId, Start),
        new(OffboardingCaseRow.Columns.OpenKey, Join(Start, Complete, Cancel)),
        new(OffboardingCaseRow.Columns.Verdict, Join(Announce, Notice, End)),
        new(OffboardingCaseRow.Columns.PossibleFrom, Join(Announce, Notice, End)),
        new(OffboardingCaseRow.Columns.PlannedEnd, Join(Notice, End)),
        new(OffboardingCaseRow.Columns.PlaybookId, Join(Start, Tasks)),
        new(OffboardingCaseRow.Columns.DecisionFacts, Start),
        new(OffboardingCaseRow.Columns.ApprovedById, Approve),
        new(OffboardingCaseRow.Columns.ApprovedOn, Approve),
        new(OffboardingCaseRow.Columns.SettlementTotal, Settlement),
        new(OffboardingCaseRow.Columns.CompletedOn, Complete),
        new(OffboardingCaseRow.Columns.CancelledOn, Cancel),
        new(OffboardingCaseRow.Columns.CancelReason, Cancel),
        new(OffboardingCaseRow.Columns.TalkHeldOn, Talk),
        new(OffboardingCaseRow.Columns.ClosingPercent, Join(Talk, Complete)),
    ];

    /// <summary>Of a point of the closing checklist: what the facts decide. Its state may be waived by a person, its reason is theirs.</summary>
    public static readonly IReadOnlyList<string> OfClosingPoint =
    [
        ClosingPointRow.Columns.CaseId, ClosingPointRow.Columns.Kind, ClosingPointRow.Columns.Mandatory, ClosingPointRow.Columns.PointKey, ClosingPointRow.Columns.DoneOn, ClosingPointRow.Columns.WaivedById,
        ClosingPointRow.Columns.PointState,
    ];

    /// <summary>Of an item of a plan: what ties it to its case, template and activity, and whether it holds up the end.</summary>
    public static readonly IReadOnlyList<string> OfPlanItem =
    [
        PlanItemRow.Columns.CaseId, PlanItemRow.Columns.TemplateCode, PlanItemRow.Columns.Activity, PlanItemRow.Columns.ActivityRowId, PlanItemRow.Columns.Anchor,
        PlanItemRow.Columns.Offset, PlanItemRow.Columns.OffsetUnit, PlanItemRow.Columns.Mandatory, PlanItemRow.Columns.ItemState,
    ];

    /// <summary>The first of the columns that a write gives another value; null: none. A value that is there already may be sent again, as imports do.</summary>
    /// <param name="columns">To be looked at, in this order.</param>
    /// <param name="write">What is written.</param>
    /// <param name="before">The row as it is, with these columns; null: nothing is known of it.</param>
    public static string? FirstChanged(IEnumerable<string> columns, Entity write, Entity? before) =>
        columns.FirstOrDefault(column => write.Contains(column) && (before is null || !IsSame(write[column], before.GetAttributeValue<object?>(column))));

    static bool IsSame(object? written, object? present) => written switch
    {
        // The same row may be given by key or with its name.
        EntityReference reference => present is EntityReference old && reference.Id == old.Id && reference.LogicalName == old.LogicalName,
        string { Length: 0 } => present is null,
        _ => Equals(written, present),
    };

    static string Join(params string[] operations) => string.Join(", ", operations);
}
