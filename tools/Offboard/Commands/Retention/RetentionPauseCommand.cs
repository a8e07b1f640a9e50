using System.ComponentModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard.Commands.Retention;

/// <summary>Stops the erasure within one step, by off_PauseRetention, or lets it go on. It is never asked: stopping must be quick.</summary>
internal sealed class RetentionPauseCommand(CommandServices services, IOrganizations organizations) : Command<RetentionPauseCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--resume")]
        [Description("Let the erasure go on; asks, unless --yes is given.")]
        public bool Resume { get; init; }

        [CommandOption("-y|--yes")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        if (settings.Resume) services.Confirmation.Demand(settings.Yes, "Let the erasure go on?");

        var request = new OrganizationRequest("off_PauseRetention");
        if (settings.Resume) request["Resume"] = true;
        var answer = organization.ServiceOf(settings).Execute(request);
        var isPaused = (bool)answer["Paused"];
        if (settings.Json) services.Consoles.Out.Raw(JsonConvert.SerializeObject(new { Paused = isPaused, Runs = (int)answer["Runs"] }, Formatting.Indented));
        else services.Consoles.Out.Line(isPaused ? "The erasure is paused. A step that is at work ends first." : "The erasure may go on.");
        return ExitCode.Done;
    }
}
