using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using Newtonsoft.Json;
using Offboard.Output;
using SolutionPackager;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Packs both zips.</summary>
internal sealed class SolutionPackCommand(CommandServices services) : Command<SolutionPackCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--out <DIR>")]
        [Description("Folder for the zips. Default: where pac.config.json says.")]
        public string? OutFolder { get; init; }

        [CommandOption("--without <PART>")]
        [Description("Optional part to leave out, as pac.config.json names it. May be given several times.")]
        public string[] Without { get; init; } = [];

        [CommandOption("--json")]
        [Description("Print the files as JSON.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var config = PacConfig.Load(services.Repository.ConfigPath);
        var files = new[] { (Kind: PackageKind.Managed, Path: config.FullPath(config.ManagedOutput)), (Kind: PackageKind.Unmanaged, Path: config.FullPath(config.UnmanagedOutput)) }
            .Select(zip => (zip.Kind, Path: settings.OutFolder is { } folder ? Path.Combine(services.FullPath(folder), Path.GetFileName(zip.Path)) : zip.Path))
            .ToList();
        var zips = files.Select(file =>
        {
            cancellation.ThrowIfCancellationRequested();
            return (file.Path, Bytes: services.Progress.While($"Packing {Path.GetFileName(file.Path)}", () => Packer.Pack(config, file.Kind, settings.Without)));
        }).ToList();
        foreach (var (path, bytes) in zips)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            OutFile.WriteBytes(path, bytes);
            if (!settings.Json) services.Consoles.Out.Line($"{path} ({bytes.Length / 1024} KB)");
        }

        if (settings.Json) services.Consoles.Out.Raw(JsonConvert.SerializeObject(files.Select(file => file.Path), Formatting.Indented));
        return ExitCode.Done;
    }
}
