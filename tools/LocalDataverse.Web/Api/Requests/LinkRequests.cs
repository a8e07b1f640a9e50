using System.Text.Json;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Requests;

/// <summary><c>/$ref</c>: ties rows to a row and unties them.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/associate-disassociate-entities-using-web-api</remarks>
internal sealed class LinkRequests(Exchange exchange)
{
    public WriteStep Plan(LinksResource links) => (exchange.Request.Method, links.Navigation, links.Key) switch
    {
        ("PUT", LookupNavigation lookup, null) => SetLookup(links, lookup, Named(links)),
        ("DELETE", LookupNavigation lookup, null) => SetLookup(links, lookup, value: null),
        ("POST", not LookupNavigation, null) => Tie(links, Named(links)),
        ("DELETE", not LookupNavigation, _) => Untie(links),
        _ => throw WebFault.Method(exchange.Request.Method, exchange.Url.Path),
    };

    WriteStep SetLookup(LinksResource links, LookupNavigation lookup, EntityReference? value)
    {
        if (value is not null && lookup.Target is not null && value.LogicalName != lookup.Target)
            throw WebFault.Of(WebFault.BadBindUrl, $"'{lookup.Name}' cannot refer to a row of {value.LogicalName}. Its rows are of {lookup.Target}.");

        var row = new Entity(links.Parent.Table.Name) { Id = links.Parent.Row.Id, [lookup.Column.Name] = value! };
        foreach (var (name, key) in links.Parent.Row.KeyAttributes) row.KeyAttributes[name] = key;
        return new WriteStep([exchange.Marked(new UpdateRequest { Target = row })], static _ => WebApiResponse.NoContent());
    }

    WriteStep Tie(LinksResource links, EntityReference other) => new(
        [exchange.Marked(new AssociateRequest { Target = Known(links.Parent.Row), Relationship = Relations.Of(links.Navigation), RelatedEntities = [Known(other)] })],
        static _ => WebApiResponse.NoContent());

    WriteStep Untie(LinksResource links)
    {
        var other = links.Key is { } key
            ? RowAddress.Of(exchange.Model.Catalog.Table(links.Navigation is ChildrenNavigation children ? children.Relationship.From : ((PeersNavigation)links.Navigation).Target), key)
            : RowAddress.Of(exchange.Url.Option("$id") ?? throw WebFault.Of(WebFault.BadUrl, $"The URL does not say which row is to be untied. Write {links.Navigation.Name}(id)/$ref, or add $id."), "$id", exchange);
        return new WriteStep(
            [exchange.Marked(new DisassociateRequest { Target = Known(links.Parent.Row), Relationship = Relations.Of(links.Navigation), RelatedEntities = [Known(other)] })],
            static _ => WebApiResponse.NoContent());
    }

    /// <summary>The row that the body names by <c>@odata.id</c>.</summary>
    EntityReference Named(LinksResource links)
    {
        var body = RowReader.Body(exchange.Request);
        return body.TryGetProperty("@odata.id", out var url) && url.ValueKind == JsonValueKind.String
            ? RowAddress.Of(url.GetString(), $"{links.Navigation.Name}/@odata.id", exchange)
            : throw WebFault.Payload("The body does not name a row. Send {\"@odata.id\": \"contacts(00000000-0000-0000-0000-000000000001)\"}.");
    }

    /// <summary>By id: relationships are written by ids.</summary>
    EntityReference Known(EntityReference row) => row.KeyAttributes.Count == 0
        ? row
        : exchange.Service.Read(row, new ColumnSet(exchange.Model.Catalog.Table(row.LogicalName).PrimaryId.Name)).ToEntityReference();
}
