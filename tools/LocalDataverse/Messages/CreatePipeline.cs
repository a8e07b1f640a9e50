using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Messages.Rows;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>The way of new rows through the stages, whether one or many were sent.</summary>
internal static class CreatePipeline
{
    internal static IReadOnlyList<Guid> Run(string tableName, IReadOnlyList<Entity> targets, ParameterCollection request, Call call)
    {
        var table = call.Catalog.Table(tableName);
        var events = RowEvents.Of(call, "Create", table.Name, targets, request);
        var sent = events.HasSteps ? targets.Select(StampsOf).ToArray() : null;
        events.Run(Stage.PreValidation);
        return call.InTransaction(() =>
        {
            call.Access.DemandPrivilege(table, TableRights.Create);
            events.Run(Stage.PreOperation);

            var ids = new Guid[targets.Count];
            for (var i = 0; i < ids.Length; i++) ids[i] = Write(table, events, i, sent is null ? StampsOf(targets[i]) : sent[i], call);

            if (events.HasSteps) Finish(events, ids);
            return ids;
        });
    }

    /// <summary>What the caller says about who created the row and when. It is ignored; what a plugin says counts.</summary>
    static Stamps StampsOf(Entity target) => new(target.GetAttributeValue<object?>("createdon"), target.GetAttributeValue<object?>("createdby"));

    static Guid Write(Table table, RowEvents events, int place, Stamps sent, Call call)
    {
        var target = events.Targets[place];
        var row = RowCreation.Create(table, target, StampsOf(target).Unless(sent), call);
        events.Rows[place].After = row;
        CreateRelated(table, row.Id, target, call);
        if (events.HasSteps) Complete(target, row, call);
        return row.Id;
    }

    static void Finish(RowEvents events, Guid[] ids)
    {
        events.SetIds(ids);
        events.SetOutputs(place => new ParameterCollection { ["id"] = ids[place] }, new ParameterCollection { ["Ids"] = ids });
        events.Run(Stage.PostOperation);
        events.QueueJobs();
    }

    /// <summary>In stage 40 the target carries what the platform filled in.</summary>
    static void Complete(Entity target, Storage.Row row, Call call)
    {
        target.Id = row.Id;
        var numbers = row.Table.Columns.Where(column => !string.IsNullOrEmpty(column.AutoNumberFormat)).Select(column => column.Name);
        string[] filled = ["ownerid", "createdon", "createdby", "modifiedon", "modifiedby", "statecode", "statuscode", .. numbers];
        target[row.Table.PrimaryId.Name] = row.Id;
        call.Reading(context =>
        {
            var columns = filled.Select(row.Table.TryColumn).OfType<Column>().ToList();
            var read = Query.Projection.ToEntity(row, columns, context);
            foreach (var (name, value) in read.Attributes) target[name] = value;
            return true;
        });
    }

    /// <summary>Rows that came along by relationship, created after the row they hang on, in the same transaction.</summary>
    static void CreateRelated(Table table, Guid id, Entity target, Call call)
    {
        foreach (var (key, rows) in target.RelatedEntities)
        {
            var relationship = call.Catalog.TryRelationship(key.SchemaName) as OneToMany;
            if (relationship is null || relationship.To != table.Name)
            {
                throw Fault.Unsupported($"related rows by {key.SchemaName}: it is no one-to-many relationship in which other rows refer to {table.Name}");
            }

            foreach (var related in rows.Entities)
            {
                related[relationship.Column] = new EntityReference(table.Name, id);
                call.Organization.Executor.Inner(new OrganizationRequest("Create") { Parameters = { ["Target"] = related } }, call.Inner());
            }
        }
    }
}

/// <summary>The rows of a bulk message.</summary>
internal static class BulkTargets
{
    /// <exception cref="System.ServiceModel.FaultException">0x80040203: EntityName is missing or a row is of another table.</exception>
    internal static EntityCollection Of(OrganizationRequest request, Call call)
    {
        if (call.ByPlugin) throw Fault.Unsupported($"{request.RequestName} inside a plug-in: Microsoft does not either. Send single requests");

        var targets = request.Required<EntityCollection>("Targets");
        if (string.IsNullOrEmpty(targets.EntityName))
        {
            throw Fault.Of(
                FaultCode.InvalidArgument,
                $"The required field 'EntityName' of Targets is missing in {request.RequestName}. Set it to the table of the rows.");
        }

        if (targets.Entities.FirstOrDefault(row => row.LogicalName != targets.EntityName) is { } stray)
        {
            throw Fault.Of(
                FaultCode.InvalidArgument, $"Targets of {request.RequestName} is for {targets.EntityName}, but holds a row of {stray.LogicalName}. Send rows of one table at a time.");
        }

        return targets;
    }
}
