using System;
using System.Collections.Generic;
using LocalDataverse.Faults;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>What FetchXML calls operators and kinds of links.</summary>
internal static class FetchNames
{
    static readonly Dictionary<string, ConditionOperator> Operators = new(StringComparer.Ordinal)
    {
        ["eq"] = ConditionOperator.Equal,
        ["ne"] = ConditionOperator.NotEqual,
        ["neq"] = ConditionOperator.NotEqual,
        ["gt"] = ConditionOperator.GreaterThan,
        ["ge"] = ConditionOperator.GreaterEqual,
        ["lt"] = ConditionOperator.LessThan,
        ["le"] = ConditionOperator.LessEqual,
        ["like"] = ConditionOperator.Like,
        ["not-like"] = ConditionOperator.NotLike,
        ["begins-with"] = ConditionOperator.BeginsWith,
        ["not-begin-with"] = ConditionOperator.DoesNotBeginWith,
        ["ends-with"] = ConditionOperator.EndsWith,
        ["not-end-with"] = ConditionOperator.DoesNotEndWith,
        ["in"] = ConditionOperator.In,
        ["not-in"] = ConditionOperator.NotIn,
        ["between"] = ConditionOperator.Between,
        ["not-between"] = ConditionOperator.NotBetween,
        ["null"] = ConditionOperator.Null,
        ["not-null"] = ConditionOperator.NotNull,
        ["contain-values"] = ConditionOperator.ContainValues,
        ["not-contain-values"] = ConditionOperator.DoesNotContainValues,
        ["yesterday"] = ConditionOperator.Yesterday,
        ["today"] = ConditionOperator.Today,
        ["tomorrow"] = ConditionOperator.Tomorrow,
        ["last-seven-days"] = ConditionOperator.Last7Days,
        ["next-seven-days"] = ConditionOperator.Next7Days,
        ["last-week"] = ConditionOperator.LastWeek,
        ["this-week"] = ConditionOperator.ThisWeek,
        ["next-week"] = ConditionOperator.NextWeek,
        ["last-month"] = ConditionOperator.LastMonth,
        ["this-month"] = ConditionOperator.ThisMonth,
        ["next-month"] = ConditionOperator.NextMonth,
        ["last-year"] = ConditionOperator.LastYear,
        ["this-year"] = ConditionOperator.ThisYear,
        ["next-year"] = ConditionOperator.NextYear,
        ["on"] = ConditionOperator.On,
        ["not-on"] = ConditionOperator.NotOn,
        ["on-or-before"] = ConditionOperator.OnOrBefore,
        ["on-or-after"] = ConditionOperator.OnOrAfter,
        ["last-x-hours"] = ConditionOperator.LastXHours,
        ["next-x-hours"] = ConditionOperator.NextXHours,
        ["last-x-days"] = ConditionOperator.LastXDays,
        ["next-x-days"] = ConditionOperator.NextXDays,
        ["last-x-weeks"] = ConditionOperator.LastXWeeks,
        ["next-x-weeks"] = ConditionOperator.NextXWeeks,
        ["last-x-months"] = ConditionOperator.LastXMonths,
        ["next-x-months"] = ConditionOperator.NextXMonths,
        ["last-x-years"] = ConditionOperator.LastXYears,
        ["next-x-years"] = ConditionOperator.NextXYears,
        ["olderthan-x-minutes"] = ConditionOperator.OlderThanXMinutes,
        ["olderthan-x-hours"] = ConditionOperator.OlderThanXHours,
        ["olderthan-x-days"] = ConditionOperator.OlderThanXDays,
        ["olderthan-x-weeks"] = ConditionOperator.OlderThanXWeeks,
        ["olderthan-x-months"] = ConditionOperator.OlderThanXMonths,
        ["olderthan-x-years"] = ConditionOperator.OlderThanXYears,
        ["eq-userid"] = ConditionOperator.EqualUserId,
        ["ne-userid"] = ConditionOperator.NotEqualUserId,
        ["eq-businessid"] = ConditionOperator.EqualBusinessId,
        ["ne-businessid"] = ConditionOperator.NotEqualBusinessId,
        ["eq-userteams"] = ConditionOperator.EqualUserTeams,
        ["eq-useroruserteams"] = ConditionOperator.EqualUserOrUserTeams,
        ["eq-userlanguage"] = ConditionOperator.EqualUserLanguage,
    };

    /// <summary>The operator of a condition.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80041120: not an operator, or one that the engine lacks.</exception>
    public static ConditionOperator Operator(string? name) => name is not null && Operators.TryGetValue(name, out var op) ? op : throw Fault.Of(
        FaultCode.QueryBuilderInvalidConditionOperator,
        $"Unsupported condition operator. '{name}' does not exist or is not supported by the embedded Dataverse.");

    /// <summary>The kind of a link; inner if none is given.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80041117: not a kind of link; 0x80041121: natural, which is not supported.</exception>
    public static JoinOperator Join(string? name) => name switch
    {
        null or "inner" => JoinOperator.Inner,
        "outer" => JoinOperator.LeftOuter,
        "exists" => JoinOperator.Exists,
        "in" => JoinOperator.In,
        "matchfirstrowusingcrossapply" => JoinOperator.MatchFirstRowUsingCrossApply,
        "any" => JoinOperator.Any,
        "not any" => JoinOperator.NotAny,
        "all" => JoinOperator.All,
        "not all" => JoinOperator.NotAll,
        "natural" => JoinOperator.Natural,
        _ => throw Fault.Of(
            FaultCode.QueryBuilderDeserializeInvalidLinkType,
            "The only valid values for link-type attribute are 'inner', 'outer', 'in', 'exists', 'matchfirstrowusingcrossapply', 'any', "
            + $"'not any', 'all' and 'not all', not '{name}'."),
    };

    /// <summary>The aggregate of an attribute.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80041139: not an aggregate.</exception>
    public static AggregateKind Aggregate(FetchElement attribute) => attribute.Text("aggregate") switch
    {
        "count" => AggregateKind.Count,
        "countcolumn" => AggregateKind.CountColumn,
        "sum" => AggregateKind.Sum,
        "avg" => AggregateKind.Avg,
        "min" => AggregateKind.Min,
        "max" => AggregateKind.Max,
        var other => throw attribute.Invalid("aggregate", other, "count, countcolumn, sum, avg, min or max"),
    };

    /// <summary>The date grouping of an attribute. Null: none.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80041135: not a date grouping, or one that the engine lacks.</exception>
    public static DateGrouping? DateGrouping(string? name) => name switch
    {
        null => null,
        "day" => Query.DateGrouping.Day,
        "week" => Query.DateGrouping.Week,
        "month" => Query.DateGrouping.Month,
        "quarter" => Query.DateGrouping.Quarter,
        "year" => Query.DateGrouping.Year,
        _ => throw Fault.Of(
            FaultCode.QueryBuilderInvalidDateGrouping,
            $"An invalid value was specified for dategrouping: '{name}'. The embedded Dataverse supports day, week, month, quarter and year."),
    };
}
