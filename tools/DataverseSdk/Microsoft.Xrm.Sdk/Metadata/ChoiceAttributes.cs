using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A yes/no column.</summary>
[DataContract(Name = "BooleanAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class BooleanAttributeMetadata : AttributeMetadata
{
    public BooleanAttributeMetadata()
        : base(AttributeTypeCode.Boolean)
    {
    }

    public BooleanAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Boolean, schemaName)
    {
    }

    public BooleanAttributeMetadata(BooleanOptionSetMetadata optionSet)
        : base(AttributeTypeCode.Boolean) =>
        OptionSet = optionSet;

    public BooleanAttributeMetadata(string schemaName, BooleanOptionSetMetadata optionSet)
        : base(AttributeTypeCode.Boolean, schemaName) =>
        OptionSet = optionSet;

    [DataMember]
    public bool? DefaultValue { get; set; }

    [DataMember]
    public string FormulaDefinition { get; set; }

    [DataMember]
    public int? SourceTypeMask { get; internal set; }

    [DataMember]
    public BooleanOptionSetMetadata OptionSet { get; set; }
}

/// <summary>A column of options.</summary>
[DataContract(Name = "EnumAttributeMetadata", Namespace = Namespaces.Metadata)]
public abstract class EnumAttributeMetadata : AttributeMetadata
{
    protected EnumAttributeMetadata()
    {
    }

    protected EnumAttributeMetadata(AttributeTypeCode attributeType, string schemaName)
        : base(attributeType, schemaName)
    {
    }

    [DataMember]
    public int? DefaultFormValue { get; set; }

    [DataMember]
    public OptionSetMetadata OptionSet { get; set; }
}

/// <summary>A column of table names.</summary>
[DataContract(Name = "EntityNameAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class EntityNameAttributeMetadata : EnumAttributeMetadata
{
    public EntityNameAttributeMetadata()
        : base(AttributeTypeCode.EntityName, null)
    {
    }

    public EntityNameAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.EntityName, schemaName)
    {
    }

    [DataMember]
    public bool IsEntityReferenceStored { get; internal set; }
}

/// <summary>A choice column.</summary>
[DataContract(Name = "PicklistAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class PicklistAttributeMetadata : EnumAttributeMetadata
{
    public PicklistAttributeMetadata()
        : base(AttributeTypeCode.Picklist, null)
    {
    }

    public PicklistAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Picklist, schemaName)
    {
    }

    [DataMember]
    public string FormulaDefinition { get; set; }

    [DataMember]
    public int? SourceTypeMask { get; internal set; }

    [DataMember]
    public string ParentPicklistLogicalName { get; set; }

    [DataMember]
    public List<string> ChildPicklistLogicalNames { get => field ??= []; internal set; }
}

/// <summary>A choices column.</summary>
[DataContract(Name = "MultiSelectPicklistAttributeMetadata", Namespace = Namespaces.Metadata9)]
public sealed class MultiSelectPicklistAttributeMetadata : EnumAttributeMetadata
{
    public MultiSelectPicklistAttributeMetadata()
        : base(AttributeTypeCode.Virtual, null)
    {
    }

    public MultiSelectPicklistAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Virtual, schemaName)
    {
    }

    [DataMember]
    public string FormulaDefinition { get; set; }

    [DataMember]
    public int? SourceTypeMask { get; internal set; }

    [DataMember]
    public string ParentPicklistLogicalName { get; set; }

    [DataMember]
    public List<string> ChildPicklistLogicalNames { get => field ??= []; internal set; }
}

/// <summary>The state of a row.</summary>
[DataContract(Name = "StateAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class StateAttributeMetadata : EnumAttributeMetadata
{
    public StateAttributeMetadata()
        : base(AttributeTypeCode.State, null)
    {
    }
}

/// <summary>The status reason of a row.</summary>
[DataContract(Name = "StatusAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class StatusAttributeMetadata : EnumAttributeMetadata
{
    public StatusAttributeMetadata()
        : base(AttributeTypeCode.Status, null)
    {
    }
}
