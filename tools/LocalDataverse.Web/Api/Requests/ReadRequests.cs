using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using LocalDataverse.Metadata;
using LocalDataverse.Query;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using LocalDataverse.Web.Api.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Requests;

/// <summary>GET: rows, a row, a property, links, counts.</summary>
internal sealed class ReadRequests(Exchange exchange)
{
    readonly RowWriter writer = new(exchange.Model, exchange.Preferences);

    public WebApiResponse Answer(Resource resource) => resource switch
    {
        SetResource set when exchange.Url.Has("fetchXml") => new FetchRequests(exchange).Answer(set.Table),
        SetResource set when exchange.Url.Has("$apply") => Aggregates(set.Table),
        SetResource set => Many(set.Table, static query => query),
        RelatedResource related => Many(related.Table, Restriction(related)),
        RowResource row => One(row.Table, row.Row),
        MemberResource member => Member(member),
        LookupResource lookup => new ResourceReader(exchange).Referred(lookup) is { } referred
            ? One(exchange.Model.Catalog.Table(referred.LogicalName), referred)
            : WebApiResponse.NoContent(),
        PropertyResource property => Property(property),
        CountResource { Of: SetResource set } => Count(set.Table, static query => query),
        CountResource { Of: RelatedResource related } => Count(related.Table, Restriction(related)),
        LinksResource links => Links(links),
        _ => throw WebFault.Method(exchange.Request.Method, exchange.Url.Path),
    };

    /// <summary>The row as the query options want it, with a status of one's own: after it was written.</summary>
    public WebApiResponse Representation(int status, Table table, EntityReference row)
    {
        var plan = Plan(table);
        var tree = new Expander(exchange.Service).Expand([exchange.Service.Read(row, plan.Query.ColumnSet)], plan)[0];
        return WebApiResponse.Json(status, json => WriteOne(json, tree, plan)).With("ETag", RowWriter.ETag(tree.Row)).With("Preference-Applied", exchange.Preferences.Applied);
    }

    WebApiResponse One(Table table, EntityReference row)
    {
        RefuseAll("a single row", "$filter", "$orderby", "$top", "$skiptoken", "$count", "$apply", "fetchXml");
        var plan = Plan(table);
        var entity = exchange.Service.Read(row, plan.Query.ColumnSet);

        // What is expanded or formatted may have changed without the row.
        if (plan.Expansions.Count == 0 && !exchange.Preferences.WantsAnnotations && exchange.Request.Header("If-None-Match") is { } known && known == RowWriter.ETag(entity))
            return new WebApiResponse(StatusCodes.Status304NotModified).With("ETag", known);

        var tree = new Expander(exchange.Service).Expand([entity], plan)[0];
        return WebApiResponse.Json(StatusCodes.Status200OK, json => WriteOne(json, tree, plan)).With("ETag", RowWriter.ETag(entity)).With("Preference-Applied", exchange.Preferences.Applied);
    }

    void WriteOne(Utf8JsonWriter json, RowTree tree, ReadPlan plan)
    {
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{exchange.Root}$metadata#{plan.Shape.Table.Facts.SetName}{plan.Context}/$entity");
        writer.WriteProperties(json, tree);
        json.WriteEndObject();
    }

    WebApiResponse Member(MemberResource member)
    {
        var plan = Plan(member.Of.Table);
        var query = Restriction(member.Of)(plan.Query);
        query.Criteria.AddCondition(member.Of.Table.PrimaryId.Name, ConditionOperator.Equal, Id(member.Row));
        var found = exchange.Service.RetrieveMultiple(query).Entities;
        if (found.Count == 0) throw WebFault.Of(WebFault.NoResource, $"Resource not found for the segment '{member.Of.Navigation.Name}': it does not lead to the row {member.Row.Id}.");

        var tree = new Expander(exchange.Service).Expand([.. found], plan)[0];
        return WebApiResponse.Json(StatusCodes.Status200OK, json => WriteOne(json, tree, plan)).With("ETag", RowWriter.ETag(tree.Row));
    }

    WebApiResponse Many(Table table, Func<QueryExpression, QueryExpression> restricted)
    {
        RefuseAll("rows", "savedQuery", "userQuery", "$search", "$skip", "$compute", "$deltatoken");
        var plan = Plan(table);
        var query = restricted(plan.Query);
        var counts = exchange.Url.Parser.ParseCount() == true;
        var page = Paged(query, counts);
        var answer = exchange.Service.RetrieveMultiple(query);
        var trees = new Expander(exchange.Service).Expand([.. answer.Entities], plan);
        return Collection($"#{table.Facts.SetName}{plan.Context}", answer, counts, json =>
        {
            foreach (var tree in trees) writer.Write(json, tree);
        }, NextLink(answer, page));
    }

    /// <summary>The number of the page.</summary>
    int Paged(QueryExpression query, bool counts)
    {
        var size = exchange.Preferences.PageSize ?? Paging.LargestPage;
        if (query.TopCount is not null)
        {
            if (counts) query.PageInfo = new PagingInfo { ReturnTotalRecordCount = true };
            else query.PageInfo = null!;
            return 1;
        }

        var page = exchange.Url.Option("$skiptoken") is { } token ? SkipToken.Read(token, size) : new PagingInfo { PageNumber = 1, Count = size };
        page.ReturnTotalRecordCount = counts;
        query.PageInfo = page;
        return page.PageNumber;
    }

    string? NextLink(EntityCollection answer, int page) => SkipToken.Next(answer, page) is { } token
        ? Linked(Url.Without(exchange.Request.Target, "$skiptoken"), Uri.EscapeDataString(token))
        : null;

    string Linked(string target, string token) => $"{exchange.Root}{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}$skiptoken={token}";

    WebApiResponse Collection(string context, EntityCollection answer, bool counts, Action<Utf8JsonWriter> rows, string? next) => WebApiResponse.Json(StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{exchange.Root}$metadata{context}");
        if (counts) json.WriteNumber("@odata.count", answer.TotalRecordCount);
        if (exchange.Preferences.Wants("Microsoft.Dynamics.CRM.totalrecordcount")) json.WriteNumber("@Microsoft.Dynamics.CRM.totalrecordcount", answer.TotalRecordCount);
        if (exchange.Preferences.Wants("Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded")) json.WriteBoolean("@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded", answer.TotalRecordCountLimitExceeded);
        json.WriteStartArray("value");
        rows(json);
        json.WriteEndArray();
        if (next is not null) json.WriteString("@odata.nextLink", next);
        json.WriteEndObject();
    }).With("Preference-Applied", exchange.Preferences.Applied);

    WebApiResponse Aggregates(Table table)
    {
        RefuseAll("$apply", "$select", "$expand", "$count", "$skiptoken", "$top");
        var parser = exchange.Url.Parser;
        var apply = parser.ParseApply();
        var answer = new ApplyTranslator(exchange.Model, parser.ParameterAliasNodes).Translate(apply, parser.ParseFilter(), parser.ParseOrderBy(), table).Execute(exchange.Service);
        return Collection($"#{table.Facts.SetName}", answer, counts: false, json =>
        {
            foreach (var row in answer.Entities) writer.WriteLoose(json, row, exchange.Model.PropertiesOf(table), isAggregate: true);
        }, next: null);
    }

    WebApiResponse Count(Table table, Func<QueryExpression, QueryExpression> restricted)
    {
        var query = restricted(Plan(table).Query);
        query.TopCount = null;
        query.ColumnSet = new ColumnSet(table.PrimaryId.Name);
        query.PageInfo = new PagingInfo { PageNumber = 1, Count = 1, ReturnTotalRecordCount = true };
        return WebApiResponse.Text(StatusCodes.Status200OK, "text/plain", exchange.Service.RetrieveMultiple(query).TotalRecordCount.ToString(CultureInfo.InvariantCulture));
    }

    WebApiResponse Property(PropertyResource property)
    {
        var row = exchange.Service.Read(property.Parent.Row, new ColumnSet(property.Column.Name));
        if (!row.Attributes.TryGetValue(property.Column.Name, out var value) || value is null) return WebApiResponse.NoContent();
        if (property.IsRaw)
        {
            return value is byte[] bytes
                ? WebApiResponse.Bytes(StatusCodes.Status200OK, "application/octet-stream", bytes)
                : WebApiResponse.Text(StatusCodes.Status200OK, "text/plain", ValueWriter.Text(property.Column, value));
        }

        return WebApiResponse.Json(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", $"{exchange.Root}$metadata#{property.Parent.Table.Facts.SetName}({row.Id:D})/{TableProperties.NameOf(property.Column)}");
            json.WritePropertyName("value");
            ValueWriter.Write(json, property.Column, value);
            json.WriteEndObject();
        });
    }

    WebApiResponse Links(LinksResource links)
    {
        if (links.Key is not null) throw WebFault.Method(exchange.Request.Method, exchange.Url.Path);
        if (links.Navigation is LookupNavigation lookup)
        {
            if (new ResourceReader(exchange).Referred(new LookupResource(links.Parent, lookup)) is not { } referred) return WebApiResponse.NoContent();

            return WebApiResponse.Json(StatusCodes.Status200OK, json =>
            {
                json.WriteStartObject();
                json.WriteString("@odata.context", $"{exchange.Root}$metadata#$ref");
                json.WriteString("@odata.id", exchange.AddressOf(exchange.Model.Catalog.Table(referred.LogicalName).Facts.SetName, referred.Id));
                json.WriteEndObject();
            });
        }

        var target = exchange.Model.Catalog.Table(links.Navigation is ChildrenNavigation children ? children.Relationship.From : ((PeersNavigation)links.Navigation).Target);
        var query = Restriction(new RelatedResource(links.Parent, links.Navigation, target))(new QueryExpression(target.Name) { ColumnSet = new ColumnSet(target.PrimaryId.Name) });
        var page = Paged(query, counts: false);
        var answer = exchange.Service.RetrieveMultiple(query);
        return Collection("#Collection($ref)", answer, counts: false, json =>
        {
            foreach (var row in answer.Entities)
            {
                json.WriteStartObject();
                json.WriteString("@odata.id", exchange.AddressOf(target.Facts.SetName, row.Id));
                json.WriteEndObject();
            }
        }, NextLink(answer, page));
    }

    /// <summary>Leaves only the rows that hang on a row, which must exist. One request.</summary>
    Func<QueryExpression, QueryExpression> Restriction(RelatedResource related)
    {
        var parent = Id(related.Parent.Row);
        return query =>
        {
            if (related.Navigation is PeersNavigation peers)
            {
                query.LinkEntities.Add(Expander.ToPeers(peers, related.Table, "pair", parent));
                return query;
            }

            var asked = query.Criteria;
            query.Criteria = new FilterExpression(LogicalOperator.And);
            query.Criteria.AddCondition(((ChildrenNavigation)related.Navigation).Relationship.Column, ConditionOperator.Equal, parent);
            query.Criteria.AddFilter(asked);
            return query;
        };
    }

    Guid Id(EntityReference row) => exchange.Service.Read(row, new ColumnSet(exchange.Model.Catalog.Table(row.LogicalName).PrimaryId.Name)).Id;

    ReadPlan Plan(Table table)
    {
        var parser = exchange.Url.Parser;
        var select = parser.ParseSelectAndExpand();
        return new ReadPlanner(exchange.Model, parser.ParameterAliasNodes).Plan(table, select, parser.ParseFilter(), parser.ParseOrderBy(), parser.ParseTop());
    }

    void RefuseAll(string with, params IEnumerable<string> options)
    {
        if (options.FirstOrDefault(exchange.Url.Has) is { } option) throw WebFault.Unsupported($"the query option {option} with {with}");
    }
}
