using System.Threading;

namespace Offboard.Connection;

/// <summary>Opens the organization that the options of a command name.</summary>
internal interface IOrganizations
{
    /// <summary>The organization of <c>--database</c>, <c>--environment</c> or <c>--data</c>; without any of them the sample customers in memory.</summary>
    /// <exception cref="CommandFailure">It cannot be opened.</exception>
    IOrganization Open(OrganizationSettings settings, CancellationToken cancellation);

    /// <summary>The same where it has to be an embedded Dataverse, in memory or in a file.</summary>
    /// <exception cref="CommandFailure">It cannot be opened, or the options name an environment elsewhere.</exception>
    EmbeddedOrganization OpenEmbedded(OrganizationSettings settings, CancellationToken cancellation);
}
