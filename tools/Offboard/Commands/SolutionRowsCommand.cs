using System.ComponentModel;
using System.Threading;
using Newtonsoft.Json;
using Offboard.Output;
using SolutionPackager;
using SolutionPackager.Rows;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Writes the typed row classes of the plugins and the reference page of tables anew.</summary>
internal sealed class SolutionRowsCommand(CommandServices services) : Command<SolutionRowsCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--json")]
        [Description("Print the changed files as JSON.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var repository = services.Repository;
        var config = PacConfig.Load(repository.ConfigPath);
        var changed = RowGenerator.Write(config.FullPath(config.Source), repository.Root);
        var console = services.Consoles.Out;
        if (settings.Json)
        {
            console.Raw(JsonConvert.SerializeObject(changed, Formatting.Indented));
            return ExitCode.Done;
        }

        foreach (var file in changed) console.Line(file);
        console.Line(changed.Count == 0 ? "All generated files are as the tables are." : $"{changed.Count} files changed.");
        return ExitCode.Done;
    }
}
