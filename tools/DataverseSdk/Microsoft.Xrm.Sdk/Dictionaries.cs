using System;
using System.Collections.Generic;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk;

/// <summary>A row's values by the columns' logical names.</summary>
[Serializable]
[CollectionDataContract(Name = "AttributeCollection", Namespace = Namespaces.Contracts)]
[KnownType("KnownTypes")]
public sealed class AttributeCollection : DataCollection<string, object>
{
    public AttributeCollection()
    {
    }

    static IEnumerable<Type> KnownTypes() => Sdk.KnownTypes.All;
}

/// <summary>A row's values as the user reads them, by logical name.</summary>
[Serializable]
[CollectionDataContract(Name = "FormattedValueCollection", Namespace = Namespaces.Contracts)]
public sealed class FormattedValueCollection : DataCollection<string, string>
{
    public FormattedValueCollection()
    {
    }
}

/// <summary>The columns and values of an alternate key.</summary>
[Serializable]
[CollectionDataContract(Name = "KeyAttributeCollection", Namespace = Namespaces.Contracts71)]
[KnownType("KnownTypes")]
public sealed class KeyAttributeCollection : DataCollection<string, object>
{
    public KeyAttributeCollection()
    {
    }

    static IEnumerable<Type> KnownTypes() => Sdk.KnownTypes.All;
}

/// <summary>The parameters of a request, the results of a response, or what plugins share.</summary>
[Serializable]
[CollectionDataContract(Name = "ParameterCollection", Namespace = Namespaces.Contracts)]
[KnownType("KnownTypes")]
public class ParameterCollection : DataCollection<string, object>
{
    public ParameterCollection()
    {
    }

    protected ParameterCollection(IDictionary<string, object> collection)
        : base(collection)
    {
    }

    /// <summary>Sets <paramref name="key"/>, unless <paramref name="obj"/> is null.</summary>
    public void AddOrUpdateIfNotNull(string key, object obj)
    {
        if (obj != null) this[key] = obj;
    }

    static IEnumerable<Type> KnownTypes() => Sdk.KnownTypes.All;
}

/// <summary>Further facts about a fault, by name.</summary>
[Serializable]
[CollectionDataContract(Name = "ErrorDetailCollection", Namespace = Namespaces.Contracts)]
[KnownType("KnownTypes")]
public sealed class ErrorDetailCollection : DataCollection<string, object>
{
    public ErrorDetailCollection()
    {
    }

    static IEnumerable<Type> KnownTypes() => Sdk.KnownTypes.All;
}

/// <summary>The images of a step, by alias.</summary>
[Serializable]
[CollectionDataContract(Name = "EntityImageCollection", Namespace = Namespaces.Contracts)]
public class EntityImageCollection : DataCollection<string, Entity>
{
    public EntityImageCollection()
    {
    }

    protected EntityImageCollection(IDictionary<string, Entity> collection)
        : base(collection)
    {
    }
}

/// <summary>Related rows by relationship.</summary>
[Serializable]
[CollectionDataContract(Name = "RelatedEntityCollection", Namespace = Namespaces.Contracts)]
public sealed class RelatedEntityCollection : DataCollection<Relationship, EntityCollection>
{
    public RelatedEntityCollection()
    {
    }

    public override bool IsReadOnly => false;
}

/// <summary>Queries for related rows, by relationship.</summary>
[Serializable]
[CollectionDataContract(Name = "RelationshipQueryCollection", Namespace = Namespaces.Contracts)]
public sealed class RelationshipQueryCollection : DataCollection<Relationship, QueryBase>
{
    public RelationshipQueryCollection()
    {
    }
}

/// <summary>Numbers of rows, by table.</summary>
[Serializable]
[CollectionDataContract(Name = "EntityRecordCountCollection", Namespace = Namespaces.Contracts)]
public sealed class EntityRecordCountCollection : DataCollection<string, long>
{
    public EntityRecordCountCollection()
    {
    }
}
