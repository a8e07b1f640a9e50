using System;
using System.Collections.Generic;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace LocalDataverse.Messages;

/// <summary>Update: the columns that the caller sends, of one row.</summary>
/// <remarks>Faults: 0x80040217 no such row; 0x80040203 no id, or a required column is emptied; 0x80060882 the row changed since the caller read it.</remarks>
internal sealed class UpdateHandler : MessageHandler
{
    internal override string Message => "Update";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "ConcurrencyBehavior"];

    /// <summary>An update that the platform makes itself, with all its events.</summary>
    internal static void Run(Entity change, Guid id, Call call)
    {
        change.Id = id;
        UpdatePipeline.Run(change.LogicalName, [change], new ParameterCollection { ["Target"] = change }, ConcurrencyBehavior.Default, call);
    }

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var target = request.Required<Entity>("Target");
        UpdatePipeline.Identify(target, call);
        UpdatePipeline.Run(
            target.LogicalName,
            [target],
            request.Parameters,
            request.Value<ConcurrencyBehavior>("ConcurrencyBehavior", ConcurrencyBehavior.Default),
            call);
        return new UpdateResponse { ResponseName = Message };
    }
}

/// <summary>UpdateMultiple: rows of one table, all or none.</summary>
internal sealed class UpdateMultipleHandler : MessageHandler
{
    internal override string Message => "UpdateMultiple";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["Targets", "ConcurrencyBehavior"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var targets = BulkTargets.Of(request, call);
        foreach (var target in targets.Entities) UpdatePipeline.Identify(target, call);
        UpdatePipeline.Run(
            targets.EntityName, [.. targets.Entities], request.Parameters, request.Value<ConcurrencyBehavior>("ConcurrencyBehavior", ConcurrencyBehavior.Default), call);
        return new UpdateMultipleResponse { ResponseName = Message };
    }
}
