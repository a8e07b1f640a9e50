using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A column of dates.</summary>
[DataContract(Name = "DateTimeAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class DateTimeAttributeMetadata : AttributeMetadata
{
    public DateTimeAttributeMetadata()
        : this(format: null)
    {
    }

    public DateTimeAttributeMetadata(DateTimeFormat? format)
        : this(format, schemaName: null)
    {
    }

    public DateTimeAttributeMetadata(DateTimeFormat? format, string schemaName)
        : base(AttributeTypeCode.DateTime, schemaName) =>
        Format = format;

    /// <summary>1 January 1753, where SQL Server's dates begin.</summary>
    public static DateTime MinSupportedValue => new(1753, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static DateTime MaxSupportedValue => new(9999, 12, 30, 23, 59, 59, DateTimeKind.Utc);

    [DataMember]
    public BooleanManagedProperty CanChangeDateTimeBehavior { get; set; }

    [DataMember]
    public DateTimeBehavior DateTimeBehavior { get; set; }

    [DataMember]
    public DateTimeFormat? Format { get; set; }

    [DataMember]
    public string FormulaDefinition { get; set; }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember]
    public int? SourceTypeMask { get; internal set; }
}
