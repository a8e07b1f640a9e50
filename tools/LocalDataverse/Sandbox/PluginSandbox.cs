using System;
using System.Activities;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Sandbox;

/// <summary>Loaded assemblies and the plugin instances made of them.</summary>
/// <remarks>
/// As online, one instance serves all executions of its step, on any thread at the same time:
/// https://learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/develop-iplugin-implementations-stateless
/// </remarks>
internal sealed class PluginSandbox : IDisposable
{
    readonly Dictionary<Guid, (SandboxLoadContext Context, Assembly Assembly)> assemblies = [];
    readonly ConcurrentDictionary<InstanceKey, Lazy<IPlugin>> instances = new();
    readonly ConcurrentDictionary<Guid, Lazy<CodeActivity>> activities = new();

    /// <param name="contents">Bytes by pluginassemblyid.</param>
    internal PluginSandbox(IReadOnlyDictionary<Guid, byte[]> contents)
    {
        foreach (var (id, content) in contents)
        {
            // Each apart: a new major version of an assembly lives beside the old one.
            var context = new SandboxLoadContext();
            assemblies.Add(id, (context, context.LoadFrom(content)));
        }
    }

    /// <exception cref="TypeLoadException">There is no such type.</exception>
    internal Type Type(Guid assemblyId, string typeName) =>
        assemblies[assemblyId].Assembly.GetType(typeName, throwOnError: true)!;

    /// <summary>The instance of a registration; made when it is first needed.</summary>
    /// <remarks>What its constructor throws comes out as it is.</remarks>
    internal IPlugin Instance(PluginRegistration registration)
    {
        var key = new InstanceKey(registration.Id, registration.UnsecureConfiguration, registration.SecureConfiguration);
        return instances.GetOrAdd(key, static (_, made) => new Lazy<IPlugin>(() => (IPlugin)made.sandbox.Create(made.registration)), (sandbox: this, registration)).Value;
    }

    /// <summary>The instance of a workflow activity, for all its executions; its arguments live in their contexts.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/workflow/workflow-extensions</remarks>
    internal CodeActivity Activity(PluginRegistration registration) => activities.GetOrAdd(
        registration.Id,
        static (_, made) => new Lazy<CodeActivity>(() => (CodeActivity)made.sandbox.Create(made.registration)),
        (sandbox: this, registration)).Value;

    public void Dispose()
    {
        instances.Clear();
        activities.Clear();
        foreach (var (context, _) in assemblies.Values)
            if (context.IsCollectible) context.Unload();
    }

    object Create(PluginRegistration registration)
    {
        var type = Type(registration.AssemblyId, registration.TypeName);
        try
        {
            return Constructor(type)(registration.UnsecureConfiguration, registration.SecureConfiguration);
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    /// <summary>The public constructor that takes most of the configuration: (unsecure, secure), (unsecure), ().</summary>
    static Func<string?, string?, object> Constructor(Type type)
    {
        if (type.GetConstructor([typeof(string), typeof(string)]) is { } both) return (unsecure, secure) => both.Invoke([unsecure, secure]);
        if (type.GetConstructor([typeof(string)]) is { } one) return (unsecure, _) => one.Invoke([unsecure]);
        if (type.GetConstructor([]) is { } none) return (_, _) => none.Invoke([]);

        throw new MissingMethodException($"{type.FullName} has no public constructor that Dataverse could call: (), (string) or (string, string).");
    }

    readonly record struct InstanceKey(Guid Registration, string? Unsecure, string? Secure);
}

/// <summary>A plugin type with its configuration, as registered by a step or a Custom API.</summary>
/// <param name="Id">The step, or the plugin type of a Custom API.</param>
/// <param name="AssemblyId">pluginassemblyid.</param>
/// <param name="TypeName">Full name of the type.</param>
/// <param name="UnsecureConfiguration">Configuration that travels with the solution, or null.</param>
/// <param name="SecureConfiguration">Configuration that administrators enter, or null.</param>
internal sealed record PluginRegistration(Guid Id, Guid AssemblyId, string TypeName, string? UnsecureConfiguration, string? SecureConfiguration);
