using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse;

/// <summary>A small Dataverse inside this process: it imports managed solutions, loads their plugins and runs the event pipeline.</summary>
/// <remarks>
/// What it does not do is an explicit fault, never a guess. Requests may come from several threads at once.
/// Its services throw <see cref="System.ServiceModel.FaultException{TDetail}"/> of <see cref="OrganizationServiceFault"/> with the platform's codes.
/// </remarks>
public sealed class LocalEnvironment : IDisposable
{
    LocalEnvironment(EnvironmentOptions options) => Clock = new VirtualClock(options.Now);

    /// <summary>The time of this environment.</summary>
    public VirtualClock Clock { get; }

    /// <summary>Every request executed so far.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>What plugins traced so far.</summary>
    public IReadOnlyList<PluginTrace> Traces => [];

    /// <summary>The first user: System Administrator.</summary>
    public Guid AdministratorId { get; } = Guid.NewGuid();

    /// <summary>A service that acts as <see cref="AdministratorId"/>.</summary>
    public IOrganizationService Administrator => ServiceFor(AdministratorId);

    /// <summary>A new, empty environment: standard tables, one business unit, one currency, one administrator.</summary>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ArgumentException">An option has an unknown time zone, language or currency.</exception>
    public static LocalEnvironment Create(EnvironmentOptions? options = null) => new(options ?? new EnvironmentOptions());

    /// <summary>A service that acts as a user.</summary>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public IOrganizationService ServiceFor(Guid systemUserId) => throw NotBuilt("services");

    /// <summary>Adds a user with settings and privileges.</summary>
    /// <returns>systemuserid.</returns>
    /// <exception cref="ArgumentException">The time zone, language, a table or the business unit is unknown.</exception>
    public Guid AddUser(NewUser user) => throw NotBuilt("users");

    /// <summary>Imports a solution zip, or updates the solution when it is installed in the same or a lower version.</summary>
    /// <exception cref="SolutionImportException">Something in it is wrong. Nothing was changed.</exception>
    public ImportResult ImportSolution(byte[] zip) => throw NotBuilt("imports");

    /// <summary>Runs system jobs until none is ready.</summary>
    /// <returns>How many ran.</returns>
    public int RunAsyncJobs() => throw NotBuilt("system jobs");

    /// <summary>Unloads the plugins.</summary>
    public void Dispose()
    {
    }

    static NotSupportedException NotBuilt(string what) => new($"The embedded Dataverse has no {what} yet.");
}
