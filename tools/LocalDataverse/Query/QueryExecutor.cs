using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>Runs queries.</summary>
internal static class QueryExecutor
{
    /// <summary>Runs a QueryExpression, QueryByAttribute or FetchExpression.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The query names what does not exist or is not supported; each with the platform's code.</exception>
    public static EntityCollection Execute(QueryBase query, QueryContext context) =>
        throw Faults.Fault.Unsupported("queries yet");
}
