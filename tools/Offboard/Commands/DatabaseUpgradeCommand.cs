using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using LocalDataverse;
using Newtonsoft.Json;
using Offboard.Local;
using Offboard.Output;
using SolutionPackager;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Brings the solution in a database to the version of this program, wholly or not at all; then installs the default data that came with it, which off_InstallDefaults can finish if it is interrupted.</summary>
internal sealed class DatabaseUpgradeCommand(CommandServices services) : Command<DatabaseUpgradeCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("The database.")]
        public required string File { get; init; }

        [CommandOption("-y|--yes")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }

        [CommandOption("--json")]
        [Description("Print what was done as JSON.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var path = services.FullPath(settings.File);
        if (!File.Exists(path)) throw new CommandFailure($"There is no database {settings.File}.", $"Create it with 'offboard database create {settings.File}', or check the name.");

        using var environment = services.Progress.While("Opening the database", () => LocalEnvironment.Open(path));
        var version = InstalledVersion.Of(environment, services.Repository);
        if (version.Installed is null) throw new CommandFailure($"{version.Solution} is not in {settings.File}.", "Give a database that 'offboard database create' made.");
        if (version.IsNewer) throw new CommandFailure($"{version.Solution} in {settings.File} is {version.Installed}, newer than the {version.Own} of this program.", "Use the newer program.");

        var deleted = version.IsOlder ? Upgrade(environment, version, settings, cancellation) : 0;
        var console = services.Consoles.Out;
        if (settings.Json) console.Raw(JsonConvert.SerializeObject(new { version.Solution, From = $"{version.Installed}", To = $"{version.Own}", Deleted = deleted }, Formatting.Indented));
        else if (version.IsOlder) console.Line($"{version.Solution} in {settings.File}: {version.Installed} -> {version.Own}. {deleted} components were deleted.");
        else console.Line($"{version.Solution} in {settings.File} is {version.Own} already.");
        return ExitCode.Done;
    }

    int Upgrade(LocalEnvironment environment, InstalledVersion version, Settings settings, CancellationToken cancellation)
    {
        services.Confirmation.Demand(settings.Yes, $"Upgrade {version.Solution} in {settings.File} from {version.Installed} to {version.Own}? What the new version lacks is deleted, tables with their rows.");
        var zip = services.Progress.While("Packing the solution", () => Packer.Pack(PacConfig.Load(services.Repository.ConfigPath), PackageKind.Managed));
        var upgraded = services.Progress.While("Upgrading", () => environment.UpgradeSolution(zip));
        services.Progress.While("Installing the default data", () => StepLoop.Run(environment.Administrator, "off_InstallDefaults", environment.Clock.Advance, cancellation));
        return upgraded.Components.Count(component => component.Outcome == ImportOutcome.Deleted);
    }
}
