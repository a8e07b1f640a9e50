using System;
using System.ServiceModel;
using LocalDataverse.Faults;
using LocalDataverse.Sandbox;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Pipeline;

/// <summary>One execution of one plugin or workflow activity.</summary>
/// <param name="call">The request it takes part in.</param>
/// <param name="context">What it sees.</param>
/// <param name="plugin">What runs.</param>
/// <param name="name">Name of the step or Custom API.</param>
/// <param name="scope">The transaction its requests join; null: each has one of its own.</param>
internal sealed class PluginRun(Call call, PluginContext context, PluginRegistration plugin, string name, TransactionScope? scope)
{
    internal Call Call => call;

    internal PluginContext Context => context;

    internal TransactionScope? Scope => scope;

    internal Organization Organization => call.Organization;

    /// <exception cref="FaultException{OrganizationServiceFault}">What the plugin threw, as the platform reports it.</exception>
    internal void Execute() => Execute(services => call.Sandbox.Instance(plugin).Execute(services));

    /// <param name="code">What of the sandbox runs, given what the platform offers it.</param>
    /// <exception cref="FaultException{OrganizationServiceFault}">What the code threw, as the platform reports it.</exception>
    internal void Execute(Action<PluginServices> code)
    {
        var trace = new TracingService();
        try
        {
            code(new PluginServices(this, trace));
            ParameterRules.Check(context);
        }
        catch (Exception thrown)
        {
            Organization.Traces.Add(this, plugin, name, trace, thrown);
            var fault = PluginFault.Of(thrown, plugin.TypeName, trace.Text);
            if (ReferenceEquals(fault, thrown)) throw;
            throw fault;
        }

        Organization.Traces.Add(this, plugin, name, trace, thrown: null);
        DemandUndoomed();
        call.Timer.Check(context.MessageName);
    }

    /// <summary>Refuses requests after one failed: the transaction is gone already.</summary>
    internal void DemandLiveTransaction()
    {
        if (scope?.Doom is not { } fault) return;

        throw Fault.Of(
            FaultCode.TransactionAborted,
            $"Transaction Aborted. An earlier request of this plug-in failed ({fault.Message}); nothing more can be done in this transaction.");
    }

    void DemandUndoomed()
    {
        if (scope?.Doom is not { } fault) return;

        throw Fault.Of(
            FaultCode.IsvTransactionCount,
            "ISV code reduced the open transaction count. Custom plug-ins should not catch exceptions from OrganizationService calls and continue processing. "
            + $"{plugin.TypeName} caught: {fault.Message}");
    }
}

/// <summary>What the platform makes of an exception that leaves a plugin.</summary>
internal static class PluginFault
{
    const string UnexpectedText = "An unexpected error occurred from ISV code.";
    const string Status = "OperationStatus";

    internal static FaultException<OrganizationServiceFault> Of(Exception thrown, string typeName, string traceText)
    {
        switch (thrown)
        {
            case FaultException<OrganizationServiceFault> fault:
                fault.Detail.TraceText ??= traceText;
                return fault;
            case InvalidPluginExecutionException aborted:
                var refusal = Fault.Of(FaultCode.IsvAborted, aborted.Message);
                refusal.Detail.ErrorDetails[Status] = (int)aborted.Status;
                if (aborted.ErrorCode != 0) refusal.Detail.ErrorDetails["SubErrorCode"] = aborted.ErrorCode;
                return Detailed(refusal, aborted, typeName, traceText);
            default:
                var unexpected = Fault.Of(
                    FaultCode.IsvUnExpected, $"{UnexpectedText} (ErrorType = ClientError) {typeName}: {thrown.GetType().Name}: {thrown.Message}");
                return Detailed(unexpected, thrown, typeName, traceText);
        }
    }

    /// <summary>Whether an asynchronous plugin asked to be tried again.</summary>
    internal static bool AsksForRetry(FaultException<OrganizationServiceFault> fault) =>
        fault.Detail.ErrorDetails.TryGetValue(Status, out var status) && status is (int)OperationStatus.Retry;

    static FaultException<OrganizationServiceFault> Detailed(
        FaultException<OrganizationServiceFault> fault, Exception thrown, string typeName, string traceText)
    {
        fault.Detail.TraceText = traceText;
        fault.Detail.ErrorDetails["ApiExceptionSourceKey"] = $"Plugin/{typeName}";
        fault.Detail.ErrorDetails["CallStack"] = thrown.StackTrace ?? "";
        if (thrown.InnerException is FaultException<OrganizationServiceFault> inner) fault.Detail.InnerFault = inner.Detail;
        return fault;
    }
}
