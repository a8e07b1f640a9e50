using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;

namespace LocalDataverse.Messages;

/// <summary>RetrieveEntity: what a table is, with its columns if wanted.</summary>
/// <remarks>Faults: 0x80041102 no such table; 0x80040315 relationships or privileges are wanted.</remarks>
internal sealed class RetrieveEntityHandler : MessageHandler<RetrieveEntityRequest, RetrieveEntityResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["EntityFilters", "LogicalName", "MetadataId", "RetrieveAsIfPublished"];

    protected override Subject Find(RetrieveEntityRequest request, Call call) => Subject.None;

    protected override RetrieveEntityResponse Handle(RetrieveEntityRequest request, Call call)
    {
        var filters = request.Value<EntityFilters>("EntityFilters", EntityFilters.Entity);
        if (filters.HasFlag(EntityFilters.Privileges) || filters.HasFlag(EntityFilters.Relationships))
        {
            throw Fault.Unsupported($"EntityFilters {filters} of RetrieveEntity: only Entity and Attributes");
        }

        var table = call.Catalog.Table(request.Required<string>("LogicalName"));
        return new RetrieveEntityResponse { Results = { ["EntityMetadata"] = MetadataAnswers.Of(table, filters.HasFlag(EntityFilters.Attributes), call) } };
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
