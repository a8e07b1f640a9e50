using System;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>What the operand of an operator is.</summary>
internal enum OperandKind
{
    /// <summary>A value of the column's type.</summary>
    Value,

    /// <summary>A text or pattern.</summary>
    Text,

    /// <summary>How many days, weeks, …</summary>
    Count,
}

/// <summary>How many values an operator takes, of what kind, and on which columns it works.</summary>
internal sealed record OperatorShape(int Least, int Most, OperandKind Kind, Func<Column, bool> Fits)
{
    static readonly OperatorShape Nothing = new(0, 0, OperandKind.Value, _ => true);
    static readonly OperatorShape Value = new(1, 1, OperandKind.Value, column => column.Type != ColumnType.MultiSelectPicklist);
    static readonly OperatorShape Values = new(1, int.MaxValue, OperandKind.Value, column => column.Type != ColumnType.MultiSelectPicklist);
    static readonly OperatorShape Range = new(2, 2, OperandKind.Value, column => column.Type != ColumnType.MultiSelectPicklist);
    static readonly OperatorShape Pattern = new(1, 1, OperandKind.Text, column => column.IsText);
    static readonly OperatorShape Members = new(1, int.MaxValue, OperandKind.Value, column => column.Type == ColumnType.MultiSelectPicklist);
    static readonly OperatorShape Date = new(1, 1, OperandKind.Value, IsDate);
    static readonly OperatorShape RelativeDate = new(0, 0, OperandKind.Value, IsDate);
    static readonly OperatorShape CountOfDays = new(1, 1, OperandKind.Count, IsDate);

    // A calendar day has no hours (F222).
    static readonly OperatorShape CountOfHours = new(1, 1, OperandKind.Count, column => IsDate(column) && column.DateBehavior != DateBehavior.DateOnly);
    static readonly OperatorShape Principal = new(0, 0, OperandKind.Value, column => column.IsLookup || column.Type == ColumnType.Uniqueidentifier);
    static readonly OperatorShape Language = new(0, 0, OperandKind.Value, column => column.Type == ColumnType.Integer);

    /// <summary>Null: the engine does not have the operator.</summary>
    public static OperatorShape? Of(ConditionOperator op) => op switch
    {
        ConditionOperator.Null or ConditionOperator.NotNull => Nothing,
        ConditionOperator.Equal or ConditionOperator.NotEqual or ConditionOperator.GreaterThan or ConditionOperator.GreaterEqual
            or ConditionOperator.LessThan or ConditionOperator.LessEqual => Value,
        ConditionOperator.In or ConditionOperator.NotIn => Values,
        ConditionOperator.Between or ConditionOperator.NotBetween => Range,
        ConditionOperator.Like or ConditionOperator.NotLike or ConditionOperator.BeginsWith or ConditionOperator.DoesNotBeginWith
            or ConditionOperator.EndsWith or ConditionOperator.DoesNotEndWith => Pattern,
        ConditionOperator.ContainValues or ConditionOperator.DoesNotContainValues => Members,
        ConditionOperator.On or ConditionOperator.NotOn or ConditionOperator.OnOrBefore or ConditionOperator.OnOrAfter => Date,
        ConditionOperator.Yesterday or ConditionOperator.Today or ConditionOperator.Tomorrow or ConditionOperator.Last7Days or ConditionOperator.Next7Days
            or ConditionOperator.LastWeek or ConditionOperator.ThisWeek or ConditionOperator.NextWeek or ConditionOperator.LastMonth
            or ConditionOperator.ThisMonth or ConditionOperator.NextMonth or ConditionOperator.LastYear or ConditionOperator.ThisYear
            or ConditionOperator.NextYear => RelativeDate,
        ConditionOperator.LastXDays or ConditionOperator.NextXDays or ConditionOperator.LastXWeeks or ConditionOperator.NextXWeeks
            or ConditionOperator.LastXMonths or ConditionOperator.NextXMonths or ConditionOperator.LastXYears or ConditionOperator.NextXYears
            or ConditionOperator.OlderThanXDays or ConditionOperator.OlderThanXWeeks or ConditionOperator.OlderThanXMonths
            or ConditionOperator.OlderThanXYears => CountOfDays,
        ConditionOperator.LastXHours or ConditionOperator.NextXHours or ConditionOperator.OlderThanXHours or ConditionOperator.OlderThanXMinutes => CountOfHours,
        ConditionOperator.EqualUserId or ConditionOperator.NotEqualUserId or ConditionOperator.EqualBusinessId or ConditionOperator.NotEqualBusinessId
            or ConditionOperator.EqualUserTeams or ConditionOperator.EqualUserOrUserTeams => Principal,
        ConditionOperator.EqualUserLanguage => Language,
        _ => null,
    };

    static bool IsDate(Column column) => column.Type == ColumnType.DateTime;
}
