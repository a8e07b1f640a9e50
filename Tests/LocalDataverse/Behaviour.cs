using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using CsvHelper;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>A behaviour of Dataverse by its id: how sure we are of it, where it is written, and which tests hold it. What it is, the tests say.</summary>
/// <param name="Id">As the tests name it, F001.</param>
/// <param name="Area">What it belongs to.</param>
/// <param name="Priority">1: the product rests on it.</param>
/// <param name="Confidence">documented, inferred, seen in code of others, or community.</param>
/// <param name="Sources">Addresses; one without may be nothing but inferred.</param>
internal sealed record Behaviour(string Id, string Area, string Priority, string Confidence, IReadOnlyList<string> Sources)
{
    /// <summary>All behaviours, in the order of their ids, from behaviours.csv.</summary>
    public static IReadOnlyList<Behaviour> All { get; } = Read();

    /// <summary>The tests that show that the engine does so.</summary>
    public IReadOnlyList<HoldingTest> HeldBy { get; } = HoldingTest.Of("fidelity", Id);

    /// <summary>The tests that show that the engine lacks it and says so with a fault.</summary>
    public IReadOnlyList<HoldingTest> RefusedBy { get; } = HoldingTest.Of("unsupported", Id);

    public override string ToString() => $"{Id} {Area}";

    static List<Behaviour> Read()
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "LocalDataverse", "behaviours.csv")), CultureInfo.InvariantCulture);
        var rows = new List<Behaviour>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            rows.Add(new Behaviour(
                csv.GetField("id")!, csv.GetField("area")!, csv.GetField("priority")!, csv.GetField("confidence")!,
                csv.GetField("sources")!.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }

        return rows;
    }
}

/// <summary>A test that names a behaviour.</summary>
/// <param name="Sentence">Its name as a sentence.</param>
/// <param name="File">Path in the repository.</param>
internal sealed record HoldingTest(string Sentence, string File)
{
    static readonly ILookup<(string Trait, string Id), HoldingTest> ByBehaviour = typeof(HoldingTest).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public))
        .SelectMany(static method => method.GetCustomAttributes<TraitAttribute>(), static (method, trait) => (Method: method, trait.Name, trait.Value))
        .ToLookup(static one => (one.Name, one.Value), static one => Of(one.Method));

    /// <summary>Every id that a test names in that trait.</summary>
    public static IReadOnlyList<string> IdsOf(string trait) => [.. ByBehaviour.Where(named => named.Key.Trait == trait).Select(static named => named.Key.Id).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<HoldingTest> Of(string trait, string id) =>
        [.. ByBehaviour[(trait, id)].OrderBy(static test => test.File, StringComparer.Ordinal).ThenBy(static test => test.Sentence, StringComparer.Ordinal)];

    static HoldingTest Of(MethodInfo method)
    {
        // The compiler writes the path of the file, from the root of the repository on.
        var path = method.GetCustomAttribute<FactAttribute>()!.SourceFilePath!.Replace('\\', '/');
        return new HoldingTest(method.Name.Replace('_', ' '), path[path.IndexOf("Tests/", StringComparison.Ordinal)..]);
    }
}
