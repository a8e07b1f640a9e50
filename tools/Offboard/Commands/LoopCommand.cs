using System.ComponentModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Offboard.Connection;
using Offboard.Local;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Calls a step message of the solution until it has nothing more to do, as a scheduler does.</summary>
internal abstract class LoopCommand(CommandServices services, IOrganizations organizations, string message, string title, string question) : Command<LoopCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("-y|--yes")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }
    }

    /// <summary>Where results go.</summary>
    protected CommandServices Services => services;

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        services.Confirmation.Demand(settings.Yes, question);
        var result = LoopRun.Of(organization, settings, new OrganizationRequest(message), services.Progress, title, steps: 1, cancellation);
        if (settings.Json)
        {
            services.Consoles.Out.Raw(JsonConvert.SerializeObject(Shown(result, organization.ServiceOf(settings)), Formatting.Indented));
        }
        else
        {
            if (result.Report.Length > 0) services.Consoles.Out.Line(result.Report);
            services.Consoles.Out.Line($"{result.Steps} steps, {result.Processed} rows, {result.Failed} left out.");
        }

        return Finish(settings, result, organization.ServiceOf(settings));
    }

    /// <summary>What --json prints.</summary>
    protected virtual object Shown(LoopResult result, IOrganizationService service) => result;

    /// <summary>Says what else is to be said, and the exit code.</summary>
    protected virtual int Finish(Settings settings, LoopResult result, IOrganizationService service) => result.Failed == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
}
