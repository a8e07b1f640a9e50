using System.Collections.Generic;
using LocalDataverse.Pipeline;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>SetState: state and status of one row, with the events that the environment's options choose.</summary>
internal sealed class SetStateHandler : MessageHandler
{
    internal override string Message => "SetState";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["EntityMoniker", "State", "Status"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        SetState.Run(request, call);
        return new SetStateResponse { ResponseName = Message };
    }
}

/// <summary>SetStateDynamicEntity: the older name of the same message; plugins register for SetState.</summary>
internal sealed class SetStateDynamicEntityHandler : MessageHandler
{
    internal override string Message => "SetStateDynamicEntity";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["EntityMoniker", "State", "Status"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        SetState.Run(request, call);
        return new OrganizationResponse { ResponseName = Message };
    }
}

/// <summary>What both messages do.</summary>
internal static class SetState
{
    /// <summary>The value of Status that asks for the default status of the state.</summary>
    const int DefaultStatus = -1;

    internal static void Run(OrganizationRequest request, Call call)
    {
        var moniker = request.Required<EntityReference>("EntityMoniker");
        moniker.Id = call.Resolve(moniker);
        var change = new Entity(moniker.LogicalName, moniker.Id) { ["statecode"] = request.Required<OptionSetValue>("State") };
        if (request.Optional<OptionSetValue>("Status") is { } status && status.Value != DefaultStatus) change["statuscode"] = status;

        var table = call.Catalog.Table(moniker.LogicalName);
        var raises = call.Organization.Options.SetStateRaises;
        var imaged = new ImagedRow();
        var own = Both(raises == SetStateEvents.Update, request, moniker, imaged, call);
        imaged.Before = call.Reading(context => context.Transaction.Find(table, moniker.Id));
        foreach (var happening in own) happening.Run(Stage.PreValidation);
        call.InTransaction(() =>
        {
            call.Access.DemandPrivilege(table, TableRights.Write);
            foreach (var happening in own) happening.Run(Stage.PreOperation);
            if (raises == SetStateEvents.SetState) Rows.RowUpdate.Update(table, moniker.Id, change, call);
            else UpdateHandler.Run(change, moniker.Id, call.Inner());
            imaged.After = call.Transaction.Find(table, moniker.Id);
            foreach (var happening in own)
            {
                happening.Run(Stage.PostOperation);
                happening.QueueJobs();
            }

            return true;
        });
    }

    /// <summary>Steps may be registered under either name.</summary>
    static MessageEvent[] Both(bool none, OrganizationRequest request, EntityReference moniker, ImagedRow imaged, Call call)
    {
        if (none) return [];

        var happening = MessageEvent.Of(call, "SetState", moniker.LogicalName, request.Parameters);
        happening.PrimaryId = moniker.Id;
        happening.Rows = [imaged];
        call.Operation = happening;
        return [happening, happening.Alias("SetStateDynamicEntity")];
    }
}
