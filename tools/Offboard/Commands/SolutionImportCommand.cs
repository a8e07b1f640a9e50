using System.ComponentModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Offboard.Connection;
using Offboard.Installation;
using Offboard.Local;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Imports a solution zip, sees to it that its steps are on, and sets what a settings file says for this environment.</summary>
internal sealed class SolutionImportCommand(CommandServices services, IOrganizations organizations) : Command<SolutionImportCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandArgument(0, "<ZIP>")]
        [Description("The solution zip, such as artifacts/CustomerOffboarding_managed.zip.")]
        public required string Zip { get; init; }

        [CommandOption("--settings <FILE>")]
        [Description("Deployment settings file as pac has them: values of environment variables. Blank values are left as they are.")]
        public string? SettingsFile { get; init; }

        [CommandOption("--defaults")]
        [Description("Install the default data afterwards: rules, playbooks, letters, the erasure map. What an admin has changed stays.")]
        public bool Defaults { get; init; }

        [CommandOption("-y|--yes")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }

        public override ValidationResult Validate() => Environment is null && Database is null
            ? ValidationResult.Error("solution import needs an organization: --environment URL, or --database FILE.")
            : base.Validate();
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var zip = SolutionFile.Read(services.ReadZip(settings.Zip), settings.Zip);
        var values = settings.SettingsFile is { } file ? DeploymentSettings.Read(services.FullPath(file), file) : null;
        using var organization = organizations.Open(settings, cancellation);
        var service = organization.ServiceOf(settings);
        var installation = new SolutionInstallation(organization, service, organization.ServiceOf(settings));
        var before = installation.Installed(zip.UniqueName);
        services.Confirmation.Demand(settings.Yes, before is null ? $"Import {zip.UniqueName} {zip.Version}?" : $"Update {zip.UniqueName} from {before} to {zip.Version}?");

        services.Progress.While($"Importing {zip.UniqueName} {zip.Version}", told =>
        {
            installation.Import(zip, percent => told(percent, 100));
            return 0;
        });
        var (steps, activated) = installation.ActivateSteps(zip.Assemblies);
        var written = values?.Apply(service) ?? [];
        var defaults = settings.Defaults
            ? LoopRun.Of(organization, settings, new OrganizationRequest("off_InstallDefaults"), services.Progress, "Installing the default data", steps: 1, cancellation)
            : LoopResult.None;

        var console = services.Consoles.Out;
        if (settings.Json)
        {
            console.Raw(JsonConvert.SerializeObject(new { Solution = zip.UniqueName, zip.Version, Before = before, Steps = steps, Activated = activated, Settings = written, Defaults = defaults.Processed }, Formatting.Indented));
        }
        else
        {
            console.Line(before is null ? $"{zip.UniqueName} {zip.Version} is imported." : $"{zip.UniqueName} is updated from {before} to {zip.Version}.");
            console.Line($"{steps} steps are on, {activated.Count} of them were switched on now.");
            if (values is not null) console.Line(written.Count == 0 ? "The settings were as the file says." : $"Set: {string.Join(", ", written)}.");
            if (settings.Defaults) console.Line($"Default data: {defaults.Processed} rows, {defaults.Failed} left out.");
        }

        return defaults.Failed == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }
}
