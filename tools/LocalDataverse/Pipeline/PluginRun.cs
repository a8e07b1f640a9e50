using System;
using System.ServiceModel;
using LocalDataverse.Faults;
using LocalDataverse.Sandbox;
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
    internal void Execute() => Execute(services => call.Sandbox.Instance(plugin).Execute(services), TraceHead);

    /// <param name="code">What of the sandbox runs, given what the platform offers it.</param>
    /// <param name="traceHead">What stands before the traced lines in a fault; null: nothing.</param>
    /// <exception cref="FaultException{OrganizationServiceFault}">What the code threw, as the platform reports it.</exception>
    internal void Execute(Action<PluginServices> code, Func<string>? traceHead = null)
    {
        ContextSize.Demand(context);
        var trace = new TracingService();
        try
        {
            code(new PluginServices(this, trace));
            ParameterRules.Check(context);
        }
        catch (Exception thrown)
        {
            Organization.Traces.Add(this, plugin, name, trace, thrown);
            if (PluginFault.KillsWorker(thrown)) Organization.Sandboxes.Restart();
            var fault = PluginFault.Of(thrown, plugin.TypeName, traceHead?.Invoke() + trace.Text);
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

    /// <summary>Names assembly, type and step before the lines of a plugin.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors</remarks>
    string TraceHead() =>
        $"\r\n[{plugin.TypeName[..Math.Max(0, plugin.TypeName.LastIndexOf('.'))]}: {plugin.TypeName} ]\r\n"
        + $"[{plugin.Id}: {plugin.TypeName} : {context.MessageName} of {context.PrimaryEntityName}] \r\n\r\n";

    void DemandUndoomed()
    {
        if (scope?.Doom is not { } fault) return;

        throw Fault.Of(
            FaultCode.IsvTransactionCount,
            "ISV code reduced the open transaction count. Custom plug-ins should not catch exceptions from OrganizationService calls and continue processing. "
            + $"{plugin.TypeName} caught: {fault.Message}");
    }
}
