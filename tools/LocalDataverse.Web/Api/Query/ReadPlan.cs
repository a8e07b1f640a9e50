using System.Collections.Generic;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Query;

/// <summary>What is to be read of a table: the query, the properties that are shown, and what is expanded.</summary>
internal sealed record ReadPlan(QueryExpression Query, RowShape Shape, IReadOnlyList<ExpandPlan> Expansions)
{
    /// <summary>The context in <c>@odata.context</c>: which properties were asked for. Empty: all.</summary>
    public string Context { get; init; } = "";
}

/// <summary>What is to be read by way of a navigation property.</summary>
/// <param name="Counts">The number of rows is wanted, too.</param>
internal sealed record ExpandPlan(Navigation Navigation, ReadPlan Read, bool Counts)
{
    /// <summary>What is to be read of each table that the rows may be of, where a navigation property does not say which: <see cref="Read"/> is one of them. Empty: it says so.</summary>
    public IReadOnlyList<ReadPlan> ByTable { get; init; } = [];
}
