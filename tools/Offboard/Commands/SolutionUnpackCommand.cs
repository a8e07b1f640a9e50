using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using Offboard.Output;
using SolutionPackager;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Turns a zip into source.</summary>
internal sealed class SolutionUnpackCommand(CommandServices services) : Command<SolutionUnpackCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<ZIP>")]
        [Description("Solution zip, as Dataverse exports it.")]
        public string Zip { get; init; } = "";

        [CommandArgument(1, "<DIR>")]
        [Description("Folder for the source. It must be empty or new.")]
        public string Folder { get; init; } = "";
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var zip = services.FullPath(settings.Zip);
        var folder = services.FullPath(settings.Folder);
        if (!File.Exists(zip)) throw new CommandFailure($"{settings.Zip} does not exist.", "Give the path of a solution zip.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new CommandFailure($"{settings.Folder} is not empty.", "Give a new folder: files that the zip does not have would stay behind.");
        }

        using var stream = File.OpenRead(zip);
        Unpacker.Unpack(stream, folder);
        services.Consoles.Out.Line($"Unpacked {settings.Zip} into {settings.Folder}.");
        return ExitCode.Done;
    }
}
