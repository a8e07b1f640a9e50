using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>Which columns to return.</summary>
[DataContract(Name = "ColumnSet", Namespace = Namespaces.Contracts)]
public sealed class ColumnSet : IExtensibleDataObject
{
    DataCollection<XrmAttributeExpression> attributeExpressions;
    DataCollection<string> columns;

    public ColumnSet()
    {
    }

    public ColumnSet(bool allColumns) => AllColumns = allColumns;

    public ColumnSet(params string[] columns) => AddColumns(columns);

    [DataMember]
    public bool AllColumns { get; set; }

    /// <summary>Aggregates and groups.</summary>
    [DataMember]
    public DataCollection<XrmAttributeExpression> AttributeExpressions
    {
        get => attributeExpressions ??= [];
        private set => attributeExpressions = value;
    }

    [DataMember]
    public DataCollection<string> Columns
    {
        get => columns ??= [];
        private set => columns = value;
    }

    public ExtensionDataObject ExtensionData { get; set; }

    public void AddColumns(params string[] columns)
    {
        foreach (var column in columns) Columns.Add(column);
    }

    public void AddColumn(string column) => Columns.Add(column);
}

/// <summary>A column that is aggregated or grouped by, under an alias.</summary>
[DataContract(Name = "XrmAttributeExpression", Namespace = Namespaces.Contracts)]
public sealed class XrmAttributeExpression : IExtensibleDataObject
{
    public XrmAttributeExpression()
    {
    }

    public XrmAttributeExpression(string attributeName) => AttributeName = attributeName;

    public XrmAttributeExpression(string attributeName, XrmAggregateType aggregateType)
        : this(attributeName) =>
        AggregateType = aggregateType;

    public XrmAttributeExpression(string attributeName, XrmAggregateType aggregateType, string alias)
        : this(attributeName, aggregateType) =>
        Alias = alias;

    public XrmAttributeExpression(string attributeName, XrmAggregateType aggregateType, string alias, XrmDateTimeGrouping dateTimeGrouping)
        : this(attributeName, aggregateType, alias) =>
        DateTimeGrouping = dateTimeGrouping;

    [DataMember]
    public XrmAggregateType AggregateType { get; set; }

    [DataMember]
    public string Alias { get; set; }

    [DataMember]
    public string AttributeName { get; set; }

    [DataMember]
    public XrmDateTimeGrouping DateTimeGrouping { get; set; }

    [DataMember]
    public bool HasGroupBy { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>One column to sort by.</summary>
[DataContract(Name = "OrderExpression", Namespace = Namespaces.Contracts)]
public sealed class OrderExpression : IExtensibleDataObject
{
    public OrderExpression()
    {
    }

    public OrderExpression(string attributeName, OrderType orderType)
    {
        AttributeName = attributeName;
        OrderType = orderType;
    }

    public OrderExpression(string attributeName, OrderType orderType, string alias)
        : this(attributeName, orderType) =>
        Alias = alias;

    public OrderExpression(string attributeName, OrderType orderType, string alias, string entityName)
        : this(attributeName, orderType, alias) =>
        EntityName = entityName;

    [DataMember]
    public string Alias { get; set; }

    [DataMember]
    public string AttributeName { get; set; }

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public OrderType OrderType { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>Which page of the rows to return.</summary>
[DataContract(Name = "PagingInfo", Namespace = Namespaces.Contracts)]
public sealed class PagingInfo : IExtensibleDataObject
{
    /// <summary>Rows a page; 0: the service's default.</summary>
    [DataMember]
    public int Count { get; set; }

    /// <summary>From 1.</summary>
    [DataMember]
    public int PageNumber { get; set; }

    /// <summary>As the page before returned it.</summary>
    [DataMember]
    public string PagingCookie { get; set; }

    [DataMember]
    public bool ReturnTotalRecordCount { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
