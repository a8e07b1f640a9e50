using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Playbooks;

/// <summary>What a plan on file lacks of its playbook.</summary>
public static class PlanCompletion
{
    /// <summary>The part of a plan that is not on file yet.</summary>
    /// <param name="plan">The whole playbook with its days.</param>
    /// <param name="templates">Lines of the playbook.</param>
    /// <param name="onFile">Codes of the lines that have an item, whatever became of it: what a person cancelled is not planned again.</param>
    /// <returns>Only what is missing, and only conflicts that keep it from being planned.</returns>
    public static PlannedItems Missing(PlannedItems plan, IReadOnlyList<PlanTemplate> templates, ISet<string> onFile)
    {
        var missing = templates.Where(template => !onFile.Contains(template.Code)).ToList();
        var lacksNotice = missing.Exists(static template => template.Anchor == PlanAnchor.Notice || template.IsNoticeLetter);
        return new PlannedItems(
            [.. plan.Items.Where(item => !onFile.Contains(item.Template.Code))],
            [.. plan.LeftOut.Where(left => !onFile.Contains(left.Template.Code))],
            [.. plan.Conflicts.Where(conflict => conflict.Template is { } template ? !onFile.Contains(template.Code) : lacksNotice)],
            plan.Talk,
            plan.LastSendingDay);
    }
}
