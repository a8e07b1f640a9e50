using System;
using System.ServiceModel;
using LocalDataverse.Faults;
using LocalDataverse.Messages;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Pipeline;

/// <summary>The one door through which all requests come: those of clients and those of plugins.</summary>
internal sealed class RequestExecutor(Organization organization)
{
    /// <summary>https://learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#depth</summary>
    const int MaximumDepth = 8;

    /// <param name="sender">The running plugin that sends the request, or null when a client does.</param>
    /// <exception cref="FaultException{OrganizationServiceFault}">As the platform would; a synchronous plugin's transaction is then doomed.</exception>
    internal OrganizationResponse Execute(OrganizationRequest request, Caller caller, PluginRun? sender)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (sender is null)
        {
            DemandImpersonation(caller);
            using var admitted = organization.Protection?.Admit(caller.UserId);
            using var chain = new RequestChain(organization, organization.NextCorrelation());
            return Execute(request, new Call(organization, caller, chain, depth: 1, parent: null, scope: null) { RequestId = request.RequestId });
        }

        try
        {
            sender.DemandLiveTransaction();
            sender.Call.Timer.Check(sender.Context.MessageName);
            return Execute(
                request,
                new Call(organization, caller, sender.Call.Chain, sender.Context.Depth + 1, sender.Context, sender.Scope) { RequestId = request.RequestId });
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            sender.Scope?.DoomBy(fault);
            throw;
        }
    }

    /// <exception cref="FaultException{OrganizationServiceFault}">0x80040220: who calls may not act for another.</exception>
    void DemandImpersonation(Caller caller)
    {
        if (caller.IsSystem || caller.UserId == caller.InitiatingUserId) return;

        var actor = new Caller(caller.InitiatingUserId, caller.InitiatingUserId, IsSystem: false);
        using var chain = new RequestChain(organization, organization.NextCorrelation());
        new Call(organization, actor, chain, depth: 1, parent: null, scope: null).Access.DemandPrivilege("prvActOnBehalfOfAnotherUser");
    }

    /// <summary>Does by way of another message what a message promises; it is no request of its own.</summary>
    internal OrganizationResponse Inner(OrganizationRequest request, Call call) => MessageTable.Handler(request.RequestName, organization).Run(
        request, call);

    /// <summary>Executes a request as part of a batch: in its transaction if it has one, at its depth.</summary>
    internal OrganizationResponse Execute(OrganizationRequest request, Call call)
    {
        var table = RequestTable.Of(request);
        organization.Requests.Add(new LoggedRequest(
            request.RequestName ?? "", table, call.Depth, call.Caller.UserId, call.ByPlugin, call.CorrelationId, call.StartedOn));
        Turn.Current?.Pass(InterleavedEvent.Sends, request.RequestName, table);
        try
        {
            if (call.Depth > MaximumDepth)
            {
                throw Fault.Of(
                    FaultCode.SdkCorrelationTokenDepthTooHigh,
                    $"This workflow job was canceled because the workflow that started it included an infinite loop. Correct the workflow logic and try again. {request.RequestName} {table} would run at depth {call.Depth}, allowed are {MaximumDepth}: plug-ins call each other in a loop. Let a step end when the work is done.");
            }

            var copy = RequestCopy.Of(request);
            call.Bypass = StepBypass.AskedBy(copy, call);
            return MessageTable.Handler(copy.RequestName, organization).Run(copy, call);
        }
        catch (FaultException<OrganizationServiceFault> fault) when (fault.Detail.Timestamp == default)
        {
            fault.Detail.Timestamp = organization.Clock.UtcNow;
            fault.Detail.ActivityId = call.CorrelationId;
            throw;
        }
    }
}
