using System;
using System.Runtime.CompilerServices;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.TestPlugins;

/// <summary>Refuses the operation with the text of its configuration.</summary>
public sealed class Refuse : IPlugin
{
    readonly string text;

    public Refuse(string unsecure) => text = unsecure;

    public void Execute(IServiceProvider serviceProvider)
    {
        new Running(serviceProvider).Tracing.Trace("about to refuse");
        throw new InvalidPluginExecutionException(text);
    }
}

/// <summary>Refuses with a code of its own: configuration is code;text.</summary>
public sealed class RefuseWithCode : IPlugin
{
    readonly string[] parts;

    public RefuseWithCode(string unsecure) => parts = unsecure.Split(';');

    public void Execute(IServiceProvider serviceProvider) =>
        throw new InvalidPluginExecutionException(OperationStatus.Failed, int.Parse(parts[0]), parts[1]);
}

/// <summary>Asks the asynchronous service to try again.</summary>
public sealed class AskForRetry : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        new Running(serviceProvider).Tracing.Trace("attempt");
        throw new InvalidPluginExecutionException(OperationStatus.Retry, "Not yet.");
    }
}

/// <summary>Throws an exception that plugins should not throw.</summary>
public sealed class Crash : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => throw new InvalidOperationException("secret detail");
}

/// <summary>Calls itself until the stack is at its end.</summary>
public sealed class Recurse : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Execute(serviceProvider);
        new Running(serviceProvider).Tracing.Trace("came back");
    }
}

/// <summary>Lets the fault of a request go through.</summary>
public sealed class LetFaultThrough : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        running.Service.Retrieve("account", Guid.NewGuid(), new ColumnSet("name"));
    }
}

/// <summary>Wraps the fault of a request into an exception of another kind.</summary>
public sealed class WrapFault : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        try
        {
            running.Service.Retrieve("account", Guid.NewGuid(), new ColumnSet("name"));
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            throw new InvalidOperationException("wrapped", fault);
        }
    }
}

/// <summary>Catches the fault of a request and goes on: configuration "again" sends another request then.</summary>
public sealed class CatchFault : IPlugin
{
    readonly bool sendsAgain;

    public CatchFault(string unsecure) => sendsAgain = unsecure == "again";

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        try
        {
            running.Service.Retrieve("account", Guid.NewGuid(), new ColumnSet("name"));
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            running.Tracing.Trace("caught " + fault.Detail.ErrorCode);
        }

        if (sendsAgain) running.Service.Create(new Entity("task") { ["subject"] = "after the fault" });
    }
}

/// <summary>Puts a value into the shared variables that cannot be serialized.</summary>
public sealed class ShareWhatCannotTravel : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => new Running(serviceProvider).Context.SharedVariables["self"] = this;
}

/// <summary>Shares a text: configuration is name=text.</summary>
public sealed class Share : IPlugin
{
    readonly string[] pair;

    public Share(string unsecure) => pair = unsecure.Split('=');

    public void Execute(IServiceProvider serviceProvider) => new Running(serviceProvider).Context.SharedVariables[pair[0]] = pair[1];
}
