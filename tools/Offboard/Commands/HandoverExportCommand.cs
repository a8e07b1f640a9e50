using System;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Writes the package of the customer's own data into a folder, step by step, as <c>off_ExportHandover</c> gives it.</summary>
internal sealed class HandoverExportCommand(Consoles consoles, IOrganizations organizations) : Command<HandoverExportCommand.Settings>
{
    static readonly NamedRow Case = new("off_offboardingcase", "--case", "offboarding case", "OFF-000001");

    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--case <NUMBER>", isRequired: true)]
        [Description("Number or id of the offboarding case.")]
        public string Case { get; init; } = "";

        [CommandOption("--out <DIR>", isRequired: true)]
        [Description("Folder for the package; it is made if it is missing. What has the name of a file of the package is overwritten.")]
        public string Out { get; init; } = "";
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var service = organization.ServiceOf(settings);
        var target = Case.Find(service, settings.Case).ToEntityReference();
        var texts = new Texts(settings.Language);
        var written = new JArray();
        OrganizationResponse answer;
        string? token = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var request = new OrganizationRequest("off_ExportHandover") { ["Target"] = target };
            if (token is not null) request["Token"] = token;
            answer = service.Execute(request);
            foreach (var file in ((EntityCollection)answer["Files"]).Entities)
            {
                Write(settings.Out, file);
                written.Add(new JObject { ["name"] = (string)file["name"], ["sha256"] = (string)file["sha256"], ["rows"] = (int)file["rows"] });
                consoles.Error.Line(texts["HandoverFile", (string)file["name"]]);
            }

            token = (bool)answer["More"] ? (string)answer["Token"] : null;
        }
        while (token is not null);

        var missing = (int)answer["Failed"];
        if (settings.Json) consoles.Out.Raw(new JObject { ["files"] = written, ["missing"] = missing, ["report"] = (string)answer["Report"] }.ToString());
        else consoles.Out.Line((string)answer["Report"]);
        return missing > 0 ? ExitCode.NeedsAttention : ExitCode.Done;
    }

    /// <summary>A name is a path below the folder, with slashes.</summary>
    /// <exception cref="CommandFailure">It leads out of the folder: the organization is not what it should be.</exception>
    static void Write(string folder, Entity file)
    {
        var name = (string)file["name"];
        var parts = name.Split('/');
        if (parts.Any(static part => part.Length == 0 || part is "." or ".." || part.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0))
            throw new CommandFailure($"The package names a file '{name}', which does not belong into the folder.", "Nothing more was written. Check that the organization has the solution as it was shipped.");

        var path = Path.Combine([folder, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var content = (string)file["content"];
        if ((bool)file["base64"]) OutFile.WriteBytes(path, Convert.FromBase64String(content));
        else OutFile.WriteText(path, content);
    }
}
