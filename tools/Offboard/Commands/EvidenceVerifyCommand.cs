using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Offboard.Connection;
using Offboard.Import;
using Offboard.Local;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>
/// Checks evidence, by off_VerifyEvidence: an exported file in an embedded Dataverse of its own, so that the computer may be offline; without a file the chains of an organization.
/// </summary>
internal sealed class EvidenceVerifyCommand(CommandServices services, IOrganizations organizations) : Command<EvidenceVerifyCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandArgument(0, "[FILE]")]
        [Description("File of evidence, as 'evidence export' and off_ExportEvidence give it. Left out: the evidence in the organization.")]
        public string? File { get; init; }

        public override ValidationResult Validate()
        {
            var isElsewhere = Database is not null || Environment is not null;
            if (File is null && !isElsewhere) return ValidationResult.Error("evidence verify needs a FILE, or an organization: --database FILE or --environment URL.");
            if (File is not null && (isElsewhere || Data is not null)) return ValidationResult.Error("A file of evidence is checked without any organization. Leave out the other options, or leave out FILE.");
            return base.Validate();
        }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var isValid = settings.File is { } file ? VerifyFile(file, settings, cancellation) : VerifyOrganization(settings, cancellation);
        return isValid ? ExitCode.Done : ExitCode.Findings;
    }

    bool VerifyFile(string file, Settings settings, CancellationToken cancellation)
    {
        var evidence = CsvText.Read(services.FullPath(file));

        // The file names its own days; the clock only has to be some day.
        var day = SampleManifest.Read(services.Repository.Samples).Today;
        using var organization = LocalOrganization.OpenEmpty(services.Repository, Language.English, day, services.Progress, cancellation);
        var answer = organization.Administrator.Execute(new OrganizationRequest("off_VerifyEvidence") { ["Evidence"] = evidence });
        services.Consoles.Out.Raw(settings.Json ? (string)answer["Defects"] : (string)answer["Report"]);
        return (bool)answer["Valid"];
    }

    bool VerifyOrganization(Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var (isValid, defects) = (true, new List<JToken>());
        var result = LoopRun.Of(organization, settings, new OrganizationRequest("off_VerifyEvidence"), services.Progress, "Checking evidence", steps: 1, cancellation, heard: answer =>
        {
            isValid &= (bool)answer["Valid"];
            defects.AddRange(JObject.Parse((string)answer["Defects"])["defects"]?.Children() ?? Enumerable.Empty<JToken>());
        });
        services.Consoles.Out.Raw(settings.Json ? JsonConvert.SerializeObject(new { defects }) : result.Report);
        return isValid;
    }
}
