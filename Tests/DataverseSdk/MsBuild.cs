using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace Offboarding.Tests.DataverseSdk;

/// <summary>Asks MSBuild about a project of this repository.</summary>
internal static class MsBuild
{
    /// <summary>The answer; a test fails with what MSBuild says when it has none.</summary>
    public static string Succeed(string project, params string[] arguments)
    {
        var (code, output) = Run(project, arguments);
        Assert.True(code == 0, output);
        return output;
    }

    public static (int Code, string Output) Run(string project, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(SharedFacts.RepositoryRoot, project), "-nologo", .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // Variables that the SDK of the test run set would bind the child to it.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
