using System.ComponentModel;
using System.IO;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Writes the answer to a request for access or portability into files, part by part, as <c>off_AnswerAccess</c> gives it.</summary>
internal sealed class SubjectExportCommand(Consoles consoles, IOrganizations organizations) : Command<SubjectExportCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--request <NUMBER>", isRequired: true)]
        [Description("Number or id of the request for access or portability.")]
        public string Request { get; init; } = "";

        [CommandOption("--out <DIR>", isRequired: true)]
        [Description("Folder for the files; it is made if it is missing. What has the name of a part is overwritten.")]
        public string Out { get; init; } = "";

        [CommandOption("--format <FORMAT>")]
        [Description("html or json for access, json or csv for portability. Default: the first of them.")]
        public string? Format { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var service = organization.ServiceOf(settings);
        var target = SubjectService.Find(service, settings.Request).ToEntityReference();
        var texts = new Texts(settings.Language);
        Directory.CreateDirectory(settings.Out);
        var files = new JArray();
        string? token = null;
        int rows, freeTexts = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var answer = service.Execute(Part(settings, target, token));
            var path = Path.Combine(settings.Out, (string)answer["FileName"]);
            OutFile.WriteText(path, (string)answer["Content"]);
            files.Add(path);
            rows = (int)answer["Rows"];
            freeTexts += (int)answer["FreeTexts"];
            consoles.Error.Line(texts["SubjectPart", (int)answer["Part"], (int)answer["Parts"]]);
            token = (bool)answer["More"] ? (string)answer["Token"] : null;
        }
        while (token is not null);

        if (settings.Json) consoles.Out.Raw(new JObject { ["files"] = files, ["rows"] = rows, ["freeTexts"] = freeTexts }.ToString());
        else consoles.Out.Line(texts["SubjectExported", rows, files.Count, settings.Out]);
        if (freeTexts > 0) consoles.Error.Line(texts["SubjectFreeTexts", freeTexts]);
        return ExitCode.Done;
    }

    static OrganizationRequest Part(Settings settings, EntityReference target, string? token)
    {
        var request = new OrganizationRequest("off_AnswerAccess") { ["Target"] = target, ["Language"] = settings.LanguageCode };
        if (settings.Format is { } format) request["Format"] = format;
        if (token is not null) request["Token"] = token;
        return request;
    }
}
