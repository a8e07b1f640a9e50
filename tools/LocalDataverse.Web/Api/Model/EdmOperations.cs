using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Solutions;
using Microsoft.OData.Edm;

namespace LocalDataverse.Web.Api.Model;

/// <summary>Adds operations to the model: functions and actions with the types of their answers.</summary>
internal sealed class EdmOperations(
    EdmModel model, EdmEntityContainer container, IReadOnlyDictionary<string, EdmEntityType> types, EdmEntityType baseType, EdmEntityType expando)
{
    EdmComplexType? principalAccess;

    public void Add(Operation operation)
    {
        if (operation.Binding == CustomApiBinding.Global)
        {
            var added = Operation(operation, isBound: false);
            if (added is EdmFunction function) container.AddFunctionImport(operation.Name, function);
            else container.AddActionImport(operation.Name, (EdmAction)added);
            return;
        }

        var tables = operation.BoundTables.Count == 0 ? [baseType] : operation.BoundTables.Where(types.ContainsKey).Select(table => types[table]).ToList();
        foreach (var table in tables) Operation(operation, isBound: true, table);
    }

    EdmOperation Operation(Operation operation, bool isBound, EdmEntityType? on = null)
    {
        var answer = Answer(operation);
        EdmOperation added = operation.IsFunction
            ? new EdmFunction(WebApiModel.Namespace, operation.Name, answer ?? EdmCoreModel.Instance.GetBoolean(isNullable: false), isBound, entitySetPathExpression: null, isComposable: false)
            : new EdmAction(WebApiModel.Namespace, operation.Name, answer, isBound, entitySetPathExpression: null);
        if (on is not null)
        {
            var row = new EdmEntityTypeReference(on, isNullable: false);
            added.AddParameter("entity", operation.Binding == CustomApiBinding.EntityCollection ? EdmCoreModel.GetCollection(row) : row);
        }

        foreach (var parameter in operation.Parameters.OrderBy(parameter => parameter.IsOptional))
        {
            if (parameter.IsOptional && operation.IsFunction) added.AddOptionalParameter(parameter.Name, TypeOf(parameter));
            else added.AddParameter(parameter.Name, TypeOf(parameter));
        }

        model.AddElement(added);
        return added;
    }

    IEdmTypeReference? Answer(Operation operation)
    {
        if (operation.Outputs.Count == 0) return null;
        if (operation.Outputs is [{ Kind: ValueKind.Entity or ValueKind.EntityCollection } only]) return TypeOf(only);

        var name = operation.Name + "Response";
        if (model.FindDeclaredType($"{WebApiModel.Namespace}.{name}") is EdmComplexType known) return new EdmComplexTypeReference(known, isNullable: false);

        var type = new EdmComplexType(WebApiModel.Namespace, name);
        foreach (var output in operation.Outputs)
        {
            // A structural property cannot be of an entity type; rows are shown as a navigation property, as online.
            if (output.Kind is ValueKind.Entity or ValueKind.EntityCollection or ValueKind.EntityReference)
            {
                type.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
                {
                    Name = output.Name,
                    Target = RowType(output),
                    TargetMultiplicity = output.Kind == ValueKind.EntityCollection ? EdmMultiplicity.Many : EdmMultiplicity.ZeroOrOne,
                });
            }
            else
            {
                type.AddStructuralProperty(output.Name, TypeOf(output));
            }
        }

        model.AddElement(type);
        return new EdmComplexTypeReference(type, isNullable: false);
    }

    IEdmTypeReference TypeOf(OperationParameter parameter)
    {
        var core = EdmCoreModel.Instance;
        return parameter.Kind switch
        {
            ValueKind.Boolean => core.GetBoolean(parameter.IsOptional),
            ValueKind.DateTime => core.GetDateTimeOffset(parameter.IsOptional),
            ValueKind.Decimal or ValueKind.Money => core.GetDecimal(parameter.IsOptional),
            ValueKind.Float => core.GetDouble(parameter.IsOptional),
            ValueKind.Integer or ValueKind.Picklist => core.GetInt32(parameter.IsOptional),
            ValueKind.Binary => core.GetBinary(parameter.IsOptional),
            ValueKind.Guid => core.GetGuid(parameter.IsOptional),
            ValueKind.StringArray => EdmCoreModel.GetCollection(core.GetString(isNullable: true)),
            ValueKind.GuidArray => EdmCoreModel.GetCollection(core.GetGuid(isNullable: false)),
            ValueKind.Entity or ValueKind.EntityReference => new EdmEntityTypeReference(RowType(parameter), parameter.IsOptional),
            ValueKind.EntityCollection => EdmCoreModel.GetCollection(new EdmEntityTypeReference(RowType(parameter), isNullable: false)),
            ValueKind.PrincipalAccess => new EdmComplexTypeReference(PrincipalAccess(), isNullable: false),
            ValueKind.RolePrivileges => EdmCoreModel.GetCollection(core.GetString(isNullable: false)),
            _ => core.GetString(parameter.IsOptional),
        };
    }

    EdmEntityType RowType(OperationParameter parameter)
    {
        if (parameter.Table is { } table && types.TryGetValue(table, out var type)) return type;

        return parameter.Kind == ValueKind.EntityCollection ? expando : baseType;
    }

    EdmComplexType PrincipalAccess()
    {
        if (principalAccess is not null) return principalAccess;

        principalAccess = new EdmComplexType(WebApiModel.Namespace, "PrincipalAccess");
        principalAccess.AddStructuralProperty("AccessMask", EdmPrimitiveTypeKind.String);
        principalAccess.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo { Name = "Principal", Target = baseType, TargetMultiplicity = EdmMultiplicity.ZeroOrOne });
        model.AddElement(principalAccess);
        return principalAccess;
    }
}
