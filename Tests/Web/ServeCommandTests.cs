using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Offboarding.Tests.Web;

/// <summary><c>offboard serve</c> as a program of its own.</summary>
public class ServeCommandTests
{
    [Fact]
    public async Task It_serves_the_sample_customers_to_whoever_has_a_token_of_its_output()
    {
        using var server = await ServerProcess.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + server.Tokens["Lea Brandt"]);

        var accounts = await client.GetStringAsync("accounts?$select=name", TestContext.Current.CancellationToken);
        var who = await client.GetStringAsync("WhoAmI", TestContext.Current.CancellationToken);

        Assert.Contains("Nordlicht Logistik GmbH", accounts);
        Assert.Contains("UserId", who);
        Assert.Equal(0, await server.EndAsync());
    }
}

/// <summary>A running <c>offboard serve</c>.</summary>
internal sealed class ServerProcess : IDisposable
{
    const int Interrupt = 2;

    readonly Process process;

    ServerProcess(Process process) => this.process = process;

    /// <summary>Address of the service, ends with a slash.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>By user.</summary>
    public Dictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal);

    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "offboard.dll"), "serve", "--port", "0", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = SharedFacts.RepositoryRoot,
        };
        var server = new ServerProcess(Process.Start(start)!);
        try
        {
            _ = server.process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            while (server.Tokens.Count < 3) server.Read(await server.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Presses Ctrl+C and returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        Assert.Equal(0, kill(process.Id, Interrupt));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    void Read(string? line)
    {
        Assert.NotNull(line);
        if (line.StartsWith("Serving ", StringComparison.Ordinal)) Address = new Uri(line.Split(' ')[1] + "/");
        else if (line.Split(": ") is [var user, var token] && user.StartsWith("token ", StringComparison.Ordinal)) Tokens[user["token ".Length..]] = token;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int kill(int process, int signal);
}
