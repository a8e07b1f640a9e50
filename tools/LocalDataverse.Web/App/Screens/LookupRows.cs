using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.App.Screens;

/// <summary>Rows that a lookup may refer to.</summary>
internal static class LookupRows
{
    const int Offered = 10;

    /// <summary>A reference with the name of its row, as far as the user may read it.</summary>
    public static EntityReference Named(AppUser user, string table, Guid id)
    {
        var reference = new EntityReference(table, id);
        if (user.Catalog.TryTable(table)?.PrimaryName is not { } name || !user.May(table, TableRights.Read)) return reference;

        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(name.Name), TopCount = 1 };
        query.Criteria.AddCondition(user.Catalog.Table(table).PrimaryId.Name, ConditionOperator.Equal, id);
        reference.Name = user.Service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<string>(name.Name);
        return reference;
    }

    /// <summary>Active rows whose name contains a text, by name.</summary>
    /// <remarks>Requests: 1 for each table that the lookup may refer to.</remarks>
    public static IReadOnlyList<EntityReference> Find(AppUser user, Column lookup, string text) =>
        [.. lookup.Targets.Where(target => user.May(target, TableRights.Read)).SelectMany(target => Find(user, user.Catalog.Table(target), text)).OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase).Take(Offered)];

    static IEnumerable<EntityReference> Find(AppUser user, Table table, string text)
    {
        if (table.PrimaryName is not { } name) return [];

        var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet(name.Name), TopCount = Offered };
        query.Criteria.AddCondition(name.Name, ConditionOperator.Like, $"%{text}%");
        if (table.State is { } state) query.Criteria.AddCondition(state.Name, ConditionOperator.Equal, 0);
        query.AddOrder(name.Name, OrderType.Ascending);
        return user.Service.RetrieveMultiple(query).Entities.Select(row => new EntityReference(table.Name, row.Id) { Name = row.GetAttributeValue<string>(name.Name) });
    }
}
