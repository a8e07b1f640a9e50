using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LocalDataverse;
using Microsoft.Xrm.Sdk;

namespace Benchmarks;

/// <summary>What it costs to keep an environment in a file: durable creates a second, start with many rows, memory and file size of a row.</summary>
static class Persistence
{
    const int Creates = 4_000;

    /// <summary>Writes a table of results.</summary>
    /// <param name="output">Where.</param>
    /// <param name="rows">Contacts in the file that is opened.</param>
    internal static void Measure(TextWriter output, int rows)
    {
        var folder = Directory.CreateTempSubdirectory("offboard-");
        try
        {
            var zip = ProductZip.Pack();
            output.WriteLine("| what | callers | result |\n| --- | ---: | ---: |");
            foreach (var callers in new[] { 1, 8, 32 }) MeasureCreates(output, Path.Combine(folder.FullName, $"creates{callers}.db"), callers);
            MeasureStart(output, Path.Combine(folder.FullName, "start.db"), zip, rows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void MeasureCreates(TextWriter output, string file, int callers)
    {
        using var environment = LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = file });
        var service = environment.Administrator;
        for (var i = 0; i < 500; i++) service.Create(Contact(i));

        var (watch, next) = (Stopwatch.StartNew(), 0);
        Parallel.For(0, callers, new ParallelOptions { MaxDegreeOfParallelism = callers }, _ =>
        {
            for (var i = Interlocked.Increment(ref next); i <= Creates; i = Interlocked.Increment(ref next)) service.Create(Contact(i));
        });
        Write(output, "durable creates a second", callers, $"{Creates / watch.Elapsed.TotalSeconds:N0}");
    }

    static void MeasureStart(TextWriter output, string file, byte[] zip, int rows)
    {
        using (var environment = LocalEnvironment.Create(new EnvironmentOptions { DatabaseFile = file }))
        {
            environment.ImportSolution(zip);
            var service = environment.Administrator;
            Parallel.For(0, rows, new ParallelOptions { MaxDegreeOfParallelism = 32 }, i => service.Create(Contact(i)));
            environment.Requests.Clear();
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        using var opened = LocalEnvironment.Open(file);
        var elapsed = watch.Elapsed;
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        Write(output, $"open the product with {rows:N0} contacts", 1, $"{elapsed.TotalSeconds:N2} s");
        Write(output, "memory for each contact of 10 columns and 13 stamps, the product included", 1, $"{memory / (double)rows:N0} bytes");
        Write(output, "file for each contact", 1, $"{new FileInfo(file).Length / (double)rows:N0} bytes");
        GC.KeepAlive(opened);
    }

    static Entity Contact(int number) => new("contact")
    {
        ["firstname"] = "Ada",
        ["lastname"] = string.Create(CultureInfo.InvariantCulture, $"Muster {number}"),
        ["emailaddress1"] = string.Create(CultureInfo.InvariantCulture, $"ada.{number}@example.org"),
        ["telephone1"] = "+49 30 1234567",
        ["jobtitle"] = "Head of purchasing",
        ["address1_line1"] = string.Create(CultureInfo.InvariantCulture, $"Musterstraße {number}"),
        ["address1_city"] = "Berlin",
        ["address1_postalcode"] = "10115",
        ["donotemail"] = true,
        ["birthdate"] = new DateTime(1980, 1, 1),
    };

    static void Write(TextWriter output, string what, int callers, FormattableString result) =>
        output.WriteLine($"| {what} | {callers} | {result.ToString(CultureInfo.InvariantCulture)} |");
}
