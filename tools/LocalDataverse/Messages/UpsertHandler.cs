using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace LocalDataverse.Messages;

/// <summary>Upsert: Update when the row is there, else Create. It raises no event of its own.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/use-upsert-insert-update-record</remarks>
internal sealed class UpsertHandler : MessageHandler
{
    internal override string Message => "Upsert";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target"];

    internal static UpsertResponse Upsert(Entity target, Call call)
    {
        var table = call.Catalog.Table(target.LogicalName);
        var id = Rows.RowInput.Id(table, target);
        var found = call.Reading(context => Find(context.Transaction, target, id)?.Id);
        if (found is { } existing)
        {
            target.Id = existing;
            foreach (var (name, value) in target.KeyAttributes)
            {
                if (target.Attributes.TryGetValue(name, out var sent) && Equals(sent, value)) target.Attributes.Remove(name);
            }

            target.KeyAttributes.Clear();
            call.Organization.Executor.Inner(new OrganizationRequest("Update") { Parameters = { ["Target"] = target } }, call);
            return Response(target, existing, created: false);
        }

        foreach (var (name, value) in target.KeyAttributes)
        {
            if (!target.Contains(name)) target[name] = value;
        }

        var response = call.Organization.Executor.Inner(new OrganizationRequest("Create") { Parameters = { ["Target"] = target } }, call);
        return Response(target, (Guid)response.Results["id"], created: true);
    }

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call) => Upsert(request.Required<Entity>("Target"), call);

    static Row? Find(Transaction transaction, Entity target, Guid? id)
    {
        var table = transaction.Catalog.Table(target.LogicalName);
        if (id is { } known) return transaction.Find(table, known);
        return target.KeyAttributes.Count == 0 ? null : RequestParameters.FindByKey(transaction, table, target.KeyAttributes);
    }

    static UpsertResponse Response(Entity target, Guid id, bool created) => new()
    {
        ResponseName = "Upsert",
        Results = { ["RecordCreated"] = created, ["Target"] = new EntityReference(target.LogicalName, id) },
    };
}

/// <summary>UpsertMultiple: rows of one table, all or none.</summary>
internal sealed class UpsertMultipleHandler : MessageHandler
{
    internal override string Message => "UpsertMultiple";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["Targets"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var targets = BulkTargets.Of(request, call);
        return call.InTransaction(() =>
        {
            var response = new UpsertMultipleResponse { ResponseName = Message };
            ((OrganizationResponse)response).Results["Results"] = targets.Entities.Select(target => UpsertHandler.Upsert(target, call.Inner())).ToArray();
            return response;
        });
    }
}
