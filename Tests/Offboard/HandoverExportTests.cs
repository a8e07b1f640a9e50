using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;
using Offboard.Commands;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Transition;

namespace Offboarding.Tests.Offboard;

/// <summary>The package of the customer's own data from the command line.</summary>
public sealed class HandoverExportTests : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("handover");
    readonly EntityReference account;
    readonly Guid id;

    public HandoverExportTests()
    {
        account = world.Customer("Müller & Söhne GmbH");
        id = world.Case(account, world.Person(account));
        world.AddContract(account.Id);
        world.Administrator.Create(new Entity("annotation") { ["objectid"] = account, ["filename"] = "Plan 1.bin", ["mimetype"] = "application/pdf", ["isdocument"] = true, ["documentbody"] = Convert.ToBase64String([1, 2, 255]) });
    }

    public void Dispose()
    {
        world.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void R19_the_package_is_written_with_documents_and_agrees_with_its_manifest()
    {
        var number = (string)world.Administrator.Retrieve(OffboardingCaseRow.Table, id, new ColumnSet("off_name"))["off_name"];
        var target = Path.Combine(folder.FullName, "new", "package");

        var run = Run("export", "--case", number, "--out", target);

        Assert.Equal(0, run.ExitCode);
        var manifest = JObject.Parse(File.ReadAllText(Path.Combine(target, "manifest.json")));
        Assert.NotEmpty(manifest["files"]!);
        Assert.All(manifest["files"]!, file => Assert.Equal((string)file["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(target, (string)file["name"]!))))));
        Assert.Equal(new byte[] { 1, 2, 255 }, File.ReadAllBytes(Path.Combine(target, "documents", "001-Plan-1.bin")));
        Assert.True(File.Exists(Path.Combine(target, "index.html")));
        Assert.Contains("data/contact.csv written.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_counted_and_the_exit_code_says_so()
    {
        world.CreatePastTheProduct(new Entity("annotation") { ["objectid"] = account, ["subject"] = "Lost", ["filename"] = "lost.txt", ["isdocument"] = true });

        var run = Run("export", "--case", id.ToString(), "--out", folder.FullName, "--json");

        var answer = JObject.Parse(run.Output);
        Assert.Equal((2, 1), (run.ExitCode, (int)answer["missing"]!));
        Assert.Contains("manifest.json", answer["files"]!.Select(static file => (string)file["name"]!));
    }

    [Theory]
    [InlineData("--case OFF-999999: there is no such offboarding case.", "export", "--case", "OFF-999999", "--out", "x")]
    public void What_cannot_be_done_says_why(string message, params string[] arguments)
    {
        var run = Run(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    (int ExitCode, string Output, string Errors) Run(params string[] arguments) =>
        new OpenOrganization(world.Administrator).Run(static configuration => configuration.AddCommand<HandoverExportCommand>("export"), arguments);
}
