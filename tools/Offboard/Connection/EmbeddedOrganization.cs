using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;

namespace Offboard.Connection;

/// <summary>An embedded Dataverse of this process, in memory or in a file.</summary>
/// <param name="environment">The environment.</param>
/// <param name="owner">Disposed of with it; null: the environment alone.</param>
internal sealed class EmbeddedOrganization(LocalEnvironment environment, IDisposable? owner = null) : IOrganization
{
    /// <summary>The environment, for what no service offers: its clock and its users.</summary>
    public LocalEnvironment Environment => environment;

    /// <inheritdoc/>
    public int RecommendedCallers => Math.Max(1, System.Environment.ProcessorCount);

    /// <inheritdoc/>
    public bool SendsSetState => true;

    /// <inheritdoc/>
    public IOrganizationService Service() => environment.Administrator;

    /// <inheritdoc/>
    public IOrganizationService As(string user) => environment.ServiceFor(UserLookup.Find(environment.Administrator, user));

    /// <inheritdoc/>
    public void Wait(TimeSpan time)
    {
        environment.Clock.Advance(time);
        environment.RunAsyncJobs();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        environment.Dispose();
        owner?.Dispose();
    }
}
