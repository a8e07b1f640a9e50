using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using Offboarding.Tests.Offboard;

namespace Offboarding.Tests.Web;

/// <summary><c>offboard serve</c> as a program of its own.</summary>
public class ServeCommandTests
{
    [Fact]
    public async Task It_serves_the_sample_customers_to_whoever_has_a_token_of_its_output()
    {
        using var server = await ServerProcess.StartAsync();
        using var client = Client(server, "Lea Brandt");

        var accounts = await client.GetStringAsync("accounts?$select=name", TestContext.Current.CancellationToken);
        var who = await client.GetStringAsync("WhoAmI", TestContext.Current.CancellationToken);

        Assert.Contains("Nordlicht Logistik GmbH", accounts);
        Assert.Contains("UserId", who);
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact]
    public async Task What_is_written_to_a_database_is_there_when_it_is_served_again_even_after_a_kill()
    {
        var folder = Directory.CreateTempSubdirectory("serve").FullName;
        var file = Path.Combine(folder, "kept.db");
        try
        {
            var made = Terminal.Run("database", "create", file);
            Assert.True(made.ExitCode == 0, made.Errors);
            using (var first = await ServerProcess.StartAsync("--database", file))
            {
                using var client = Client(first);
                using var body = new StringContent("""{"name":"Kept"}""", Encoding.UTF8, "application/json");
                using var response = await client.PostAsync("accounts", body, TestContext.Current.CancellationToken);
                Assert.Equal(204, (int)response.StatusCode);
            }

            using var second = await ServerProcess.StartAsync("--database", file);
            using var other = Client(second);

            Assert.Equal("1", await other.GetStringAsync("accounts/$count?$filter=name eq 'Kept'", TestContext.Current.CancellationToken));
            Assert.NotEqual("0", await other.GetStringAsync("off_contracts/$count", TestContext.Current.CancellationToken));
            Assert.Equal(0, await second.EndAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "no database, but somebody's text, long enough to be looked at");

            var run = Terminal.Run("serve", "--database", file);

            Assert.Equal(1, run.ExitCode);
            Assert.Contains(file, run.Errors);
            Assert.StartsWith("no database", File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    static HttpClient Client(ServerProcess server, string user = "Administrator")
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + server.Tokens[user]);
        return client;
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
            while (!server.Tokens.ContainsKey("Scheduler")) server.Read(await server.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
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
