using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.DataverseSdk;

public class PublicSurfaceTests
{
    /// <summary>Newer than the official listing; each with the page of Microsoft's reference that documents it.</summary>
    static readonly Dictionary<string, string> Newer = new(StringComparer.Ordinal)
    {
        ["Microsoft.Xrm.Sdk.IManagedIdentityService"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.imanagedidentityservice",
        ["Microsoft.Xrm.Sdk.IPluginExecutionContext3"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext3",
        ["Microsoft.Xrm.Sdk.IPluginExecutionContext4"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext4",
        ["Microsoft.Xrm.Sdk.IPluginExecutionContext5"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext5",
        ["Microsoft.Xrm.Sdk.IPluginExecutionContext6"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext6",
        ["Microsoft.Xrm.Sdk.IPluginExecutionContext7"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext7",
        ["Microsoft.Xrm.Sdk.Messages.CreateMultipleRequest"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.createmultiplerequest",
        ["Microsoft.Xrm.Sdk.Messages.CreateMultipleResponse"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.createmultipleresponse",
        ["Microsoft.Xrm.Sdk.Messages.DeleteMultipleRequest"] = "https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations",
        ["Microsoft.Xrm.Sdk.Messages.DeleteMultipleResponse"] = "https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations",
        ["Microsoft.Xrm.Sdk.Messages.UpdateMultipleRequest"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.updatemultiplerequest",
        ["Microsoft.Xrm.Sdk.Messages.UpdateMultipleResponse"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.updatemultipleresponse",
        ["Microsoft.Xrm.Sdk.Messages.UpsertMultipleRequest"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.upsertmultiplerequest",
        ["Microsoft.Xrm.Sdk.Messages.UpsertMultipleResponse"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.upsertmultipleresponse",
    };

    /// <summary>Members that are newer than the official listing, on types that are in it.</summary>
    static readonly Dictionary<string, string> NewerMembers = new(StringComparer.Ordinal)
    {
        ["Microsoft.Xrm.Sdk.Query.FilterExpression: public Microsoft.Xrm.Sdk.Query.LinkEntity AnyAllFilterLinkEntity { get; set; }"] = "https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.filterexpression.anyallfilterlinkentity",
        ["Microsoft.Xrm.Sdk.Query.QueryExpression: public string DataSource { get; set; }"] = "https://learn.microsoft.com/power-apps/developer/data-platform/long-term-retention",
    };

    static readonly string[] AssemblyNames = ["Microsoft.Xrm.Sdk", "Microsoft.Crm.Sdk.Proxy", "Microsoft.Xrm.Sdk.Workflow"];

    public static MatrixTheoryData<string, string> Assemblies => new(AssemblyNames, ["net462", "net10.0"]);

    [Theory, MemberData(nameof(Assemblies))]
    public void Each_public_member_of_the_contracts_is_in_the_official_assembly(string assembly, string framework)
    {
        var official = PublicSurface.Parse(File.ReadLines(SharedFacts.Path($"sdk-api/{assembly}.api.txt")));
        var ours = PublicSurface.Of(ContractAssembly(assembly, framework));

        var differences = PublicSurface.Differences(ours, official, Newer.Keys).Except(NewerMembers.Keys, StringComparer.Ordinal).ToList();
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Theory, MemberData(nameof(Assemblies))]
    public void The_contracts_have_the_identity_of_the_official_assembly(string assembly, string framework)
    {
        using var definition = Mono.Cecil.AssemblyDefinition.ReadAssembly(ContractAssembly(assembly, framework));

        Assert.Equal($"{assembly}, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", definition.FullName);
    }

    [Fact]
    public void Both_builds_of_the_contracts_have_the_same_members()
    {
        foreach (var assembly in AssemblyNames)
        {
            var framework = Flat(PublicSurface.Of(ContractAssembly(assembly, "net462")));
            var modern = Flat(PublicSurface.Of(ContractAssembly(assembly, "net10.0")));

            Assert.Equal(framework, modern, StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Each_public_member_of_our_System_Activities_is_in_that_of_the_framework()
    {
        var official = PublicSurface.Of(FrameworkReference("System.Activities"));
        var ours = PublicSurface.Of(ContractAssembly("System.Activities", "net10.0"));

        var differences = PublicSurface.Differences(ours, official, []);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Fact]
    public void A_member_that_nobody_documents_is_named()
    {
        var official = PublicSurface.Parse(["sealed class Microsoft.Xrm.Sdk.Money", "  public decimal Value { get; set; }"]);
        var invented = PublicSurface.Parse(["sealed class Microsoft.Xrm.Sdk.Money", "  public decimal Value { get; set; }", "  public string Currency { get; set; }"]);

        Assert.Equal(["Microsoft.Xrm.Sdk.Money: public string Currency { get; set; }"], PublicSurface.Differences(invented, official, []), StringComparer.Ordinal);
    }

    static IEnumerable<string> Flat(IReadOnlyDictionary<string, IReadOnlyList<string>> types) =>
        types.SelectMany(t => t.Value.Select(member => $"{t.Key}: {member}").Append(t.Key)).Order(StringComparer.Ordinal);

    static string ContractAssembly(string assembly, string framework)
    {
        // The tests run in bin/<configuration>/<framework>; the contracts were built in the same configuration.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(SharedFacts.RepositoryRoot, "tools", "DataverseSdk", assembly, "bin", configuration, framework, assembly + ".dll");
    }

    /// <summary>The framework's own assembly, as the compiler sees it.</summary>
    static string FrameworkReference(string assembly)
    {
        var answer = JObject.Parse(MsBuild.Succeed(
            "Tests/DataverseSdk/FrameworkAssembly/FrameworkAssembly.csproj", "-t:ResolveAssemblyReferences", "-getItem:ReferencePath"));
        return answer["Items"]!["ReferencePath"]!.Select(item => (string)item["FullPath"]!).Single(path => Path.GetFileNameWithoutExtension(path) == assembly);
    }
}
