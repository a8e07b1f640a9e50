using System;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Pipeline;

/// <summary>What the sandbox offers a plugin. Asked for anything else it answers null, as online.</summary>
internal sealed class PluginServices(PluginRun run, TracingService trace) : IServiceProvider, IOrganizationServiceFactory
{
    internal ITracingService Tracing => trace;

    public object? GetService(Type serviceType)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceType == typeof(ITracingService)) return trace;
        if (serviceType == typeof(IOrganizationServiceFactory)) return this;
        if (serviceType == typeof(IExecutionContext) || (typeof(IPluginExecutionContext).IsAssignableFrom(serviceType) && serviceType.IsInstanceOfType(run.Context)))
        {
            return run.Context;
        }
        return null;
    }

    /// <param name="userId">Null: the platform itself; empty: the user of the context; else that user.</param>
    public IOrganizationService CreateOrganizationService(Guid? userId)
    {
        var organization = run.Organization;
        var initiating = run.Context.InitiatingUserId;
        if (userId is null) return Service(organization.System with { InitiatingUserId = initiating });

        var id = userId.Value == Guid.Empty ? run.Context.UserId : userId.Value;
        return Service(run.Call.Caller.IsSystem && id == run.Call.Caller.UserId ? run.Call.Caller : new Caller(id, initiating, IsSystem: false));
    }

    OrganizationService Service(Caller caller) => new(run.Organization, caller, run);
}
