using System;
using System.ComponentModel;
using System.Globalization;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Offboard.Connection;
using Offboard.Output;
using Offboard.Retention;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands.Retention;

/// <summary>Carries out approved plans, by off_RunRetention, until none is left or the erasure is paused.</summary>
internal sealed class RetentionRunCommand(CommandServices services, IOrganizations organizations) : Command<RetentionRunCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--callers <NUMBER>")]
        [Description("Callers side by side, each with a job of its own. Default: 1; with --environment as many as it recommends.")]
        public int? Callers { get; init; }

        [CommandOption("-y|--yes")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }

        public override ValidationResult Validate() => Callers is < 1 or > MostCallers
            ? ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"--callers {Callers} is out of range. Give 1 to {MostCallers}."))
            : base.Validate();

        /// <summary>As many as one user may have at the same time.</summary>
        public const int MostCallers = 52;
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var service = organization.ServiceOf(settings);
        var callers = settings.Callers ?? (settings.Environment is null ? 1 : Math.Min(organization.RecommendedCallers, Settings.MostCallers));
        var estimate = RunEstimate.Of(ErasureJobs.Open(service), callers);
        var console = services.Consoles.Out;
        if (ErasureJobs.IsPaused(service)) throw new CommandFailure("The erasure is paused.", "Resume it with 'offboard retention pause --resume'.");
        if (estimate.Plans == 0)
        {
            if (settings.Json) console.Raw(Json(estimate, Local.LoopResult.None));
            else console.Line("No plan is approved, so there is nothing to erase.");
            return ExitCode.Done;
        }

        services.Consoles.Error.Line($"{estimate.Plans} approved plans change {estimate.Rows} rows: at most {estimate.Steps} steps.");
        services.Confirmation.Demand(settings.Yes, $"Erase as {estimate.Plans} plans say? It cannot be undone.");

        var result = LoopRun.Of(organization, settings, new OrganizationRequest("off_RunRetention"), services.Progress, "Erasing", estimate.Steps, cancellation, callers);
        if (settings.Json)
        {
            console.Raw(Json(estimate, result));
        }
        else
        {
            if (result.Report.Length > 0) console.Line(result.Report);
            console.Line($"{result.Steps} steps, {result.Processed} changes, {result.Failed} rows set aside.");
        }

        return result.Failed == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    static string Json(RunEstimate estimate, Local.LoopResult result) => JsonConvert.SerializeObject(new { Estimate = estimate, Result = result }, Formatting.Indented);
}
