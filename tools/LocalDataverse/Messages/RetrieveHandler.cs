using System;
using System.Collections.Generic;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Messages;

/// <summary>Retrieve: one row by id or key, the named columns, if the caller may read it, and rows that refer to it.</summary>
/// <remarks>Faults: 0x80040217 no such row; 0x80040220 no read privilege; 0x80048306 not this row; 0x80041103 unknown column.</remarks>
internal sealed class RetrieveHandler : MessageHandler<RetrieveRequest, RetrieveResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "ColumnSet", "RelatedEntitiesQuery"];

    protected override IReadOnlyDictionary<string, string> OutputNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Entity"] = "BusinessEntity" };

    protected override Subject Find(RetrieveRequest request, Call call)
    {
        var target = request.Required<EntityReference>("Target");
        return new Subject(target.LogicalName, call.Resolve(target));
    }

    protected override void Authorize(RetrieveRequest request, Call call) =>
        call.Access.DemandPrivilege(call.Catalog.Table(request.Target.LogicalName), TableRights.Read);

    protected override RetrieveResponse Handle(RetrieveRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Target.LogicalName);
        var columns = Projection.Resolve(table, request.Optional<ColumnSet>("ColumnSet"));
        var row = call.Demand(table, call.Resolve(request.Target));
        call.Access.Demand(table, row, TableRights.Read);
        var answer = Projection.ToEntity(row, columns, call.AsCaller());
        if (request.Optional<RelationshipQueryCollection>("RelatedEntitiesQuery") is { Count: > 0 } related) RelatedRows.Add(answer, related, table, call);
        return new RetrieveResponse { Results = { ["Entity"] = answer } };
    }
}
