using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;

namespace Offboarding.Tests.Playbooks;

/// <summary>Playbooks, days and calendars at random, for properties of the planner.</summary>
static class PlanGen
{
    internal static readonly LocalDate Start = new(2027, 1, 15);

    internal static readonly Gen<LocalDate> Days = Gen.Int[0, 1200].Select(offset => Start.PlusDays(offset));

    internal static readonly Gen<WorkingDays> WorkingDays = Gen.Select(
        Days.List[0, 12],
        Gen.Select(Days, Gen.Int[0, 20]).List[0, 3],
        (holidays, blackouts) => new WorkingDays(HolidaySet.Of(holidays), [.. blackouts.Select(one => new Blackout("Shutdown", one.Item1, one.Item1.PlusDays(one.Item2)))]));

    internal static readonly Gen<IReadOnlyList<PlanTemplate>> Templates =
        Gen.Select(
            Gen.Enum<PlanActivity>(), Gen.Enum<PlanAnchor>(), Gen.Int[-90, 60], Gen.Enum<OffsetUnit>(), Gen.Bool,
            (activity, anchor, offset, unit, mandatory) => new PlanTemplate
            {
                Activity = activity,
                Anchor = anchor,
                Offset = offset,
                Unit = unit,
                IsMandatory = mandatory,
            })
        .List[1, 12]
        .Select(list => (IReadOnlyList<PlanTemplate>)[.. list.Select(Named)]);

    internal static readonly Gen<PlanAnchors> Anchors = Gen.Select(Days, Days, Gen.Bool, Gen.Int[0, 30], (end, notice, hasNotice, lead) => new PlanAnchors
    {
        Start = Start,
        End = end,
        LatestNotice = hasNotice ? notice : null,
        NoticeLeadDays = lead,
    });

    internal static PlanAnchors With(PlanAnchors anchors, LocalDate end) => new()
    {
        Start = anchors.Start,
        Talk = anchors.Talk,
        LatestNotice = anchors.LatestNotice,
        NoticeLeadDays = anchors.NoticeLeadDays,
        End = end,
    };

    /// <summary>A plan as it stands on file after it was written.</summary>
    internal static IReadOnlyList<PlanItem> OnFile(PlannedItems planned, Func<int, PlanItemProgress> progress) => [.. planned.Items.Select((item, i) => new PlanItem
    {
        Name = item.Template.Code,
        TemplateCode = item.Template.Code,
        Activity = item.Template.Activity,
        Anchor = item.Template.Anchor,
        Offset = item.Template.Offset,
        Unit = item.Template.Unit,
        IsMandatory = item.Template.IsMandatory,
        DueOn = item.DueOn,
        Progress = progress(i),
    })];

    internal static IReadOnlyList<PlanItem> After(IReadOnlyList<PlanItem> items, PlanMoves moves) => [.. items.Select(item => new PlanItem
    {
        Name = item.Name,
        TemplateCode = item.TemplateCode,
        Activity = item.Activity,
        Anchor = item.Anchor,
        Offset = item.Offset,
        Unit = item.Unit,
        IsMandatory = item.IsMandatory,
        DueOn = moves.Moved.FirstOrDefault(move => ReferenceEquals(move.Item, item))?.DueOn ?? item.DueOn,
        Progress = item.Progress,
    })];

    static PlanTemplate Named(PlanTemplate template, int place) => new()
    {
        Code = "T" + place,
        Sequence = place,
        Activity = template.Activity,
        Anchor = template.Anchor,
        Offset = template.Offset,
        Unit = template.Unit,
        IsMandatory = template.IsMandatory,
    };
}
