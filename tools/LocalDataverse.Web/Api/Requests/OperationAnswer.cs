using System;
using System.Collections.Generic;
using System.Text.Json;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Organization;

namespace LocalDataverse.Web.Api.Requests;

/// <summary>What a function or action returns, as JSON. A single row or list of rows is the answer itself; else an object holds the outputs by name.</summary>
internal sealed class OperationAnswer(Uri root, RowWriter writer, Utf8JsonWriter json)
{
    public void Write(Operation operation, ParameterCollection results)
    {
        if (operation.Outputs is [{ Kind: ValueKind.Entity } row] && Result(results, row.Name) is Entity only)
        {
            writer.WriteRow(json, only);
            return;
        }

        json.WriteStartObject();
        if (operation.Outputs is [{ Kind: ValueKind.EntityCollection } rows])
        {
            json.WriteString("@odata.context", $"{root}$metadata#Collection({WebApiModel.Namespace}.{rows.Table ?? "expando"})");
            json.WritePropertyName("value");
            writer.WriteRows(json, Result(results, rows.Name) is EntityCollection found ? found.Entities : []);
        }
        else
        {
            json.WriteString("@odata.context", $"{root}$metadata#{WebApiModel.Namespace}.{operation.Name}Response");
            foreach (var output in operation.Outputs) Write(output.Name, Result(results, output.Name));
        }

        json.WriteEndObject();
    }

    static object? Result(ParameterCollection results, string name) => results.TryGetValue(name, out var value) ? value : null;

    void Write(string name, object? value)
    {
        json.WritePropertyName(name);
        switch (value)
        {
            case EntityReference reference:
                WriteReference(reference);
                break;
            case AccessRights rights:
                json.WriteStringValue(rights.ToString());
                break;
            case IEnumerable<RolePrivilege> privileges:
                json.WriteStartArray();
                foreach (var privilege in privileges) WritePrivilege(privilege);
                json.WriteEndArray();
                break;
            case OrganizationDetail detail:
                WriteDetail(detail);
                break;
            default:
                writer.WriteAny(json, value);
                break;
        }
    }

    void WriteReference(EntityReference reference)
    {
        json.WriteStartObject();
        json.WriteString("@odata.type", $"#{WebApiModel.Namespace}.{reference.LogicalName}");
        json.WriteString(writer.KeyOf(reference.LogicalName), reference.Id);
        json.WriteEndObject();
    }

    void WritePrivilege(RolePrivilege privilege)
    {
        json.WriteStartObject();
        json.WriteString("Depth", privilege.Depth.ToString());
        json.WriteString("PrivilegeId", privilege.PrivilegeId);
        json.WriteString("BusinessUnitId", privilege.BusinessUnitId);
        json.WriteString("PrivilegeName", privilege.PrivilegeName);
        json.WriteEndObject();
    }

    void WriteDetail(OrganizationDetail detail)
    {
        json.WriteStartObject();
        json.WriteString("OrganizationId", detail.OrganizationId);
        json.WriteString("FriendlyName", detail.FriendlyName);
        json.WriteString("OrganizationVersion", detail.OrganizationVersion);
        json.WriteString("EnvironmentId", detail.EnvironmentId);
        json.WriteString("UniqueName", detail.UniqueName);
        json.WriteString("UrlName", detail.UrlName);
        json.WriteString("State", detail.State.ToString());
        json.WriteEndObject();
    }
}
