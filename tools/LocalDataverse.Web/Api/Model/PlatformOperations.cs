using System.Collections.Generic;
using LocalDataverse.Solutions;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Model;

/// <summary>The platform's own functions and actions that the engine has.</summary>
internal static class PlatformOperations
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        Function("WhoAmI", [], [new("BusinessUnitId", ValueKind.Guid), new("UserId", ValueKind.Guid), new("OrganizationId", ValueKind.Guid)]),
        Function("RetrieveVersion", [], [new("Version", ValueKind.String)]),
        Function("RetrieveCurrentOrganization", [], [new("Detail", ValueKind.OrganizationDetail)]),
        Function("RetrieveEnvironmentVariableValue", [new("DefinitionSchemaName", ValueKind.String)], [new("Value", ValueKind.String)]),
        Function(
            "LocalTimeFromUtcTime",
            [new("TimeZoneCode", ValueKind.Integer), new("UtcTime", ValueKind.DateTime)],
            [new("LocalTime", ValueKind.DateTime)]),
        Function(
            "UtcTimeFromLocalTime",
            [new("TimeZoneCode", ValueKind.Integer), new("LocalTime", ValueKind.DateTime)],
            [new("UtcTime", ValueKind.DateTime)]),
        new(
            "RetrievePrincipalAccess",
            IsFunction: true,
            CustomApiBinding.Entity,
            ["systemuser", "team"],
            [new("Target", ValueKind.EntityReference)],
            [new("AccessRights", ValueKind.AccessRights)]) { BoundParameter = "Principal" },
        new(
            "RetrieveUserPrivileges",
            IsFunction: true,
            CustomApiBinding.Entity,
            ["systemuser"],
            [],
            [new("RolePrivileges", ValueKind.RolePrivileges)])
        {
            BoundParameter = "UserId",
            Adapt = static request => IdInsteadOfRow(request, "UserId", "UserId"),
        },
        Action("GrantAccess", [new("Target", ValueKind.EntityReference), new("PrincipalAccess", ValueKind.PrincipalAccess)]),
        Action("ModifyAccess", [new("Target", ValueKind.EntityReference), new("PrincipalAccess", ValueKind.PrincipalAccess)]),
        Action("RevokeAccess", [new("Target", ValueKind.EntityReference), new("Revokee", ValueKind.EntityReference)]),
        Action(
            "Merge",
            [
                new("Target", ValueKind.EntityReference),
                new("Subordinate", ValueKind.EntityReference),
                new("UpdateContent", ValueKind.Entity, IsOptional: true),
                new("PerformParentingChecks", ValueKind.Boolean),
            ]) with { Adapt = static request => IdInsteadOfRow(request, "Subordinate", "SubordinateId") },
        Action(
            "ImportSolution",
            [
                new("OverwriteUnmanagedCustomizations", ValueKind.Boolean),
                new("PublishWorkflows", ValueKind.Boolean),
                new("CustomizationFile", ValueKind.Binary),
                new("ImportJobId", ValueKind.Guid),
                new("ConvertToManaged", ValueKind.Boolean, IsOptional: true),
                new("SkipProductUpdateDependencies", ValueKind.Boolean, IsOptional: true),
                new("HoldingSolution", ValueKind.Boolean, IsOptional: true),
            ]),
        Action("PublishAllXml", []),
        Bulk("CreateMultiple", [new("Ids", ValueKind.GuidArray)]),
        Bulk("UpdateMultiple", []),
        Bulk("UpsertMultiple", []),
    ];

    static Operation Function(string name, IReadOnlyList<OperationParameter> parameters, IReadOnlyList<OperationParameter> outputs) =>
        new(name, IsFunction: true, CustomApiBinding.Global, [], parameters, outputs);

    static Operation Action(string name, IReadOnlyList<OperationParameter> parameters) =>
        new(name, IsFunction: false, CustomApiBinding.Global, [], parameters, []);

    static Operation Bulk(string name, IReadOnlyList<OperationParameter> outputs) =>
        new(name, IsFunction: false, CustomApiBinding.EntityCollection, [], [new("Targets", ValueKind.EntityCollection)], outputs);

    static OrganizationRequest IdInsteadOfRow(OrganizationRequest request, string row, string id)
    {
        if (request.Parameters.TryGetValue(row, out var value) && value is EntityReference reference)
        {
            request.Parameters.Remove(row);
            request[id] = reference.Id;
        }

        return request;
    }
}
