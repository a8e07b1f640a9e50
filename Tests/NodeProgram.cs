using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Offboarding.Tests;

/// <summary>A program of Node that a test needs, with its packages, beside a copy of its source: the source stays as it is, and two runs do not meet.</summary>
internal sealed class NodeProgram : IDisposable
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    NodeProgram(string folder) => Folder = folder;

    /// <summary>Where the program and its packages lie; removed at the end.</summary>
    internal string Folder { get; }

    /// <summary>Copies the program and gets its packages. Skips the test where Node is missing; with the variable CI set that is a failure, because nobody would notice.</summary>
    /// <param name="source">Its folder below Tests.</param>
    internal static async Task<NodeProgram> PrepareAsync(params string[] source)
    {
        await DemandNodeAsync();
        var program = new NodeProgram(Directory.CreateTempSubdirectory("node-").FullName);
        foreach (var file in Directory.GetFiles(Path.Combine([SharedFacts.RepositoryRoot, "Tests", .. source]))) File.Copy(file, Path.Combine(program.Folder, Path.GetFileName(file)));
        await RunAsync("npm", program.Folder, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        return program;
    }

    /// <summary>Runs a script of the program; it must end with 0.</summary>
    /// <returns>What it printed.</returns>
    internal Task<string> RunAsync(params string[] arguments) => RunAsync("node", Folder, arguments);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    static async Task DemandNodeAsync()
    {
        try
        {
            await RunAsync("npm", SharedFacts.RepositoryRoot, "--version");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            var message = $"Node and npm are not here: {missing.Message}. Install the packages nodejs and npm.";
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))) Assert.Skip(message);
            Assert.Fail(message);
        }
    }

    static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Longest, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}.\n{await output}\n{await errors}");
        return await output;
    }
}
