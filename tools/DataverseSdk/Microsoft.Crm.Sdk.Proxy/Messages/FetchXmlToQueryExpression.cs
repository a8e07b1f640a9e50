using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Turns FetchXML into a query expression.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class FetchXmlToQueryExpressionRequest : OrganizationRequest
{
    public FetchXmlToQueryExpressionRequest() => RequestName = "FetchXmlToQueryExpression";

    public string FetchXml
    {
        get => Parameters.TryGetValue("FetchXml", out var value) ? (string)value : default;
        set => Parameters["FetchXml"] = value;
    }
}

/// <summary>The results of <see cref="FetchXmlToQueryExpressionRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class FetchXmlToQueryExpressionResponse : OrganizationResponse
{
    public QueryExpression Query => Results.TryGetValue("Query", out var value) ? (QueryExpression)value : default;
}
