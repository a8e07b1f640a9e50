using System.ComponentModel;
using System.IO;
using System.Text;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Exports the chains of evidence into one file, by off_ExportEvidence: what <c>evidence verify</c> checks without any connection.</summary>
internal sealed class EvidenceExportCommand(CommandServices services, IOrganizations organizations) : Command<EvidenceExportCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("New file for the evidence.")]
        public required string File { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var path = services.FullPath(settings.File);
        if (File.Exists(path)) throw new CommandFailure($"There is a file {settings.File} already.", "Give the name of a new file: evidence is never overwritten.");

        using var organization = organizations.Open(settings, cancellation);
        var text = new StringBuilder();
        var result = LoopRun.Of(
            organization, settings, new OrganizationRequest("off_ExportEvidence"), services.Progress, "Exporting evidence", steps: 1, cancellation, heard: answer => text.Append((string)answer["Part"]));
        services.WriteFile(settings.File, text.ToString());
        if (settings.Json) services.Consoles.Out.Raw(JsonConvert.SerializeObject(new { settings.File, Entries = result.Processed }, Formatting.Indented));
        else services.Consoles.Out.Line($"{settings.File} has {result.Processed} entries of evidence.");
        return ExitCode.Done;
    }
}
