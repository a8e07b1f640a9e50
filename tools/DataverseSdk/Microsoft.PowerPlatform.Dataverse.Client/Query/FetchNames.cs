using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.PowerPlatform.Dataverse.Client.Query;

/// <summary>What FetchXML calls operators and kinds of links.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/reference/operators</remarks>
internal static class FetchNames
{
    static readonly Dictionary<ConditionOperator, string> Operators = new()
    {
        [ConditionOperator.Equal] = "eq",
        [ConditionOperator.NotEqual] = "ne",
        [ConditionOperator.GreaterThan] = "gt",
        [ConditionOperator.LessThan] = "lt",
        [ConditionOperator.GreaterEqual] = "ge",
        [ConditionOperator.LessEqual] = "le",
        [ConditionOperator.Like] = "like",
        [ConditionOperator.NotLike] = "not-like",
        [ConditionOperator.In] = "in",
        [ConditionOperator.NotIn] = "not-in",
        [ConditionOperator.Between] = "between",
        [ConditionOperator.NotBetween] = "not-between",
        [ConditionOperator.Null] = "null",
        [ConditionOperator.NotNull] = "not-null",
        [ConditionOperator.Yesterday] = "yesterday",
        [ConditionOperator.Today] = "today",
        [ConditionOperator.Tomorrow] = "tomorrow",
        [ConditionOperator.Last7Days] = "last-seven-days",
        [ConditionOperator.Next7Days] = "next-seven-days",
        [ConditionOperator.LastWeek] = "last-week",
        [ConditionOperator.ThisWeek] = "this-week",
        [ConditionOperator.NextWeek] = "next-week",
        [ConditionOperator.LastMonth] = "last-month",
        [ConditionOperator.ThisMonth] = "this-month",
        [ConditionOperator.NextMonth] = "next-month",
        [ConditionOperator.On] = "on",
        [ConditionOperator.NotOn] = "not-on",
        [ConditionOperator.OnOrBefore] = "on-or-before",
        [ConditionOperator.OnOrAfter] = "on-or-after",
        [ConditionOperator.LastYear] = "last-year",
        [ConditionOperator.ThisYear] = "this-year",
        [ConditionOperator.NextYear] = "next-year",
        [ConditionOperator.LastXHours] = "last-x-hours",
        [ConditionOperator.NextXHours] = "next-x-hours",
        [ConditionOperator.LastXDays] = "last-x-days",
        [ConditionOperator.NextXDays] = "next-x-days",
        [ConditionOperator.LastXWeeks] = "last-x-weeks",
        [ConditionOperator.NextXWeeks] = "next-x-weeks",
        [ConditionOperator.LastXMonths] = "last-x-months",
        [ConditionOperator.NextXMonths] = "next-x-months",
        [ConditionOperator.LastXYears] = "last-x-years",
        [ConditionOperator.NextXYears] = "next-x-years",
        [ConditionOperator.OlderThanXMinutes] = "olderthan-x-minutes",
        [ConditionOperator.OlderThanXHours] = "olderthan-x-hours",
        [ConditionOperator.OlderThanXDays] = "olderthan-x-days",
        [ConditionOperator.OlderThanXWeeks] = "olderthan-x-weeks",
        [ConditionOperator.OlderThanXMonths] = "olderthan-x-months",
        [ConditionOperator.OlderThanXYears] = "olderthan-x-years",
        [ConditionOperator.BeginsWith] = "begins-with",
        [ConditionOperator.DoesNotBeginWith] = "not-begin-with",
        [ConditionOperator.EndsWith] = "ends-with",
        [ConditionOperator.DoesNotEndWith] = "not-end-with",
        [ConditionOperator.ContainValues] = "contain-values",
        [ConditionOperator.DoesNotContainValues] = "not-contain-values",
        [ConditionOperator.EqualUserId] = "eq-userid",
        [ConditionOperator.NotEqualUserId] = "ne-userid",
        [ConditionOperator.EqualBusinessId] = "eq-businessid",
        [ConditionOperator.NotEqualBusinessId] = "ne-businessid",
        [ConditionOperator.EqualUserTeams] = "eq-userteams",
        [ConditionOperator.EqualUserOrUserTeams] = "eq-useroruserteams",
        [ConditionOperator.EqualUserLanguage] = "eq-userlanguage",
    };

    /// <exception cref="NotSupportedException">An operator without name here.</exception>
    public static string Of(ConditionOperator op) => Operators.TryGetValue(op, out var name)
        ? name
        : throw new NotSupportedException($"The operator {op} is not supported by this build; use the Official build.");

    public static string Of(JoinOperator join) => join switch
    {
        JoinOperator.Inner => "inner",
        JoinOperator.LeftOuter => "outer",
        JoinOperator.Natural => "natural",
        JoinOperator.MatchFirstRowUsingCrossApply => "matchfirstrowusingcrossapply",
        JoinOperator.In => "in",
        JoinOperator.Exists => "exists",
        JoinOperator.Any => "any",
        JoinOperator.NotAny => "not any",
        JoinOperator.All => "all",
        JoinOperator.NotAll => "not all",
        _ => throw new NotSupportedException($"Links of kind {join} are not supported by this build; use the Official build."),
    };

    public static string Of(XrmAggregateType aggregate) => aggregate switch
    {
        XrmAggregateType.Count => "count",
        XrmAggregateType.CountColumn => "countcolumn",
        XrmAggregateType.Sum => "sum",
        XrmAggregateType.Avg => "avg",
        XrmAggregateType.Min => "min",
        XrmAggregateType.Max => "max",
        _ => throw new NotSupportedException($"The aggregate {aggregate} is not supported by this build; use the Official build."),
    };

    public static string Of(XrmDateTimeGrouping grouping) => grouping switch
    {
        XrmDateTimeGrouping.FiscalPeriod => "fiscal-period",
        XrmDateTimeGrouping.FiscalYear => "fiscal-year",
        _ => grouping.ToString().ToLowerInvariant(),
    };
}
