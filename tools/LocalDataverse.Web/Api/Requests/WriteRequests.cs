using System;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Requests;

/// <summary>POST, PATCH, PUT and DELETE: rows, properties and links are written, actions called.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/update-delete-entities-using-web-api</remarks>
internal sealed class WriteRequests(Exchange exchange)
{
    string Method => exchange.Request.Method;

    public WriteStep Plan(Resource resource) => (Method, resource) switch
    {
        ("POST", SetResource set) => Create(set.Table, static _ => { }),
        ("POST", RelatedResource related) => CreateRelated(related),
        ("PATCH", RowResource row) => Patch(row),
        ("PATCH", MemberResource member) => Patch(new RowResource(member.Of.Table, member.Row)),
        ("DELETE", RowResource row) => Delete(row),
        ("PUT", PropertyResource { IsRaw: false } property) => Put(property),
        ("DELETE", PropertyResource { IsRaw: false } property) => Update(property.Parent, property.Column, value: null),
        ("POST" or "PUT" or "DELETE", LinksResource links) => new LinkRequests(exchange).Plan(links),
        ("POST", OperationResource { Operation.IsFunction: false } action) => new OperationRequests(exchange).Plan(action),
        _ => throw WebFault.Method(Method, exchange.Url.Path),
    };

    WriteStep CreateRelated(RelatedResource related)
    {
        var parent = related.Parent.Row.Id != Guid.Empty
            ? related.Parent.Row
            : exchange.Service.Read(related.Parent.Row, new ColumnSet(related.Parent.Table.PrimaryId.Name)).ToEntityReference();
        return Create(related.Table, written =>
        {
            if (related.Navigation is ChildrenNavigation children)
            {
                written.Row[children.Relationship.Column] = parent;
                return;
            }

            if (written.Row.Id == Guid.Empty) written.Row.Id = Guid.NewGuid();
            written.After.Add(new AssociateRequest { Target = parent, Relationship = Relations.Of(related.Navigation), RelatedEntities = [written.Row.ToEntityReference()] });
        });
    }

    WriteStep Create(Table table, Action<WrittenRow> complete)
    {
        var written = new RowReader(exchange).Read(RowReader.Body(exchange.Request), table, isNew: true);
        complete(written);

        // Another request of the change set may refer to the row.
        if (exchange.InChangeSet && written.Row.Id == Guid.Empty) written.Row.Id = Guid.NewGuid();
        var create = exchange.Marked(new CreateRequest { Target = written.Row });
        return new WriteStep([.. written.Before, create, .. written.After], answers => Created(table, ((CreateResponse)answers[written.Before.Count]).id))
        {
            Address = $"{table.Facts.SetName}({written.Row.Id:D})",
        };
    }

    WebApiResponse Created(Table table, Guid id)
    {
        var answer = exchange.Preferences.ReturnsRepresentation
            ? new ReadRequests(exchange).Representation(StatusCodes.Status201Created, table, new EntityReference(table.Name, id))
            : WebApiResponse.NoContent();
        return Addressed(answer, table, id);
    }

    WebApiResponse Addressed(WebApiResponse answer, Table table, Guid id)
    {
        var address = exchange.AddressOf(table.Facts.SetName, id);
        return answer.With("OData-EntityId", address).With("Location", address);
    }

    WriteStep Patch(RowResource resource)
    {
        var written = new RowReader(exchange).Read(RowReader.Body(exchange.Request), resource.Table, isNew: exchange.Request.Header("If-None-Match") == "*");
        Identify(written.Row, resource);
        if (exchange.Request.Header("If-None-Match") == "*") return CreateOnly(resource, written);
        if (exchange.Request.Header("If-Match") is { } match) return UpdateOnly(resource, written, match);

        var upsert = exchange.Marked(new UpsertRequest { Target = written.Row });
        return new WriteStep([.. written.Before, upsert, .. written.After], answers =>
        {
            var answer = (UpsertResponse)answers[written.Before.Count];
            return Written(resource, answer.Target.Id, answer.RecordCreated);
        })
        { Address = AddressOf(resource) };
    }

    /// <summary>The row must not be there yet.</summary>
    WriteStep CreateOnly(RowResource resource, WrittenRow written)
    {
        foreach (var (name, value) in written.Row.KeyAttributes)
        {
            if (!written.Row.Contains(name)) written.Row[name] = value;
        }

        written.Row.KeyAttributes.Clear();
        var create = exchange.Marked(new CreateRequest { Target = written.Row });
        return new WriteStep([.. written.Before, create, .. written.After], answers => Written(resource, ((CreateResponse)answers[written.Before.Count]).id, isNew: true)) { Address = AddressOf(resource) };
    }

    /// <summary>The row must be there, in the version that the caller knows unless it says *.</summary>
    WriteStep UpdateOnly(RowResource resource, WrittenRow written, string match)
    {
        var update = exchange.Marked(new UpdateRequest { Target = written.Row });
        if (match != "*")
        {
            written.Row.RowVersion = Version(match);
            update.ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches;
        }

        return new WriteStep([.. written.Before, update, .. written.After], _ => Written(resource, resource.Row.Id, isNew: false)) { Address = AddressOf(resource) };
    }

    static void Identify(Entity row, RowResource resource)
    {
        if (row.Id != Guid.Empty && resource.Row.Id != Guid.Empty && row.Id != resource.Row.Id)
            throw WebFault.Payload($"The body names the row {row.Id:D}, but the URL {resource.Row.Id:D}. Leave {resource.Table.PrimaryId.Name} out of the body.");

        if (resource.Row.Id != Guid.Empty) row.Id = resource.Row.Id;
        foreach (var (name, value) in resource.Row.KeyAttributes) row.KeyAttributes[name] = value;
    }

    string? AddressOf(RowResource resource) => resource.Row.Id == Guid.Empty ? exchange.Url.Path : $"{resource.Table.Facts.SetName}({resource.Row.Id:D})";

    WebApiResponse Written(RowResource resource, Guid id, bool isNew)
    {
        var reference = id != Guid.Empty ? new EntityReference(resource.Table.Name, id) : resource.Row;
        if (id == Guid.Empty) id = exchange.Service.Read(resource.Row, new ColumnSet(resource.Table.PrimaryId.Name)).Id;
        var answer = exchange.Preferences.ReturnsRepresentation
            ? new ReadRequests(exchange).Representation(isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, resource.Table, reference)
            : WebApiResponse.NoContent();
        return Addressed(answer, resource.Table, id);
    }

    WriteStep Delete(RowResource resource)
    {
        var target = resource.Row;
        var delete = exchange.Marked(new DeleteRequest { Target = target });
        if (exchange.Request.Header("If-Match") is { } match && match != "*")
        {
            target.RowVersion = Version(match);
            delete.ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches;
        }

        return new WriteStep([delete], _ => WebApiResponse.NoContent());
    }

    WriteStep Put(PropertyResource property)
    {
        var body = RowReader.Body(exchange.Request);
        if (!body.TryGetProperty("value", out var value)) throw WebFault.Payload("The body has no property 'value'. Send {\"value\": …}.");

        return Update(property.Parent, property.Column, ValueReader.Read(value, property.Column, property.Column.Name));
    }

    WriteStep Update(RowResource resource, Column column, object? value)
    {
        if (column.IsLookup) throw WebFault.Payload($"'{TableProperties.NameOf(column)}' cannot be written. Write the link of its navigation property: PUT or DELETE …/$ref.");

        var row = new Entity(resource.Table.Name) { [column.Name] = value! };
        Identify(row, resource);
        var update = exchange.Marked(new UpdateRequest { Target = row });
        if (exchange.Request.Header("If-Match") is { } match && match != "*")
        {
            row.RowVersion = Version(match);
            update.ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches;
        }

        return new WriteStep([update], _ => WebApiResponse.NoContent());
    }

    /// <summary>The row version inside an ETag.</summary>
    static string Version(string tag)
    {
        var text = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        return text.Length > 2 && text[0] == '"' && text[^1] == '"' && text[1..^1].All(char.IsAsciiDigit)
            ? text[1..^1]
            : throw WebFault.Of(WebFault.BadRequest, $"The header If-Match is '{tag}'. Send the @odata.etag of the row as it is, or *.");
    }
}
