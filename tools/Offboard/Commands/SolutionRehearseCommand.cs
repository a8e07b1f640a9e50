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

/// <summary>Tries an upgrade before an administrator does.</summary>
internal sealed class SolutionRehearseCommand(CommandServices services) : Command<SolutionRehearseCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<OLD>")]
        [Description("The managed zip that is installed.")]
        public required string Old { get; init; }

        [CommandArgument(1, "<NEW>")]
        [Description("The managed zip of the higher version.")]
        public required string New { get; init; }

        [CommandOption("--with <ZIP>")]
        [Description("Zip of another solution that is in the environment, such as your own; may be repeated.")]
        public string[] Others { get; init; } = [];

        [CommandOption("--json")]
        [Description("Print what was found as JSON.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var old = services.ReadZip(settings.Old);
        var newer = services.ReadZip(settings.New);
        var others = settings.Others.Select(services.ReadZip).ToList();
        var rehearsal = services.Progress.While("Trying the upgrade", () => Rehearsal.Of(old, newer, others, cancellation));
        if (settings.Json) services.Consoles.Out.Raw(JsonConvert.SerializeObject(rehearsal, Formatting.Indented, new Newtonsoft.Json.Converters.StringEnumConverter()));
        else Print(rehearsal);
        if (rehearsal.Blocked is not null) return ExitCode.Findings;

        return rehearsal.Deleted.Count > 0 ? ExitCode.NeedsAttention : ExitCode.Done;
    }

    void Print(Rehearsal rehearsal)
    {
        var console = services.Consoles.Out;
        console.Line($"{rehearsal.Solution} {rehearsal.From} -> {rehearsal.To?.ToString() ?? "not upgraded"}");
        foreach (var change in Enum.GetValues<ComponentChange>())
        {
            var some = rehearsal.Differences.Where(one => one.Change == change).ToList();
            if (some.Count == 0) continue;

            console.Line($"{change}: {some.Count}");
            foreach (var one in some) console.Line($"{one.Kind} {one.Name}", indent: 2);
        }

        if (rehearsal.Differences.Count == 0) console.Line("No component differs.");
        foreach (var gone in rehearsal.Deleted.Where(one => one.Kind is "Table" or "Column")) console.Line($"Deletes {gone.Kind.ToLowerInvariant()} {gone.Name}: {gone.Rows} rows");
        console.Line(rehearsal.Blocked is { } why ? $"Blocked: {why}" : $"The upgrade works; {rehearsal.Deleted.Count} components are deleted. Values of environment variables and rows of tables that stay are kept.");
    }
}
