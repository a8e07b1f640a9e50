using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages.Rows;

/// <summary>Keeps who takes part in an activity: each member of a party list is a row of activityparty.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/activityparty-entity</remarks>
internal static class Parties
{
    static readonly string[] Written = ["partyid", "addressused"];

    /// <summary>Replaces the lists that the caller sent; others stay.</summary>
    internal static void Write(Row activity, Entity target, Call call)
    {
        foreach (var (name, value) in target.Attributes)
        {
            if (activity.Table.TryColumn(name) is not { Type: ColumnType.PartyList } || PartyLists.MaskOf(name) is not { } mask) continue;

            var table = call.Catalog.Table(PartyLists.Table);
            foreach (var old in Of(activity.Id, table, call).Where(party => party[table.Column(PartyLists.Mask)] is int other && other == mask))
            {
                call.Transaction.Delete(table, old.Id);
            }
            foreach (var member in Members(activity.Table, name, value)) Add(activity, member, mask, table, call);
        }
    }

    internal static void Deleted(Table activities, Guid id, Call call)
    {
        if (!activities.Facts.IsActivity) return;

        var table = call.Catalog.Table(PartyLists.Table);
        foreach (var party in Of(id, table, call)) call.Transaction.Delete(table, party.Id);
    }

    static IReadOnlyList<Row> Of(Guid activityId, Table table, Call call) => call.Referring(table, table.Column(PartyLists.Activity), activityId);

    static IEnumerable<Entity> Members(Table table, string column, object? value) => value switch
    {
        null => [],
        EntityCollection rows => rows.Entities,
        IEnumerable<Entity> rows => rows,
        _ => throw Fault.Of(
            FaultCode.IncorrectAttributeValueType, $"Invalid Attribute Value Type for {table.Name}.{column}. Expected: EntityCollection, Found: {value.GetType().Name}"),
    };

    static void Add(Row activity, Entity member, int mask, Table table, Call call)
    {
        var values = new Dictionary<Column, object?>
        {
            [table.Column(PartyLists.Activity)] = new Reference(activity.Table.Name, activity.Id),
            [table.Column(PartyLists.Mask)] = mask,
        };
        foreach (var column in Written.Where(member.Contains).Select(table.Column))
        {
            values[column] = RowValues.ToStored(table, column, member[column.Name]);
        }

        if (values.GetValueOrDefault(table.Column("partyid")) is Reference party) RowValues.DemandTarget(call.Transaction, party);
        else if (values.GetValueOrDefault(table.Column("addressused")) is null)
        {
            throw Fault.Of(
                FaultCode.InvalidArgument,
                $"A member of a party list of {activity.Table.Name} has neither partyid nor addressused. Give one of them.");
        }

        call.Transaction.Insert(table, call.Organization.Ids.Next(), values);
    }
}
