using System;
using System.IO;
using System.Threading.Tasks;
using LocalDataverse;
using Offboarding.Tests.Offboard;

namespace Offboarding.Tests.Web;

/// <summary>What callers and operators see of a disk that is full, and of a database file that cannot be used.</summary>
public sealed class BadStorageTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    string File => Path.Combine(folder.FullName, "kept.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_full_disk_is_an_error_of_the_server_and_nothing_of_the_request_is_there()
    {
        using var environment = LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = File });
        await using var web = ServedEnvironment.Of(environment);
        await web.CreateAsync("accounts", """{"name":"Before"}""");
        var journal = environment.Organization.Store.Journal!;
        journal.Limit(journal.Pages);
        WebAnswer full;
        var created = 1;
        do full = await web.PostAsync("accounts", $$"""{"name":"Many","description":"{{new string('x', 2000)}}"}""");
        while (full.Status == 204 && ++created < 200);

        Assert.Equal((500, "0x80044150"), (full.Status, full.ErrorCode));
        Assert.Contains("is full", full.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal($"{created}", (await web.GetAsync("accounts/$count")).Ok().Body);

        journal.Limit(1_000_000);
        await web.CreateAsync("accounts", """{"name":"After"}""");
        Assert.Equal($"{created + 1}", (await web.GetAsync("accounts/$count")).Ok().Body);
    }

    [Fact]
    public void A_database_that_another_process_has_open_is_not_served()
    {
        using var environment = LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = File });

        var run = Terminal.Run("serve", "--port", "0", "--database", File);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Another process has the database open.", run.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_damaged_is_not_served()
    {
        using (LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = File }))
        {
        }

        using (var bytes = System.IO.File.OpenWrite(File))
        {
            bytes.Position = bytes.Length / 2;
            bytes.Write(new byte[bytes.Length / 4]);
        }

        var run = Terminal.Run("serve", "--port", "0", "--database", File);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The database is damaged", run.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }
}
