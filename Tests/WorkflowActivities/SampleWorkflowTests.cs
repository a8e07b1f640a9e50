using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using SolutionPackager;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The sample workflow (samples/preview-workflow) is a solution of its own that leans on this one.</summary>
[Trait("requirement", "R44")]
public class SampleWorkflowTests
{
    static readonly XNamespace Xrm =
        "clr-namespace:Microsoft.Xrm.Sdk.Workflow.Activities;assembly=Microsoft.Xrm.Sdk.Workflow, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35";

    static readonly XNamespace Activities = "http://schemas.microsoft.com/netfx/2009/xaml/activities";

    static readonly XNamespace Xaml = "http://schemas.microsoft.com/winfx/2006/xaml";

    static PacConfig Config => PacConfig.Load(Path.Combine(SharedFacts.RepositoryRoot, "samples", "preview-workflow", "pac.config.json"));

    [Fact]
    public void It_packs_and_the_checker_finds_nothing_against_the_published_schemas()
    {
        Assert.Empty(Checker.Check(Config, SharedFacts.Path("schemas")).Select(finding => finding.ToString()));
        Assert.NotEqual(Packer.Pack(Config, PackageKind.Managed), Packer.Pack(Config, PackageKind.Unmanaged));
    }

    [Theory]
    [InlineData(PackageKind.Managed)]
    [InlineData(PackageKind.Unmanaged)]
    public void It_imports_after_the_product_and_its_workflow_is_carried(PackageKind kind)
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(Artifacts.ManagedZip);

        var result = environment.ImportSolution(Packer.Pack(Config, kind));

        Assert.Contains(result.Carried, carried => carried is { Kind: "Workflow", Name: "Offboarding preview (sample)" });
    }

    [Fact, Trait("fidelity", "F321")]
    public void Without_the_product_its_import_names_what_is_missing()
    {
        using var environment = LocalEnvironment.Create();

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(Packer.Pack(Config, PackageKind.Managed)));

        Assert.Contains("Preview offboarding of solution CustomerOffboarding 0.1.0.0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_steps_of_its_workflow_are_types_and_outputs_of_the_product_and_run()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(Artifacts.ManagedZip);
        var account = environment.Administrator.Create(new Entity("account") { ["name"] = "Contoso GmbH" });

        var steps = Steps().ToList();
        foreach (var (type, outputs) in steps)
        {
            var step = new WorkflowStep { Row = new EntityReference("account", account), IsRealTime = false };
            var results = environment.RunActivity(type, new Dictionary<string, object?>(), step);

            Assert.NotEmpty(outputs);
            Assert.Subset(results.Keys.ToHashSet(StringComparer.Ordinal), outputs.ToHashSet(StringComparer.Ordinal));
        }

        Assert.Equal(["Offboarding.WorkflowActivities.PreviewOffboarding", "Offboarding.WorkflowActivities.CheckNoticePeriod"], steps.Select(step => step.Type));
    }

    [Fact]
    public void The_walk_of_the_guide_through_the_sample_ends_with_the_dates_of_an_account()
    {
        using var world = new SolutionEnvironment();
        world.Local.ImportSolution(Packer.Pack(Config, PackageKind.Unmanaged));
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        var variables = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (type, _) in Steps())
        {
            var results = world.Local.RunActivity(type, new Dictionary<string, object?>(), new WorkflowStep { Row = new EntityReference("account", account), IsRealTime = false });
            foreach (var (property, variable) in Variables(type)) variables[variable] = results[property];
        }

        Assert.Equal(("blocked", "2028-01-01"), (variables["CustomActivityStep1Verdict_localParameter"], variables["CustomActivityStep1PossibleFrom_localParameter"]));
        Assert.Equal((true, "notice_open"), (variables["CustomActivityStep2HasContract_localParameter"], variables["CustomActivityStep2Status_localParameter"]));
        Assert.Equal(("2027-09-30", "2027-12-31"), (variables["CustomActivityStep2LatestNoticeDate_localParameter"], variables["CustomActivityStep2EarliestEnd_localParameter"]));
        Assert.Equal(Declared(), variables.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_guide_names_steps_and_outputs_as_the_designer_shows_them()
    {
        var guide = File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "docs", "guides", "admin.md")).Split("## Workflows of your own")[1].Split("\n## ")[0];
        var page = ActivitiesPage.Render();

        Assert.All(
            new[] { "Preview offboarding", "Check notice period", "Start offboarding", "Create transition tasks" },
            step => Assert.True(guide.Contains(step, StringComparison.Ordinal) && page.Contains("## " + step + "\n", StringComparison.Ordinal), step));
        Assert.All(
            new[] { "Latest notice date (YYYY-MM-DD)", "Latest notice date", "Verdict", "Message", "Case", "Way" },
            label => Assert.True(guide.Contains($"*{label}*", StringComparison.Ordinal) && page.Contains($"\n| {label}", StringComparison.Ordinal), label));
    }

    [Fact]
    public void The_identity_of_its_steps_is_that_of_the_assembly()
    {
        var registered = ActivitiesPage.Registrations.Values.Select(type => (string)type.Attribute("AssemblyQualifiedName")!).ToHashSet(StringComparer.Ordinal);

        Assert.All(References().Where(name => name.StartsWith("Offboarding.", StringComparison.Ordinal)), name => Assert.Contains(name, registered));
    }

    [Fact]
    public void It_is_a_draft_that_a_user_starts_in_the_background()
    {
        var workflow = Read("customizations.xml").Descendants("Workflow").Single();

        Assert.Equal(("0", "1", "0", "1"), (Value("Mode"), Value("OnDemand"), Value("StateCode"), Value("StatusCode")));

        string Value(string element) => workflow.Element(element)!.Value;
    }

    static IEnumerable<string> References() => Process().Descendants(Xrm + "ActivityReference").Select(step => (string)step.Attribute("AssemblyQualifiedName")!);

    static IEnumerable<(string Type, IReadOnlyList<string> Outputs)> Steps() => Process().Descendants(Xrm + "ActivityReference")
        .Select(step => (Name: (string)step.Attribute("AssemblyQualifiedName")!, Arguments: step.Element(Xrm + "ActivityReference.Arguments")))
        .Where(step => step.Name.StartsWith("Offboarding.", StringComparison.Ordinal))
        .Select(step => (step.Name.Split(',')[0], (IReadOnlyList<string>)[.. step.Arguments!.Elements().Select(argument => (string)argument.Attribute(Xaml + "Key")!)]));

    /// <summary>Where the process puts the outputs of a step: property and variable.</summary>
    static IEnumerable<(string Property, string Variable)> Variables(string type) => Process().Descendants(Xrm + "ActivityReference")
        .Where(step => ((string)step.Attribute("AssemblyQualifiedName")!).StartsWith(type + ",", StringComparison.Ordinal))
        .SelectMany(step => step.Element(Xrm + "ActivityReference.Arguments")!.Elements())
        .Select(argument => ((string)argument.Attribute(Xaml + "Key")!, argument.Value.Trim('[', ']')));

    static IEnumerable<string> Declared() => Process().Descendants(Activities + "Variable").Select(variable => (string)variable.Attribute("Name")!).Order(StringComparer.Ordinal);

    static XElement Process()
    {
        var file = Read("customizations.xml").Descendants("XamlFileName").Single().Value.TrimStart('/');
        return Read(file);
    }

    static XElement Read(string part)
    {
        using var zip = new ZipArchive(new MemoryStream(Packer.Pack(Config, PackageKind.Unmanaged)));
        using var stream = zip.GetEntry(part)!.Open();
        return XElement.Load(stream);
    }
}
