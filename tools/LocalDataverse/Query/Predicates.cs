using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>Turns filters into functions on joined rows: for each source of the query its row, or null where an outer join found none.</summary>
/// <param name="exists">Answers a link that is used as a condition.</param>
internal sealed class Predicates(QueryContext context, Func<Link, Func<Row?[], bool>> exists)
{
    public Func<Row?[], bool> Compile(Filter filter) => filter switch
    {
        FilterGroup group => Group(group),
        Condition condition => Column(condition),
        ColumnComparison comparison => Comparison(comparison),
        LinkCondition link => exists(link.Link),
        _ => throw new ArgumentException($"Unknown filter {filter.GetType()}.", nameof(filter)),
    };

    Func<Row?[], bool> Group(FilterGroup group)
    {
        var parts = group.Parts.Select(Compile).ToArray();
        if (parts.Length == 1) return parts[0];
        if (parts.Length == 0) return static _ => true;
        return group.Operator == LogicalOperator.And
            ? rows => Array.TrueForAll(parts, part => part(rows))
            : rows => Array.Exists(parts, part => part(rows));
    }

    Func<Row?[], bool> Column(Condition condition)
    {
        var (source, column) = (condition.Source, condition.Column);
        var test = Test(condition);
        return rows => test(rows[source]?[column]);
    }

    static Func<Row?[], bool> Comparison(ColumnComparison comparison)
    {
        var test = Compare(comparison.Operator);
        return rows => rows[comparison.Source]?[comparison.Column] is { } left && rows[comparison.OtherSource]?[comparison.Other] is { } right
            && test(StoredValues.Same(left, right) ? 0 : StoredValues.Compare(left, right));
    }

    Func<object?, bool> Test(Condition condition)
    {
        var values = condition.Values;
        switch (condition.Operator)
        {
            case ConditionOperator.Null: return static value => value is null;
            case ConditionOperator.NotNull: return static value => value is not null;
            case ConditionOperator.Equal: return Same(Operands(condition)[0]);
            case ConditionOperator.NotEqual: return Negated(Same(Operands(condition)[0]));
            case ConditionOperator.In: return OneOf(Operands(condition));
            case ConditionOperator.NotIn: return Negated(OneOf(Operands(condition)));
            case ConditionOperator.Between: return Between(Operands(condition));
            case ConditionOperator.NotBetween: return Negated(Between(Operands(condition)));
            case ConditionOperator.Like: return Like((string)values[0]);
            case ConditionOperator.NotLike: return Negated(Like((string)values[0]));
            case ConditionOperator.BeginsWith: return Like((string)values[0] + "%");
            case ConditionOperator.DoesNotBeginWith: return Negated(Like((string)values[0] + "%"));
            case ConditionOperator.EndsWith: return Like("%" + (string)values[0]);
            case ConditionOperator.DoesNotEndWith: return Negated(Like("%" + (string)values[0]));
            case ConditionOperator.ContainValues: return Contains(values);
            case ConditionOperator.DoesNotContainValues: return Negated(Contains(values));
            case ConditionOperator.NotOn: return InRange(condition with { Operator = ConditionOperator.On }, negated: true);
            case ConditionOperator.EqualUserId: return OneOf([context.UserId]);
            case ConditionOperator.NotEqualUserId: return Other(context.UserId);
            case ConditionOperator.EqualBusinessId: return OneOf([BusinessUnit(condition)]);
            case ConditionOperator.NotEqualBusinessId: return Other(BusinessUnit(condition));
            case ConditionOperator.EqualUserTeams: return OneOf([.. context.TeamIds.Cast<object>()]);
            case ConditionOperator.EqualUserOrUserTeams: return OneOf([context.UserId, .. context.TeamIds.Cast<object>()]);
            case ConditionOperator.EqualUserLanguage: return Same(context.Language);
            case ConditionOperator.GreaterThan or ConditionOperator.GreaterEqual or ConditionOperator.LessThan or ConditionOperator.LessEqual:
                var test = Compare(condition.Operator);
                var operand = Operands(condition)[0];
                return value => value is not null && test(StoredValues.Compare(value, operand));
            default: return InRange(condition, negated: false);
        }
    }

    object[] Operands(Condition condition) => condition.Column.Type == ColumnType.DateTime
        ? [.. condition.Values.Select(value => (object)DateRange.Moment((DateTime)value, condition.Column, context))]
        : [.. condition.Values];

    static Func<int, bool> Compare(ConditionOperator op) => op switch
    {
        ConditionOperator.Equal => static order => order == 0,
        ConditionOperator.NotEqual => static order => order != 0,
        ConditionOperator.GreaterThan => static order => order > 0,
        ConditionOperator.GreaterEqual => static order => order >= 0,
        ConditionOperator.LessThan => static order => order < 0,
        ConditionOperator.LessEqual => static order => order <= 0,
        _ => throw new ArgumentException($"{op} does not compare.", nameof(op)),
    };

    // Positive operators never match an empty column (F237).
    static Func<object?, bool> Same(object operand) => value => value is not null && StoredValues.Same(value, operand);

    static Func<object?, bool> OneOf(IReadOnlyList<object> operands)
    {
        var keys = operands.Select(StoredValues.Key).ToHashSet();
        return value => value is not null && keys.Contains(StoredValues.Key(value));
    }

    static Func<object?, bool> Between(object[] bounds) =>
        value => value is not null && StoredValues.Compare(value, bounds[0]) >= 0 && StoredValues.Compare(value, bounds[1]) <= 0;

    static Func<object?, bool> Like(string pattern) => value => value is string text && SqlText.Like(text, pattern);

    static Func<object?, bool> Contains(IReadOnlyList<object> options) =>
        value => value is int[] held && options.Any(option => Array.IndexOf(held, (int)option) >= 0);

    static Func<object?, bool> Other(Guid id) => value => value is not null && !StoredValues.Same(value, id);

    // F235; F236 says the opposite of NotEqual, so the reading is a switch of the context.
    Func<object?, bool> Negated(Func<object?, bool> positive)
    {
        var matchesEmpty = context.NegativeOperatorsMatchEmpty;
        return value => value is null ? matchesEmpty : !positive(value);
    }

    Func<object?, bool> InRange(Condition condition, bool negated)
    {
        var operand = condition.Values.Count == 0 ? null : condition.Values[0];
        var range = DateRange.Of(condition.Operator, operand, condition.Column, context) ?? throw Fault.Of(
            FaultCode.QueryBuilderInvalidConditionOperator,
            $"Unsupported condition operator. The embedded Dataverse does not support {condition.Operator}.");
        return value => value is DateTime moment && range.Contains(moment) != negated;
    }

    Guid BusinessUnit(Condition condition) => context.BusinessUnitId != Guid.Empty
        ? context.BusinessUnitId
        : throw Fault.Unsupported($"{condition.Operator} for a caller without business unit");
}
