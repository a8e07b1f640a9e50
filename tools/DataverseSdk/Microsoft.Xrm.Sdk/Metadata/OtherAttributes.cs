using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A file column.</summary>
[DataContract(Name = "FileAttributeMetadata", Namespace = Namespaces.Metadata9)]
public sealed class FileAttributeMetadata : AttributeMetadata
{
    public FileAttributeMetadata()
        : base(AttributeTypeCode.Virtual)
    {
    }

    public FileAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Virtual, schemaName)
    {
    }

    [DataMember]
    public int? MaxSizeInKB { get; set; }
}

/// <summary>An image column.</summary>
[DataContract(Name = "ImageAttributeMetadata", Namespace = Namespaces.Metadata2013)]
public sealed class ImageAttributeMetadata : AttributeMetadata
{
    public ImageAttributeMetadata()
        : base(AttributeTypeCode.Virtual)
    {
    }

    public ImageAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Virtual, schemaName)
    {
    }

    [DataMember]
    public bool? IsPrimaryImage { get; set; }

    [DataMember]
    public short? MaxHeight { get; internal set; }

    [DataMember]
    public short? MaxWidth { get; internal set; }

    [DataMember]
    public int? MaxSizeInKB { get; set; }

    [DataMember]
    public bool? CanStoreFullImage { get; set; }
}

/// <summary>A column of ids.</summary>
[DataContract(Name = "UniqueIdentifierAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class UniqueIdentifierAttributeMetadata : AttributeMetadata
{
    public UniqueIdentifierAttributeMetadata()
        : base(AttributeTypeCode.Uniqueidentifier)
    {
    }

    public UniqueIdentifierAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Uniqueidentifier, schemaName)
    {
    }
}

/// <summary>A lookup column.</summary>
[DataContract(Name = "LookupAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class LookupAttributeMetadata : AttributeMetadata
{
    public LookupAttributeMetadata()
        : base(AttributeTypeCode.Lookup)
    {
    }

    public LookupAttributeMetadata(LookupFormat? format)
        : base(AttributeTypeCode.Lookup) =>
        Format = format;

    [DataMember]
    public string[] Targets { get; set; }

    [DataMember]
    public LookupFormat? Format { get; set; }
}

/// <summary>A column that holds a managed property.</summary>
[DataContract(Name = "ManagedPropertyAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class ManagedPropertyAttributeMetadata : AttributeMetadata
{
    public const int EmptyParentComponentType = 0;

    public ManagedPropertyAttributeMetadata()
        : base(AttributeTypeCode.ManagedProperty)
    {
    }

    public ManagedPropertyAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.ManagedProperty, schemaName)
    {
    }

    [DataMember]
    public string ManagedPropertyLogicalName { get; internal set; }

    [DataMember]
    public int? ParentComponentType { get; internal set; }

    [DataMember]
    public string ParentAttributeName { get; internal set; }

    [DataMember]
    public AttributeTypeCode ValueAttributeTypeCode { get; internal set; }
}
