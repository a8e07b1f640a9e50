using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.App.Screens;

/// <summary>An activity or a note about a row.</summary>
internal sealed record TimelineEntry(Guid Id, DateTime CreatedOn, string On, string Kind, string By, string Title, string Text, string? Address)
{
    const int Shown = 50;

    /// <summary>Newest first, as far as the user may read them.</summary>
    /// <remarks>Requests: 2.</remarks>
    public static IReadOnlyList<TimelineEntry> Of(AppUser user, Table table, Guid row)
    {
        var entries = new List<TimelineEntry>();
        if (user.May("activitypointer", TableRights.Read)) entries.AddRange(Rows(user, "activitypointer", "regardingobjectid", row, "subject", "description", "activitytypecode").Select(one => Activity(user, one)));
        if (user.May("annotation", TableRights.Read)) entries.AddRange(Rows(user, "annotation", "objectid", row, "subject", "notetext").Select(one => Note(user, one)));
        return [.. entries.OrderByDescending(entry => entry.CreatedOn).Take(Shown)];
    }

    static IEnumerable<Entity> Rows(AppUser user, string table, string regarding, Guid row, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet([.. columns, "createdon", "createdby"]), TopCount = Shown };
        query.Criteria.AddCondition(regarding, ConditionOperator.Equal, row);
        query.AddOrder("createdon", OrderType.Descending);
        return user.Service.RetrieveMultiple(query).Entities;
    }

    static TimelineEntry Activity(AppUser user, Entity row)
    {
        var type = row.GetAttributeValue<string>("activitytypecode") ?? "task";
        var table = user.Catalog.TryTable(type);
        return Entry(row, table is null ? type : user.Label(table), row.GetAttributeValue<string>("description"), $"/record/{type}/{row.Id:D}", user);
    }

    static TimelineEntry Note(AppUser user, Entity row) => Entry(row, user.Text("note"), row.GetAttributeValue<string>("notetext"), address: null, user);

    static TimelineEntry Entry(Entity row, string kind, string? text, string? address, AppUser user)
    {
        row.FormattedValues.TryGetValue("createdon", out var on);
        return new TimelineEntry(
            row.Id,
            row.GetAttributeValue<DateTime>("createdon"),
            on ?? "",
            kind,
            row.GetAttributeValue<EntityReference>("createdby") is { } by ? user.NameOf(by) : "",
            row.GetAttributeValue<string>("subject") ?? kind,
            text ?? "",
            address);
    }
}
