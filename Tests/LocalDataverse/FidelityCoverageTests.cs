using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using CsvHelper;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>Behaviours of Dataverse that count are each held by a test that names them.</summary>
public class FidelityCoverageTests
{
    static readonly string[] Areas = ["pipeline", "context", "exceptions", "transaction", "create", "retrieve", "update", "query", "fetchxml", "custom api", "sandbox", "workflow activity"];

    [Fact]
    public void Each_behaviour_of_first_priority_is_held_by_a_test()
    {
        var held = HeldBehaviours();

        var missing = Behaviours().Where(row => row.Priority == "1" && Areas.Contains(row.Area) && !held.Contains(row.Id)).Select(row => $"{row.Id} {row.Area}: {row.Text}");

        Assert.Empty(missing);
    }

    [Fact]
    public void No_test_names_a_behaviour_that_is_not_listed() => Assert.Empty(HeldBehaviours().Except(Behaviours().Select(row => row.Id)));

    static HashSet<string> HeldBehaviours() => [.. typeof(FidelityCoverageTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public).Cast<MemberInfo>().Append(type))
        .SelectMany(member => member.CustomAttributes)
        .Where(attribute => attribute.AttributeType == typeof(TraitAttribute) && (string?)attribute.ConstructorArguments[0].Value == "fidelity")
        .Select(attribute => (string)attribute.ConstructorArguments[1].Value!)];

    static List<Behaviour> Behaviours()
    {
        using var csv = new CsvReader(new StreamReader(SharedFacts.Path("dataverse/fidelity.csv")), CultureInfo.InvariantCulture);
        var rows = new List<Behaviour>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read()) rows.Add(new Behaviour(csv.GetField("id")!, csv.GetField("area")!, csv.GetField("behaviour")!, csv.GetField("priority")!));
        return rows;
    }

    sealed record Behaviour(string Id, string Area, string Text, string Priority);
}
