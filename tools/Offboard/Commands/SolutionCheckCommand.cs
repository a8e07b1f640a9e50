using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using Newtonsoft.Json;
using Offboard.Local;
using Offboard.Output;
using SolutionPackager;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Checks the source.</summary>
internal sealed class SolutionCheckCommand(CommandServices services) : Command<SolutionCheckCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--schemas <DIR>")]
        [Description("Folder with Microsoft's XSD files, to validate against them, too.")]
        public string? Schemas { get; init; }

        [CommandOption("--json")]
        [Description("Print the findings as JSON.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var schemas = settings.Schemas is null ? null : services.FullPath(settings.Schemas);
        if (schemas is not null && !Directory.Exists(schemas)) throw new CommandFailure($"The folder {settings.Schemas} does not exist.", "Give the folder with the XSD files, or leave out --schemas.");

        var config = PacConfig.Load(services.Repository.ConfigPath);
        var findings = services.Progress.While("Checking the solution source", () => Checker.Check(config, schemas, new EmbeddedTables())).ToList();
        var scripts = services.Progress.While("Checking the scripts", () => ScriptChecker.Check(config));
        findings.AddRange(scripts.Findings);
        var console = services.Consoles.Out;
        if (settings.Json)
        {
            console.Raw(JsonConvert.SerializeObject(findings, Formatting.Indented));
        }
        else
        {
            foreach (var finding in findings) console.Line(finding.ToString());
            if (scripts.NotChecked is { } why) console.Line(why);
            console.Line(findings.Count == 0 ? "The solution source is sound." : $"{findings.Count} findings.");
        }

        return findings.Count == 0 ? ExitCode.Done : ExitCode.Findings;
    }
}
