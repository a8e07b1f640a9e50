using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The retention rules of some record classes as they stand: a digest for each class, which changes with any rule, and the ground of each rule.</summary>
sealed class RuleDigests
{
    readonly List<RetentionRuleRow> rules;

    RuleDigests(List<RetentionRuleRow> rules) => this.rules = rules;

    /// <summary>Requests: 1; none for no class.</summary>
    internal static RuleDigests Of(IOrganizationService service, IReadOnlyCollection<string> recordClasses)
    {
        if (recordClasses.Count == 0) return new RuleDigests([]);

        var query = new QueryExpression(RetentionRuleRow.Table) { ColumnSet = new ColumnSet([.. RetentionRuleRow.FactColumns.Values.Concat([RetentionRuleRow.Columns.State]).Distinct(StringComparer.Ordinal)]) };
        query.Criteria.AddCondition(new ConditionExpression(RetentionRuleRow.Columns.RecordClass, ConditionOperator.In, recordClasses.Cast<object>().ToArray()));
        query.AddOrder(RetentionRuleRow.Columns.RuleId, OrderType.Ascending);
        query.AddOrder(RetentionRuleRow.Columns.Id, OrderType.Ascending);
        return new RuleDigests([.. service.AllRows(query).Select(static row => new RetentionRuleRow(row))]);
    }

    /// <summary>Lines of a plan, one for each class.</summary>
    internal IEnumerable<string> Lines() =>
        rules.GroupBy(static rule => rule.Fact("record_class") ?? "", StringComparer.Ordinal)
            .Select(static group => "rules\t" + group.Key + "\t" + Digest.Of(string.Join("\n", group.Select(static rule => TextOf(rule)).OrderBy(static text => text, StringComparer.Ordinal))));

    /// <summary>The ground that a rule names; empty: no such rule.</summary>
    internal string GroundOf(string ruleId) => rules.Find(rule => rule.Fact("rule_id") == ruleId)?.Fact("ground") ?? "";

    static string TextOf(RetentionRuleRow rule) =>
        rule.Entity.Id.ToString("N") + "\t" + (int?)rule.State + "\t"
        + string.Join("\t", RetentionRuleRow.FactColumns.Keys.OrderBy(static name => name, StringComparer.Ordinal).Select(name => name + "=" + (rule.Fact(name) ?? "")));
}
