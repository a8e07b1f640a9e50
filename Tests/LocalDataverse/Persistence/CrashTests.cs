using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse.Persistence;

/// <summary>A process that writes is killed (SIGKILL) again and again: what it was told is done is done, and nothing is half done.</summary>
public sealed class CrashTests : IDisposable
{
    const int Writers = 4;
    const int Kills = 21;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");
    readonly Dictionary<int, int> acknowledged = Enumerable.Range(1, Writers).ToDictionary(writer => writer, _ => 0);

    public void Dispose() => folder.Delete(recursive: true);

    string File => Path.Combine(folder.FullName, "environment.db");

    [Fact]
    public void A_process_that_is_killed_at_any_moment_loses_nothing_committed_and_shows_nothing_else()
    {
        var random = new Random(20261125);
        var transactions = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            // Every third dies while it starts, creates or opens the file; the others in the midst of their work.
            if (kill % 3 == 0) RunUntil(_ => false, TimeSpan.FromMilliseconds(random.Next(60, 350)));
            else RunUntil(Acknowledgements(random.Next(1, 40)), TimeSpan.FromSeconds(20));

            transactions = Check(kill);
        }

        Assert.InRange(transactions, Kills, int.MaxValue);
    }

    [Fact]
    public void A_file_that_another_process_has_open_is_refused_with_the_reason_and_nothing_is_lost()
    {
        using var writer = Start();
        for (var count = 0; count < 3; count++) Note(writer.StandardOutput.ReadLine());

        var refused = Assert.Throws<DatabaseException>(() => LocalEnvironment.Open(File));

        Assert.Equal("Another process has the database open.", refused.Problem);
        Kill(writer);
        Check(kill: 1);
    }

    static Func<int, bool> Acknowledgements(int most) => count => count >= most;

    void RunUntil(Func<int, bool> isEnough, TimeSpan longest)
    {
        using var writer = Start();
        var count = 0;
        using var timer = new System.Threading.Timer(_ => Signal(writer), null, longest, System.Threading.Timeout.InfiniteTimeSpan);
        while (!isEnough(count) && writer.StandardOutput.ReadLine() is { } line)
        {
            Note(line);
            count++;
        }

        Kill(writer);
    }

    void Kill(Process writer)
    {
        Signal(writer);

        // What it said before it died is in the pipe.
        while (writer.StandardOutput.ReadLine() is { } line) Note(line);
        writer.WaitForExit();
        Assert.Equal("", writer.StandardError.ReadToEnd());
    }

    static void Signal(Process writer)
    {
        try
        {
            writer.Kill();
        }
        catch (InvalidOperationException)
        {
            // It is dead already; what it wrote to its error output says why.
        }
    }

    Process Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace($"{Path.DirectorySeparatorChar}Tests{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}Tests{Path.DirectorySeparatorChar}CrashWriter{Path.DirectorySeparatorChar}", StringComparison.Ordinal), "CrashWriter.dll");
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet", [program, File, Writers.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    void Note(string? line)
    {
        var parts = line!.Split(' ');
        var writer = int.Parse(parts[0], CultureInfo.InvariantCulture);
        acknowledged[writer] = Math.Max(acknowledged[writer], int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <returns>Transactions in the file.</returns>
    int Check(int kill)
    {
        if (acknowledged.Values.All(number => number == 0) && IsNotCreated()) return 0;

        using var environment = LocalEnvironment.Open(File);
        var service = environment.Administrator;
        var accounts = All(service, "account", "accountnumber", "numberofemployees", "description", "versionnumber").ToLookup(row => row.GetAttributeValue<string>("accountnumber"));
        var contacts = All(service, "contact", "lastname", "versionnumber").CountBy(row => row.GetAttributeValue<string>("lastname")).ToDictionary();
        var history = All(service, "audit", "objectid", "operation").ToLookup(row => (row.GetAttributeValue<EntityReference>("objectid").LogicalName, row.GetAttributeValue<OptionSetValue>("operation").Value));
        var total = 0;
        foreach (var (writer, number) in acknowledged)
        {
            var mine = accounts[writer.ToString(CultureInfo.InvariantCulture)].OrderBy(row => row.GetAttributeValue<int>("numberofemployees")).ToList();
            var last = mine.Count == 0 ? 0 : mine[^1].GetAttributeValue<int>("numberofemployees");

            // The last one may be committed and not yet acknowledged.
            Assert.InRange(last, number, number + 1);
            Assert.Equal(Enumerable.Range(Math.Max(1, last - 9), Math.Min(last, 10)), mine.Select(row => row.GetAttributeValue<int>("numberofemployees")));
            Assert.All(mine.SkipLast(1), row => Assert.Equal((row.GetAttributeValue<int>("numberofemployees") + 1).ToString(CultureInfo.InvariantCulture), row["description"]));
            Assert.All(Enumerable.Range(1, last), one => Assert.Equal(2, contacts[$"{writer}-{one}"]));
            acknowledged[writer] = last;
            total += last;
        }

        Assert.Equal(2 * total, contacts.Values.Sum());
        Assert.Equal((total, 2 * total), (history[("account", 1)].Count(), history[("contact", 1)].Count()));
        Assert.Equal(acknowledged.Values.Sum(last => Math.Max(0, last - 10)), history[("account", 3)].Count());
        var versions = accounts.SelectMany(rows => rows).Select(row => row.GetAttributeValue<long>("versionnumber")).ToList();
        Assert.Equal(versions.Count, versions.Distinct().Count());
        Assert.True(kill > 0);
        return total;
    }

    bool IsNotCreated()
    {
        try
        {
            LocalEnvironment.Open(File).Dispose();
            return false;
        }
        catch (DatabaseException missing) when (missing.Problem.StartsWith("There is no such file", StringComparison.Ordinal) || missing.Problem.StartsWith("The file is empty", StringComparison.Ordinal))
        {
            return true;
        }
    }

    static IEnumerable<Entity> All(IOrganizationService service, string table, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns), PageInfo = new PagingInfo { Count = 5000, PageNumber = 1 } };
        while (true)
        {
            var page = service.RetrieveMultiple(query);
            foreach (var row in page.Entities) yield return row;
            if (!page.MoreRecords) yield break;

            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }
}
