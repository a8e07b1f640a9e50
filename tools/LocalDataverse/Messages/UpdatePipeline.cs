using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Messages.Rows;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>The way of changed rows through the stages, whether one or many were sent.</summary>
/// <remarks>
/// State and status beside other columns make stages 20 to 40 run twice: first the others, then the state; so does the owner of tables that belong
/// to a business unit.
/// https://learn.microsoft.com/power-apps/developer/data-platform/special-update-operation-behavior
/// </remarks>
internal static class UpdatePipeline
{
    static readonly string[] StateColumns = ["statecode", "statuscode"];

    /// <summary>What stands for the owner in tables that belong to a business unit; it is written in a turn of its own.</summary>
    static readonly Dictionary<string, string[]> BusinessOwned = new(StringComparer.Ordinal)
    {
        ["systemuser"] = ["businessunitid", "parentsystemuserid"],
        ["businessunit"] = ["parentbusinessunitid"],
        ["team"] = ["businessunitid"],
        ["equipment"] = ["businessunitid"],
    };

    internal static void Run(string tableName, IReadOnlyList<Entity> targets, ParameterCollection request, ConcurrencyBehavior concurrency, Call call)
    {
        var table = call.Catalog.Table(tableName);
        var events = RowEvents.Of(call, "Update", table.Name, targets, request);
        var hasSteps = events.HasSteps || LegacyEvents.Concern(table, call);
        if (hasSteps) SetBefore(events, table, call);
        events.Run(Stage.PreValidation);
        LegacyEvents.Of(events, table, call).Run(Stage.PreValidation);
        call.InTransaction(() =>
        {
            call.Access.DemandPrivilege(table, RowUpdate.RightNeeded(call));
            if (request.Contains("Targets")) DemandAll(table, events.Targets, call);
            foreach (var target in events.Targets) RowUpdate.DemandVersion(table, target.Id, target.RowVersion, concurrency, call);
            if (hasSteps) SetBefore(events, table, call);

            foreach (var pass in Passes(events, table)) Run(pass, table, call);
            foreach (var target in targets) UpdateRelated(table, target, call);
            return true;
        });
    }

    /// <summary>Finds the row: by id, or by alternate key.</summary>
    internal static void Identify(Entity target, Call call)
    {
        var table = call.Catalog.Table(target.LogicalName);
        if (RowInput.Id(table, target) is { } id)
        {
            target.Id = id;
            return;
        }

        if (target.KeyAttributes.Count == 0) throw Fault.Of(FaultCode.InvalidArgument, "Entity Id must be specified for Update");

        target.Id = call.Resolve(new EntityReference(target.LogicalName, target.KeyAttributes));
    }

    /// <exception cref="System.ServiceModel.FaultException">0x80040217: some of the rows do not exist; the bulk message names them all.</exception>
    static void DemandAll(Table table, Entity[] targets, Call call)
    {
        var missing = targets.Where(target => call.Transaction.Find(table, target.Id) is null).Select(target => target.Id.ToString("D")).ToList();
        if (missing.Count > 0) throw Fault.Of(FaultCode.ObjectDoesNotExist, $"{table.Facts.SchemaName} With Ids = {string.Join(", ", missing)} Do Not Exist");
    }

    static void Run(RowEvents pass, Table table, Call call)
    {
        pass.Run(Stage.PreOperation);
        var legacy = LegacyEvents.Of(pass, table, call);
        legacy.Run(Stage.PreOperation);
        for (var i = 0; i < pass.Targets.Length; i++)
        {
            var written = RowUpdate.Update(table, pass.Targets[i].Id, pass.Targets[i], call);
            pass.Rows[i].After = written;
        }

        pass.SetOutputs(_ => [], []);
        pass.Run(Stage.PostOperation);
        legacy.Run(Stage.PostOperation);
        pass.QueueJobs();
        legacy.QueueJobs();
        foreach (var row in pass.Rows) row.Before = row.After;
    }

    /// <summary>Existing rows that came along by relationship, changed after the row they hang on, in the same transaction, each with its own events.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-update-delete#update-related-entities-in-one-operation</remarks>
    static void UpdateRelated(Table table, Entity target, Call call)
    {
        foreach (var (key, rows) in target.RelatedEntities)
        {
            if (call.Catalog.TryRelationship(key.SchemaName) is not OneToMany relationship || relationship.To != table.Name)
            {
                throw Fault.Unsupported($"related rows by {key.SchemaName}: it is no one-to-many relationship in which other rows refer to {table.Name}");
            }

            foreach (var related in rows.Entities)
            {
                if (related.Id == default) throw Fault.Unsupported($"related rows of {related.LogicalName} without id in an update: only rows that exist");

                call.Organization.Executor.Inner(new OrganizationRequest("Update") { Parameters = { ["Target"] = related } }, call.Inner());
            }
        }
    }

    static IEnumerable<RowEvents> Passes(RowEvents events, Table table)
    {
        var owners = BusinessOwned.GetValueOrDefault(table.Name, []);
        if (!Array.Exists(events.Targets, target => IsMixed(target, table, owners))) return [events];

        return Split(events, table, owners);
    }

    static IEnumerable<RowEvents> Split(RowEvents events, Table table, string[] owners)
    {
        Func<string, bool>[] turns = [name => !owners.Contains(name) && !StateColumns.Contains(name), owners.Contains, StateColumns.Contains];
        var parts = turns.Select(belongs => events.Targets.Select(target => Part(target, table, belongs)).ToList()).ToList();
        return parts.Where(turn => turn.Exists(part => part is not null)).Select(turn => events.Pass(table.Name, turn));
    }

    static bool IsMixed(Entity target, Table table, string[] owners)
    {
        var (others, owner, state) = (false, false, false);
        foreach (var name in target.Attributes.Keys.Where(name => name != table.PrimaryId.Name))
        {
            if (StateColumns.Contains(name)) state = true;
            else if (owners.Contains(name)) owner = true;
            else others = true;
        }

        return (others && owner) || (others && state) || (owner && state);
    }

    static Entity? Part(Entity target, Table table, Func<string, bool> belongs)
    {
        var part = new Entity(target.LogicalName, target.Id) { RowVersion = target.RowVersion };
        foreach (var (name, value) in target.Attributes)
        {
            if (name != table.PrimaryId.Name && belongs(name)) part[name] = value;
        }

        if (part.Attributes.Count == 0) return null;

        if (target.Contains(table.PrimaryId.Name)) part[table.PrimaryId.Name] = target.Id;
        return part;
    }

    static void SetBefore(RowEvents events, Table table, Call call) => call.Reading(context =>
    {
        for (var i = 0; i < events.Targets.Length; i++) events.Rows[i].Before = context.Transaction.Find(table, events.Targets[i].Id);
        return true;
    });
}
