using System.Collections.Generic;
using LocalDataverse.Messages.Rows;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace LocalDataverse.Messages;

/// <summary>Delete: one row, and what the cascades of its relationships say.</summary>
/// <remarks>Faults: 0x80040217 no such row; 0x80040227 another row refers to it and forbids it; 0x80060882 it changed since the caller read it.</remarks>
internal sealed class DeleteHandler : MessageHandler<DeleteRequest, DeleteResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Target", "ConcurrencyBehavior"];

    protected override Subject Find(DeleteRequest request, Call call)
    {
        var target = request.Required<EntityReference>("Target");
        target.Id = call.Resolve(target);
        return new Subject(target.LogicalName, target.Id);
    }

    protected override void Authorize(DeleteRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Target.LogicalName);
        call.Access.DemandPrivilege(table, TableRights.Delete);
        call.Access.Demand(table, call.Demand(table, request.Target.Id), TableRights.Delete);
    }

    protected override DeleteResponse Handle(DeleteRequest request, Call call)
    {
        var table = call.Catalog.Table(request.Target.LogicalName);
        RowUpdate.DemandVersion(
            table, request.Target.Id, request.Target.RowVersion, request.Value<ConcurrencyBehavior>("ConcurrencyBehavior", ConcurrencyBehavior.Default), call);
        RowDeletion.Delete(table, request.Target.Id, call);
        return new DeleteResponse();
    }
}
