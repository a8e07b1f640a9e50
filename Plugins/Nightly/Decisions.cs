using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>What waits for a decision of the data protection officer: numbers of plans and jobs, nobody's name.</summary>
sealed class Decisions
{
    /// <summary>Numbers that a text lists; the rest is counted.</summary>
    const int MostListed = 10;

    readonly List<KeyValuePair<string, IReadOnlyList<string>>> groups = [];

    /// <summary>How many there are.</summary>
    internal int Count => groups.Sum(static group => group.Value.Count);

    /// <summary>Reads them. Requests: 5 (plans that wait, jobs that failed, lines to review or moved by a rule, due jobs without a plan, jobs whose rows should be restricted and are not), plus 1 per further 5,000 rows.</summary>
    internal static Decisions Read(IOrganizationService service, LocalDate today)
    {
        var found = new Decisions();
        found.Add("OFF-TEXT-DECIDE-PLANS", service, Query(ErasurePlanRow.Table, new ConditionExpression(ErasurePlanRow.Columns.Approval, ConditionOperator.Equal, (int)ErasurePlanApproval.Waiting)));
        found.Add("OFF-TEXT-DECIDE-FAILED", service, Query(ErasureJobRow.Table, IsJob(ErasureJobStatusReason.Failed)));
        found.Add("OFF-TEXT-DECIDE-DUE", service, Query(ErasureJobRow.Table, IsJob(ErasureJobStatusReason.Due)));
        found.Add("OFF-TEXT-DECIDE-LINES", service, LinesToReview());
        found.Add("OFF-TEXT-DECIDE-RESTRICTION", service, Query(
            ErasureJobRow.Table,
            new ConditionExpression(ErasureJobRow.Columns.RestrictFrom, ConditionOperator.OnOrBefore, today.ToString()),
            new ConditionExpression(ErasureJobRow.Columns.RestrictedOn, ConditionOperator.Null)));
        return found;
    }

    /// <summary>A line for each kind, with the first numbers.</summary>
    internal string Text(Language language) => string.Join("\n", groups.Select(group => Messages.Part(
        group.Key, language, "count", group.Value.Count.ToString(CultureInfo.InvariantCulture), "names", string.Join(", ", group.Value.Take(MostListed)) + (group.Value.Count > MostListed ? " …" : ""))));

    void Add(string code, IOrganizationService service, QueryExpression query)
    {
        var names = service.AllRows(query).Select(row => row.GetAttributeValue<string?>("off_name") ?? "?").Distinct(System.StringComparer.Ordinal).ToList();
        if (names.Count > 0) groups.Add(new KeyValuePair<string, IReadOnlyList<string>>(code, names));
    }

    static ConditionExpression IsJob(ErasureJobStatusReason status) => new(ErasureJobRow.Columns.StatusReason, ConditionOperator.Equal, (int)status);

    static QueryExpression Query(string table, params ConditionExpression[] conditions)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet("off_name") };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        foreach (var condition in conditions) query.Criteria.AddCondition(condition);
        query.AddOrder(table + "id", OrderType.Ascending);
        return query;
    }

    /// <summary>Lines of open jobs.</summary>
    static QueryExpression LinesToReview()
    {
        var query = Query(ErasureJobRow.Table);
        query.Distinct = true;
        var line = query.AddLink(RetentionScheduleRow.Table, ErasureJobRow.Columns.Id, RetentionScheduleRow.Columns.JobId);
        line.LinkCriteria.AddCondition(RetentionScheduleRow.Columns.ErasedOn, ConditionOperator.Null);
        line.LinkCriteria.AddCondition(new ConditionExpression(
            RetentionScheduleRow.Columns.LineStatus, ConditionOperator.NotIn, (int)RetentionScheduleLineStatus.Completed, (int)RetentionScheduleLineStatus.Cancelled));
        var either = line.LinkCriteria.AddFilter(LogicalOperator.Or);
        either.AddCondition(RetentionScheduleRow.Columns.LineStatus, ConditionOperator.Equal, (int)RetentionScheduleLineStatus.Review);
        either.AddCondition(RetentionScheduleRow.Columns.MovedEarlier, ConditionOperator.Equal, true);
        return query;
    }
}
