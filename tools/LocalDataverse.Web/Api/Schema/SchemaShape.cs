using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;

namespace LocalDataverse.Web.Api.Schema;

/// <summary>What a property of a metadata class is in the Web API.</summary>
internal enum SchemaPropertyKind
{
    /// <summary>Not shown: it has no form in JSON, or belongs to serialization.</summary>
    None,

    /// <summary>A value, a complex value, or a list of them.</summary>
    Structural,

    /// <summary>Metadata of their own, which have an address: expanded, or named in a path.</summary>
    Navigation,
}

/// <summary>The SDK's metadata classes as the Web API shows them: the same names, in which what has an id of its own is an entity and all else is complex.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/use-web-api-metadata</remarks>
internal static class SchemaShape
{
    /// <summary>The choice of a column, where it is a global one. The SDK has one property for both.</summary>
    public const string GlobalOptionSet = nameof(GlobalOptionSet);

    static readonly ConcurrentDictionary<Type, IReadOnlyList<PropertyInfo>> Properties = [];

    /// <summary>The classes that are entities, base classes included.</summary>
    public static IReadOnlyList<Type> Entities { get; } =
        [.. typeof(MetadataBase).Assembly.GetExportedTypes().Where(type => IsEntity(type) && type.IsVisible).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Whether it has an id and an address of its own.</summary>
    public static bool IsEntity(Type type) => typeof(MetadataBase).IsAssignableFrom(type) && !typeof(OptionMetadata).IsAssignableFrom(type) && type != typeof(LocalizedLabel);

    /// <summary>Whether it is a value of several parts.</summary>
    public static bool IsComplex(Type type) =>
        typeof(OptionMetadata).IsAssignableFrom(type) || IsOf(type, typeof(ManagedProperty<>)) || IsOf(type, typeof(ConstantsBase<>))
        || type == typeof(Label) || type == typeof(LocalizedLabel) || type == typeof(CascadeConfiguration) || type == typeof(AssociatedMenuConfiguration) || type == typeof(SecurityPrivilegeMetadata);

    /// <summary>The type of the items of a list. Null: it is no list.</summary>
    public static Type? ItemOf(Type type) => type == typeof(string) || type == typeof(byte[])
        ? null
        : type.GetInterfaces().Append(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    public static SchemaPropertyKind KindOf(PropertyInfo property)
    {
        var type = property.PropertyType;
        var one = ItemOf(type) ?? type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        if (property.GetIndexParameters().Length > 0 || typeof(IDictionary).IsAssignableFrom(type) || type == typeof(ExtensionDataObject)) return SchemaPropertyKind.None;
        if (IsEntity(one)) return SchemaPropertyKind.Navigation;

        return one.IsEnum || IsComplex(one) || one == typeof(string) || one == typeof(Guid) || one == typeof(decimal) || one == typeof(DateTime) || (one.IsPrimitive && one != typeof(char))
            ? SchemaPropertyKind.Structural
            : SchemaPropertyKind.None;
    }

    /// <summary>The properties of a class that are shown, those of its bases first.</summary>
    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type type) => Properties.GetOrAdd(type, static type =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanRead && KindOf(property) != SchemaPropertyKind.None)
            .OrderBy(property => Depth(property.DeclaringType!))
            .GroupBy(property => property.Name, StringComparer.Ordinal)
            .Select(group => group.Last()),
    ]);

    public static PropertyInfo? TryProperty(Type type, string name) => PropertiesOf(type).FirstOrDefault(property => property.Name == name);

    /// <summary>What a navigation property of some metadata leads to: nothing, one, or a list.</summary>
    /// <remarks>A class that does not have the property leads nowhere: only choices have options.</remarks>
    public static object? Related(object item, string navigation)
    {
        if (navigation != GlobalOptionSet) return TryProperty(item.GetType(), navigation)?.GetValue(item);

        return TryProperty(item.GetType(), nameof(EnumAttributeMetadata.OptionSet))?.GetValue(item) is OptionSetMetadataBase { IsGlobal: true } global ? global : null;
    }

    static bool IsOf(Type type, Type open)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (one.IsGenericType && one.GetGenericTypeDefinition() == open) return true;
        }

        return false;
    }

    static int Depth(Type type)
    {
        var depth = 0;
        for (var one = type; one is not null; one = one.BaseType) depth++;
        return depth;
    }
}
