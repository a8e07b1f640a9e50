using System;
using System.Collections.Generic;
using System.Threading;
using LocalDataverse.Sandbox;

namespace LocalDataverse.Pipeline;

/// <summary>The loaded assemblies of all solutions of an environment.</summary>
internal sealed class SandboxHost : IDisposable
{
    readonly Lock restart = new();
    readonly bool freshPerRequest;
    IReadOnlyDictionary<Guid, byte[]> contents;
    PluginSandbox? shared;
    bool isBorrowed;

    /// <param name="freshPerRequest">Whether each client request gets assemblies of its own.</param>
    internal SandboxHost(bool freshPerRequest)
    {
        this.freshPerRequest = freshPerRequest;
        contents = new Dictionary<Guid, byte[]>();
    }

    /// <summary>Runs what another host has loaded, which stays the other's to unload.</summary>
    internal SandboxHost(SandboxHost origin)
    {
        freshPerRequest = origin.freshPerRequest;
        contents = origin.Contents;
        shared = Volatile.Read(ref origin.shared);
        isBorrowed = true;
    }

    /// <summary>Bytes of the assemblies by pluginassemblyid.</summary>
    internal IReadOnlyDictionary<Guid, byte[]> Contents => Volatile.Read(ref contents);

    /// <summary>Puts other assemblies in place; requests that run keep those they began with.</summary>
    internal void Use(IReadOnlyDictionary<Guid, byte[]> assemblies, PluginSandbox loaded)
    {
        Volatile.Write(ref contents, assemblies);
        var before = Interlocked.Exchange(ref shared, loaded);
        if (!isBorrowed) before?.Dispose();
        isBorrowed = false;
    }

    /// <summary>Loads everything anew, as after the end of the process that ran plugins: static fields are empty.</summary>
    internal void Restart()
    {
        lock (restart)
        {
            var current = Contents;
            Use(current, new PluginSandbox(current));
        }
    }

    internal SandboxLease Lease() => freshPerRequest
        ? new SandboxLease(new Lazy<PluginSandbox>(() => new PluginSandbox(Contents)), owned: true)
        : new SandboxLease(
            new Lazy<PluginSandbox>(() => Volatile.Read(ref shared) ?? throw new InvalidOperationException("No assembly is loaded.")), owned: false);

    public void Dispose()
    {
        if (!isBorrowed) shared?.Dispose();
    }
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
