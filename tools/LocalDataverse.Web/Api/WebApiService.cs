using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Text.Json;
using System.Threading.Tasks;
using LocalDataverse.Messages;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Batch;
using LocalDataverse.Web.Api.Model;
using LocalDataverse.Web.Api.Requests;
using LocalDataverse.Web.Api.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api;

/// <summary>The Web API of an environment: answers requests by those of the SDK. Requests may come from several threads at once.</summary>
internal sealed class WebApiService(LocalEnvironment environment)
{
    Known? known;

    /// <summary>Tables and operations as they are now; made anew after an import.</summary>
    public WebApiModel Model
    {
        get
        {
            var (catalog, apis) = (environment.Organization.Store.Catalog, environment.Organization.CustomApis);
            var last = known;
            if (last is not null && ReferenceEquals(last.Catalog, catalog) && ReferenceEquals(last.CustomApis, apis)) return last.Model;

            var made = new Known(catalog, apis, new WebApiModel(catalog, apis));
            known = made;
            return made.Model;
        }
    }

    /// <summary>Answers a request; whatever is wrong with it is an answer, too.</summary>
    /// <param name="request">A whole request, which may be a batch.</param>
    /// <param name="root">Address of the service as the caller knows it.</param>
    /// <param name="service">Acts as the caller.</param>
    public async Task<WebApiResponse> AnswerAsync(WebApiRequest request, Uri root, IOrganizationService service)
    {
        if (PathOf(request.Target) != "$batch") return Answer(request, root, service);

        Preferences? preferences = null;
        try
        {
            preferences = Preferences.Of(request);
            if (request.Method != "POST") throw WebFault.Method(request.Method, "$batch");

            var parts = await BatchReader.ReadAsync(request).ConfigureAwait(false);
            return new BatchRequests(this, root, service, preferences).Answer(parts);
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            return ErrorAnswer.Of(fault.Detail, preferences);
        }
    }

    /// <summary>Answers a request that is no batch.</summary>
    public WebApiResponse Answer(WebApiRequest request, Uri root, IOrganizationService service) => Guarded(request, preferences =>
    {
        var path = PathOf(request.Target);
        if (path.Length == 0) return request.Method == "GET" ? ServiceDocument(root) : throw WebFault.Method(request.Method, "the service document");
        if (path == "$metadata") return request.Method == "GET" ? WebApiResponse.Bytes(StatusCodes.Status200OK, "application/xml", Model.Metadata) : throw WebFault.Method(request.Method, path);

        var exchange = Opened(request, root, service, preferences);
        var resource = new ResourceReader(exchange).Read();
        if (resource is SchemaResource schema) return new SchemaRequests(exchange).Answer(schema.Path);
        if (request.Method != "GET") return Execute(new WriteRequests(exchange).Plan(resource), exchange);

        return resource is OperationResource { Operation.IsFunction: true } function
            ? Execute(new OperationRequests(exchange).Plan(function), exchange)
            : new ReadRequests(exchange).Answer(resource);
    });

    /// <summary>Runs something that may find fault with a request, and makes an answer of the fault.</summary>
    public static WebApiResponse Guarded(WebApiRequest request, Func<Preferences, WebApiResponse> answer)
    {
        Preferences? preferences = null;
        try
        {
            preferences = Preferences.Of(request);
            return answer(preferences);
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            return ErrorAnswer.Of(fault.Detail, preferences);
        }
        catch (ODataUnrecognizedPathException unknown)
        {
            return ErrorAnswer.Of(WebFault.Of(WebFault.NoResource, unknown.Message).Detail, preferences);
        }
        catch (ODataException broken)
        {
            return ErrorAnswer.Of(WebFault.Of(WebFault.BadUrl, broken.Message).Detail, preferences);
        }
        catch (ArgumentException broken) when (broken.Source == "Microsoft.OData.Core")
        {
            // The library says so of some URLs, such as a cast without type, instead of throwing its own exception.
            return ErrorAnswer.Of(WebFault.Of(WebFault.BadUrl, $"The URL cannot be read: {broken.Message}").Detail, preferences);
        }
    }

    /// <summary>A request with its URL read.</summary>
    public Exchange Opened(
        WebApiRequest request, Uri root, IOrganizationService service, Preferences preferences, IReadOnlyDictionary<string, string>? contentIds = null)
    {
        var model = Model;
        var exchange = new Exchange(model, service, root, request, preferences) { InChangeSet = contentIds is not null };
        if (contentIds is not null) exchange = exchange with { ContentIds = contentIds };
        return exchange with { Url = Url.Of(exchange.Resolved(request.Target), root, model) };
    }

    static WebApiResponse Execute(WriteStep step, Exchange exchange) => step.Answer(exchange.Execute(step.Requests));

    WebApiResponse ServiceDocument(Uri root) => WebApiResponse.Json(StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{root}$metadata");
        json.WriteStartArray("value");
        foreach (var set in Model.Tables.Select(table => table.Facts.SetName).Concat(SchemaModel.Sets.Keys)) WriteSet(json, set);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    static void WriteSet(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("kind", "EntitySet");
        json.WriteString("url", name);
        json.WriteEndObject();
    }

    static string PathOf(string target)
    {
        var cut = target.IndexOf('?', StringComparison.Ordinal);
        return (cut < 0 ? target : target[..cut]).TrimEnd('/');
    }

    sealed record Known(MetadataCatalog Catalog, IReadOnlyDictionary<string, CustomApi> CustomApis, WebApiModel Model);
}
