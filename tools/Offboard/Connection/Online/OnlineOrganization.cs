using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboard.Connection.Online;

/// <summary>An environment of Dataverse, or a served one, over the network.</summary>
/// <param name="client">Signed in.</param>
/// <param name="problems">Puts its failures into words.</param>
/// <param name="time">By which is waited.</param>
/// <param name="cancellation">Ends waiting.</param>
internal sealed class OnlineOrganization(ServiceClient client, ConnectionProblems problems, TimeProvider time, CancellationToken cancellation) : IOrganization
{
    /// <summary>Connects.</summary>
    /// <param name="url">The environment, checked to be a URL.</param>
    /// <param name="signIn">How the caller signs in.</param>
    /// <param name="time">By which is waited.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <exception cref="CommandFailure">It cannot be reached, or does not let the caller in.</exception>
    public static OnlineOrganization Connect(string url, SignIn signIn, TimeProvider time, CancellationToken cancellation)
    {
        var address = new Uri(url);
        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback) throw new CommandFailure($"--environment {url} would send the token over the network for everybody to read.", "Use https://.");

        var problems = new ConnectionProblems(url, signIn);
        var provider = signIn.Provider();
        try
        {
            var client = new ServiceClient(address, provider, useUniqueInstance: true);

            // The caller and others side by side may be served by different servers.
            client.EnableAffinityCookie = false;
            return new OnlineOrganization(client, problems, time, cancellation);
        }
        catch (Exception failure) when (problems.TryTell(failure, "WhoAmI") is not null)
        {
            throw problems.TryTell(failure, "WhoAmI")!;
        }
    }

    /// <inheritdoc/>
    public int RecommendedCallers => Math.Max(1, client.RecommendedDegreesOfParallelism);

    /// <inheritdoc/>
    public bool SendsSetState =>
#if OFFICIAL_SDK
        true;
#else
        false;
#endif

    /// <inheritdoc/>
    public IOrganizationService Service() => new OnlineService(client.Clone(), problems);

    /// <inheritdoc/>
    public IOrganizationService As(string user)
    {
        var service = Service();
        var id = UserLookup.Find(service, user);
        var acting = client.Clone();
        if (service.Retrieve("systemuser", id, new ColumnSet("azureactivedirectoryobjectid")).GetAttributeValue<Guid?>("azureactivedirectoryobjectid") is { } objectId) acting.CallerAADObjectId = objectId;
        else acting.CallerId = id;
        return new OnlineService(acting, problems);
    }

    /// <inheritdoc/>
    public void Wait(TimeSpan wait) => Task.Delay(wait, time, cancellation).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
