using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Newtonsoft.Json;
using Offboard.Connection;
using Offboard.Output;
using Offboard.Retention;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands.Retention;

/// <summary>Shows the open erasure jobs, their plans, and how much a run has to do. Changes nothing.</summary>
internal sealed class RetentionStatusCommand(CommandServices services, IOrganizations organizations) : Command<RetentionStatusCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings;

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var service = organization.ServiceOf(settings);
        var jobs = ErasureJobs.Open(service);
        var isPaused = ErasureJobs.IsPaused(service);
        var estimate = RunEstimate.Of(jobs);
        var console = services.Consoles.Out;
        if (settings.Json)
        {
            console.Raw(JsonConvert.SerializeObject(new { Paused = isPaused, Estimate = estimate, Jobs = jobs }, Formatting.Indented));
        }
        else
        {
            Write(console, jobs);
            console.Line(estimate.Plans == 0 ? "No plan is approved." : $"{estimate.Plans} approved plans change {estimate.Rows} rows: at most {estimate.Steps} steps.");
            if (isPaused) console.Line("The erasure is paused.");
        }

        var needsPerson = isPaused || jobs.Any(job => job.State is ErasureJob.Failed or ErasureJob.WaitingForApproval && job.Plan is not { IsApproved: true });
        return needsPerson ? ExitCode.NeedsAttention : ExitCode.Done;
    }

    static void Write(IAnsiConsole console, IReadOnlyList<ErasureJob> jobs)
    {
        if (jobs.Count == 0)
        {
            console.Line("No erasure job is open.");
            return;
        }

        var table = new Table().AddColumns("Job", "Status", "Due", "Plan", "Erase", "Pseudonymize", "Keep", "Undecided", "Failed", "Detail");
        foreach (var job in jobs)
        {
            var plan = job.Plan;
            string[] cells =
            [
                job.Name, job.Status, job.DueOn ?? "", plan is null ? "" : $"{plan.Name}{(plan.IsApproved ? " approved" : " waits")}",
                Number(plan?.Erase), Number(plan?.Pseudonymize), Number(plan?.Keep), Number(plan?.Undecided), Number(job.Failures), job.Detail,
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        console.Write(table);
    }

    static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
