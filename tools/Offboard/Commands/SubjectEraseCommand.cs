using System.ComponentModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Shows what the answer to a request for erasure would be, and with <c>--yes</c> gives it. Erases nothing by itself: plan and approval follow.</summary>
internal sealed class SubjectEraseCommand(Consoles consoles, IOrganizations organizations) : Command<SubjectEraseCommand.Settings>
{
    const int Erasure = 727000002;

    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--request <NUMBER>", isRequired: true)]
        [Description("Number or id of the request for erasure.")]
        public string Request { get; init; } = "";

        [CommandOption("--ground <GROUND>")]
        [Description("Refuse it: obligation, claims, unfounded, unidentified, conditions or others. With --yes.")]
        public string? Ground { get; init; }

        [CommandOption("--yes")]
        [Description("Answer or refuse the request. Without it the answer is only shown.")]
        public bool Yes { get; init; }

        public override ValidationResult Validate() => Ground is not null && !Yes ? ValidationResult.Error("--ground refuses the request and needs --yes.") : base.Validate();
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var service = organization.ServiceOf(settings);
        var row = SubjectService.Find(service, settings.Request);
        if (row.GetAttributeValue<OptionSetValue?>("off_kind")?.Value != Erasure)
            throw new CommandFailure($"--request {settings.Request} is no request for erasure.", "Answer others with off_AnswerRequest.");

        var request = new OrganizationRequest("off_AnswerRequest") { ["Target"] = row.ToEntityReference(), ["Preview"] = !settings.Yes };
        if (settings.Ground is { } ground) request["Ground"] = ground;
        var answer = service.Execute(request);
        var texts = new Texts(settings.Language);
        if (settings.Json)
        {
            consoles.Out.Raw(new JObject
            {
                ["answered"] = settings.Yes, ["result"] = (string)answer["Result"], ["due"] = (int)answer["Due"], ["kept"] = (int)answer["Kept"], ["notices"] = (int)answer["Notices"],
            }.ToString());
        }
        else
        {
            consoles.Out.Raw((string)answer["Result"]);
        }

        consoles.Error.Line(settings.Yes ? texts["SubjectAnswered", (int)answer["Notices"]] : texts["SubjectPreview"]);
        return ExitCode.Done;
    }
}
