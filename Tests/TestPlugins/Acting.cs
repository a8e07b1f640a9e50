using System;
using System.Threading;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.TestPlugins;

/// <summary>Traces as whom services act: that of nobody (the platform), of the empty id, of the context's user.</summary>
public sealed class ActAs : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        Say("null", null);
        Say("empty", Guid.Empty);
        Say("user", running.Context.UserId);
        Say("initiating", running.Context.InitiatingUserId);

        void Say(string name, Guid? user) =>
            running.Tracing.Trace(name + "=" + ((WhoAmIResponse)running.Factory.CreateOrganizationService(user).Execute(new WhoAmIRequest())).UserId);
    }
}

/// <summary>Reads how many accounts a service sees: configuration is system, or the id of a user.</summary>
public sealed class CountAccounts : IPlugin
{
    readonly Guid? user;

    public CountAccounts(string unsecure) => user = unsecure == "system" ? null : Guid.Parse(unsecure);

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        var rows = running.Factory.CreateOrganizationService(user).RetrieveMultiple(new QueryExpression("account"));
        running.Tracing.Trace("accounts=" + rows.Entities.Count);
    }
}

/// <summary>Traces which of its constructors made it, and how often one did since the assembly was loaded.</summary>
public sealed class Constructed : IPlugin
{
    static int count;

    readonly string by;

    public Constructed()
        : this("none", 0)
    {
    }

    public Constructed(string unsecure)
        : this("one:" + unsecure, 0)
    {
    }

    public Constructed(string unsecure, string secure)
        : this("two:" + unsecure + "," + (secure ?? "null"), 0)
    {
    }

    Constructed(string text, int ignored)
    {
        by = text;
        Interlocked.Increment(ref count);
    }

    public void Execute(IServiceProvider serviceProvider)
    {
        var tracing = new Running(serviceProvider).Tracing;
        tracing.Trace("by=" + by);
        tracing.Trace("count=" + count);
    }
}

/// <summary>Waits until two threads are inside the same instance.</summary>
public sealed class Meet : IPlugin
{
    readonly Barrier both = new(2);

    public void Execute(IServiceProvider serviceProvider)
    {
        var met = both.SignalAndWait(TimeSpan.FromSeconds(20));
        new Running(serviceProvider).Tracing.Trace("met=" + met);
    }
}

/// <summary>Asks the service provider for something that it does not have.</summary>
public sealed class AskForMore : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        running.Tracing.Trace("service=" + (running.Services.GetService(typeof(IOrganizationService)) ?? "null"));
        running.Tracing.Trace("context7=" + (running.Services.GetService(typeof(IPluginExecutionContext7)) is not null));
    }
}

/// <summary>The main operation of a Custom API: returns what it was given.</summary>
public sealed class Echo : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        foreach (var input in running.Context.InputParameters)
        {
            if (input.Key.StartsWith("In", StringComparison.Ordinal)) running.Context.OutputParameters["Out" + input.Key.Substring(2)] = input.Value;
        }

        running.Tracing.Trace("stage=" + running.Context.Stage);
        running.Tracing.Trace("inputs=" + string.Join(",", running.Context.InputParameters.Keys));
    }
}

public abstract class AbstractPlugin : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => throw new NotSupportedException();
}

/// <summary>Is registered as a plugin, but is none.</summary>
public sealed class NoPlugin;

/// <summary>Cannot be made, because its constructor throws.</summary>
public sealed class FailingConstructor : IPlugin
{
    public FailingConstructor() => throw new InvalidOperationException("no configuration");

    public void Execute(IServiceProvider serviceProvider) => throw new NotSupportedException();
}
