using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboard.Connection;

/// <summary>Reads that commands share.</summary>
internal static class OrganizationReads
{
    const int PageSize = 5000;

    /// <summary>The service of the user that the options name.</summary>
    /// <exception cref="CommandFailure">There is no such user.</exception>
    public static IOrganizationService ServiceOf(this IOrganization organization, OrganizationSettings settings) =>
        settings.Actor is { } user ? organization.As(user) : organization.Service();

    /// <summary>All rows that a query finds. One request per 5,000 rows.</summary>
    public static IEnumerable<Entity> AllRows(this IOrganizationService service, QueryExpression query)
    {
        query.PageInfo = new PagingInfo { Count = PageSize, PageNumber = 1 };
        while (true)
        {
            var page = service.RetrieveMultiple(query);
            foreach (var row in page.Entities) yield return row;
            if (!page.MoreRecords) yield break;

            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }

    /// <summary>Whether the organization knows a message, such as a Custom API of this solution. One request.</summary>
    public static bool Knows(this IOrganizationService service, string message)
    {
        var query = new QueryByAttribute("sdkmessage") { ColumnSet = new ColumnSet("name") };
        query.AddAttributeValue("name", message);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>What a column shows to a person; empty if it is blank.</summary>
    public static string Shown(this Entity row, string column) => row.FormattedValues.TryGetValue(column, out var shown)
        ? shown
        : row.GetAttributeValue<object>(column) switch
        {
            null => "",
            EntityReference reference => reference.Name ?? reference.Id.ToString("D"),
            DateTime { Kind: DateTimeKind.Utc } instant => instant.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            DateTime day => Day(day),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            var value => value.ToString() ?? "",
        };

    /// <summary>A Date Only column as YYYY-MM-DD; null if it is blank.</summary>
    public static string? DayOf(this Entity row, string column) => row.GetAttributeValue<DateTime?>(column) is { } day ? Day(day) : null;

    /// <summary>The value of a choice; null if it is blank.</summary>
    public static int? ChoiceOf(this Entity row, string column) => row.GetAttributeValue<OptionSetValue>(column)?.Value;

    /// <summary>An aliased column of a joined table; the default if it is blank.</summary>
    public static T? Joined<T>(this Entity row, string column) => row.GetAttributeValue<AliasedValue>(column)?.Value is T value ? value : default;

    /// <summary>Cuts values into groups that one condition may list.</summary>
    public static IEnumerable<object[]> InGroups(this IEnumerable<Guid> ids) => ids.Chunk(500).Select(group => group.Cast<object>().ToArray());

    static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
