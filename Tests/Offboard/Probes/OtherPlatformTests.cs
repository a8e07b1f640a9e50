using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Connection;
using Offboard.Probes;

namespace Offboarding.Tests.Offboard.Probes;

/// <summary>What the embedded Dataverse has no switch for is told apart, too: here on platforms whose answers are changed on the way.</summary>
public class OtherPlatformTests(SharedSolution solution) : IClassFixture<SharedSolution>
{
    const int NotSupported = -2147220715;

    static readonly Dictionary<string, Func<IOrganizationService, OtherPlatform>> Platforms = new(StringComparer.Ordinal)
    {
        ["empty-text"] = service => new(service) { Reads = row => row["description"] = "" },
        ["unchanged-update"] = service => new(service) { Reads = row => row["versionnumber"] = 7L },
        ["status-alone"] = service => new(service) { Reads = row => row["statecode"] = new OptionSetValue(0) },
        ["inactive-create"] = service => new(service) { Reads = row => row["statecode"] = new OptionSetValue(1) },
        ["inactive-row"] = service => new(service) { RefusesUpdate = row => row.Contains("off_namede") ? NotSupported : null },
        ["created-on"] = service => new(service) { Reads = row => row["createdon"] = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc) },
        ["seconds"] = service => new(service) { Reads = row => row["scheduledend"] = new DateTime(2030, 2, 3, 4, 5, 6, 789, DateTimeKind.Utc) },
        ["currency"] = service => new(service) { Reads = row => row.Attributes.Remove("transactioncurrencyid") },
        ["missing-lookup"] = service => new(service) { Faults = _ => NotSupported },
        ["unknown-relationship"] = service => new(service) { Faults = _ => null },
        ["reference-name"] = service => new(service) { Reads = row => row.GetAttributeValue<EntityReference>("parentaccountid")?.Name = null },
        ["no-columns"] = service => new(service) { Reads = row => row.Attributes.Clear() },
        ["accents"] = service => new(service) { Queries = FindAccents },
        ["correlation"] = service => new(service) { Reads = Uncorrelate },
        ["system-service"] = service => new(service) { Answers = answer => Replace(answer, """{"caller":"00000000-0000-0000-0000-000000000001","system":"00000000-0000-0000-0000-000000000001"}""") },
        ["nested-fault"] = service => new(service) { Faults = _ => NotSupported },
        ["caught-fault"] = service => new(service) { Faults = _ => null },
        ["missing-parameter"] = service => new(service) { Faults = _ => NotSupported },
    };

    public static TheoryData<string> Probes => [.. Platforms.Keys];

    [Theory, MemberData(nameof(Probes))]
    public void A_platform_that_does_otherwise_is_found_out(string name)
    {
        var probe = ProbeRun.Probes.Single(one => one.Name == name);

        var usual = Assert.Single(ProbeScenarios.Run(new EmbeddedOrganization(solution.World.Local), solution.World.Administrator, [probe]));
        var other = Assert.Single(ProbeScenarios.Run(new EmbeddedOrganization(solution.World.Local), Platforms[name](solution.World.Administrator), [probe]));

        Assert.Equal(("A", "B"), (usual.Shown, other.Shown));
        Assert.True(other.IsBeyondOptions);
        Assert.Empty(other.Left);
    }

    [Fact]
    public void Each_probe_is_told_apart_by_a_switch_or_by_another_platform() =>
        Assert.Equal([], ProbeRun.Probes.Where(probe => probe.B.Option is null).Select(probe => probe.Name).Except(Platforms.Keys));

    static void FindAccents(QueryBase query)
    {
        if (query is not QueryExpression { EntityName: "account" } accounts) return;

        foreach (var condition in accounts.Criteria.Conditions)
        {
            if (condition.Values is [string name] && name.EndsWith(" o", StringComparison.Ordinal)) condition.Values[0] = name[..^1] + "ö";
        }
    }

    static void Uncorrelate(Entity row)
    {
        if (row.GetAttributeValue<string>("notetext") is not { } text) return;

        var start = text.IndexOf("\"correlation\":\"", StringComparison.Ordinal) + "\"correlation\":\"".Length;
        row["notetext"] = text[..start] + Guid.NewGuid().ToString("D") + text[(start + Guid.Empty.ToString("D").Length)..];
    }

    static void Replace(OrganizationResponse answer, string json)
    {
        if (answer.Results.Contains("Json")) answer.Results["Json"] = json;
    }
}
