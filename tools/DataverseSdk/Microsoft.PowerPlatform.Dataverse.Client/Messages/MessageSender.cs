using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.PowerPlatform.Dataverse.Client.Http;
using Microsoft.PowerPlatform.Dataverse.Client.Metadata;
using Microsoft.PowerPlatform.Dataverse.Client.Query;
using Microsoft.PowerPlatform.Dataverse.Client.Rows;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.PowerPlatform.Dataverse.Client.Messages;

/// <summary>Requests of the SDK as requests of the Web API.</summary>
internal sealed class MessageSender(WebApiConnection connection, TableDefinitions tables)
{
    readonly RowBody body = new(tables);
    readonly RowReader reader = new(tables);

    /// <exception cref="NotSupportedException">A message that this build lacks, and that is no function or action without rows of its own.</exception>
    public OrganizationResponse Send(OrganizationRequest request) => request.RequestName switch
    {
        "Create" => Create(Only(request, "Target")),
        "Retrieve" => Retrieve(Only(request, "Target", "ColumnSet")),
        "RetrieveMultiple" => new RetrieveMultipleResponse { Results = { ["EntityCollection"] = new FetchReader(connection, tables).Read((QueryBase)Only(request, "Query")["Query"]) } },
        "Update" => Update(Only(request, "Target", "ConcurrencyBehavior")),
        "Upsert" => Upsert(Only(request, "Target")),
        "Delete" => Delete(Only(request, "Target", "ConcurrencyBehavior")),
        "SetState" => SetState(Only(request, "EntityMoniker", "State", "Status")),
        "Assign" => Assign(Only(request, "Target", "Assignee")),
        "Associate" => Associate(Only(request, "Target", "Relationship", "RelatedEntities")),
        "Disassociate" => Disassociate(Only(request, "Target", "Relationship", "RelatedEntities")),
        "WhoAmI" => WhoAmI(),
        "RetrieveVersion" => new RetrieveVersionResponse { Results = { ["Version"] = connection.Get("RetrieveVersion()").Json.GetProperty("Version").GetString()! } },
        "RetrieveMetadataChanges" or "RetrieveEntity" or "RetrieveAttribute" or "RetrieveEntityKey" or "ExecuteMultiple" or "ExecuteTransaction" or "Merge" or "GrantAccess" or "RevokeAccess" => throw Lacking(request.RequestName),
        _ => new OperationCaller(connection, tables, body, reader).Call(request),
    };

    internal static NotSupportedException Lacking(string name) =>
        new($"The request {name} is not supported by the client of this build. Build with -p:DataverseSdk=Official, where Microsoft's client has it.");

    /// <summary>Refuses what would be lost.</summary>
    static OrganizationRequest Only(OrganizationRequest request, params string[] parameters)
    {
        foreach (var (name, _) in request.Parameters)
        {
            if (!parameters.Contains(name, StringComparer.Ordinal)) throw Lacking($"{request.RequestName} with {name}");
        }

        return request;
    }

    CreateResponse Create(OrganizationRequest request)
    {
        var row = (Entity)request["Target"];
        var json = body.Of(row);
        if (row.Id != Guid.Empty) json[tables.Of(row.LogicalName).PrimaryId] = row.Id;
        var answer = connection.Send(HttpMethod.Post, tables.Of(row.LogicalName).SetName, json.ToJsonString());
        return new CreateResponse { Results = { ["id"] = answer.EntityId } };
    }

    RetrieveResponse Retrieve(OrganizationRequest request)
    {
        var (target, columns) = ((EntityReference)request["Target"], (ColumnSet)request["ColumnSet"]);
        var table = tables.Of(target.LogicalName);
        var select = columns.AllColumns ? "" : $"?$select={string.Join(',', columns.Columns.Select(table.PropertyOf).Append(table.PrimaryId).Distinct(StringComparer.Ordinal))}";
        var answer = connection.Get(body.Address(target) + select, FetchReader.Annotations);
        return new RetrieveResponse { Results = { ["Entity"] = reader.Read(answer.Json, table) } };
    }

    UpdateResponse Update(OrganizationRequest request)
    {
        var row = (Entity)request["Target"];
        connection.Send(HttpMethod.Patch, Address(row), body.Of(row).ToJsonString(), ("If-Match", Match(request, row.RowVersion)));
        return new UpdateResponse();
    }

    UpsertResponse Upsert(OrganizationRequest request)
    {
        var row = (Entity)request["Target"];
        var table = tables.Of(row.LogicalName);
        var answer = connection.Send(HttpMethod.Patch, $"{Address(row)}?$select={table.PrimaryId}", body.Of(row).ToJsonString(), ("Prefer", "return=representation"));
        var id = answer.Json.GetProperty(table.PrimaryId).GetGuid();
        return new UpsertResponse { Results = { ["RecordCreated"] = answer.Status == HttpStatusCode.Created, ["Target"] = new EntityReference(row.LogicalName, id) } };
    }

    DeleteResponse Delete(OrganizationRequest request)
    {
        var target = (EntityReference)request["Target"];
        var match = Match(request, target.RowVersion);
        connection.Send(HttpMethod.Delete, body.Address(target), body: null, match == "*" ? [] : [("If-Match", match)]);
        return new DeleteResponse();
    }

    /// <summary>The Web API has no SetState: the columns are updated, which is what the platform makes of it, too.</summary>
    SetStateResponse SetState(OrganizationRequest request)
    {
        var row = (EntityReference)request["EntityMoniker"];
        Write(row, new JsonObject { ["statecode"] = ((OptionSetValue)request["State"]).Value, ["statuscode"] = ((OptionSetValue)request["Status"]).Value });
        return new SetStateResponse();
    }

    AssignResponse Assign(OrganizationRequest request)
    {
        Write((EntityReference)request["Target"], new JsonObject { ["ownerid@odata.bind"] = "/" + body.Address((EntityReference)request["Assignee"]) });
        return new AssignResponse();
    }

    AssociateResponse Associate(OrganizationRequest request)
    {
        var links = Links(request);
        foreach (var other in (EntityReferenceCollection)request["RelatedEntities"])
        {
            connection.Send(HttpMethod.Post, $"{links}/$ref", new JsonObject { ["@odata.id"] = new Uri(connection.Transport.Root, body.Address(other)).AbsoluteUri }.ToJsonString());
        }

        return new AssociateResponse();
    }

    DisassociateResponse Disassociate(OrganizationRequest request)
    {
        var links = Links(request);
        foreach (var other in (EntityReferenceCollection)request["RelatedEntities"]) connection.Send(HttpMethod.Delete, $"{links}({other.Id:D})/$ref", body: null);
        return new DisassociateResponse();
    }

    string Links(OrganizationRequest request)
    {
        var target = (EntityReference)request["Target"];
        return $"{body.Address(target)}/{tables.Of(target.LogicalName).CollectionOf((Relationship)request["Relationship"])}";
    }

    WhoAmIResponse WhoAmI()
    {
        var answer = connection.Get("WhoAmI()").Json;
        var response = new WhoAmIResponse();
        foreach (var name in new[] { "UserId", "BusinessUnitId", "OrganizationId" }) response.Results[name] = answer.GetProperty(name).GetGuid();
        return response;
    }

    void Write(EntityReference row, JsonObject columns) => connection.Send(HttpMethod.Patch, body.Address(row), columns.ToJsonString(), ("If-Match", "*"));

    string Address(Entity row) => body.Address(row.LogicalName, row.Id, row.KeyAttributes);

    /// <summary>The version that the row must still have; * : it must be there.</summary>
    static string Match(OrganizationRequest request, string? version) =>
        request.Parameters.TryGetValue("ConcurrencyBehavior", out var behaviour) && behaviour is ConcurrencyBehavior.IfRowVersionMatches ? $"W/\"{version}\"" : "*";
}
