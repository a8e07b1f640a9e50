using System;
using System.IO;

namespace Offboarding.Tests;

/// <summary>Where this repository lies, and the folder of facts that may lie beside it.</summary>
internal static class SharedFacts
{
    /// <summary>The folder that holds the solution file.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>
    /// Path of a file or folder of <c>../shared</c>. Where that folder is missing, the test is skipped and says so; with the variable CI set it fails,
    /// because there nobody would notice a skipped test.
    /// </summary>
    public static string Path(string relative)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryRoot, "..", "shared", relative));
        if (File.Exists(path) || Directory.Exists(path)) return path;

        var message = $"The facts that this test compares with are not here: {path}. Put the folder 'shared' beside the repository.";
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))) Assert.Skip(message);
        Assert.Fail(message);
        return path;
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "OffboardingPlugins.sln"))) return folder.FullName;

        throw new InvalidOperationException($"OffboardingPlugins.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
