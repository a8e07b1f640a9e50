using System;
using System.ComponentModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboard.Local;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Prints a letter template with sample data, as <c>off_PreviewLetter</c> renders it. Needs no case and changes nothing.</summary>
internal sealed class LetterPreviewCommand(CommandServices services) : Command<LetterPreviewCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--kind <KIND>")]
        [Description("invitation, notice, notice_confirmation, summary, handover, thanks, feedback, reference or checkin.")]
        public string? Kind { get; init; }

        [CommandOption("--language <de|en>")]
        [Description("Language of the letter: de or en.")]
        [DefaultValue("en")]
        public string LanguageCode { get; init; } = "en";

        [CommandOption("--address <sie|du>")]
        [Description("Sie or du; in English by surname or by first name.")]
        [DefaultValue("sie")]
        public string Address { get; init; } = "sie";

        [CommandOption("--formality <formal|informal>")]
        [Description("formal or informal.")]
        [DefaultValue("formal")]
        public string Formality { get; init; } = "formal";

        [CommandOption("--out <FILE>")]
        [Description("Write the letter as an HTML page into this file.")]
        public string? OutFile { get; init; }

        [CommandOption("--json")]
        [Description("Print the answer as JSON.")]
        public bool Json { get; init; }

        public override ValidationResult Validate() => string.IsNullOrEmpty(Kind) ? ValidationResult.Error("letter preview needs --kind KIND.") : ValidationResult.Success();
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var language = settings.LanguageCode == "de" ? Language.German : Language.English;
        using var organization = LocalOrganization.Open(services.Repository, language, DateOnly.FromDateTime(services.Time.GetLocalNow().DateTime), services.Progress, cancellation);
        var answer = organization.As(organization.AddSalesRep("Lea Brandt", language)).Execute(new OrganizationRequest("off_PreviewLetter")
        {
            ["Kind"] = settings.Kind, ["Language"] = settings.LanguageCode, ["Address"] = settings.Address, ["Formality"] = settings.Formality,
        }).Results;

        var hasDefects = ((string)answer["Defects"]).Length > 0;
        if (settings.Json) services.Consoles.Out.Raw(Json(answer).ToString());
        else if (hasDefects) services.Consoles.Error.Line((string)answer["Report"]);
        else services.Consoles.Out.Raw(answer["Subject"] + "\n\n" + answer["Text"]);

        if (settings.OutFile is { } file && !hasDefects) services.WriteFile(file, (string)answer["Html"]);
        return hasDefects ? ExitCode.NeedsAttention : ExitCode.Done;
    }

    static JObject Json(ParameterCollection answer)
    {
        var json = new JObject();
        foreach (var value in answer) json[value.Key] = value.Value?.ToString();
        return json;
    }
}
