using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Client;

namespace Microsoft.Xrm.Sdk;

/// <summary>A row of a table, with as many of its columns as somebody put in or asked for.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.entity</remarks>
[DataContract(Name = "Entity", Namespace = Namespaces.Contracts)]
[KnownType("KnownTypes")]
public class Entity : IExtensibleDataObject
{
    AttributeCollection attributes;
    FormattedValueCollection formattedValues;
    RelatedEntityCollection relatedEntities;
    KeyAttributeCollection keyAttributes;

    public Entity()
    {
    }

    public Entity(string entityName) => LogicalName = entityName;

    public Entity(string entityName, Guid id)
    {
        LogicalName = entityName;
        Id = id;
    }

    public Entity(string entityName, string keyName, object keyValue)
    {
        LogicalName = entityName;
        KeyAttributes.Add(keyName, keyValue);
    }

    public Entity(string entityName, KeyAttributeCollection keyAttributes)
    {
        LogicalName = entityName;
        KeyAttributes = keyAttributes;
    }

    [DataMember]
    public AttributeCollection Attributes
    {
        get => attributes ??= [];
        set => attributes = value;
    }

    [DataMember]
    public EntityState? EntityState { get; set; }

    [DataMember]
    public FormattedValueCollection FormattedValues
    {
        get => formattedValues ??= [];
        internal set => formattedValues = value;
    }

    [DataMember]
    public virtual Guid Id { get; set; }

    [DataMember]
    public KeyAttributeCollection KeyAttributes
    {
        get => keyAttributes ??= [];
        set => keyAttributes = value;
    }

    [DataMember]
    public string LogicalName { get; set; }

    [DataMember]
    public RelatedEntityCollection RelatedEntities
    {
        get => relatedEntities ??= [];
        internal set => relatedEntities = value;
    }

    [DataMember]
    public string RowVersion { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public object this[string attributeName]
    {
        get => Attributes[attributeName];
        set => Attributes[attributeName] = value;
    }

    /// <summary>Whether the row has a value for the column, null included.</summary>
    public bool Contains(string attributeName) => Attributes.Contains(attributeName);

    /// <summary>The same row as an early-bound type; columns, formatted values and related rows are shared, not copied.</summary>
    /// <exception cref="NotSupportedException">The type is for another table.</exception>
    public T ToEntity<T>()
        where T : Entity
    {
        var target = typeof(T) == typeof(Entity) ? (T)new Entity() : CreateEarlyBound<T>();
        target.Id = Id;
        target.LogicalName = LogicalName;
        target.EntityState = EntityState;
        target.attributes = Attributes;
        target.formattedValues = FormattedValues;
        target.relatedEntities = RelatedEntities;
        target.keyAttributes = KeyAttributes;
        target.RowVersion = RowVersion;
        target.ExtensionData = ExtensionData;
        return target;
    }

    public EntityReference ToEntityReference() =>
        new(LogicalName, Id) { KeyAttributes = KeyAttributes, RowVersion = RowVersion };

    /// <summary>The column's value, or the type's default where the row has none or null.</summary>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public virtual T GetAttributeValue<T>(string attributeLogicalName)
    {
        if (string.IsNullOrWhiteSpace(attributeLogicalName)) throw new ArgumentNullException(nameof(attributeLogicalName));
        return Attributes.TryGetValue(attributeLogicalName, out var value) && value != null ? (T)value : default;
    }

    /// <summary>True, and the value, where the row has a value of that type for the column.</summary>
    public bool TryGetAttributeValue<T>(string attributeKey, out T result)
    {
        if (Attributes.TryGetValue(attributeKey, out var value) && value is T typed)
        {
            result = typed;
            return true;
        }

        result = default;
        return false;
    }

    protected virtual void SetAttributeValue(string attributeLogicalName, object value)
    {
        if (string.IsNullOrWhiteSpace(attributeLogicalName)) throw new ArgumentNullException(nameof(attributeLogicalName));
        Attributes[attributeLogicalName] = value;
    }

    protected virtual string GetFormattedAttributeValue(string attributeLogicalName)
    {
        if (string.IsNullOrWhiteSpace(attributeLogicalName)) throw new ArgumentNullException(nameof(attributeLogicalName));
        return FormattedValues.TryGetValue(attributeLogicalName, out var value) ? value : null;
    }

    protected virtual TEntity GetRelatedEntity<TEntity>(string relationshipSchemaName, EntityRole? primaryEntityRole)
        where TEntity : Entity =>
        GetRelatedEntities<TEntity>(relationshipSchemaName, primaryEntityRole)?.FirstOrDefault();

    protected virtual void SetRelatedEntity<TEntity>(string relationshipSchemaName, EntityRole? primaryEntityRole, TEntity entity)
        where TEntity : Entity =>
        SetRelatedEntities(relationshipSchemaName, primaryEntityRole, entity == null ? null : new[] { entity });

    protected virtual IEnumerable<TEntity> GetRelatedEntities<TEntity>(string relationshipSchemaName, EntityRole? primaryEntityRole)
        where TEntity : Entity
    {
        var relationship = Named(relationshipSchemaName, primaryEntityRole);
        return RelatedEntities.TryGetValue(relationship, out var rows) ? rows.Entities.Cast<TEntity>() : null;
    }

    protected virtual void SetRelatedEntities<TEntity>(
        string relationshipSchemaName, EntityRole? primaryEntityRole, IEnumerable<TEntity> entities)
        where TEntity : Entity
    {
        var relationship = Named(relationshipSchemaName, primaryEntityRole);
        if (entities == null) RelatedEntities.Remove(relationship);
        else RelatedEntities[relationship] = new EntityCollection([.. entities]);
    }

    static Relationship Named(string schemaName, EntityRole? role)
    {
        if (string.IsNullOrWhiteSpace(schemaName)) throw new ArgumentNullException(nameof(schemaName));
        return new Relationship(schemaName) { PrimaryEntityRole = role };
    }

    static IEnumerable<Type> KnownTypes() => Sdk.KnownTypes.All;

    T CreateEarlyBound<T>()
        where T : Entity
    {
        if (string.IsNullOrWhiteSpace(LogicalName))
            throw new NotSupportedException("LogicalName must be set before calling ToEntity()");

        var table = typeof(T).GetCustomAttribute<EntityLogicalNameAttribute>()?.LogicalName;
        if (!string.Equals(table, LogicalName, StringComparison.Ordinal))
            throw new NotSupportedException("Cannot convert entity " + LogicalName + " to " + typeof(T));

        return Activator.CreateInstance<T>();
    }
}
