using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Offboard.Connection;
using Offboard.Output;
using Offboard.Retention;
using Spectre.Console.Cli;

namespace Offboard.Commands.Retention;

/// <summary>Plans the erasure of jobs that are due, by off_PlanErasure: lists what would be erased and what is kept, for a second person to approve.</summary>
internal sealed class RetentionPlanCommand(CommandServices services, IOrganizations organizations) : Command<RetentionPlanCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--job <NUMBER>")]
        [Description("Plan this job; may be repeated. Default: every job that is due or has failed.")]
        public string[] Jobs { get; init; } = [];

        [CommandOption("-y|--yes")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var service = organization.ServiceOf(settings);
        var jobs = Chosen(ErasureJobs.Open(service), settings.Jobs);
        var console = services.Consoles.Out;
        if (jobs.Count == 0)
        {
            if (settings.Json) console.Raw("[]");
            else console.Line("No erasure job is due.");
            return ExitCode.Done;
        }

        foreach (var job in jobs) services.Consoles.Error.Line($"{job.Name}: {job.Status}, due on {job.DueOn}{(job.Plan is { } plan ? $"; plan {plan.Name} becomes void" : "")}");
        services.Confirmation.Demand(settings.Yes, $"Plan {jobs.Count} jobs? A plan changes nothing but itself.");

        var planned = jobs.Select(job => Plan(service, job, cancellation)).ToList();
        if (settings.Json) console.Raw(JsonConvert.SerializeObject(planned, Formatting.Indented));
        else foreach (var one in planned) PlanText.Write(console, one);
        return planned.TrueForAll(one => one.Refusal is null) ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    /// <exception cref="CommandFailure">There is no such job.</exception>
    static IReadOnlyList<ErasureJob> Chosen(IReadOnlyList<ErasureJob> open, string[] names)
    {
        if (names.Length == 0) return [.. open.Where(job => job.CanBePlanned)];

        return [.. names.Select(name => open.FirstOrDefault(job => string.Equals(job.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandFailure($"There is no open erasure job {name}.", "'offboard retention status' lists them."))];
    }

    /// <summary>One job's plan; a refusal of one does not hold up the others.</summary>
    static PlannedJob Plan(IOrganizationService service, ErasureJob job, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var answer = service.Execute(new OrganizationRequest("off_PlanErasure") { ["Target"] = new EntityReference("off_erasurejob", job.Id) });
            return new PlannedJob(
                job.Name, (Guid)answer["PlanId"], (string)answer["Hash"], (int)answer["Count"], (int)answer["Erase"], (int)answer["Pseudonymize"], (int)answer["Keep"], (int)answer["Undecided"], (string)answer["Summary"], Refusal: null);
        }
        catch (FaultException<OrganizationServiceFault> refusal)
        {
            return new PlannedJob(job.Name, null, null, 0, 0, 0, 0, 0, "{}", refusal.Detail.Message);
        }
    }
}
