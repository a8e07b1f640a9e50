using System.Collections.Generic;
using System.ServiceModel;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Messages;

/// <summary>ExecuteMultiple: requests one after the other, each in a transaction of its own.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/org-service/execute-multiple-requests</remarks>
internal sealed class ExecuteMultipleHandler : MessageHandler
{
    internal const int MaximumRequests = 1000;

    internal override string Message => "ExecuteMultiple";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["Requests", "Settings"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        if (call.ByPlugin || call.InBatch)
        {
            throw Fault.Unsupported("ExecuteMultiple inside a plug-in or another batch: send single requests");
        }

        var settings = request.Required<ExecuteMultipleSettings>("Settings");
        var requests = Batches.Of(request);
        var answers = new ExecuteMultipleResponseItemCollection();
        var faulted = false;
        for (var index = 0; index < requests.Count; index++)
        {
            try
            {
                var response = call.Organization.Executor.Execute(requests[index], call.OfBatch());
                if (settings.ReturnResponses) answers.Add(new ExecuteMultipleResponseItem { RequestIndex = index, Response = response });
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                faulted = true;
                answers.Add(new ExecuteMultipleResponseItem { RequestIndex = index, Fault = fault.Detail });
                if (!settings.ContinueOnError) break;
            }
        }

        return new ExecuteMultipleResponse { ResponseName = Message, Results = { ["Responses"] = answers, ["IsFaulted"] = faulted } };
    }
}

/// <summary>ExecuteTransaction: requests one after the other in one transaction.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/org-service/use-executetransaction</remarks>
internal sealed class ExecuteTransactionHandler : MessageHandler
{
    internal override string Message => "ExecuteTransaction";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["Requests", "ReturnResponses"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        if (call.ByPlugin || call.Scope is not null)
        {
            throw Fault.Unsupported("ExecuteTransaction inside a plug-in or another batch: what a plug-in sends is in one transaction anyway");
        }

        var requests = Batches.Of(request);
        var returnsAnswers = request.Value<bool>("ReturnResponses", whenAbsent: false);
        var answers = new OrganizationResponseCollection();
        call.InTransaction(() =>
        {
            for (var index = 0; index < requests.Count; index++) answers.Add(Execute(requests[index], index, call));
            return true;
        });
        return new ExecuteTransactionResponse
        {
            ResponseName = Message,
            Results = { ["Responses"] = returnsAnswers ? answers : new OrganizationResponseCollection() },
        };
    }

    static OrganizationResponse Execute(OrganizationRequest request, int index, Call call)
    {
        try
        {
            return call.Organization.Executor.Execute(request, call.OfBatch());
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            var detail = new ExecuteTransactionFault
            {
                FaultedRequestIndex = index,
                ErrorCode = fault.Detail.ErrorCode,
                Message = fault.Detail.Message,
                TraceText = fault.Detail.TraceText,
                InnerFault = fault.Detail.InnerFault,
                ErrorDetails = fault.Detail.ErrorDetails,
            };
            throw new FaultException<OrganizationServiceFault>(detail, new FaultReason(fault.Detail.Message));
        }
    }
}

/// <summary>The requests of a batch.</summary>
internal static class Batches
{
    internal static OrganizationRequestCollection Of(OrganizationRequest request)
    {
        var requests = request.Required<OrganizationRequestCollection>("Requests");
        if (requests.Count <= ExecuteMultipleHandler.MaximumRequests) return requests;

        var fault = Fault.Of(
            FaultCode.InvalidArgument,
            $"{request.RequestName} holds {requests.Count} requests, allowed are {ExecuteMultipleHandler.MaximumRequests}. Send them in several batches.");
        fault.Detail.ErrorDetails["MaxBatchSize"] = ExecuteMultipleHandler.MaximumRequests;
        throw fault;
    }
}
