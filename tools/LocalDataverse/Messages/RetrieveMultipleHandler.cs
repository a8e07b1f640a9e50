using System;
using System.Collections.Generic;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Messages;

/// <summary>RetrieveMultiple: the rows that a query finds among those the caller may read.</summary>
internal sealed class RetrieveMultipleHandler : MessageHandler<RetrieveMultipleRequest, RetrieveMultipleResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Query"];

    protected override IReadOnlyDictionary<string, string> OutputNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["EntityCollection"] = "BusinessEntityCollection" };

    protected override Subject Find(RetrieveMultipleRequest request, Call call) => new(RequestTable.Of(request), Guid.Empty);

    protected override RetrieveMultipleResponse Handle(RetrieveMultipleRequest request, Call call) => new()
    {
        Results = { ["EntityCollection"] = QueryExecutor.Execute(request.Required<QueryBase>("Query"), call.AsCaller()) },
    };
}
