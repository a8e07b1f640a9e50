using System;
using System.Globalization;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace LocalDataverse.Web.Api.Schema;

/// <summary><c>$filter</c> over metadata: comparisons of properties with values, joined by and, or, not.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api: functions are not for metadata.</remarks>
internal static class SchemaFilter
{
    public static bool Matches(SingleValueNode node, object item) => node switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and => Matches(and.Left, item) && Matches(and.Right, item),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or => Matches(or.Left, item) || Matches(or.Right, item),
        BinaryOperatorNode comparison => Compare(comparison.OperatorKind, Value(comparison.Left, item), Value(comparison.Right, item)),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => !Matches(not.Operand, item),
        ConvertNode convert => Matches(convert.Source, item),
        SingleValuePropertyAccessNode flag => Value(flag, item) is true,
        ConstantNode { Value: bool constant } => constant,
        var other => throw WebFault.Unsupported($"an expression of kind {other.Kind} in $filter of metadata"),
    };

    static object? Value(QueryNode node, object? item) => node switch
    {
        ConstantNode constant => constant.Value,
        ConvertNode convert => Value(convert.Source, item),
        ResourceRangeVariableReferenceNode => item,
        SingleValuePropertyAccessNode property => Property(Value(property.Source, item), property.Property),
        SingleComplexNode complex => Property(Value(complex.Source, item), complex.Property),
        SingleResourceCastNode cast => Value(cast.Source, item) is { } one && one.GetType().Name == ((IEdmSchemaElement)cast.TypeReference.Definition).Name ? one : null,
        var other => throw WebFault.Unsupported($"an expression of kind {other.Kind} in $filter of metadata"),
    };

    static object? Property(object? owner, IEdmProperty property) => owner is null ? null : SchemaShape.TryProperty(owner.GetType(), property.Name)?.GetValue(owner);

    static bool Compare(BinaryOperatorKind kind, object? left, object? right)
    {
        if (left is ODataEnumValue) (left, right, kind) = (right, left, Mirrored(kind));
        if (left is Enum member && right is ODataEnumValue named) right = Enum.Parse(member.GetType(), named.Value);
        if (left is null || right is null)
        {
            return kind switch
            {
                BinaryOperatorKind.Equal => left is null && right is null,
                BinaryOperatorKind.NotEqual => left is not null || right is not null,
                _ => false,
            };
        }

        var order = Order(left, right);
        return kind switch
        {
            BinaryOperatorKind.Equal => order == 0,
            BinaryOperatorKind.NotEqual => order != 0,
            BinaryOperatorKind.GreaterThan => order > 0,
            BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
            BinaryOperatorKind.LessThan => order < 0,
            BinaryOperatorKind.LessThanOrEqual => order <= 0,
            _ => throw WebFault.Unsupported($"the operator {kind} in $filter of metadata"),
        };
    }

    static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        _ => kind,
    };

    static int Order(object left, object right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (Guid one, Guid other) => one.CompareTo(other),
        (bool one, bool other) => one.CompareTo(other),
        (Enum one, Enum other) => one.CompareTo(other),
        (DateTime one, DateTimeOffset other) => one.CompareTo(other.UtcDateTime),
        _ when IsNumber(left) && IsNumber(right) => Convert.ToDouble(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(right, CultureInfo.InvariantCulture)),
        _ => throw WebFault.Unsupported($"a comparison of {left.GetType().Name} with {right.GetType().Name} in $filter of metadata"),
    };

    static bool IsNumber(object value) => value is int or long or short or byte or decimal or double or float;
}
