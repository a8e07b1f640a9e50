using System.Threading;

namespace Offboard.Connection;

/// <summary>Opens organizations: customers from files in memory, or the file of an embedded Dataverse.</summary>
internal sealed class Organizations(CommandServices services) : IOrganizations
{
    /// <inheritdoc/>
    public IOrganization Open(OrganizationSettings settings, CancellationToken cancellation) => OpenEmbedded(settings, cancellation);

    /// <inheritdoc/>
    public EmbeddedOrganization OpenEmbedded(OrganizationSettings settings, CancellationToken cancellation)
    {
        if (settings.Environment is not null)
        {
            throw new CommandFailure(
                "--environment is not available in this build: it has no client for Dataverse yet.", "Work on an embedded Dataverse with --data DIR or --database FILE.");
        }

        if (settings.Database is not null)
        {
            throw new CommandFailure("--database is not available in this build.", "Work on customers in memory with --data DIR.");
        }

        var customers = services.Load(settings, cancellation);
        return new EmbeddedOrganization(customers.Organization.Environment, customers);
    }
}
