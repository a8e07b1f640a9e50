using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Solutions;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Model;

/// <summary>A message that is called by its name: a Custom API, or one of the platform's functions and actions.</summary>
/// <param name="Name">Name of the message.</param>
/// <param name="IsFunction">Called by GET, else by POST.</param>
/// <param name="Binding">On what it is called.</param>
/// <param name="BoundTables">Tables that it is bound to; empty with a binding: every table.</param>
/// <param name="Parameters">What the caller gives.</param>
/// <param name="Outputs">What comes back.</param>
internal sealed record Operation(
    string Name,
    bool IsFunction,
    CustomApiBinding Binding,
    IReadOnlyList<string> BoundTables,
    IReadOnlyList<OperationParameter> Parameters,
    IReadOnlyList<OperationParameter> Outputs)
{
    /// <summary>Turns what the Web API calls the parameters into what the message calls them.</summary>
    public Func<OrganizationRequest, OrganizationRequest> Adapt { get; init; } = static request => request;

    /// <summary>The parameter of the message that takes the row it is called on.</summary>
    public string BoundParameter { get; init; } = "Target";

    public static Operation Of(CustomApiDefinition api) => new(
        api.UniqueName,
        api.IsFunction,
        api.Binding,
        api.BoundTable is { } table ? [table] : [],
        [.. api.Parameters.Select(OperationParameter.Of)],
        [.. api.Outputs.Select(OperationParameter.Of)]);
}

/// <summary>A parameter of an operation, or a property of its answer.</summary>
/// <param name="Table">Table of a row or of rows; null: any.</param>
internal sealed record OperationParameter(string Name, ValueKind Kind, bool IsOptional = false, string? Table = null)
{
    public static OperationParameter Of(CustomApiParameter parameter) =>
        new(parameter.Name, Enum.Parse<ValueKind>(parameter.Type.ToString()), parameter.IsOptional, parameter.Table);

    /// <summary>It holds a row or rows.</summary>
    public bool HoldsRows => Kind is ValueKind.Entity or ValueKind.EntityCollection or ValueKind.EntityReference;
}

/// <summary>The types of parameters: those of Custom APIs by their names, then those that only the platform's own operations have.</summary>
internal enum ValueKind
{
    Boolean,
    DateTime,
    Decimal,
    Entity,
    EntityCollection,
    EntityReference,
    Float,
    Integer,
    Money,
    Picklist,
    String,
    StringArray,
    Guid,

    /// <summary>Bytes in base64.</summary>
    Binary,

    /// <summary>Ids of rows.</summary>
    GuidArray,

    /// <summary>Rights by name, between commas.</summary>
    AccessRights,

    /// <summary>A user or team with rights.</summary>
    PrincipalAccess,

    /// <summary>Privileges of a user.</summary>
    RolePrivileges,

    /// <summary>Names and ids of the organization.</summary>
    OrganizationDetail,
}
