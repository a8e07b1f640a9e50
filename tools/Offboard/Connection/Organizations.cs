using System;
using System.Globalization;
using System.IO;
using System.Threading;
using LocalDataverse;
using Offboard.Connection.Online;
using Offboard.Local;
using Offboard.Output;

namespace Offboard.Connection;

/// <summary>Opens organizations: customers from files in memory, the file of an embedded Dataverse, or an environment elsewhere.</summary>
/// <param name="services">Consoles and source tree.</param>
/// <param name="time">The computer's clock: a database goes on with it.</param>
internal sealed class Organizations(CommandServices services, TimeProvider time) : IOrganizations
{
    /// <inheritdoc/>
    public IOrganization Open(OrganizationSettings settings, CancellationToken cancellation) => settings.Environment is { } url
        ? OnlineOrganization.Connect(url, new SignIn(settings, Environment.GetEnvironmentVariable, services.FullPath, services.Consoles.Error), time, cancellation)
        : OpenEmbedded(settings, cancellation);

    /// <inheritdoc/>
    public EmbeddedOrganization OpenEmbedded(OrganizationSettings settings, CancellationToken cancellation)
    {
        if (settings.Environment is not null)
        {
            throw new CommandFailure("This command works on an embedded Dataverse only.", "Leave out --environment; use --data DIR or --database FILE.");
        }

        if (settings.Database is { } file) return OpenDatabase(services.FullPath(file), file, settings.Day);

        var customers = services.Load(settings, cancellation);
        return new EmbeddedOrganization(customers.Organization.Environment, customers);
    }

    EmbeddedOrganization OpenDatabase(string path, string file, DateOnly? day)
    {
        if (!File.Exists(path)) throw new CommandFailure($"There is no database {file}.", $"Create it with 'offboard database create {file}', or check the name.");

        var environment = services.Progress.While("Opening the database", () => LocalEnvironment.Open(path));
        try
        {
            MoveClock(environment.Clock, day);
            Compare(environment, file);
            return new EmbeddedOrganization(environment);
        }
        catch
        {
            environment.Dispose();
            throw;
        }
    }

    /// <summary>Says when the solution in a database is another version than this program packs; only a person decides about an upgrade.</summary>
    void Compare(LocalEnvironment environment, string file)
    {
        var version = InstalledVersion.Of(environment, services.Repository);
        if (version.IsOlder) services.Consoles.Error.Line($"{version.Solution} in {file} is {version.Installed}, and this program has {version.Own}. 'offboard database upgrade {file}' upgrades it.");
        if (version.IsNewer) services.Consoles.Error.Line($"{version.Solution} in {file} is {version.Installed}, and this program has {version.Own} only. Use the newer program.");
    }

    /// <summary>To the day that was asked for, else to the time of this computer; never back, because what was written later is there already.</summary>
    void MoveClock(VirtualClock clock, DateOnly? day)
    {
        var instant = day is { } asked ? LocalOrganization.NoonOf(asked) : time.GetUtcNow().UtcDateTime;
        if (instant >= clock.UtcNow)
        {
            clock.MoveTo(instant);
            return;
        }

        var now = clock.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (day is { } earlier && earlier < DateOnly.FromDateTime(clock.UtcNow))
        {
            throw new CommandFailure($"--today {earlier:yyyy-MM-dd} is over in this database: it is {now} there.", "Give that day or a later one.");
        }

        services.Consoles.Error.Line($"It is {now} in this database.");
    }
}
