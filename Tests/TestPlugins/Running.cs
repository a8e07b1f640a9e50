using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.TestPlugins;

/// <summary>What each test plugin takes from its service provider.</summary>
public sealed class Running
{
    public Running(IServiceProvider services)
    {
        Services = services;
        Context = (IPluginExecutionContext4)services.GetService(typeof(IPluginExecutionContext4));
        Factory = (IOrganizationServiceFactory)services.GetService(typeof(IOrganizationServiceFactory));
        Tracing = (ITracingService)services.GetService(typeof(ITracingService));
    }

    public IServiceProvider Services { get; }

    public IPluginExecutionContext4 Context { get; }

    public IOrganizationServiceFactory Factory { get; }

    public ITracingService Tracing { get; }

    public IOrganizationService Service => Factory.CreateOrganizationService(Context.UserId);

    public Entity Target => (Entity)Context.InputParameters["Target"];
}
