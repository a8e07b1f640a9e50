using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Query;

/// <summary><c>$filter</c> as the filter of a query. What queries cannot say is a fault.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows</remarks>
internal sealed class FilterTranslator(WebApiModel model, IDictionary<string, SingleValueNode> aliases)
{
    int lambdas;

    public FilterExpression Translate(FilterClause clause, QueryScope scope) => Translate(clause.Expression, scope, negated: false);

    FilterExpression Translate(SingleValueNode node, QueryScope scope, bool negated)
    {
        switch (Bare(node))
        {
            case BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } logical:
                // Not(a and b) is not a or not b.
                var all = (logical.OperatorKind == BinaryOperatorKind.And) != negated;
                var both = new FilterExpression(all ? LogicalOperator.And : LogicalOperator.Or);
                both.AddFilter(Translate(logical.Left, scope, negated));
                both.AddFilter(Translate(logical.Right, scope, negated));
                return both;
            case UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not:
                return Translate(not.Operand, scope, !negated);
            case BinaryOperatorNode comparison:
                return One(Comparison(comparison, scope, negated));
            case SingleValueFunctionCallNode call:
                return One(Function(call, scope, negated));
            case InNode membership:
                return One(In(membership, scope, negated));
            case AnyNode any:
                return Lambda(any, scope, exists: !negated, bodyNegated: false);
            case AllNode all2:
                // All rows meet it: no row exists that does not.
                return Lambda(all2, scope, exists: negated, bodyNegated: true);
            case SingleValuePropertyAccessNode flag when scope.Column(flag) is { Column.Type: ColumnType.Boolean } column:
                return One(Condition(column, ConditionOperator.Equal, !negated));
            case var other:
                throw WebFault.Unsupported($"an expression of kind {other.Kind} in $filter");
        }
    }

    static FilterExpression One(ConditionExpression condition)
    {
        var filter = new FilterExpression(LogicalOperator.And);
        filter.AddCondition(condition);
        return filter;
    }

    ConditionExpression Comparison(BinaryOperatorNode node, QueryScope scope, bool negated)
    {
        var (left, right) = (Bare(node.Left), Bare(node.Right));
        var op = Operator(node.OperatorKind);
        if (left is not SingleValuePropertyAccessNode && right is SingleValuePropertyAccessNode) (left, right, op) = (right, left, Mirrored(op));
        if (left is not SingleValuePropertyAccessNode property) throw WebFault.Unsupported($"a comparison of {left.Kind} with {right.Kind} in $filter: one side must be a property");

        var column = scope.Column(property);
        if (negated) op = Opposite(op);
        if (right is SingleValuePropertyAccessNode other) return Columns(column, op, scope.Column(other));

        var value = Value(right);
        if (value is not null) return Condition(column, op, value);

        return op switch
        {
            ConditionOperator.Equal => Condition(column, ConditionOperator.Null),
            ConditionOperator.NotEqual => Condition(column, ConditionOperator.NotNull),
            _ => throw WebFault.Of(WebFault.BadUrl, $"The property {property.Property.Name} is compared with null by {node.OperatorKind}. Use eq or ne."),
        };
    }

    static ConditionExpression Columns(ScopedColumn column, ConditionOperator op, ScopedColumn other) => column.Alias == other.Alias
        ? new ConditionExpression(column.Alias, column.Column.Name, op, compareColumns: true, other.Column.Name)
        : throw WebFault.Unsupported($"a comparison of columns of different tables in $filter: {column.Column.Name} and {other.Column.Name}; use fetchXml with valueof");

    ConditionExpression Function(SingleValueFunctionCallNode call, QueryScope scope, bool negated)
    {
        var parameters = call.Parameters.ToList();
        if (call.Name is "contains" or "startswith" or "endswith")
        {
            if (parameters is not [var subject, var pattern] || Bare(subject) is not SingleValuePropertyAccessNode property || Value(pattern) is not string text)
                throw WebFault.Unsupported($"{call.Name} in $filter with something else than a property and a text");

            return call.Name switch
            {
                "contains" => Condition(scope.Column(property), negated ? ConditionOperator.NotLike : ConditionOperator.Like, $"%{text}%"),
                "startswith" => Condition(scope.Column(property), negated ? ConditionOperator.DoesNotBeginWith : ConditionOperator.BeginsWith, text),
                _ => Condition(scope.Column(property), negated ? ConditionOperator.DoesNotEndWith : ConditionOperator.EndsWith, text),
            };
        }

        var name = call.Name[(call.Name.LastIndexOf('.') + 1)..];
        if (!QueryFunctions.All.TryGetValue(name, out var function)) throw WebFault.Unsupported($"the function {call.Name} in $filter");

        var named = parameters.OfType<NamedFunctionParameterNode>().ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        var own = Own(scope, Literally(named[QueryFunctions.Property]) as string);
        return Condition(own, negated ? Opposite(function.Operator) : function.Operator, Operands(function, named));
    }

    object?[] Operands(QueryFunction function, Dictionary<string, QueryNode> named) => function.Operand switch
    {
        QueryFunctionOperand.None => [],
        QueryFunctionOperand.List => [.. Literal.List(Literally(named[QueryFunctions.Values]))],
        _ => [Literal.Plain(Literally(named[QueryFunctions.Value]))],
    };

    /// <summary>A column that is named by a text: by its logical name or by its property.</summary>
    ScopedColumn Own(QueryScope scope, string? name)
    {
        var column = name is null ? null : scope.Table.TryColumn(name) ?? model.PropertiesOf(scope.Table).TryColumn(name);
        return column is null
            ? throw WebFault.Of(WebFault.BadUrl, $"Could not find a property named '{name}' on type '{WebApiModel.Namespace}.{scope.Table.Name}'.")
            : new ScopedColumn(scope.Table, column, Alias: null);
    }

    ConditionExpression In(InNode node, QueryScope scope, bool negated)
    {
        if (Bare(node.Left) is not SingleValuePropertyAccessNode property || node.Right is not CollectionConstantNode list) throw WebFault.Unsupported("in with something else than a property and a list of literals in $filter");

        var values = list.Collection.Select(item => Literal.Plain(item.Value)).ToArray();
        if (values.Length == 0 || values.Contains(null)) throw WebFault.Unsupported("an empty list, or null in the list of in; compare with eq null");

        return Condition(scope.Column(property), negated ? ConditionOperator.NotIn : ConditionOperator.In, values);
    }

    FilterExpression Lambda(LambdaNode node, QueryScope scope, bool exists, bool bodyNegated)
    {
        if (node.Source is not CollectionNavigationNode collection) throw WebFault.Unsupported($"a lambda over {node.Source.Kind} in $filter");

        var (table, alias) = scope.Source((SingleValueNode)collection.Source);
        if (alias is not null) throw WebFault.Unsupported("a lambda behind a lookup in $filter; use fetchXml");

        var kind = exists ? JoinOperator.Any : JoinOperator.NotAny;
        var (outer, inner, target) = Link(table, scope.Navigation(table, collection.NavigationProperty), kind);
        if (node.Body is not ConstantNode { Value: true } || bodyNegated) inner.LinkCriteria = Translate(node.Body, scope.Of(inner, target), bodyNegated);

        return new FilterExpression(LogicalOperator.And) { AnyAllFilterLinkEntity = outer };
    }

    (LinkEntity Outer, LinkEntity Inner, Table Target) Link(Table table, Navigation navigation, JoinOperator kind)
    {
        var alias = $"l{++lambdas}";
        switch (navigation)
        {
            case ChildrenNavigation children:
                var link = Link(table.Name, table.PrimaryId.Name, children.Relationship.From, children.Relationship.Column, kind, alias);
                return (link, link, model.Catalog.Table(children.Relationship.From));
            case PeersNavigation peers:
                var target = model.Catalog.Table(peers.Target);
                var pairs = Link(table.Name, table.PrimaryId.Name, peers.Relationship.Intersect, peers.OwnColumn, kind, alias + "p");
                var other = Link(peers.Relationship.Intersect, peers.OtherColumn, target.Name, target.PrimaryId.Name, JoinOperator.Inner, alias);
                pairs.LinkEntities.Add(other);
                return (pairs, other, target);
            default:
                throw WebFault.Unsupported($"a lambda over {navigation.Name} in $filter");
        }
    }

    static LinkEntity Link(string from, string fromColumn, string to, string toColumn, JoinOperator kind, string alias) => new()
    {
        LinkFromEntityName = from,
        LinkFromAttributeName = fromColumn,
        LinkToEntityName = to,
        LinkToAttributeName = toColumn,
        JoinOperator = kind,
        EntityAlias = alias,
    };

    static ConditionExpression Condition(ScopedColumn column, ConditionOperator op, params object?[] values) => new(column.Alias, column.Column.Name, op, values!);

    /// <summary>Without conversions of types and parameters, which say nothing to a query.</summary>
    SingleValueNode Bare(QueryNode node) => node switch
    {
        ConvertNode convert => Bare(convert.Source),
        NamedFunctionParameterNode parameter => Bare(parameter.Value),
        ParameterAliasNode alias => aliases.TryGetValue(alias.Alias, out var value) && value is not null ? Bare(value) : throw WebFault.Of(WebFault.BadUrl, $"The parameter {alias.Alias} has no value. Give it as a query option."),
        SingleValueNode single => single,
        _ => throw WebFault.Unsupported($"an expression of kind {node.Kind} in $filter"),
    };

    object? Value(QueryNode node) => Literal.Plain(Literally(node));

    object? Literally(QueryNode node) => Bare(node) switch
    {
        ConstantNode constant => constant.Value,
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Negate } minus => Negative(Literally(minus.Operand)),
        var other => throw WebFault.Unsupported($"an expression of kind {other.Kind} in $filter where a literal is expected"),
    };

    static object Negative(object? value) => value switch
    {
        int number => -number,
        long number => -number,
        decimal number => -number,
        double number => -number,
        float number => -(double)number,
        _ => throw WebFault.Unsupported("a minus before something else than a number in $filter"),
    };

    static ConditionOperator Operator(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equal => ConditionOperator.Equal,
        BinaryOperatorKind.NotEqual => ConditionOperator.NotEqual,
        BinaryOperatorKind.GreaterThan => ConditionOperator.GreaterThan,
        BinaryOperatorKind.GreaterThanOrEqual => ConditionOperator.GreaterEqual,
        BinaryOperatorKind.LessThan => ConditionOperator.LessThan,
        BinaryOperatorKind.LessThanOrEqual => ConditionOperator.LessEqual,
        _ => throw WebFault.Unsupported($"the operator {kind} in $filter, as Dataverse does not"),
    };

    static ConditionOperator Mirrored(ConditionOperator op) => op switch
    {
        ConditionOperator.GreaterThan => ConditionOperator.LessThan,
        ConditionOperator.GreaterEqual => ConditionOperator.LessEqual,
        ConditionOperator.LessThan => ConditionOperator.GreaterThan,
        ConditionOperator.LessEqual => ConditionOperator.GreaterEqual,
        _ => op,
    };

    static ConditionOperator Opposite(ConditionOperator op) => op switch
    {
        ConditionOperator.Equal => ConditionOperator.NotEqual,
        ConditionOperator.NotEqual => ConditionOperator.Equal,
        ConditionOperator.GreaterThan => ConditionOperator.LessEqual,
        ConditionOperator.GreaterEqual => ConditionOperator.LessThan,
        ConditionOperator.LessThan => ConditionOperator.GreaterEqual,
        ConditionOperator.LessEqual => ConditionOperator.GreaterThan,
        ConditionOperator.In => ConditionOperator.NotIn,
        ConditionOperator.NotIn => ConditionOperator.In,
        ConditionOperator.Between => ConditionOperator.NotBetween,
        ConditionOperator.NotBetween => ConditionOperator.Between,
        ConditionOperator.ContainValues => ConditionOperator.DoesNotContainValues,
        ConditionOperator.DoesNotContainValues => ConditionOperator.ContainValues,
        ConditionOperator.On => ConditionOperator.NotOn,
        ConditionOperator.NotOn => ConditionOperator.On,
        ConditionOperator.EqualUserId => ConditionOperator.NotEqualUserId,
        ConditionOperator.NotEqualUserId => ConditionOperator.EqualUserId,
        ConditionOperator.EqualBusinessId => ConditionOperator.NotEqualBusinessId,
        ConditionOperator.NotEqualBusinessId => ConditionOperator.EqualBusinessId,
        _ => throw WebFault.Unsupported($"not before {op} in $filter"),
    };
}
