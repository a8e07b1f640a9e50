using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins;

/// <summary>Reading all rows of a query, page by page.</summary>
static class Paging
{
    /// <summary>Rows a page: the most that the service returns at once.</summary>
    internal const int RowsPerPage = 5000;

    /// <summary>All rows of the query in its order. Requests: 1 per 5,000 rows, at least 1.</summary>
    /// <remarks>Order by something unique, or a row may come twice or not at all.</remarks>
    internal static IReadOnlyList<Entity> AllRows(this IOrganizationService service, QueryExpression query)
    {
        query.PageInfo = new PagingInfo { Count = RowsPerPage, PageNumber = 1 };
        var page = service.RetrieveMultiple(query);
        if (!page.MoreRecords) return page.Entities;

        var rows = new List<Entity>(page.Entities);
        while (page.MoreRecords)
        {
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
            page = service.RetrieveMultiple(query);
            rows.AddRange(page.Entities);
        }

        return rows;
    }
}
