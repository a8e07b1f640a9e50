using System;
using Microsoft.Xrm.Sdk;

namespace FrameworkCheck;

/// <summary>What the sandbox hands to a plug-in.</summary>
sealed class PluginServices(IPluginExecutionContext context, IOrganizationService rows) : IServiceProvider, IOrganizationServiceFactory, ITracingService
{
    public object? GetService(Type serviceType) =>
        serviceType == typeof(IPluginExecutionContext) ? context
        : serviceType == typeof(IOrganizationServiceFactory) || serviceType == typeof(ITracingService) ? this
        : null;

    public IOrganizationService CreateOrganizationService(Guid? userId) => rows;

    public void Trace(string format, params object[] args) => Console.WriteLine(args.Length == 0 ? format : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args));
}
