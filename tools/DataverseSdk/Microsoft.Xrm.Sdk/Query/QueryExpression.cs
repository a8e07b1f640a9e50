using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>What a RetrieveMultiple asks for.</summary>
[DataContract(Name = "QueryBase", Namespace = Namespaces.Contracts)]
[KnownType(typeof(FetchExpression))]
[KnownType(typeof(QueryByAttribute))]
[KnownType(typeof(QueryExpression))]
public abstract class QueryBase : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A query in FetchXML.</summary>
[DataContract(Name = "FetchExpression", Namespace = Namespaces.Contracts)]
public sealed class FetchExpression : QueryBase
{
    public FetchExpression()
    {
    }

    public FetchExpression(string query) => Query = query;

    [DataMember]
    public string Query { get; set; }
}

/// <summary>A query over a table and linked tables.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.queryexpression</remarks>
[DataContract(Name = "QueryExpression", Namespace = Namespaces.Contracts)]
public sealed class QueryExpression : QueryBase
{
    public static readonly QueryExpression Empty = new();

    ColumnSet columnSet;
    FilterExpression criteria;
    DataCollection<LinkEntity> linkEntities;
    DataCollection<OrderExpression> orders;
    PagingInfo pageInfo;

    public QueryExpression()
    {
    }

    public QueryExpression(string entityName) => EntityName = entityName;

    [DataMember]
    public ColumnSet ColumnSet
    {
        get => columnSet ??= new ColumnSet();
        set => columnSet = value;
    }

    [DataMember]
    public FilterExpression Criteria
    {
        get => criteria ??= new FilterExpression();
        set => criteria = value;
    }

    /// <summary>Null: the tables; "bin": deleted rows; "retained": rows in long-term retention.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/long-term-retention</remarks>
    [DataMember(EmitDefaultValue = false)]
    public string DataSource { get; set; }

    [DataMember]
    public bool Distinct { get; set; }

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public DataCollection<LinkEntity> LinkEntities
    {
        get => linkEntities ??= [];
        private set => linkEntities = value;
    }

    [DataMember]
    public bool NoLock { get; set; }

    [DataMember]
    public DataCollection<OrderExpression> Orders
    {
        get => orders ??= [];
        private set => orders = value;
    }

    [DataMember]
    public PagingInfo PageInfo
    {
        get => pageInfo ??= new PagingInfo();
        set => pageInfo = value;
    }

    [DataMember]
    public string QueryHints { get; set; }

    [DataMember]
    public QueryExpression SubQueryExpression { get; set; }

    /// <summary>At most so many rows, without paging; null: no limit.</summary>
    [DataMember]
    public int? TopCount { get; set; }

    public void AddOrder(string attributeName, OrderType orderType) => Orders.Add(new OrderExpression(attributeName, orderType));

    public void AddOrder(string attributeName, OrderType orderType, string alias, string entityName) =>
        Orders.Add(new OrderExpression(attributeName, orderType, alias, entityName));

    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName) =>
        AddLink(linkToEntityName, linkFromAttributeName, linkToAttributeName, JoinOperator.Inner);

    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName, JoinOperator joinOperator)
    {
        var link = new LinkEntity(EntityName, linkToEntityName, linkFromAttributeName, linkToAttributeName, joinOperator);
        LinkEntities.Add(link);
        return link;
    }
}

/// <summary>A query for the rows whose columns equal the values, pair by pair.</summary>
[DataContract(Name = "QueryByAttribute", Namespace = Namespaces.Contracts)]
[KnownType("KnownTypes")]
public sealed class QueryByAttribute : QueryBase
{
    DataCollection<string> attributes;
    DataCollection<OrderExpression> orders;
    DataCollection<object> values;

    public QueryByAttribute()
    {
    }

    public QueryByAttribute(string entityName) => EntityName = entityName;

    [DataMember]
    public DataCollection<string> Attributes
    {
        get => attributes ??= [];
        private set => attributes = value;
    }

    [DataMember]
    public ColumnSet ColumnSet { get; set; }

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public DataCollection<OrderExpression> Orders
    {
        get => orders ??= [];
        private set => orders = value;
    }

    [DataMember]
    public PagingInfo PageInfo { get; set; }

    [DataMember]
    public int? TopCount { get; set; }

    [DataMember]
    public DataCollection<object> Values
    {
        get => values ??= [];
        private set => values = value;
    }

    public void AddOrder(string attributeName, OrderType orderType) => Orders.Add(new OrderExpression(attributeName, orderType));

    public void AddAttributeValue(string attributeName, object value)
    {
        Attributes.Add(attributeName);
        Values.Add(value);
    }

    static System.Collections.Generic.IEnumerable<System.Type> KnownTypes() => Sdk.KnownTypes.All;
}
