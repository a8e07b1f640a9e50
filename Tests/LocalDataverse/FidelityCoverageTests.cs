using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>Behaviours of Dataverse that count are each held by a test that names them, or refused by the engine.</summary>
public class FidelityCoverageTests
{
    [Fact]
    public void Each_behaviour_that_counts_is_held_or_refused_by_a_test()
    {
        var counting = Behaviour.All.Where(static behaviour => behaviour.Priority is "1" or "2");

        var missing = counting.Where(static behaviour => behaviour.HeldBy.Count == 0 && behaviour.RefusedBy.Count == 0);

        Assert.Empty(missing);
    }

    [Fact]
    public void Each_behaviour_that_is_refused_stands_in_the_limits()
    {
        var limits = File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "docs", "limits.md"));

        var missing = HoldingTest.IdsOf("unsupported").Where(id => !limits.Contains(id, StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void No_test_names_a_behaviour_that_is_not_listed() =>
        Assert.Empty(HoldingTest.IdsOf("fidelity").Concat(HoldingTest.IdsOf("unsupported")).Except(Behaviour.All.Select(static behaviour => behaviour.Id)));

    [Fact]
    public void The_list_of_behaviours_is_that_of_the_facts()
    {
        var facts = new List<string>();
        using var csv = new CsvReader(new StreamReader(SharedFacts.Path("dataverse/fidelity.csv")), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read()) facts.Add($"{csv.GetField("id")} {csv.GetField("area")} {csv.GetField("priority")} {csv.GetField("confidence")}");

        Assert.Equal(facts, Behaviour.All.Select(static behaviour => $"{behaviour.Id} {behaviour.Area} {behaviour.Priority} {behaviour.Confidence}"));
    }

    [Fact]
    public void The_page_of_behaviours_shows_the_tests_as_they_are()
    {
        var page = Path.Combine(SharedFacts.RepositoryRoot, "docs", "reference", "behaviours.md");
        var rendered = BehavioursPage.Render(Behaviour.All);
        if (File.Exists(page) && File.ReadAllText(page) == rendered) return;

        var fresh = Path.Combine(SharedFacts.RepositoryRoot, "artifacts", "behaviours.md");
        File.WriteAllText(fresh, rendered);
        Assert.Fail($"docs/reference/behaviours.md is stale: put {fresh} in its place.");
    }
}
