using System.Collections.Frozen;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Model;

/// <summary>Functions in <c>$filter</c> that are operators of queries: <c>Microsoft.Dynamics.CRM.Last7Days(PropertyName='createdon')</c>.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/queryfunctions</remarks>
internal static class QueryFunctions
{
    public const string Property = "PropertyName";
    public const string Value = "PropertyValue";
    public const string Values = "PropertyValues";

    static readonly ConditionOperator[] WithText =
        [ConditionOperator.On, ConditionOperator.NotOn, ConditionOperator.OnOrBefore, ConditionOperator.OnOrAfter];

    static readonly ConditionOperator[] WithList =
    [
        ConditionOperator.In, ConditionOperator.NotIn, ConditionOperator.Between, ConditionOperator.NotBetween,
        ConditionOperator.ContainValues, ConditionOperator.DoesNotContainValues,
    ];

    static readonly ConditionOperator[] WithNothing =
    [
        ConditionOperator.Yesterday, ConditionOperator.Today, ConditionOperator.Tomorrow, ConditionOperator.Last7Days, ConditionOperator.Next7Days,
        ConditionOperator.LastWeek, ConditionOperator.ThisWeek, ConditionOperator.NextWeek, ConditionOperator.LastMonth, ConditionOperator.ThisMonth,
        ConditionOperator.NextMonth, ConditionOperator.LastYear, ConditionOperator.ThisYear, ConditionOperator.NextYear, ConditionOperator.EqualUserId,
        ConditionOperator.NotEqualUserId, ConditionOperator.EqualBusinessId, ConditionOperator.NotEqualBusinessId, ConditionOperator.EqualUserTeams,
        ConditionOperator.EqualUserOrUserTeams, ConditionOperator.EqualUserLanguage,
    ];

    static readonly ConditionOperator[] WithNumber =
    [
        ConditionOperator.LastXHours, ConditionOperator.NextXHours, ConditionOperator.LastXDays, ConditionOperator.NextXDays, ConditionOperator.LastXWeeks,
        ConditionOperator.NextXWeeks, ConditionOperator.LastXMonths, ConditionOperator.NextXMonths, ConditionOperator.LastXYears, ConditionOperator.NextXYears,
        ConditionOperator.OlderThanXMinutes, ConditionOperator.OlderThanXHours, ConditionOperator.OlderThanXDays, ConditionOperator.OlderThanXWeeks,
        ConditionOperator.OlderThanXMonths, ConditionOperator.OlderThanXYears,
    ];

    /// <summary>By name without namespace.</summary>
    public static FrozenDictionary<string, QueryFunction> All { get; } = WithNothing.Select(op => new QueryFunction(op, QueryFunctionOperand.None))
        .Concat(WithText.Select(op => new QueryFunction(op, QueryFunctionOperand.Text)))
        .Concat(WithNumber.Select(op => new QueryFunction(op, QueryFunctionOperand.Number)))
        .Concat(WithList.Select(op => new QueryFunction(op, QueryFunctionOperand.List)))
        .ToFrozenDictionary(function => function.Operator.ToString());
}

/// <param name="Operator">Its name is the function's.</param>
internal sealed record QueryFunction(ConditionOperator Operator, QueryFunctionOperand Operand);

internal enum QueryFunctionOperand
{
    None,
    Text,
    Number,
    List,
}
