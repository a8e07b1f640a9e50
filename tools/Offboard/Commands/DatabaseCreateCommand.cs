using System.ComponentModel;
using System.IO;
using System.Threading;
using Newtonsoft.Json;
using Offboard.Local;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Makes the file of an embedded Dataverse with the solution, its default data and customers: wholly or not at all.</summary>
internal sealed class DatabaseCreateCommand(CommandServices services) : Command<DatabaseCreateCommand.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("New file for the database.")]
        public required string File { get; init; }

        [CommandOption("--json")]
        [Description("Print what was made as JSON.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var path = services.FullPath(settings.File);
        if (File.Exists(path)) throw new CommandFailure($"There is a file {settings.File} already.", "Give the name of a new file; an existing database is opened with --database.");

        var beside = path + ".part";
        var made = Make(beside, settings, cancellation);
        File.Move(beside, path);

        var console = services.Consoles.Out;
        if (settings.Json) console.Raw(JsonConvert.SerializeObject(made, Formatting.Indented));
        else console.Line($"{settings.File} has {made.Solution} {made.Version}, {made.Accounts} accounts and {made.Contracts} contracts. Users: {string.Join(", ", made.Users)}.");
        return made.Defects == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    Made Make(string path, Settings settings, CancellationToken cancellation)
    {
        try
        {
            // What an interrupted creation left.
            Delete(path);
            using var customers = services.Load(settings, cancellation, path);
            customers.Organization.PrepareRestriction(cancellation);
            SampleUsers.Add(customers.Organization.Environment, settings.Language);
            var defects = services.Report(customers, customers.Judge(cancellation));
            var import = customers.Organization.Import;
            return new Made(
                import.SolutionUniqueName,
                import.Version.ToString(),
                customers.Data.Accounts.Accounts.Count,
                customers.Data.Contracts.Contracts.Count,
                ["Administrator", LocalOrganization.SchedulerName, LoadedCustomers.RepName, SampleUsers.ManagerName, LocalOrganization.DpoName, SampleUsers.AdministratorName],
                defects.Count);
        }
        catch
        {
            Delete(path);
            throw;
        }
    }

    static void Delete(string path)
    {
        foreach (var file in new[] { path, path + "-wal", path + "-shm" }) File.Delete(file);
    }

    sealed record Made(string Solution, string Version, int Accounts, int Contracts, string[] Users, int Defects);
}
