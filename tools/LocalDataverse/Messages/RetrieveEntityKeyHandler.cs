using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk.Messages;

namespace LocalDataverse.Messages;

/// <summary>RetrieveEntityKey: what an alternate key is, and whether its index works.</summary>
/// <remarks>Faults: 0x80041102 no such table; 0x80060890 no such key.</remarks>
internal sealed class RetrieveEntityKeyHandler : MessageHandler<RetrieveEntityKeyRequest, RetrieveEntityKeyResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["EntityLogicalName", "LogicalName", "MetadataId", "RetrieveAsIfPublished"];

    protected override Subject Find(RetrieveEntityKeyRequest request, Call call) => Subject.None;

    protected override RetrieveEntityKeyResponse Handle(RetrieveEntityKeyRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Required<string>("EntityLogicalName"));
        var name = request.Required<string>("LogicalName");
        var status = call.Organization.KeyIndexes.StatusOf(table, name)
            ?? throw Fault.Of(FaultCode.EntityKeyNotDefined, $"Table {table.Name} has no alternate key '{name}'.");
        return new RetrieveEntityKeyResponse { Results = { ["EntityKeyMetadata"] = MetadataAnswers.OfKey(table, name, status) } };
    }
}

/// <summary>ReactivateEntityKey: builds the index of an alternate key whose job has failed once more, when jobs run.</summary>
/// <remarks>Faults: 0x80041102 no such table; 0x80060890 no such key. A key that works stays as it is.</remarks>
internal sealed class ReactivateEntityKeyHandler : MessageHandler<ReactivateEntityKeyRequest, ReactivateEntityKeyResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["EntityLogicalName", "EntityKeyLogicalName"];

    protected override Subject Find(ReactivateEntityKeyRequest request, Call call) => Subject.None;

    protected override ReactivateEntityKeyResponse Handle(ReactivateEntityKeyRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Required<string>("EntityLogicalName"));
        var name = request.Required<string>("EntityKeyLogicalName");
        if (!call.Organization.KeyIndexes.QueueAgain(table, name)) throw Fault.Of(FaultCode.EntityKeyNotDefined, $"Table {table.Name} has no alternate key '{name}'.");
        return new ReactivateEntityKeyResponse();
    }
}
