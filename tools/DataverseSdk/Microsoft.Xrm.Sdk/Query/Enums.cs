using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>How a linked table is joined.</summary>
[DataContract(Name = "JoinOperator", Namespace = Namespaces.Contracts)]
public enum JoinOperator
{
    [EnumMember]
    Inner = 0,

    [EnumMember]
    LeftOuter = 1,

    [EnumMember]
    Natural = 2,

    [EnumMember]
    MatchFirstRowUsingCrossApply = 3,

    [EnumMember]
    In = 4,

    [EnumMember]
    Exists = 5,

    [EnumMember]
    Any = 6,

    [EnumMember]
    NotAny = 7,

    [EnumMember]
    All = 8,

    [EnumMember]
    NotAll = 9,
}

/// <summary>How conditions are joined.</summary>
[DataContract(Name = "LogicalOperator", Namespace = Namespaces.Contracts)]
public enum LogicalOperator
{
    [EnumMember]
    And = 0,

    [EnumMember]
    Or = 1,
}

/// <summary>Which way to sort.</summary>
[DataContract(Name = "OrderType", Namespace = Namespaces.Contracts)]
public enum OrderType
{
    [EnumMember]
    Ascending = 0,

    [EnumMember]
    Descending = 1,
}

/// <summary>How a column is aggregated.</summary>
[DataContract(Name = "XrmAggregateType", Namespace = Namespaces.Contracts)]
public enum XrmAggregateType
{
    [EnumMember]
    None = 0,

    [EnumMember]
    Count = 1,

    [EnumMember]
    CountColumn = 2,

    [EnumMember]
    Sum = 3,

    [EnumMember]
    Avg = 4,

    [EnumMember]
    Min = 5,

    [EnumMember]
    Max = 6,
}

/// <summary>By what part of a date rows are grouped.</summary>
[DataContract(Name = "XrmDateTimeGrouping", Namespace = Namespaces.Contracts)]
public enum XrmDateTimeGrouping
{
    [EnumMember]
    None = 0,

    [EnumMember]
    Day = 1,

    [EnumMember]
    Week = 2,

    [EnumMember]
    Month = 3,

    [EnumMember]
    Quarter = 4,

    [EnumMember]
    Year = 5,

    [EnumMember]
    FiscalPeriod = 6,

    [EnumMember]
    FiscalYear = 7,
}
