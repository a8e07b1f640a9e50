using System;
using System.Diagnostics;
using System.ServiceModel;
using LocalDataverse.Faults;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Pipeline;

/// <summary>What the platform makes of an exception that leaves a plugin.</summary>
internal static class PluginFault
{
    const string UnexpectedText = "An unexpected error occurred from ISV code.";
    const string AbortedText = "ISV code aborted the operation.";
    const string Status = "OperationStatus";

    internal static FaultException<OrganizationServiceFault> Of(Exception thrown, string typeName, string traceText)
    {
        switch (thrown)
        {
            case FaultException<OrganizationServiceFault> fault:
                fault.Detail.TraceText ??= traceText;
                return fault;
            case InvalidPluginExecutionException aborted:
                var refusal = Fault.Of(Code(aborted.HttpStatus), HasText(aborted) ? aborted.Message : AbortedText);
                refusal.Detail.ErrorDetails[Status] = (int)aborted.Status;
                if (aborted.ErrorCode != 0) refusal.Detail.ErrorDetails["SubErrorCode"] = aborted.ErrorCode;
                return Detailed(refusal, aborted, typeName, traceText);
            case { } fatal when KillsWorker(fatal):
                var lost = Fault.Of(
                    FaultCode.SandboxWorkerNotAvailable,
                    $"The plug-in execution failed because no Sandbox Worker processes are currently available. Please try again. {typeName} ended its worker: {thrown.GetType().Name}.");
                return Detailed(lost, thrown, typeName, traceText);
            default:
                var unexpected = Fault.Of(
                    FaultCode.IsvUnExpected, $"{UnexpectedText} (ErrorType = ClientError) {typeName}: {thrown.GetType().Name}: {thrown.Message}");
                return Detailed(unexpected, thrown, typeName, traceText);
        }
    }

    /// <summary>Whether the exception says that stack or memory ran out, which ends the process that runs plugins; another one takes its place.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/write-plug-in</remarks>
    internal static bool KillsWorker(Exception thrown) => thrown is InsufficientExecutionStackException or OutOfMemoryException;

    /// <summary>Without text .NET says which type was thrown, which helps no user.</summary>
    static bool HasText(InvalidPluginExecutionException refusal) =>
        !string.IsNullOrWhiteSpace(refusal.Message) && refusal.Message != new InvalidPluginExecutionException().Message;

    /// <summary>Whether an asynchronous plugin asked to be tried again.</summary>
    internal static bool AsksForRetry(FaultException<OrganizationServiceFault> fault) =>
        fault.Detail.ErrorDetails.TryGetValue(Status, out var status) && status is (int)OperationStatus.Retry;

    /// <summary>A plugin may say with which HTTP status the Web API shall answer; the code tells which.</summary>
    /// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.pluginhttpstatuscode</remarks>
    static FaultCode Code(PluginHttpStatusCode status) => status switch
    {
        PluginHttpStatusCode.BadRequest => FaultCode.IsvAbortedBadRequest,
        PluginHttpStatusCode.Unauthorized => FaultCode.IsvAbortedUnauthorized,
        PluginHttpStatusCode.Forbidden => FaultCode.IsvAbortedForbidden,
        PluginHttpStatusCode.NotFound => FaultCode.IsvAbortedNotFound,
        PluginHttpStatusCode.MethodNotAllowed => FaultCode.IsvAbortedMethodNotAllowed,
        PluginHttpStatusCode.RequestTimeout => FaultCode.IsvAbortedRequestTimeout,
        PluginHttpStatusCode.Conflict => FaultCode.IsvAbortedConflict,
        PluginHttpStatusCode.Gone => FaultCode.IsvAbortedGone,
        PluginHttpStatusCode.PreconditionFailed => FaultCode.IsvAbortedPreconditionFailed,
        PluginHttpStatusCode.RequestEntityTooLarge => FaultCode.IsvAbortedRequestEntityTooLarge,
        PluginHttpStatusCode.FailedDependency => FaultCode.IsvAbortedFailedDependency,
        PluginHttpStatusCode.TooManyRequests => FaultCode.IsvAbortedTooManyRequests,
        PluginHttpStatusCode.InternalServerError => FaultCode.IsvAbortedInternalServerError,
        PluginHttpStatusCode.BadGateway => FaultCode.IsvAbortedBadGateway,
        PluginHttpStatusCode.ServiceUnavailable => FaultCode.IsvAbortedServiceUnavailable,
        PluginHttpStatusCode.GatewayTimeout => FaultCode.IsvAbortedGatewayTimeout,
        _ => FaultCode.IsvAborted,
    };

    static FaultException<OrganizationServiceFault> Detailed(
        FaultException<OrganizationServiceFault> fault, Exception thrown, string typeName, string traceText)
    {
        fault.Detail.TraceText = traceText;
        fault.Detail.ErrorDetails["ApiExceptionSourceKey"] = $"Plugin/{typeName}";

        // Without lines of source files, which online has not either: to look them up costs more than all else of a refusal.
        fault.Detail.ErrorDetails["CallStack"] = new StackTrace(thrown, fNeedFileInfo: false).ToString();
        if (thrown.InnerException is FaultException<OrganizationServiceFault> inner) fault.Detail.InnerFault = inner.Detail;
        return fault;
    }
}
