using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk.Metadata.Query;

/// <summary>How a property of metadata compares with a value.</summary>
[DataContract(Name = "MetadataConditionOperator", Namespace = Namespaces.MetadataQuery)]
public enum MetadataConditionOperator
{
    [EnumMember]
    Equals = 0,

    [EnumMember]
    NotEquals = 1,

    [EnumMember]
    In = 2,

    [EnumMember]
    NotIn = 3,

    [EnumMember]
    GreaterThan = 4,

    [EnumMember]
    LessThan = 5,
}

/// <summary>A condition on a property of metadata.</summary>
[DataContract(Name = "MetadataConditionExpression", Namespace = Namespaces.MetadataQuery)]
public sealed class MetadataConditionExpression : IExtensibleDataObject
{
    public MetadataConditionExpression()
    {
    }

    public MetadataConditionExpression(string propertyName, MetadataConditionOperator conditionOperator, object value)
    {
        PropertyName = propertyName;
        ConditionOperator = conditionOperator;
        Value = value;
    }

    [DataMember]
    public string PropertyName { get; set; }

    [DataMember]
    public MetadataConditionOperator ConditionOperator { get; set; }

    [DataMember]
    public object Value { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>Conditions and filters, all or any of which must hold.</summary>
[DataContract(Name = "MetadataFilterExpression", Namespace = Namespaces.MetadataQuery)]
public sealed class MetadataFilterExpression : IExtensibleDataObject
{
    DataCollection<MetadataConditionExpression> conditions;
    DataCollection<MetadataFilterExpression> filters;

    public MetadataFilterExpression()
    {
    }

    public MetadataFilterExpression(LogicalOperator filterOperator) => FilterOperator = filterOperator;

    [DataMember]
    public DataCollection<MetadataConditionExpression> Conditions
    {
        get => conditions ??= [];
        private set => conditions = value;
    }

    [DataMember]
    public LogicalOperator FilterOperator { get; set; }

    [DataMember]
    public DataCollection<MetadataFilterExpression> Filters
    {
        get => filters ??= [];
        private set => filters = value;
    }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>The properties of metadata that are asked for.</summary>
[DataContract(Name = "MetadataPropertiesExpression", Namespace = Namespaces.MetadataQuery)]
public sealed class MetadataPropertiesExpression : IExtensibleDataObject
{
    DataCollection<string> propertyNames;

    public MetadataPropertiesExpression()
    {
    }

    public MetadataPropertiesExpression(params string[] propertyNames)
    {
        foreach (var name in propertyNames) PropertyNames.Add(name);
    }

    [DataMember]
    public bool AllProperties { get; set; }

    [DataMember]
    public DataCollection<string> PropertyNames
    {
        get => propertyNames ??= [];
        private set => propertyNames = value;
    }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A question about metadata.</summary>
[DataContract(Name = "MetadataQueryBase", Namespace = Namespaces.MetadataQuery)]
public abstract class MetadataQueryBase : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A question with conditions.</summary>
[DataContract(Name = "MetadataQueryExpression", Namespace = Namespaces.MetadataQuery)]
public abstract class MetadataQueryExpression : MetadataQueryBase
{
    [DataMember]
    public MetadataFilterExpression Criteria { get; set; }

    [DataMember]
    public MetadataPropertiesExpression Properties { get; set; }
}

/// <summary>A question about tables.</summary>
[DataContract(Name = "EntityQueryExpression", Namespace = Namespaces.MetadataQuery)]
public sealed class EntityQueryExpression : MetadataQueryExpression
{
    [DataMember]
    public AttributeQueryExpression AttributeQuery { get; set; }

    [DataMember]
    public RelationshipQueryExpression RelationshipQuery { get; set; }
}

/// <summary>Which columns of the tables are told of, and what of them.</summary>
[DataContract(Name = "AttributeQueryExpression", Namespace = Namespaces.MetadataQuery)]
public sealed class AttributeQueryExpression : MetadataQueryExpression;

/// <summary>Which relationships of the tables are told of, and what of them.</summary>
[DataContract(Name = "RelationshipQueryExpression", Namespace = Namespaces.MetadataQuery)]
public sealed class RelationshipQueryExpression : MetadataQueryExpression;
