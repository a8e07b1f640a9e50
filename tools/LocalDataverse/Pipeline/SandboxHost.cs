using System;
using System.Collections.Generic;
using System.Threading;
using LocalDataverse.Sandbox;

namespace LocalDataverse.Pipeline;

/// <summary>The loaded assemblies of all solutions of an environment.</summary>
/// <param name="freshPerRequest">Whether each client request gets assemblies of its own.</param>
internal sealed class SandboxHost(bool freshPerRequest) : IDisposable
{
    IReadOnlyDictionary<Guid, byte[]> contents = new Dictionary<Guid, byte[]>();
    PluginSandbox? shared;

    /// <summary>Bytes of the assemblies by pluginassemblyid.</summary>
    internal IReadOnlyDictionary<Guid, byte[]> Contents => Volatile.Read(ref contents);

    /// <summary>Puts other assemblies in place; requests that run keep those they began with.</summary>
    internal void Use(IReadOnlyDictionary<Guid, byte[]> assemblies, PluginSandbox loaded)
    {
        Volatile.Write(ref contents, assemblies);
        Interlocked.Exchange(ref shared, loaded)?.Dispose();
    }

    internal SandboxLease Lease() => freshPerRequest
        ? new SandboxLease(new Lazy<PluginSandbox>(() => new PluginSandbox(Contents)), owned: true)
        : new SandboxLease(
            new Lazy<PluginSandbox>(() => Volatile.Read(ref shared) ?? throw new InvalidOperationException("No assembly is loaded.")), owned: false);

    public void Dispose() => shared?.Dispose();
}

/// <summary>The assemblies of one client request.</summary>
internal sealed class SandboxLease(Lazy<PluginSandbox> sandbox, bool owned) : IDisposable
{
    internal PluginSandbox Sandbox => sandbox.Value;

    public void Dispose()
    {
        if (owned && sandbox.IsValueCreated) sandbox.Value.Dispose();
    }
}
