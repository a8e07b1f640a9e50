using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;

namespace LocalDataverse.Messages;

/// <summary>RetrieveEntity: what a table is, with its columns, keys, relationships and privileges if wanted.</summary>
/// <remarks>Faults: 0x80041102 no such table.</remarks>
internal sealed class RetrieveEntityHandler : MessageHandler<RetrieveEntityRequest, RetrieveEntityResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["EntityFilters", "LogicalName", "MetadataId", "RetrieveAsIfPublished"];

    protected override Subject Find(RetrieveEntityRequest request, Call call) => Subject.None;

    protected override RetrieveEntityResponse Handle(RetrieveEntityRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Required<string>("LogicalName"));
        return new RetrieveEntityResponse { Results = { ["EntityMetadata"] = MetadataAnswers.Of(table, request.Value<EntityFilters>("EntityFilters", EntityFilters.Entity), call) } };
    }
}

/// <summary>RetrieveAllEntities: what all tables are, by their names, each as <see cref="RetrieveEntityHandler"/> tells it.</summary>
internal sealed class RetrieveAllEntitiesHandler : MessageHandler<RetrieveAllEntitiesRequest, RetrieveAllEntitiesResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["EntityFilters", "RetrieveAsIfPublished"];

    protected override Subject Find(RetrieveAllEntitiesRequest request, Call call) => Subject.None;

    protected override RetrieveAllEntitiesResponse Handle(RetrieveAllEntitiesRequest request, Call call)
    {
        var filters = request.Value<EntityFilters>("EntityFilters", EntityFilters.Entity);
        var tables = call.Catalog.Tables.OrderBy(table => table.Name, StringComparer.Ordinal).Select(table => MetadataAnswers.Of(table, filters, call));
        return new RetrieveAllEntitiesResponse { Results = { ["EntityMetadata"] = tables.ToArray() } };
    }
}

/// <summary>RetrieveAttribute: what a column is.</summary>
/// <remarks>Faults: 0x80041102 no such table; 0x80041103 no such column.</remarks>
internal sealed class RetrieveAttributeHandler : MessageHandler<RetrieveAttributeRequest, RetrieveAttributeResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["EntityLogicalName", "LogicalName", "MetadataId", "ColumnNumber", "RetrieveAsIfPublished"];

    protected override Subject Find(RetrieveAttributeRequest request, Call call) => Subject.None;

    protected override RetrieveAttributeResponse Handle(RetrieveAttributeRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Required<string>("EntityLogicalName"));
        return new RetrieveAttributeResponse { Results = { ["AttributeMetadata"] = MetadataAnswers.Of(table, table.Column(request.Required<string>("LogicalName")), call) } };
    }
}
