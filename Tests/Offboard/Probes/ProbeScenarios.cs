using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LocalDataverse;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Offboard.Connection;
using Offboard.Probes;

namespace Offboarding.Tests.Offboard.Probes;

/// <summary>The probes tell the reading that an environment was given, whichever it is: so a probe can fail.</summary>
public class ProbeScenarios
{
    static readonly EnvironmentOptions Usual = new() { Auditing = true };

    /// <summary>Each switch of the engine, each way: probe, environment, reading.</summary>
    static readonly (string Probe, EnvironmentOptions Options, string Reading)[] Switches =
    [
        ("key-indexes", Usual, "A"),
        ("key-indexes", Usual with { KeysActiveAtOnce = false }, "B"),
        ("set-state", Usual, "A"),
        ("set-state", Usual with { SetStateRaises = SetStateEvents.SetState }, "B"),
        ("set-state", Usual with { SetStateRaises = SetStateEvents.Update }, "C"),
        ("older-events", Usual, "A"),
        ("older-events", Usual with { UpdateRaisesOlderEvents = false }, "B"),
        ("merge", Usual, "A"),
        ("merge", Usual with { MergeRaisesUpdate = false }, "B"),
        ("parent", Usual, "A"),
        ("parent", Usual with { RaisedOperationsKnowTheirParent = false }, "B"),
        ("parent", Usual with { SetStateRaises = SetStateEvents.SetState }, "A"),
        ("parent", Usual with { SetStateRaises = SetStateEvents.SetState, RaisedOperationsKnowTheirParent = false }, "B"),
        ("parent", Usual with { SetStateRaises = SetStateEvents.SetState, CascadesRaiseDelete = false }, "cannot tell"),
        ("cascade-delete", Usual, "A"),
        ("cascade-delete", Usual with { CascadesRaiseDelete = false }, "B"),
        ("added-columns", Usual, "A"),
        ("added-columns", Usual with { AddedColumnsTriggerSteps = true }, "B"),
        ("associate", Usual, "A"),
        ("associate", Usual with { AssociateRaisesUpdate = true }, "B"),
        ("send", Usual, "A"),
        ("send", Usual with { SendRaises = SendEvents.Send }, "B"),
        ("left-out-parameters", Usual, "A"),
        ("left-out-parameters", Usual with { LeftOutParametersAreAbsent = false }, "B"),
        ("operation-date", Usual, "A"),
        ("operation-date", Usual with { SynchronousOperationsAreDated = false }, "B"),
        ("sandbox", Usual, "A"),
        ("sandbox", Usual with { FreshSandboxPerRequest = true }, "B"),
        ("audit", Usual, "A"),
        ("audit", Usual with { AuditAtOnce = false }, "B"),
        ("audit", Usual with { Auditing = false }, "cannot tell"),
        ("negative-operators", Usual, "A"),
        ("negative-operators", Usual with { NegativeOperatorsMatchEmpty = false }, "B"),
    ];

    public static TheoryData<int, string, string> Cases => new(Switches.Select((one, place) => (place, one.Probe, one.Reading)));

    [Theory, MemberData(nameof(Cases))]
    public void A_probe_reports_the_reading_that_is_set(int place, string probe, string reading)
    {
        using var world = new SolutionEnvironment(Switches[place].Options, withDefaults: false);

        var result = Assert.Single(Run(world.Local, probe));

        Assert.Equal((probe, reading), (result.Probe.Name, result.Shown));
        Assert.Empty(result.Left);
    }

    [Fact]
    public void Every_switch_of_the_engine_has_a_probe_that_was_seen_to_tell_it_apart()
    {
        var tests = Switches.Where(one => one.Reading is "B" or "C").Select(one => one.Probe).ToHashSet(StringComparer.Ordinal);
        var options = ProbeRun.Probes.SelectMany(probe => new[] { probe.B.Option, probe.C?.Option }.OfType<string>().Select(option => (probe.Name, Option: option.Split(' ')[0]))).ToList();
        var readings = typeof(EnvironmentOptions).GetProperties().SkipWhile(property => property.Name != nameof(EnvironmentOptions.SetStateRaises)).Select(property => property.Name);

        Assert.Empty(readings.Append(nameof(EnvironmentOptions.FreshSandboxPerRequest)).Except(options.Select(one => one.Option)));
        Assert.All(options, one => Assert.Contains(one.Name, tests));
    }

    [Fact]
    public void Nothing_differs_in_the_usual_environment_and_nothing_is_left_behind()
    {
        using var world = new SolutionEnvironment(new EnvironmentOptions(), withDefaults: false);
        var before = world.Local.Snapshot();

        var results = Run(world.Local);

        Assert.Equal(ProbeRun.Probes.Count, results.Count);
        Assert.All(results, result => Assert.Equal((result.Probe.Name, result.Probe.Name == "audit" ? "cannot tell" : "A", ""), (result.Probe.Name, result.Shown, string.Join("; ", result.Left))));
        Assert.Empty(Changes(before, world.Local));
    }

    [Fact]
    public void Every_switch_is_told_apart_where_all_are_turned_and_nothing_is_left_behind()
    {
        using var world = new SolutionEnvironment(Readings.Other, withDefaults: false);
        var before = world.Local.Snapshot();

        var results = Run(world.Local);

        var asSet = results.Where(result => result.Option is not null).Select(result => result.Option!.Split(' ')[0]).Order(StringComparer.Ordinal);
        Assert.Equal(
            ["AddedColumnsTriggerSteps", "CascadesRaiseDelete", "KeysActiveAtOnce", "LeftOutParametersAreAbsent", "MergeRaisesUpdate", "NegativeOperatorsMatchEmpty", "SetStateRaises"], asSet);
        Assert.DoesNotContain(results, result => result.Answer.Reading == Reading.Failed);
        Assert.Empty(Changes(before, world.Local));
    }

    [Fact]
    public void A_probe_that_throws_is_reported_and_the_rest_goes_on()
    {
        using var world = new SolutionEnvironment(withDefaults: false);
        var before = world.Local.Snapshot();
        Probe[] probes =
        [
            new("breaks", "Does it?", "Yes.", "No.", space =>
            {
                space.Account();
                throw new InvalidOperationException("the wire was cut");
            }),
            ProbeRun.Probes.Single(probe => probe.Name == "empty-text"),
        ];

        var results = Run(new EmbeddedOrganization(world.Local), world.Administrator, probes);

        Assert.Equal(["failed", "A"], results.Select(result => result.Shown));
        Assert.Contains("the wire was cut", results[0].Answer.Seen, StringComparison.Ordinal);
        Assert.Empty(Changes(before, world.Local));
    }

    [Fact]
    public void A_row_that_cannot_be_removed_is_named()
    {
        using var world = new SolutionEnvironment(withDefaults: false);
        var service = new OtherPlatform(world.Administrator) { Deletes = row => row.LogicalName != "account" };

        var result = Assert.Single(Run(new EmbeddedOrganization(world.Local), service, [ProbeRun.Probes.Single(probe => probe.Name == "empty-text")]));

        Assert.Equal("A", result.Shown);
        Assert.StartsWith("account ", Assert.Single(result.Left), StringComparison.Ordinal);
        Assert.Contains("Left behind, delete it by hand: account ", new ProbeReport("here", new DateTime(2027, 1, 15), [result]).Markdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_solution_the_probes_that_need_its_plug_ins_say_so()
    {
        using var empty = LocalEnvironment.Create();

        var results = Run(empty).ToDictionary(result => result.Probe.Name, StringComparer.Ordinal);

        Assert.Equal(("cannot tell", "cannot tell", "A"), (results["merge"].Shown, results["caught-fault"].Shown, results["created-on"].Shown));
        Assert.Contains("import the solution", results["merge"].Answer.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_may_not_register_steps_is_told_why_nothing_can_be_seen()
    {
        using var world = new SolutionEnvironment(withDefaults: false);

        var result = Assert.Single(Run(new EmbeddedOrganization(world.Local), world.EnglishRep, [ProbeRun.Probes.Single(probe => probe.Name == "set-state")]));

        Assert.Equal("cannot tell", result.Shown);
    }

    internal static IReadOnlyList<ProbeResult> Run(LocalEnvironment environment, string? only = null) =>
        Run(new EmbeddedOrganization(environment), environment.Administrator, [.. ProbeRun.Probes.Where(probe => only is null || probe.Name == only)]);

    internal static IReadOnlyList<ProbeResult> Run(IOrganization organization, IOrganizationService service, IReadOnlyList<Probe> probes) =>
        ProbeRun.Of(organization, service, "offboard-probe test", probes, () => { }, CancellationToken.None);

    /// <summary>Rows that are new, gone or written since. What plug-ins trace stays for a day, as online.</summary>
    static IEnumerable<string> Changes(RowSnapshot before, LocalEnvironment environment) =>
        before.ChangesTo(environment.Snapshot()).Where(change => change.Table != "plugintracelog").Select(change => $"{change.Table} {change.Id}");
}
