using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.Edm;
using Microsoft.Xrm.Sdk.Metadata;

namespace LocalDataverse.Web.Api.Schema;

/// <summary>The types and entity sets of metadata in the entity data model.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/metadataentitytypes</remarks>
internal sealed class SchemaModel(EdmModel model)
{
    public const string Tables = "EntityDefinitions";
    public const string Relationships = "RelationshipDefinitions";
    public const string Choices = "GlobalOptionSetDefinitions";

    /// <summary>By which property, beside the id, one of them is named.</summary>
    static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(EntityMetadata)] = nameof(EntityMetadata.LogicalName),
        [typeof(AttributeMetadata)] = nameof(AttributeMetadata.LogicalName),
        [typeof(EntityKeyMetadata)] = nameof(EntityKeyMetadata.LogicalName),
        [typeof(RelationshipMetadataBase)] = nameof(RelationshipMetadataBase.SchemaName),
        [typeof(OptionSetMetadataBase)] = nameof(OptionSetMetadataBase.Name),
    };

    readonly Dictionary<Type, EdmEntityType> entities = [];
    readonly Dictionary<Type, IEdmTypeReference> values = [];

    public static IReadOnlyDictionary<string, Type> Sets { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [Tables] = typeof(EntityMetadata),
        [Relationships] = typeof(RelationshipMetadataBase),
        [Choices] = typeof(OptionSetMetadataBase),
    };

    /// <summary>The class of a type in a URL.</summary>
    public static Type ClassOf(IEdmType type) => SchemaShape.Entities.First(one => one.Name == ((IEdmEntityType)type.AsElementType()).Name);

    public void AddTo(EdmEntityContainer container)
    {
        foreach (var type in SchemaShape.Entities) Entity(type);
        foreach (var (type, entity) in entities) AddProperties(type, entity);
        foreach (var (type, name) in Names) model.AddAlternateKeyAnnotation(entities[type], new Dictionary<string, IEdmProperty>(StringComparer.Ordinal) { [name] = entities[type].FindProperty(name) });
        foreach (var (set, type) in Sets) container.AddEntitySet(set, entities[type]);
    }

    EdmEntityType Entity(Type type)
    {
        if (entities.TryGetValue(type, out var known)) return known;

        var isRoot = type == typeof(MetadataBase);
        var added = new EdmEntityType(WebApiModel.Namespace, type.Name, isRoot ? null : Entity(type.BaseType!), type.IsAbstract, isOpen: false);
        entities.Add(type, added);
        model.AddElement(added);
        return added;
    }

    void AddProperties(Type type, EdmEntityType entity)
    {
        foreach (var property in SchemaShape.PropertiesOf(type).Where(property => property.DeclaringType == type))
        {
            if (SchemaShape.KindOf(property) == SchemaPropertyKind.Navigation) AddNavigation(entity, property.Name, property.PropertyType);
            else if (property.Name == nameof(MetadataBase.MetadataId)) entity.AddKeys(entity.AddStructuralProperty(property.Name, EdmPrimitiveTypeKind.Guid, isNullable: false));
            else entity.AddStructuralProperty(property.Name, Value(property.PropertyType));
        }

        if (type == typeof(EnumAttributeMetadata) || type == typeof(BooleanAttributeMetadata)) AddNavigation(entity, SchemaShape.GlobalOptionSet, typeof(OptionSetMetadata));
    }

    void AddNavigation(EdmEntityType entity, string name, Type type)
    {
        var item = SchemaShape.ItemOf(type);
        entity.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
        {
            Name = name,
            Target = entities[item ?? type],
            TargetMultiplicity = item is null ? EdmMultiplicity.ZeroOrOne : EdmMultiplicity.Many,
            ContainsTarget = true,
        });
    }

    IEdmTypeReference Value(Type type)
    {
        if (SchemaShape.ItemOf(type) is { } item) return EdmCoreModel.GetCollection(Value(item));

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (values.TryGetValue(plain, out var known)) return known;
        if (plain.IsEnum) return values[plain] = new EdmEnumTypeReference(Enumeration(plain), isNullable: true);
        if (SchemaShape.IsComplex(plain)) return Complex(plain);

        return EdmCoreModel.Instance.GetPrimitive(
            plain == typeof(Guid) ? EdmPrimitiveTypeKind.Guid
            : plain == typeof(DateTime) ? EdmPrimitiveTypeKind.DateTimeOffset
            : Enum.Parse<EdmPrimitiveTypeKind>(plain.Name),
            isNullable: true);
    }

    EdmEnumType Enumeration(Type type)
    {
        var added = new EdmEnumType(WebApiModel.Namespace, type.Name, EdmPrimitiveTypeKind.Int64, type.IsDefined(typeof(FlagsAttribute)));
        foreach (var member in Enum.GetValuesAsUnderlyingType(type).Cast<object>().Distinct()) added.AddMember(Enum.GetName(type, member)!, new EdmEnumMemberValue(Convert.ToInt64(member, CultureInfo.InvariantCulture)));
        model.AddElement(added);
        return added;
    }

    IEdmTypeReference Complex(Type type)
    {
        var parent = type.BaseType == typeof(OptionMetadata) ? ((EdmComplexTypeReference)Value(typeof(OptionMetadata))).ComplexDefinition() : null;
        var added = new EdmComplexType(WebApiModel.Namespace, type.Name, parent, isAbstract: false, isOpen: false);
        var reference = new EdmComplexTypeReference(added, isNullable: true);
        values[type] = reference;
        model.AddElement(added);
        foreach (var property in SchemaShape.PropertiesOf(type).Where(property => parent is null || property.DeclaringType == type)) added.AddStructuralProperty(property.Name, Value(property.PropertyType));
        if (type == typeof(OptionMetadata))
        {
            foreach (var derived in new[] { typeof(StateOptionMetadata), typeof(StatusOptionMetadata) }) Value(derived);
        }

        return reference;
    }
}
