using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Schema;
using Microsoft.OData.Edm;

namespace LocalDataverse.Web.Api.Model;

/// <summary>Builds the entity data model: what <c>$metadata</c> shows, and what URLs are read against.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-service-documents</remarks>
internal sealed class EdmModelBuilder(WebApiModel source)
{
    const string Container = "System";

    readonly EdmModel model = new();
    readonly Dictionary<string, EdmEntityType> types = new(StringComparer.Ordinal);
    readonly Dictionary<string, EdmEntitySet> sets = new(StringComparer.Ordinal);
    readonly EdmEntityType baseType = new(WebApiModel.Namespace, "crmbaseentity", null, isAbstract: true, isOpen: false);
    readonly EdmEntityType expando = new(WebApiModel.Namespace, "expando", null, isAbstract: false, isOpen: true);
    EdmEntityType? principal;

    /// <param name="isDocument">For <c>$metadata</c>. Else for reading URLs, where functions of filters hang on every table, which the library wants to find them.</param>
    public IEdmModel Build(bool isDocument)
    {
        model.AddElement(baseType);
        expando.AddKeys(expando.AddStructuralProperty("expandoid", EdmPrimitiveTypeKind.Guid, isNullable: false));
        model.AddElement(expando);
        principal = new EdmEntityType(WebApiModel.Namespace, "principal", baseType, isAbstract: true, isOpen: false);
        principal.AddStructuralProperty("ownerid", EdmPrimitiveTypeKind.Guid);
        model.AddElement(principal);

        var container = new EdmEntityContainer(WebApiModel.Namespace, Container);
        model.AddElement(container);
        foreach (var table in source.Tables) AddTable(table, container);
        foreach (var table in source.Tables) AddNavigations(table);
        foreach (var function in QueryFunctions.All.OrderBy(pair => pair.Key, StringComparer.Ordinal)) AddQueryFunction(function.Key, function.Value, isBound: !isDocument);

        var operations = new EdmOperations(model, container, types, baseType, expando);
        foreach (var operation in source.Operations) operations.Add(operation);
        new SchemaModel(model).AddTo(container);
        return model;
    }

    void AddTable(Table table, EdmEntityContainer container)
    {
        var type = new EdmEntityType(WebApiModel.Namespace, table.Name, baseType);
        foreach (var column in source.PropertiesOf(table).Columns)
        {
            var property = type.AddStructuralProperty(TableProperties.NameOf(column), KindOf(column), isNullable: column != table.PrimaryId);
            if (column == table.PrimaryId) type.AddKeys(property);
        }

        foreach (var key in table.Keys)
        {
            var named = key.Columns.Select(table.Column).ToDictionary(TableProperties.NameOf, column => type.FindProperty(TableProperties.NameOf(column))!, StringComparer.Ordinal);
            model.AddAlternateKeyAnnotation(type, named);
        }

        types.Add(table.Name, type);
        model.AddElement(type);
        sets.Add(table.Name, container.AddEntitySet(table.Facts.SetName, type));
    }

    void AddNavigations(Table table)
    {
        var type = types[table.Name];
        foreach (var navigation in source.PropertiesOf(table).Navigations)
        {
            var (target, many) = navigation switch
            {
                LookupNavigation lookup => (lookup.Target, false),
                ChildrenNavigation children => (children.Relationship.From, true),
                PeersNavigation peers => (peers.Target, true),
                _ => throw new InvalidOperationException($"A navigation property of kind {navigation.GetType()} is not known."),
            };
            var property = type.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
            {
                Name = navigation.Name,
                Target = target is null ? principal! : types[target],
                TargetMultiplicity = many ? EdmMultiplicity.Many : EdmMultiplicity.ZeroOrOne,
                DependentProperties = navigation is LookupNavigation { Target: not null } one ? [(IEdmStructuralProperty)type.FindProperty(TableProperties.NameOf(one.Column))!] : null,
                PrincipalProperties = navigation is LookupNavigation { Target: not null } ? types[target!].DeclaredKey : null,
            });
            if (target is not null) sets[table.Name].AddNavigationTarget(property, sets[target]);
        }
    }

    void AddQueryFunction(string name, QueryFunction function, bool isBound)
    {
        var added = new EdmFunction(WebApiModel.Namespace, name, EdmCoreModel.Instance.GetBoolean(isNullable: false), isBound, entitySetPathExpression: null, isComposable: false);
        if (isBound) added.AddParameter("entity", new EdmEntityTypeReference(baseType, isNullable: false));
        added.AddParameter(QueryFunctions.Property, EdmCoreModel.Instance.GetString(isNullable: false));
        switch (function.Operand)
        {
            case QueryFunctionOperand.Text:
                added.AddParameter(QueryFunctions.Value, EdmCoreModel.Instance.GetString(isNullable: false));
                break;
            case QueryFunctionOperand.Number:
                added.AddParameter(QueryFunctions.Value, EdmCoreModel.Instance.GetInt64(isNullable: false));
                break;
            case QueryFunctionOperand.List:
                added.AddParameter(QueryFunctions.Values, EdmCoreModel.GetCollection(EdmCoreModel.Instance.GetString(isNullable: false)));
                break;
            default:
                break;
        }

        model.AddElement(added);
    }

    public static EdmPrimitiveTypeKind KindOf(Column column) => column.Type switch
    {
        ColumnType.BigInt => EdmPrimitiveTypeKind.Int64,
        ColumnType.Boolean or ColumnType.ManagedProperty => EdmPrimitiveTypeKind.Boolean,
        ColumnType.Integer or ColumnType.Picklist or ColumnType.State or ColumnType.Status => EdmPrimitiveTypeKind.Int32,
        ColumnType.Decimal or ColumnType.Money => EdmPrimitiveTypeKind.Decimal,
        ColumnType.Double => EdmPrimitiveTypeKind.Double,
        ColumnType.Uniqueidentifier or ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner => EdmPrimitiveTypeKind.Guid,
        ColumnType.DateTime => column.DateBehavior == DateBehavior.DateOnly ? EdmPrimitiveTypeKind.Date : EdmPrimitiveTypeKind.DateTimeOffset,
        ColumnType.Image => EdmPrimitiveTypeKind.Binary,
        _ => EdmPrimitiveTypeKind.String,
    };
}
