using System;
using System.IO;

namespace Offboard;

/// <summary>The source tree that <c>offboard</c> packs: the folder that holds pac.config.json.</summary>
internal sealed record Repository(string Root)
{
    const string ConfigName = "pac.config.json";

    /// <summary>Full path of pac.config.json.</summary>
    public string ConfigPath => Path.Combine(Root, ConfigName);

    /// <summary>The sample customers that <c>demo</c> loads when no folder is given.</summary>
    public string Samples => Path.Combine(Root, "tools", "Offboard", "Samples");

    /// <summary>Looks from the current folder upwards, then from the program's own folder upwards.</summary>
    /// <exception cref="CommandFailure">No such folder.</exception>
    public static Repository Find(string currentFolder) => Find(currentFolder, AppContext.BaseDirectory);

    /// <summary>Looks from one folder upwards, then from another.</summary>
    /// <exception cref="CommandFailure">No such folder.</exception>
    internal static Repository Find(string currentFolder, string programFolder)
    {
        foreach (var start in new[] { currentFolder, programFolder })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, ConfigName))) return new Repository(folder.FullName);
            }
        }

        throw new CommandFailure(
            $"No {ConfigName} was found in {currentFolder} or above it.",
            "Run the command inside a clone of the repository.");
    }
}
