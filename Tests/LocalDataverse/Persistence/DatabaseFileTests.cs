using System;
using System.IO;
using System.Linq;
using System.ServiceModel;
using LocalDataverse;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Persistence;

/// <summary>A file that cannot be used is refused with the reason and the remedy, and stays as it is.</summary>
public sealed class DatabaseFileTests : IDisposable
{
    const int SqlError = unchecked((int)0x80044150);

    readonly KeptWorld world = new(new EnvironmentOptions { Auditing = true });

    public void Dispose() => world.Dispose();

    [Fact]
    public void There_is_no_file()
    {
        var refused = Assert.Throws<DatabaseException>(() => LocalEnvironment.Open(world.File + "x"));

        Assert.Equal($"{world.File}x: There is no such file. Create it first, or check the name.", refused.Message);
        Assert.False(File.Exists(world.File + "x"));
    }

    [Fact]
    public void The_folder_does_not_exist() => Assert.Equal(
        "The file cannot be opened or made.",
        Assert.Throws<DatabaseException>(() => LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = Path.Combine(Path.GetDirectoryName(world.File)!, "nowhere", "x.db") })).Problem);

    [Fact]
    public void It_is_open_already() => Assert.Equal("Another process has the database open.", Assert.Throws<DatabaseException>(() => LocalEnvironment.Open(world.File)).Problem);

    [Fact]
    public void It_is_there_already()
    {
        world.Local.Dispose();

        var refused = Assert.Throws<DatabaseException>(() => LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = world.File }));

        Assert.Equal("There is a database in this file already.", refused.Problem);
        world.Reopen();
    }

    [Theory]
    [InlineData("Dear customer, this is a letter and no database, however long it may be. Dear customer, this is a letter and no database, however long.", "This is no file of an embedded Dataverse, or its beginning is damaged.")]
    [InlineData("", "The file is empty: its creation was interrupted.")]
    public void It_is_something_else(string content, string problem)
    {
        var file = world.File + ".txt";
        File.WriteAllText(file, content);

        Assert.Equal(problem, Assert.Throws<DatabaseException>(() => LocalEnvironment.Open(file)).Problem);

        if (content.Length > 0) Assert.Equal(content, File.ReadAllText(file));
    }

    [Fact]
    public void It_is_a_database_of_another_program()
    {
        var file = world.File + ".other";
        Run(file, "CREATE TABLE customers (name TEXT)");

        Assert.Equal("This is no file of an embedded Dataverse.", Assert.Throws<DatabaseException>(() => LocalEnvironment.Open(file)).Problem);
        Assert.Equal("There is a database in this file already.", Assert.Throws<DatabaseException>(() => LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = file })).Problem);
    }

    [Fact]
    public void A_newer_version_wrote_it()
    {
        world.Local.Dispose();
        Run(world.File, "PRAGMA user_version = 2");

        var refused = Assert.Throws<DatabaseException>(() => LocalEnvironment.Open(world.File));

        Assert.Equal("The file has the format 2, and this version reads the format 1.", refused.Problem);
        Assert.Equal("Use the release that wrote it, or a newer one.", refused.Remedy);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_as_it_was_written_but_never_otherwise()
    {
        for (var number = 0; number < 40; number++) world.Local.CreateAccount($"Account {number}");
        var written = KeptWorld.Contents(world.Local);
        world.Local.Dispose();
        var good = File.ReadAllBytes(world.File);
        var random = new Random(11);
        var refused = 0;
        for (var trial = 0; trial < 60; trial++)
        {
            var bad = (byte[])good.Clone();
            if (trial % 4 == 0) Array.Resize(ref bad, random.Next(good.Length));
            else for (var flips = random.Next(1, 30); flips > 0; flips--) bad[random.Next(100, bad.Length)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(world.File, bad);
            try
            {
                using var opened = LocalEnvironment.Open(world.File);
                Assert.Equal(written, KeptWorld.Contents(opened));
            }
            catch (DatabaseException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 20, 60);
        File.WriteAllBytes(world.File, good);
        using var restored = LocalEnvironment.Open(world.File);
        Assert.Equal(written, KeptWorld.Contents(restored));
    }

    [Fact]
    public void A_full_disk_refuses_the_request_and_nothing_of_it_is_there_before_or_after()
    {
        var journal = world.Local.Organization.Store.Journal!;
        journal.Limit(journal.Pages + 6);
        var kept = 0;
        FaultException<OrganizationServiceFault>? full = null;
        while (full is null)
        {
            try
            {
                world.Service.Create(new Entity("account") { ["name"] = $"Account {kept}", ["description"] = new string('x', 1500) });
                kept++;
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                full = fault;
            }
        }

        Assert.Equal(SqlError, full.Detail.ErrorCode);
        Assert.Contains($"the disk with {world.File} is full", full.Detail.Message, StringComparison.Ordinal);
        Assert.InRange(kept, 1, 100);
        Assert.Equal((kept, kept), (world.Local.Count("account"), world.Local.Count("audit")));

        journal.Limit(1_000_000);
        world.Local.CreateAccount("There is room again");
        world.Reopen();
        Assert.Equal((kept + 1, kept + 1), (world.Local.Count("account"), world.Local.Count("audit")));
    }

    [Fact]
    public void An_import_on_a_full_disk_changes_nothing()
    {
        var journal = world.Local.Organization.Store.Journal!;
        journal.Limit(journal.Pages);

        var refused = Assert.Throws<SolutionImportException>(() => world.Local.ImportSolution(Artifacts.ManagedZip));

        Assert.Equal(SqlError, refused.ErrorCode);
        Assert.DoesNotContain("off_contract", world.Local.Organization.Store.Catalog.TableNames);
        journal.Limit(1_000_000);
        world.Reopen();
        Assert.Equal(0, world.Local.Count("solution"));
    }

    [Fact]
    public void What_is_deleted_does_not_stay_in_the_file()
    {
        var account = world.Local.CreateAccount("Needle-in-the-haystack");
        world.Service.Delete("account", account);
        world.Service.Execute(new Microsoft.Crm.Sdk.Messages.DeleteRecordChangeHistoryRequest { Target = new EntityReference("account", account) });

        world.Local.Dispose();

        Assert.DoesNotContain("Needle-in-the-haystack", string.Concat(Directory.GetFiles(Path.GetDirectoryName(world.File)!).Select(file => System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(file)))), StringComparison.Ordinal);
    }

    static void Run(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
