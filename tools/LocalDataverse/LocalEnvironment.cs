using System;
using System.Collections.Generic;
using System.ServiceModel;
using LocalDataverse.Pipeline;
using LocalDataverse.Solutions;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse;

/// <summary>A small Dataverse inside this process: it imports managed solutions, loads their plugins and runs the event pipeline.</summary>
/// <remarks>
/// What it does not do is an explicit fault, never a guess. Requests may come from several threads at once.
/// Its services throw <see cref="FaultException{TDetail}"/> of <see cref="OrganizationServiceFault"/> with the platform's codes.
/// </remarks>
public sealed class LocalEnvironment : IDisposable
{
    readonly Organization organization;
    readonly SolutionImporter importer;

    LocalEnvironment(EnvironmentOptions options)
    {
        organization = new Organization(options);
        importer = new SolutionImporter(organization);
        EnvironmentSeed.Plant(organization);
    }

    /// <summary>The time of this environment.</summary>
    public VirtualClock Clock => organization.Clock;

    /// <summary>Every request executed so far.</summary>
    public RequestLog Requests => organization.Requests;

    /// <summary>What plugins traced so far; also rows of plugintracelog.</summary>
    public IReadOnlyList<PluginTrace> Traces => organization.Traces.All;

    /// <summary>The first user: System Administrator.</summary>
    public Guid AdministratorId => organization.AdministratorId;

    /// <summary>A service that acts as <see cref="AdministratorId"/>.</summary>
    public IOrganizationService Administrator => ServiceFor(AdministratorId);

    internal Organization Organization => organization;

    /// <summary>A new, empty environment: standard tables, one business unit, one currency, one administrator.</summary>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ArgumentException">An option has an unknown time zone, language or currency.</exception>
    public static LocalEnvironment Create(EnvironmentOptions? options = null) => new(options ?? new EnvironmentOptions());

    /// <summary>A service that acts as a user.</summary>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public IOrganizationService ServiceFor(Guid systemUserId)
    {
        using var transaction = organization.Store.Begin();
        if (transaction.Find(transaction.Catalog.Table("systemuser"), systemUserId) is null)
        {
            throw new ArgumentException($"There is no user {systemUserId}. Add one with {nameof(AddUser)}.", nameof(systemUserId));
        }

        return new OrganizationService(organization, new Caller(systemUserId, systemUserId, IsSystem: false), sender: null);
    }

    /// <summary>Adds a user with settings and privileges.</summary>
    /// <returns>systemuserid.</returns>
    /// <exception cref="ArgumentException">The time zone, language, a table or the business unit is unknown.</exception>
    public Guid AddUser(NewUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var id = Guid.NewGuid();
        using var scope = new TransactionScope(organization);
        new UserRows(organization, new SystemRows(scope, Clock.UtcNow, organization.SystemUserId)).Add(id, user);
        scope.Commit();
        return id;
    }

    /// <summary>Imports a solution zip, or updates the solution when it is installed in the same or a lower version.</summary>
    /// <remarks>Components that the new version lacks stay, as with Dataverse's Update; only its Upgrade deletes them.</remarks>
    /// <exception cref="SolutionImportException">Something in it is wrong. Nothing was changed.</exception>
    public ImportResult ImportSolution(byte[] zip)
    {
        ArgumentNullException.ThrowIfNull(zip);
        return importer.Import(zip);
    }

    /// <summary>Runs system jobs (bulk deletes, asynchronous steps and indexes of alternate keys), and those they cause, until none is ready.</summary>
    /// <returns>How many ran.</returns>
    public int RunAsyncJobs() => organization.KeyIndexes.BuildAll() + organization.BulkDeletes.RunAll() + organization.Jobs.RunAll();

    /// <summary>Every committed row as it is now; two of them tell what an operation changed.</summary>
    internal RowSnapshot Snapshot() => RowSnapshot.Of(organization.Store.Committed);

    /// <summary>Unloads the plugins.</summary>
    public void Dispose() => organization.Dispose();
}
