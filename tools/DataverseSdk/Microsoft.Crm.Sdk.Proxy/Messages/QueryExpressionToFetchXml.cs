using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Turns a query into FetchXML.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class QueryExpressionToFetchXmlRequest : OrganizationRequest
{
    public QueryExpressionToFetchXmlRequest() => RequestName = "QueryExpressionToFetchXml";

    public QueryBase Query
    {
        get => Parameters.TryGetValue("Query", out var value) ? (QueryBase)value : default;
        set => Parameters["Query"] = value;
    }
}

/// <summary>The results of <see cref="QueryExpressionToFetchXmlRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class QueryExpressionToFetchXmlResponse : OrganizationResponse
{
    public string FetchXml => Results.TryGetValue("FetchXml", out var value) ? (string)value : default;
}
