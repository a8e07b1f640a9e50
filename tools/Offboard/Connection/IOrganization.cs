using System;
using Microsoft.Xrm.Sdk;

namespace Offboard.Connection;

/// <summary>The organization on which a command works, wherever it is. All work goes through its services, so that a command does the same everywhere.</summary>
internal interface IOrganization : IDisposable
{
    /// <summary>How many callers the organization recommends side by side, at least 1.</summary>
    int RecommendedCallers { get; }

    /// <summary>Whether SetState arrives there as SetState. The Web API has no such message: a client that speaks it sends an Update.</summary>
    bool SendsSetState { get; }

    /// <summary>A service that acts as who signed in; in an embedded Dataverse as its administrator. Each call gives one of its own, for one thread.</summary>
    IOrganizationService Service();

    /// <summary>A service that acts as another user, with that user's rights.</summary>
    /// <param name="user">Full name, user name, e-mail address or id.</param>
    /// <exception cref="CommandFailure">No user or several users are called so.</exception>
    IOrganizationService As(string user);

    /// <summary>Lets time pass before the next request. In an embedded Dataverse its clock moves on, and jobs that wait in the background run.</summary>
    void Wait(TimeSpan time);
}
