using System;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Offboard.Connection;
using Offboard.Output;
using Offboard.Retention;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands.Retention;

/// <summary>Approves or rejects a plan, by off_ApproveErasure, as another person than the one who made it. Erases nothing.</summary>
internal sealed class RetentionApproveCommand(CommandServices services, IOrganizations organizations) : Command<RetentionApproveCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandArgument(0, "<PLAN>")]
        [Description("Number or id of the plan, or number of its job.")]
        public required string Plan { get; init; }

        [CommandOption("--count <ROWS>")]
        [Description("Rows that the plan changes, typed by who has read it. Asked for when it is left out.")]
        public int? Count { get; init; }

        [CommandOption("--hash <HASH>")]
        [Description("Hash of the plan that was read. Default: that of the plan as it is stored now.")]
        public string? Hash { get; init; }

        [CommandOption("--reject")]
        [Description("Reject the plan; needs --reason.")]
        public bool Reject { get; init; }

        [CommandOption("--reason <TEXT>")]
        [Description("Why it is rejected.")]
        public string? Reason { get; init; }

        [CommandOption("-y|--yes")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }

        public override ValidationResult Validate() => Reject && string.IsNullOrWhiteSpace(Reason)
            ? ValidationResult.Error("--reject needs --reason TEXT: the planner has to know why.")
            : base.Validate();
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var service = organization.ServiceOf(settings);
        var plan = Find(service, settings.Plan);
        var request = new OrganizationRequest("off_ApproveErasure") { ["Target"] = new EntityReference("off_erasureplan", plan.Id), ["Hash"] = settings.Hash ?? plan.Hash };
        if (settings.Reject)
        {
            request["Reject"] = true;
            request["Reason"] = settings.Reason;
        }
        else
        {
            if (!settings.Json) PlanText.Write(services.Consoles.Error, plan.Summary);
            request["Count"] = services.Confirmation.Number(settings.Count, $"Plan {plan.Name}: how many rows may be changed?", "--count ROWS");
        }

        services.Confirmation.Demand(settings.Yes, settings.Reject ? $"Reject plan {plan.Name}?" : $"Approve plan {plan.Name}? The next run of the retention carries it out.");
        var isApproved = (bool)service.Execute(request)["Approved"];
        if (settings.Json) services.Consoles.Out.Raw(JsonConvert.SerializeObject(new { Plan = plan.Name, plan.Hash, Approved = isApproved }, Formatting.Indented));
        else services.Consoles.Out.Line($"Plan {plan.Name} is {(isApproved ? "approved" : "rejected")}.");
        return ExitCode.Done;
    }

    /// <exception cref="CommandFailure">No plan of that number waits.</exception>
    static ErasurePlan Find(IOrganizationService service, string given)
    {
        var jobs = ErasureJobs.Open(service).Where(job => job.Plan is { IsApproved: false });
        return jobs.FirstOrDefault(job => Is(job.Name) || Is(job.Plan!.Name) || Is(job.Plan.Id.ToString("D")))?.Plan
            ?? throw new CommandFailure($"No plan {given} waits for approval.", "'offboard retention status' lists the plans that wait.");

        bool Is(string name) => string.Equals(name, given, StringComparison.OrdinalIgnoreCase);
    }
}
