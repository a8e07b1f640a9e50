using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A column of large whole numbers.</summary>
[DataContract(Name = "BigIntAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class BigIntAttributeMetadata : AttributeMetadata
{
    public const long MinSupportedValue = long.MinValue;

    public const long MaxSupportedValue = long.MaxValue;

    public BigIntAttributeMetadata()
        : base(AttributeTypeCode.BigInt)
    {
    }

    public BigIntAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.BigInt, schemaName)
    {
    }

    [DataMember]
    public long? MaxValue { get; internal set; }

    [DataMember]
    public long? MinValue { get; internal set; }
}

/// <summary>A column of decimals.</summary>
[DataContract(Name = "DecimalAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class DecimalAttributeMetadata : AttributeMetadata
{
    public const double MinSupportedValue = -100_000_000_000;

    public const double MaxSupportedValue = 100_000_000_000;

    public const int MinSupportedPrecision = 0;

    public const int MaxSupportedPrecision = 10;

    public DecimalAttributeMetadata()
        : base(AttributeTypeCode.Decimal)
    {
    }

    public DecimalAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Decimal, schemaName)
    {
    }

    [DataMember]
    public decimal? MaxValue { get; set; }

    [DataMember]
    public decimal? MinValue { get; set; }

    [DataMember]
    public int? Precision { get; set; }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember]
    public string FormulaDefinition { get; set; }

    [DataMember]
    public int? SourceTypeMask { get; internal set; }
}

/// <summary>A column of floating-point numbers.</summary>
[DataContract(Name = "DoubleAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class DoubleAttributeMetadata : AttributeMetadata
{
    public const double MinSupportedValue = -100_000_000_000;

    public const double MaxSupportedValue = 100_000_000_000;

    public const int MinSupportedPrecision = 0;

    public const int MaxSupportedPrecision = 5;

    public DoubleAttributeMetadata()
        : base(AttributeTypeCode.Double)
    {
    }

    public DoubleAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Double, schemaName)
    {
    }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember]
    public double? MaxValue { get; set; }

    [DataMember]
    public double? MinValue { get; set; }

    [DataMember]
    public int? Precision { get; set; }
}

/// <summary>A column of whole numbers.</summary>
[DataContract(Name = "IntegerAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class IntegerAttributeMetadata : AttributeMetadata
{
    public const int MinSupportedValue = int.MinValue;

    public const int MaxSupportedValue = int.MaxValue;

    public IntegerAttributeMetadata()
        : base(AttributeTypeCode.Integer)
    {
    }

    public IntegerAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Integer, schemaName)
    {
    }

    [DataMember]
    public IntegerFormat? Format { get; set; }

    [DataMember]
    public int? MaxValue { get; set; }

    [DataMember]
    public int? MinValue { get; set; }

    [DataMember]
    public string FormulaDefinition { get; set; }

    [DataMember]
    public int? SourceTypeMask { get; internal set; }
}

/// <summary>A column of amounts.</summary>
[DataContract(Name = "MoneyAttributeMetadata", Namespace = Namespaces.Metadata)]
public sealed class MoneyAttributeMetadata : AttributeMetadata
{
    public const double MinSupportedValue = -922_337_203_685_477;

    public const double MaxSupportedValue = 922_337_203_685_477;

    public const int MinSupportedPrecision = 0;

    public const int MaxSupportedPrecision = 4;

    public const int MaxSupportedPrecisionAfterCurrencyConversion = 10;

    public MoneyAttributeMetadata()
        : base(AttributeTypeCode.Money)
    {
    }

    public MoneyAttributeMetadata(string schemaName)
        : base(AttributeTypeCode.Money, schemaName)
    {
    }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember]
    public double? MaxValue { get; set; }

    [DataMember]
    public double? MinValue { get; set; }

    [DataMember]
    public int? Precision { get; set; }

    [DataMember]
    public int? PrecisionSource { get; set; }

    [DataMember]
    public string CalculationOf { get; set; }

    [DataMember]
    public string FormulaDefinition { get; set; }

    [DataMember]
    public int? SourceTypeMask { get; internal set; }

    [DataMember]
    public bool? IsBaseCurrency { get; internal set; }
}
