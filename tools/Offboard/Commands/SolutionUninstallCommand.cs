using System;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using LocalDataverse;
using Newtonsoft.Json;
using Offboard.Lifecycle;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Tries the removal of a solution on an embedded Dataverse; refuses until the evidence was exported.</summary>
internal sealed class SolutionUninstallCommand(CommandServices services) : Command<SolutionUninstallCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<ZIP>")]
        [Description("The managed zip that is installed.")]
        public required string Zip { get; init; }

        [CommandOption("--with <ZIP>")]
        [Description("Zip of another solution that is in the environment, such as your own; may be repeated.")]
        public string[] Others { get; init; } = [];

        [CommandOption("--evidence <DIR>")]
        [Description("New folder into which decisions, findings and proofs of erasure are exported before the solution goes.")]
        public string? Evidence { get; init; }

        [CommandOption("--json")]
        [Description("Print what went as JSON.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var environment = LocalEnvironment.Create();
        var installed = environment.ImportSolution(services.ReadZip(settings.Zip));
        foreach (var other in settings.Others) environment.ImportSolution(services.ReadZip(other));
        cancellation.ThrowIfCancellationRequested();

        var folder = settings.Evidence is { } evidence ? services.FullPath(evidence) : null;
        if (folder is not null) new EvidenceExport(environment.Administrator).Write(folder);
        var removal = services.Progress.While("Uninstalling", () => Removal.Of(environment, installed.SolutionUniqueName, folder));
        var console = services.Consoles.Out;
        if (settings.Json)
        {
            console.Raw(JsonConvert.SerializeObject(removal.Deleted, Formatting.Indented, new Newtonsoft.Json.Converters.StringEnumConverter()));
        }
        else
        {
            foreach (var kind in removal.Deleted.GroupBy(one => one.Kind, StringComparer.Ordinal)) console.Line($"{kind.Key}: {kind.Count()} gone, {kind.Sum(one => one.Rows)} rows");
            console.Line($"{installed.SolutionUniqueName} {installed.Version} is uninstalled.");
        }

        return ExitCode.Done;
    }
}
