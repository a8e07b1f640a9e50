using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Messages.Rows;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Security;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>Merge: two accounts or contacts become one; the other is deactivated and what hung on it moves.</summary>
/// <remarks>Faults: 0x80045305 both are the same row; 0x80045304 one is inactive. https://learn.microsoft.com/power-apps/developer/data-platform/merge-records</remarks>
internal sealed class MergeHandler : MessageHandler<MergeRequest, MergeResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "SubordinateId", "UpdateContent", "PerformParentingChecks"];

    protected override Subject Find(MergeRequest request, Call call)
    {
        var target = request.Required<EntityReference>("Target");
        return new Subject(target.LogicalName, target.Id);
    }

    protected override IReadOnlyList<(ImagedRow Row, Subject Of)> Imaged(MergeRequest request, Subject subject) =>
    [
        (new ImagedRow { Property = "Target" }, subject),
        (new ImagedRow { Property = "SubordinateId" }, subject with { Id = request.Value<System.Guid>("SubordinateId") }),
    ];

    protected override void Authorize(MergeRequest request, Call call) =>
        call.Access.DemandPrivilege(call.Catalog.Table(request.Target.LogicalName), TableRights.Write);

    protected override MergeResponse Handle(MergeRequest request, Call call)
    {
        if (request.Target.LogicalName is not ("account" or "contact"))
        {
            throw Fault.Unsupported($"Merge of {request.Target.LogicalName}: only account and contact");
        }
        if (request.Target.Id == request.SubordinateId)
        {
            throw Fault.Of(FaultCode.MergeEntitiesIdentical, "Merge cannot be performed on master and sub-entities that are identical.");
        }

        var table = call.Catalog.Table(request.Target.LogicalName);
        DemandActive(table, request.Target.Id, call);
        DemandActive(table, request.SubordinateId, call);
        if (request.Optional<Entity>("UpdateContent") is { Attributes.Count: > 0 } content) Write(table, content, request.Target.Id, call);
        MoveReferring(table, request, call);
        Write(table, Deactivation(table, request), request.SubordinateId, call);
        call.Transaction.Update(table, request.SubordinateId, new Dictionary<Column, object?> { [table.Column("merged")] = true });
        return new MergeResponse();
    }

    static Entity Deactivation(Table table, MergeRequest request)
    {
        const int inactive = 1;
        var change = new Entity(table.Name) { ["statecode"] = new OptionSetValue(inactive) };
        if (table.TryColumn("masterid") is not null) change["masterid"] = request.Target;
        return change;
    }

    static void DemandActive(Table table, System.Guid id, Call call)
    {
        if (call.Demand(table, id)[table.State!] is 0) return;

        throw Fault.Of(FaultCode.MergeEntityNotActive, "Merge cannot be performed on entity that is inactive.");
    }

    static void Write(Table table, Entity content, System.Guid id, Call call)
    {
        var change = new Entity(table.Name, id);
        foreach (var (name, value) in content.Attributes.Where(pair => pair.Key != table.PrimaryId.Name)) change[name] = value;
        if (call.Organization.Options.MergeRaisesUpdate) UpdateHandler.Run(change, id, call.Inner());
        else RowUpdate.Update(table, id, change, call);
    }

    static void MoveReferring(Table table, MergeRequest request, Call call)
    {
        foreach (var relationship in call.Catalog.RelationshipsTo(table.Name).Where(one => one.Cascades.Merge == Cascade.Cascade && one.From != "activitypointer"))
        {
            var children = call.Catalog.Table(relationship.From);
            foreach (var child in call.Referring(children, children.Column(relationship.Column), request.SubordinateId).Where(row => row.Id != request.Target.Id))
            {
                var written = call.Transaction.Update(children, child.Id, new Dictionary<Column, object?>
                {
                    [children.Column(relationship.Column)] = new Storage.Reference(table.Name, request.Target.Id),
                });
                call.Scope!.Touch(children.Name);
                call.Organization.Audit.Updated(child, written, call);
                ActivityPointers.Updated(written, call);
                ShareCascade.Moved(written, call);
            }
        }
    }
}
