using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.DataverseSdk;

/// <summary>One property decides against which SDK everything is compiled.</summary>
public class SdkSwitchTests
{
    static readonly string[] OfficialPackages =
        ["Microsoft.CrmSdk.CoreAssemblies", "Microsoft.CrmSdk.Workflow", "Microsoft.PowerPlatform.Dataverse.Client", "FakeXrmEasy.9"];

    public static TheoryData<string> Projects =>
        [.. Directory.EnumerateFiles(SharedFacts.RepositoryRoot, "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("<UsesDataverseSdk>true</UsesDataverseSdk>", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(SharedFacts.RepositoryRoot, file))
            .Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Projects))]
    public void Without_a_word_a_project_uses_the_contracts_and_no_official_package(string project)
    {
        var evaluated = Evaluate(project, sdk: null);

        Assert.Contains("Microsoft.Xrm.Sdk.csproj", evaluated.Projects);
        Assert.Empty(evaluated.Packages.Intersect(OfficialPackages));
    }

    [Theory, MemberData(nameof(Projects))]
    public void With_the_official_sdk_packages_replace_the_contracts(string project)
    {
        var evaluated = Evaluate(project, sdk: "Official");

        var sdk = evaluated.Framework == ".NETFramework" ? "Microsoft.CrmSdk.CoreAssemblies" : "Microsoft.PowerPlatform.Dataverse.Client";
        Assert.Contains(sdk, evaluated.Packages);
        Assert.DoesNotContain("Microsoft.Xrm.Sdk.csproj", evaluated.Projects);
        Assert.DoesNotContain("Microsoft.Crm.Sdk.Proxy.csproj", evaluated.Projects);
        Assert.Subset(evaluated.PinnedPackages, evaluated.Packages.Intersect(OfficialPackages).ToHashSet());
    }

    [Fact]
    public void An_unknown_sdk_is_refused_by_name()
    {
        var (code, output) = MsBuild.Run("Plugins/Offboarding.Plugins.csproj", "-t:RefuseUnknownDataverseSdk", "-p:DataverseSdk=Offical");

        Assert.NotEqual(0, code);
        Assert.Contains("DataverseSdk is 'Offical'. Use Contracts (default) or Official.", output, StringComparison.Ordinal);
    }

    static Evaluated Evaluate(string project, string? sdk)
    {
        string[] question = ["-getItem:PackageReference", "-getItem:ProjectReference", "-getItem:PackageVersion", "-getProperty:TargetFrameworkIdentifier"];
        var answer = JObject.Parse(MsBuild.Succeed(project, sdk == null ? question : [.. question, $"-p:DataverseSdk={sdk}"]));
        HashSet<string> Names(string item, string metadata) => [.. answer["Items"]![item]!.Select(i => (string)i[metadata]!)];
        return new Evaluated(
            (string)answer["Properties"]!["TargetFrameworkIdentifier"]!,
            Names("PackageReference", "Identity"),
            Names("PackageVersion", "Identity"),
            [.. answer["Items"]!["ProjectReference"]!.Select(i => $"{i["Filename"]}{i["Extension"]}")]);
    }

    sealed record Evaluated(string Framework, HashSet<string> Packages, HashSet<string> PinnedPackages, HashSet<string> Projects);
}
