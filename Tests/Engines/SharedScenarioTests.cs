using System;
using System.Linq;
using Offboarding.SecondEngine;

namespace Offboarding.Tests.Engines;

/// <summary>The scenarios that two engines run: here on the embedded one; Tests/Offboarding.SecondEngine runs them on FakeXrmEasy.</summary>
public class SharedScenarioTests
{
    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory, MemberData(nameof(Names))]
    public void It_is_so_on_the_embedded_engine(string name)
    {
        using var engine = new EmbeddedEngine();

        Scenario.All.Single(scenario => scenario.Name == name).Run(engine);
    }

    [Fact]
    public void Gate_notice_case_and_retention_are_among_them() =>
        Assert.Equal(Scenario.All.Count, Scenario.All.Select(scenario => scenario.Name).Distinct(StringComparer.Ordinal).Count(name => name.Length > 0));
}
