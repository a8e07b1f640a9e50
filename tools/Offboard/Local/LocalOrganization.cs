using System;
using System.Threading;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Import;
using Offboard.Output;
using SolutionPackager;

namespace Offboard.Local;

/// <summary>An embedded Dataverse with the solution of this source tree in it, as an admin has it after importing the zip.</summary>
internal sealed class LocalOrganization : IDisposable
{
    /// <summary>The role of this solution for sales reps.</summary>
    const string RepRole = "Offboarding Rep";

    /// <summary>The role of this solution for data protection officers.</summary>
    internal const string DpoRole = "Offboarding Data Protection Officer";

    /// <summary>The column security profile of this solution: without it a rep cannot write down why a relationship ends.</summary>
    internal const string PersonalNotes = "Offboarding Personal Notes";

    /// <summary>What a rep's sales role grants: reads accounts and contacts of the business unit, changes the own accounts and activities.</summary>
    internal static readonly TablePrivilege[] SalesRole =
    [
        new("account", TableRights.Read | TableRights.Append | TableRights.AppendTo, AccessDepth.Local),
        new("account", TableRights.Create | TableRights.Write, AccessDepth.Basic),
        new("contact", TableRights.Read | TableRights.Append | TableRights.AppendTo, AccessDepth.Local),
        new("activitypointer", TableRights.Create | TableRights.Read | TableRights.Write | TableRights.Append | TableRights.AppendTo, AccessDepth.Basic),
    ];

    /// <summary>The user as whom the nightly steps run.</summary>
    internal const string SchedulerName = "Scheduler";

    /// <summary>The data protection officer of a database: the second pair of eyes on a plan.</summary>
    internal const string DpoName = "Dana Weiss";

    readonly LocalEnvironment environment;
    readonly Guid scheduler;

    LocalOrganization(LocalEnvironment environment, ImportResult import, SolutionTables tables, Language language, DateOnly today)
    {
        this.environment = environment;
        scheduler = environment.AddUser(new NewUser(SchedulerName) { Language = (int)language, IsAdministrator = true });
        Import = import;
        Tables = tables;
        Today = today;
    }

    /// <summary>The tables of the imported solution.</summary>
    public SolutionTables Tables { get; }

    /// <summary>The day it is there.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>What the import did.</summary>
    public ImportResult Import { get; }

    /// <summary>The environment itself.</summary>
    public LocalEnvironment Environment => environment;

    /// <summary>The administrator's service.</summary>
    public IOrganizationService Administrator => environment.Administrator;

    /// <summary>Packs, creates, imports, installs the default data.</summary>
    /// <param name="repository">Where the solution's source is.</param>
    /// <param name="language">Base language.</param>
    /// <param name="today">The day it is there, in Central Europe.</param>
    /// <param name="progress">Hears what is going on.</param>
    /// <param name="cancellation">Ends between two steps.</param>
    /// <param name="database">New file in which it is kept; null: in memory.</param>
    /// <exception cref="SolutionSourceException">The source cannot be packed.</exception>
    /// <exception cref="SolutionImportException">The zip cannot be imported.</exception>
    /// <exception cref="DatabaseException">The file cannot be made.</exception>
    public static LocalOrganization Open(
        Repository repository, Language language, DateOnly today, ProgressReport progress, CancellationToken cancellation, string? database = null)
    {
        var organization = OpenEmpty(repository, language, today, progress, cancellation, database);
        try
        {
            var defaults = progress.While("Installing the default data", () => StepLoop.Run(organization.Administrator, "off_InstallDefaults", organization.environment.Clock.Advance, cancellation));
            if (defaults.Failed > 0) throw new CommandFailure($"{defaults.Failed} rows of the default data could not be installed: {defaults.Report}", "Correct them in Solution/Data.");

            return organization;
        }
        catch
        {
            organization.Dispose();
            throw;
        }
    }

    /// <summary>Packs, creates and imports, without the default data: for messages that need no rules.</summary>
    /// <param name="repository">Where the solution's source is.</param>
    /// <param name="language">Base language.</param>
    /// <param name="today">The day it is there, in Central Europe.</param>
    /// <param name="progress">Hears what is going on.</param>
    /// <param name="cancellation">Ends between two steps.</param>
    /// <param name="database">New file in which it is kept; null: in memory.</param>
    /// <exception cref="SolutionSourceException">The source cannot be packed.</exception>
    /// <exception cref="SolutionImportException">The zip cannot be imported.</exception>
    /// <exception cref="DatabaseException">The file cannot be made.</exception>
    public static LocalOrganization OpenEmpty(
        Repository repository, Language language, DateOnly today, ProgressReport progress, CancellationToken cancellation, string? database = null)
    {
        var zip = progress.While("Packing the solution", () => Packer.Pack(PacConfig.Load(repository.ConfigPath), PackageKind.Managed));
        cancellation.ThrowIfCancellationRequested();

        var local = LocalEnvironment.Create(new EnvironmentOptions
        {
            Now = NoonOf(today),
            OrganizationName = "demo",
            BaseLanguage = (int)language,
            DatabaseFile = database,
        });
        try
        {
            var import = progress.While("Importing it into the embedded Dataverse", () => local.ImportSolution(zip));
            cancellation.ThrowIfCancellationRequested();

            return new LocalOrganization(local, import, new SolutionTables(zip, language), language, today);
        }
        catch
        {
            local.Dispose();
            throw;
        }
    }

    /// <summary>Adds a sales rep, who has a sales role and the role of this solution, and returns the id.</summary>
    public Guid AddSalesRep(string name, Language language)
    {
        var rep = environment.AddUser(new NewUser(name) { Language = (int)language, Privileges = SalesRole, ColumnProfiles = [PersonalNotes] });
        Administrator.Associate("systemuser", rep, new Relationship("systemuserroles_association"), [Single("role", "name", RepRole).ToEntityReference()]);
        return rep;
    }

    /// <summary>Makes the business unit and the team that own restricted rows, as an admin does once.</summary>
    public void PrepareRestriction(CancellationToken cancellation) => StepLoop.Run(Administrator, "off_PrepareRestriction", environment.Clock.Advance, cancellation);

    /// <summary>Adds a data protection officer, who may approve plans of erasure, and returns the id.</summary>
    public Guid AddDataProtectionOfficer(Language language)
    {
        var officer = environment.AddUser(new NewUser(DpoName) { Language = (int)language });
        Administrator.Associate("systemuser", officer, new Relationship("systemuserroles_association"), [Single("role", "name", DpoRole).ToEntityReference()]);
        return officer;
    }

    /// <summary>A user's service, with the user's privileges.</summary>
    public IOrganizationService As(Guid userId) => environment.ServiceFor(userId);

    /// <summary>Sets an environment variable, as an admin does under Solutions.</summary>
    /// <exception cref="CommandFailure">The solution has no such variable.</exception>
    public void SetVariable(string schemaName, string value) => Administrator.Create(new Entity("environmentvariablevalue")
    {
        ["environmentvariabledefinitionid"] = Single("environmentvariabledefinition", "schemaname", schemaName).ToEntityReference(),
        ["value"] = value,
    });

    /// <summary>Lets time pass until a day.</summary>
    public void MoveTo(DateOnly day)
    {
        environment.Clock.MoveTo(NoonOf(day));
        Today = day;
    }

    /// <summary>Repeats a message until it has nothing more to do.</summary>
    public void Loop(IOrganizationService service, OrganizationRequest first, CancellationToken cancellation) => StepLoop.Run(service, first, environment.Clock.Advance, static _ => { }, cancellation);

    /// <summary>Calls the nightly step until it has nothing more to do, as a scheduler does.</summary>
    public LoopResult RunNight(CancellationToken cancellation) => StepLoop.Run(As(scheduler), "off_RunNightly", environment.Clock.Advance, cancellation);

    // Noon in UTC is the same day from Lisbon to Vladivostok.
    internal static DateTime NoonOf(DateOnly day) => day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);

    Entity Single(string table, string column, string value)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(column) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        var found = Administrator.RetrieveMultiple(query).Entities;
        return found.Count == 1
            ? found[0]
            : throw new CommandFailure($"There are {found.Count} rows of {table} with {column} {value}.", "Use the command line of the same release as the solution.");
    }

    /// <inheritdoc/>
    public void Dispose() => environment.Dispose();
}
