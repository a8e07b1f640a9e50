using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Holds;

/// <summary>The accounts of a saved view, as the caller sees them.</summary>
static class ViewAccounts
{
    const string View = "savedquery";
    const string Fetch = "fetchxml";

    /// <summary>Ids in their order. Requests: 1 for the view, 1 per 5,000 accounts.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-3311: no such view, or one on another table.</exception>
    internal static IReadOnlyList<Guid> Of(PluginCall call, Guid viewId)
    {
        var query = new QueryExpression(View) { ColumnSet = new ColumnSet(Fetch), TopCount = 1 };
        query.Criteria.AddCondition("savedqueryid", ConditionOperator.Equal, viewId);
        var view = call.AsCaller.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<string?>(Fetch);
        var fetch = IdsOnlyOrNull(view) ?? throw Refusal.Of("OFF-3311", call.Language, "view", viewId.ToString("D"));

        var ids = new List<Guid>();
        for (var page = 1; ; page++)
        {
            fetch.SetAttributeValue("page", page);
            var rows = call.AsCaller.RetrieveMultiple(new FetchExpression(fetch.ToString(SaveOptions.DisableFormatting)));
            ids.AddRange(rows.Entities.Select(static row => row.Id));
            if (!rows.MoreRecords) return [.. ids.Distinct()];

            fetch.SetAttributeValue("paging-cookie", rows.PagingCookie);
        }
    }

    /// <summary>The view's conditions, asking for nothing but ids; null: it is no view on accounts.</summary>
    static XElement? IdsOnlyOrNull(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;

        var fetch = XmlOrNull(text!);
        if (fetch?.Element("entity") is not { } entity || (string?)entity.Attribute("name") != AccountRow.Table) return null;

        entity.Descendants().Where(static element => element.Name.LocalName is "attribute" or "all-attributes" or "order").ToList().ForEach(static element => element.Remove());
        entity.AddFirst(new XElement("attribute", new XAttribute("name", AccountRow.Columns.Id)), new XElement("order", new XAttribute("attribute", AccountRow.Columns.Id)));
        fetch.SetAttributeValue("top", null);
        fetch.SetAttributeValue("count", Paging.RowsPerPage);
        return fetch;
    }

    static XElement? XmlOrNull(string text)
    {
        try
        {
            return XElement.Parse(text);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
