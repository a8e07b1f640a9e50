using System.ComponentModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Checks whether everything that the product leans on is as it must be, and repairs what it can when asked to.</summary>
internal sealed class HealthCommand(CommandServices services, IOrganizations organizations) : Command<HealthCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--repair")]
        [Description("Put right what can be put right: steps that are off, alternate keys, auditing.")]
        public bool Repair { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var service = settings.Actor is { } actor ? organization.As(actor) : organization.Service();
        var answer = service.Execute(new OrganizationRequest("off_CheckHealth") { ["Repair"] = settings.Repair });
        var findings = (JArray)JObject.Parse((string)answer["Json"])["findings"]!;
        if (settings.Json) services.Consoles.Out.Raw(findings.ToString(Formatting.Indented));
        else Print(findings);

        var errors = (int)answer["Errors"];
        var warnings = (int)answer["Warnings"];
        if (!settings.Json) services.Consoles.Out.Line(errors + warnings == 0 ? "Nothing is left to do." : $"Left: {errors} errors, {warnings} warnings.");
        return errors > 0 ? ExitCode.Findings : warnings > 0 ? ExitCode.NeedsAttention : ExitCode.Done;
    }

    void Print(JArray findings)
    {
        foreach (var finding in findings)
        {
            var state = (bool)finding["repaired"]! ? "repaired" : (string)finding["severity"]!;
            services.Consoles.Out.Line($"{state,-8} {(string)finding["text"]!} [{(string)finding["code"]!}]");
            if (!(bool)finding["repaired"]!) services.Consoles.Out.Line($"         {(string)finding["remedy"]!}");
        }
    }
}
