using System;
using System.Collections.Generic;

namespace Microsoft.Xrm.Sdk;

/// <summary>Code that Dataverse runs at a step of its event pipeline.</summary>
public interface IPlugin
{
    /// <summary>Does the step.</summary>
    /// <param name="serviceProvider">Gives the context, the service factory, tracing and more. One instance of the plugin serves many calls at once.</param>
    void Execute(IServiceProvider serviceProvider);
}

/// <summary>Writes to the trace log of the step.</summary>
public interface ITracingService
{
    void Trace(string format, params object[] args);
}

/// <summary>Posts a context to a registered service endpoint.</summary>
public interface IServiceEndpointNotificationService
{
    string Execute(EntityReference serviceEndpoint, IExecutionContext context);
}

/// <summary>Gives a plugin tokens of the managed identity that is bound to its assembly.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.imanagedidentityservice</remarks>
public interface IManagedIdentityService
{
    string AcquireToken(IEnumerable<string> scopes);
}
