using System;
using System.Collections.Generic;
using System.ServiceModel;
using LocalDataverse.Archive;
using LocalDataverse.Persistence;
using LocalDataverse.Pipeline;
using LocalDataverse.Screens;
using LocalDataverse.Storage;
using LocalDataverse.Workflow;
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

    LocalEnvironment(Organization organization) => this.organization = organization;

    /// <summary>The time of this environment.</summary>
    public VirtualClock Clock => organization.Clock;

    /// <summary>Every request executed so far, or the newest of them (see <see cref="LimitLogs"/>).</summary>
    public RequestLog Requests => organization.Requests;

    /// <summary>What plugins traced so far; also rows of plugintracelog.</summary>
    public IReadOnlyList<PluginTrace> Traces => organization.Traces.All;

    /// <summary>What the installed solutions say of screens, as they are now.</summary>
    public ScreenCatalog Screens => organization.Screens;

    /// <summary>Lets <see cref="Requests"/> and <see cref="Traces"/> remember only so many each, the newest: for programs that run for long. Rows of plugintracelog are not touched; they go after 24 hours.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public void LimitLogs(int entries)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entries);
        organization.Requests.Limit = entries;
        organization.Traces.Limit = entries;
    }

    /// <summary>The first user: System Administrator.</summary>
    public Guid AdministratorId => organization.AdministratorId;

    /// <summary>A service that acts as <see cref="AdministratorId"/>.</summary>
    public IOrganizationService Administrator => ServiceFor(AdministratorId);

    internal Organization Organization => organization;

    /// <summary>A new, empty environment: standard tables, one business unit, one currency, one administrator.</summary>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ArgumentException">An option has an unknown time zone, language or currency, or contradicts <see cref="EnvironmentOptions.DatabaseFile"/>.</exception>
    /// <exception cref="DatabaseException">The file cannot be made, or there is one already.</exception>
    public static LocalEnvironment Create(EnvironmentOptions? options = null)
    {
        var created = new LocalEnvironment(new Organization(options ?? new EnvironmentOptions()));
        EnvironmentSeed.Plant(created.organization);
        if (created.organization.Options.DatabaseFile is { } file) EnvironmentFile.Create(file, created.organization);
        return created;
    }

    /// <summary>The environment that is kept in a file, as it was after its last committed request: rows, solutions with their plug-ins, users, history, recycle bin, waiting jobs, clock.</summary>
    /// <param name="file">A file that <see cref="Create"/> made with <see cref="EnvironmentOptions.DatabaseFile"/>. It stays open, and closed to others, until this is disposed of.</param>
    /// <param name="operationTimer">See <see cref="EnvironmentOptions.OperationTimer"/>; the other options are those with which it was created.</param>
    /// <remarks>The clock shows the time of the last commit or of an orderly end. An asynchronous job that ran when the process ended runs again. Logs of requests and traces begin empty.</remarks>
    /// <exception cref="DatabaseException">There is no such file, another process has it open, it is damaged, or another version wrote it. It is as it was.</exception>
    public static LocalEnvironment Open(string file, TimeProvider? operationTimer = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new LocalEnvironment(EnvironmentFile.Open(file, operationTimer));
    }

    /// <summary>A second environment with the same rows, solutions, waiting jobs and time. From now on neither sees what happens in the other.</summary>
    /// <remarks>
    /// It costs next to nothing, because rows are immutable: import once, then let each test have a copy. The plug-ins are those that this environment has
    /// loaded: dispose of the copies first. Logs of requests and traces begin empty. The copy of an environment that is kept in a file is in memory only.
    /// </remarks>
    public LocalEnvironment Clone() => new(new Organization(organization));

    /// <summary>Runs callers as if at the same time: one at a time goes on, and the turn may pass at each request, before each lock and before each commit.</summary>
    /// <param name="seed">Says who goes on where. The same seed in equal environments (see <see cref="Clone"/>) gives the same history.</param>
    /// <param name="callers">What each does, with services of this environment. A fault may end it; that is an outcome, not an error.</param>
    /// <returns>What happened, and the fault of each caller.</returns>
    /// <remarks>
    /// Writes lock rows until their commit; reads see what is committed. A caller that waits for a lock goes on when it is released; it gives way with
    /// 0x80044150 when it would close a circle, and with 0x80044151 when the environment's clock was moved past 30 seconds, or when only somebody outside
    /// could release the lock. Nothing depends on the machine: plug-ins that draw random ids are the one exception.
    /// </remarks>
    /// <exception cref="AggregateException">Callers threw something else than a fault.</exception>
    public Interleaving Interleave(int seed, params IReadOnlyList<Action> callers)
    {
        ArgumentNullException.ThrowIfNull(callers);
        var turns = new TurnTaking(Clock, seed, callers);
        var outcome = turns.Run();
        if (turns.Surprises is { Count: > 0 } surprises) throw new AggregateException(surprises);
        return outcome;
    }

    /// <summary>A service that acts as a user.</summary>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public IOrganizationService ServiceFor(Guid systemUserId)
    {
        DemandUser(systemUserId, nameof(systemUserId));
        return new OrganizationService(organization, new Caller(systemUserId, systemUserId, IsSystem: false), sender: null);
    }

    /// <summary>A service that acts as a user on behalf of another, as a caller does who sends the header MSCRMCallerID or CallerObjectId.</summary>
    /// <param name="systemUserId">Who calls; needs the privilege prvActOnBehalfOfAnotherUser, or each request ends in 0x80040220.</param>
    /// <param name="onBehalfOf">Whose rights count, and who becomes createdby; the caller becomes createdonbehalfby.</param>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/impersonate-another-user</remarks>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public IOrganizationService ServiceFor(Guid systemUserId, Guid onBehalfOf)
    {
        DemandUser(systemUserId, nameof(systemUserId));
        DemandUser(onBehalfOf, nameof(onBehalfOf));
        return new OrganizationService(organization, new Caller(onBehalfOf, systemUserId, IsSystem: false), sender: null);
    }

    /// <summary>Adds a user with settings and privileges.</summary>
    /// <returns>systemuserid.</returns>
    /// <exception cref="ArgumentException">The time zone, language, a table, a role or the business unit is unknown.</exception>
    public Guid AddUser(NewUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var id = organization.Ids.Next();
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
        return organization.Importer.Import(zip, isUpgrade: false);
    }

    /// <summary>Upgrades an installed managed solution: components that the new version lacks are deleted, tables with their rows.</summary>
    /// <remarks>Values of environment variables and rows of tables that stay are kept. https://learn.microsoft.com/power-platform/alm/update-solutions-alm</remarks>
    /// <exception cref="SolutionImportException">
    /// It is not installed, or not in a lower version (0x80048541); other solutions need what would go (0x8004F01F, with the list); or the zip is wrong. Nothing was changed.
    /// </exception>
    public ImportResult UpgradeSolution(byte[] zip)
    {
        ArgumentNullException.ThrowIfNull(zip);
        return organization.Importer.Import(zip, isUpgrade: true);
    }

    /// <summary>Uninstalls a managed solution: its components go, and the rows of its tables.</summary>
    /// <returns>What went.</returns>
    /// <exception cref="SolutionImportException">It is not installed or not managed; or other solutions have built on it (0x8004F01F, with the list). Nothing was changed.</exception>
    public IReadOnlyList<ImportedComponent> UninstallSolution(string uniqueName)
    {
        ArgumentException.ThrowIfNullOrEmpty(uniqueName);
        return organization.Importer.Uninstall(uniqueName);
    }

    /// <summary>Runs system jobs (bulk deletes, asynchronous steps and indexes of alternate keys), and those they cause, until none is ready; audit entries that are late appear.</summary>
    /// <returns>How many ran.</returns>
    public int RunAsyncJobs()
    {
        organization.Traces.DeleteOld();
        organization.RecycleBin.CleanUp();
        organization.Audit.WriteLate();
        var count = organization.KeyIndexes.BuildAll() + organization.BulkDeletes.RunAll() + organization.Jobs.RunAll();
        organization.Audit.WriteLate();
        return count;
    }

    /// <summary>Moves a row into long-term retention, as a run of a retention policy does, with the rows that its deletion would delete, too.</summary>
    /// <returns>How many rows were moved. Queries find them with the data source "retained".</returns>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    public int Retain(string table, Guid id)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        return new LongTermRetention(organization).Retain(table, id);
    }

    /// <summary>Every committed row as it is now; two of them tell what an operation changed.</summary>
    internal RowSnapshot Snapshot() => RowSnapshot.Of(organization.Store.Committed);

    /// <summary>Runs a workflow activity of an imported solution as the only step of a classic workflow.</summary>
    /// <param name="typeName">Full name of the activity's type.</param>
    /// <param name="inputs">Values by name of the argument's property, as processes refer to them; null: no value.</param>
    /// <param name="step">Whose workflow it is, on which row, in real time or in the background; null: the administrator's, on no row, in real time.</param>
    /// <returns>The values of the outputs by name.</returns>
    /// <exception cref="ArgumentException">No such activity is registered, or there is no such user.</exception>
    /// <exception cref="FaultException{OrganizationServiceFault}">
    /// 0x80040203: an input does not fit the argument; else what the activity threw. In real time nothing is written then.
    /// </exception>
    public IReadOnlyDictionary<string, object?> RunActivity(string typeName, IDictionary<string, object?> inputs, WorkflowStep? step = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(typeName);
        ArgumentNullException.ThrowIfNull(inputs);
        if (step?.UserId is { } user) DemandUser(user, nameof(step));
        return new ActivityRun(organization, typeName, step ?? new WorkflowStep()).Execute(inputs);
    }

    /// <summary>Unloads the plugins, and closes the file in which the environment is kept.</summary>
    public void Dispose() => organization.Dispose();

    void DemandUser(Guid id, string argument)
    {
        using var transaction = organization.Store.Begin();
        if (transaction.Find(transaction.Catalog.Table("systemuser"), id) is not null) return;

        throw new ArgumentException($"There is no user {id}. Add one with {nameof(AddUser)}.", argument);
    }
}
