using System.ComponentModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Offboard.Import;
using Offboard.Local;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Checks an exported file of evidence against itself, in an embedded Dataverse: no environment is asked, and the computer may be offline.</summary>
internal sealed class EvidenceVerifyCommand(CommandServices services) : Command<EvidenceVerifyCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("File of evidence, as off_ExportEvidence gives it.")]
        public required string File { get; init; }

        [CommandOption("--json")]
        [Description("Print the defects as JSON.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var evidence = CsvText.Read(services.FullPath(settings.File));

        // The file names its own days; the clock only has to be some day.
        var day = SampleManifest.Read(services.Repository.Samples).Today;
        using var organization = LocalOrganization.OpenEmpty(services.Repository, Language.English, day, services.Progress, cancellation);
        var answer = organization.Administrator.Execute(new OrganizationRequest("off_VerifyEvidence") { ["Evidence"] = evidence });
        services.Consoles.Out.Raw(settings.Json ? (string)answer["Defects"] : (string)answer["Report"]);
        return (bool)answer["Valid"] ? ExitCode.Done : ExitCode.Findings;
    }
}
