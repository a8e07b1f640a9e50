using System;
using LocalDataverse.Sandbox;

namespace LocalDataverse.Pipeline;

/// <summary>What a client's request and all requests that plugins send because of it have in common.</summary>
internal sealed class RequestChain(Organization organization, Guid correlationId) : IDisposable
{
    readonly SandboxLease lease = organization.Sandboxes.Lease();

    internal Guid CorrelationId { get; } = correlationId;

    internal OperationTimer Timer { get; } = new(organization.Options.OperationTimer ?? organization.Clock);

    internal PluginSandbox Sandbox => lease.Sandbox;

    public void Dispose() => lease.Dispose();
}
