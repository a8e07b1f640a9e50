using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Retention;

/// <summary>Writes the key of a retention rule, and refuses to turn a statutory rule into a policy or to delete one by which lines are kept.</summary>
/// <remarks>
/// <para>Step: PreOperation (20), synchronous, of Create and Update on off_retentionrule (filtering columns off_ground, off_recordclass, off_ruleid,
/// off_rulekey, off_version); Update with a pre-image "before" of the same columns without the key; and of Delete with a pre-image "before" of rule, class and version.</para>
/// <para>The key makes two rows of one version impossible even when two admins save at the same instant. Requests: none, 1 to delete; 1 more on refusal.</para>
/// </remarks>
public sealed class RetentionRuleGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3015: the rule had a legal ground and would become a policy; OFF-3265: lines of schedules are kept by it.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsMessage("Delete"))
        {
            RefuseInUse(call);
            return;
        }

        var target = new RetentionRuleRow(call.Target);
        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? new RetentionRuleRow(image) : null;

        var id = target.RuleId ?? before?.RuleId ?? "";
        var recordClass = target.RecordClass ?? before?.RecordClass ?? "";
        var version = target.Version ?? before?.Version ?? 1;
        if (before?.Ground is { } ground && ground != RetentionRuleGround.Policy && target.Ground == RetentionRuleGround.Policy)
            throw Refusal.Of("OFF-3015", call.Language, "rule", id, "class", recordClass);

        if (before is null) target.Version = version;
        if (before is null && target.Origin is null) target.Origin = RetentionRuleOrigin.Customer;
        target.RuleKey = id + "|" + recordClass + "|" + version.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A line says by which rule its rows are kept; without the row nobody could tell why any more. Requests: 1.</summary>
    static void RefuseInUse(PluginCall call)
    {
        if (!call.Context.PreEntityImages.TryGetValue("before", out var image)) return;

        var rule = new RetentionRuleRow(image);
        var query = new QueryExpression(RetentionScheduleRow.Table) { ColumnSet = new ColumnSet(RetentionScheduleRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(RetentionScheduleRow.Columns.OperativeRule, ConditionOperator.Equal, rule.RuleId ?? "");
        query.Criteria.AddCondition(RetentionScheduleRow.Columns.RecordClass, ConditionOperator.Equal, rule.RecordClass ?? "");
        query.Criteria.AddCondition(RetentionScheduleRow.Columns.RuleVersion, ConditionOperator.Equal, rule.Version ?? 1);
        if (call.AsSystem.RetrieveMultiple(query).Entities.Count > 0)
            throw Refusal.Of("OFF-3265", call.Language, "rule", rule.RuleId ?? "?", "class", rule.RecordClass ?? "?", "version", (rule.Version ?? 1).ToString(CultureInfo.InvariantCulture));
    }
}
