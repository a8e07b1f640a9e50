using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.Health;

/// <summary>off_CheckHealth finds what is wrong, says what to do, and repairs what it can.</summary>
public sealed class CheckHealthScenarios
{
    static readonly Lazy<SolutionEnvironment> Origin = new(static () => Prepare(SeededFaults.Audited));

    /// <summary>What is found where nothing is seeded.</summary>
    static readonly Lazy<IReadOnlyList<string>> Sound = new(static () => [.. Findings(Check(Origin.Value)).Select(static finding => (string)finding["text"]!)]);

    /// <summary>Everything is as it must be; roles that read every account and people without a role are only mentioned.</summary>
    [Fact]
    public void A_well_kept_environment_has_no_errors()
    {
        using var world = Healthy();

        var answer = Check(world);

        Assert.Empty(Of(answer, "error"));
        Assert.True((bool)answer["Healthy"]);
        Assert.Equal(0, (int)answer["Errors"]);
    }

    [Theory]
    [MemberData(nameof(SeededFaults.Names), MemberType = typeof(SeededFaults))]
    public void A_seeded_fault_is_found_with_its_remedy(string fault)
    {
        var (code, severity, seed) = SeededFaults.All[fault];
        using var world = Healthy(SeededFaults.All[fault].Options);


        seed(world);
        var answer = Check(world);

        var found = Assert.Single(Findings(answer), finding => (string)finding["code"]! == code);
        Assert.DoesNotContain((string)found["text"]!, Sound.Value);
        Assert.Equal(severity, (string)found["severity"]!);
        Assert.False(string.IsNullOrWhiteSpace((string)found["remedy"]!));
        Assert.Equal(severity != "error", (bool)answer["Healthy"]);
    }

    [Theory]
    [InlineData("a step is off")]
    [InlineData("the step of Send is missing")]
    [InlineData("auditing of the environment is off")]
    public void What_can_be_put_right_is_when_asked_to(string fault)
    {
        var (code, _, seed) = SeededFaults.All[fault];
        using var world = Healthy();
        seed(world);

        var repaired = Check(world, repair: true);
        var after = Check(world);

        Assert.True((bool)Assert.Single(Findings(repaired), finding => (string)finding["code"]! == code)["repaired"]!);
        Assert.DoesNotContain(code, Codes(after));
    }

    [Fact]
    public void An_alternate_key_that_is_not_in_force_is_found_and_tried_again()
    {
        using var local = LocalEnvironment.Create(new EnvironmentOptions { KeysActiveAtOnce = false });
        local.ImportSolution(Artifacts.ManagedZip);
        Assert.Contains("OFF-5330", Codes(Check(local.Administrator)));

        Check(local.Administrator, repair: true);
        local.RunAsyncJobs();

        Assert.DoesNotContain("OFF-5330", Codes(Check(local.Administrator)));
    }

    [Fact]
    public void Without_being_asked_to_the_check_writes_nothing()
    {
        using var world = Healthy();
        SeededFaults.All["a step is off"].Seed(world);
        world.Local.Requests.Clear();

        Check(world);

        Assert.DoesNotContain(world.Local.Requests, static request => request.Message is "Create" or "Update" or "Delete" or "SetState" or "ReactivateEntityKey");
    }

    [Fact]
    public void The_check_takes_at_most_as_many_requests_as_it_says()
    {
        using var world = Healthy();
        world.Local.Requests.Clear();

        Check(world);

        Assert.InRange(world.Local.Requests.ByPlugins.Count, 26, 60);
    }

    [Fact]
    public void Every_setting_of_the_solution_that_can_be_wrong_is_read()
    {
        // Free text: calendar and packs are compared with the rules, the team is looked for.
        string[] compared = ["off_HolidayCalendar", "off_RetentionPacks", "off_RestrictionTeam"];
        using var world = Healthy();
        var definitions = world.Administrator.RetrieveMultiple(new QueryExpression("environmentvariabledefinition") { ColumnSet = new ColumnSet("schemaname") }).Entities
            .Select(static row => row.GetAttributeValue<string>("schemaname"))
            .Where(static name => name.StartsWith("off_", StringComparison.Ordinal))
            .ToList();
        foreach (var name in definitions) SeededFaults.Set(world, name, "?!");

        var findings = Findings(Check(world)).Select(static finding => (string)finding["text"]!).ToList();

        Assert.All(definitions.Except(compared), name => Assert.Contains(findings, text => text.Contains(name, StringComparison.Ordinal)));
        Assert.All(compared, name => Assert.Contains(findings, text => text.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Findings_are_in_the_language_of_who_asks()
    {
        using var world = Healthy();
        SeededFaults.All["a step is off"].Seed(world);
        var german = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Zora Admin") { Language = 1031, IsAdministrator = true }));

        var answer = german.Execute(new OrganizationRequest("off_CheckHealth"));

        Assert.Contains("ist ausgeschaltet", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Contains("[OFF-5301]", (string)answer["Report"], StringComparison.Ordinal);
    }

    static SolutionEnvironment Healthy(EnvironmentOptions? options = null) => options is null ? Origin.Value.Copy() : Prepare(options);

    static SolutionEnvironment Prepare(EnvironmentOptions options)
    {
        var world = new SolutionEnvironment(options);
        world.InstallDefaults(withErasureMap: true);
        while ((bool)world.Administrator.Execute(new OrganizationRequest("off_PrepareRestriction"))["More"])
        {
        }

        Check(world, repair: true);
        SeededFaults.Hire(world, "Offboarding Job", "Nightly Job");
        SeededFaults.Hire(world, "Offboarding Data Protection Officer", "Dora Schutz");
        SeededFaults.Hire(world, "Offboarding Administrator", "Anton Admin");
        SeededFaults.Hire(world, "Offboarding Rep", "Rita Rep");
        return world;
    }

    static OrganizationResponse Check(SolutionEnvironment world, bool repair = false) => Check(world.Administrator, repair);

    static OrganizationResponse Check(IOrganizationService service, bool repair = false) =>
        service.Execute(new OrganizationRequest("off_CheckHealth") { ["Repair"] = repair });

    static List<JToken> Findings(OrganizationResponse answer) => [.. (JArray)JObject.Parse((string)answer["Json"])["findings"]!];

    static IEnumerable<string> Codes(OrganizationResponse answer) => Findings(answer).Select(static finding => (string)finding["code"]!);

    static IEnumerable<string> Of(OrganizationResponse answer, string severity) =>
        Findings(answer).Where(finding => (string)finding["severity"]! == severity).Select(static finding => string.Create(CultureInfo.InvariantCulture, $"{finding["code"]} {finding["text"]}"));
}
