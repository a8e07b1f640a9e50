using System;
using System.IO;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

public class PacConfigTests
{
    const string Complete = """
        {
          "solution": "S",
          "publisher": "P",
          "version": "1.2.3.4",
          "source": "src",
          "notPacked": ["Data"],
          "optional": { "tab": "parts/tab" },
          "assemblies": ["a.dll"],
          "output": { "managed": "m.zip", "unmanaged": "u.zip" },
          "deploymentSettings": []
        }
        """;

    [Fact]
    public void Every_value_is_read()
    {
        using var folder = new SourceFolder().Write("pac.config.json", Complete);

        var config = PacConfig.Load(folder.PathOf("pac.config.json"));

        Assert.Equal(("S", "P", new Version(1, 2, 3, 4), "src", "m.zip", "u.zip"), (config.Solution, config.Publisher, config.Version, config.Source, config.ManagedOutput, config.UnmanagedOutput));
        Assert.Equal(["a.dll"], config.Assemblies);
        Assert.Equal(["Data"], config.NotPacked);
        Assert.Equal("parts/tab", config.Optional["tab"]);
        Assert.Empty(config.DeploymentSettings);
        Assert.Equal(folder.PathOf("m.zip"), config.FullPath(config.ManagedOutput));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new SourceFolder();

        var error = Assert.Throws<SolutionSourceException>(() => PacConfig.Load(folder.PathOf("pac.config.json")));

        Assert.Contains(folder.PathOf("pac.config.json"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"publisher\": \"P\",", "\"publisher\": \"P\", \"colour\": 1,", 3, "\"colour\" is unknown")]
    [InlineData("\"managed\": \"m.zip\"", "\"managed\": \"m.zip\", \"zip\": \"x\"", 9, "\"output.zip\" is unknown")]
    [InlineData("\"publisher\": \"P\",", "", 1, "\"publisher\" is missing")]
    [InlineData(", \"unmanaged\": \"u.zip\"", "", 9, "\"output.unmanaged\" is missing")]
    [InlineData("\"P\"", "7", 3, "\"publisher\" is 7")]
    [InlineData("\"P\"", "\" \"", 3, "\"publisher\" is \" \"")]
    [InlineData("1.2.3.4", "1.2.3", 4, "four numbers")]
    [InlineData("[\"a.dll\"]", "\"a.dll\"", 8, "not a list of texts")]
    [InlineData("[\"a.dll\"]", "[\"a.dll\", 1]", 8, "not a list of texts")]
    [InlineData("{ \"managed\": \"m.zip\", \"unmanaged\": \"u.zip\" }", "\"out\"", 9, "no object")]
    [InlineData("{ \"tab\": \"parts/tab\" }", "{ \"tab\": 1 }", 7, "not an object of names and folders")]
    [InlineData("\"solution\": \"S\",", "\"solution\": \"S\", \"solution\": \"T\",", 2, "not well-formed")]
    [InlineData("\"source\": \"src\",", "\"source\": \"src\"", 6, "not well-formed")]
    public void What_is_wrong_is_named_with_line_and_remedy(string right, string wrong, int line, string text)
    {
        using var folder = new SourceFolder().Write("pac.config.json", Complete).Replace("pac.config.json", right, wrong);

        var error = Assert.Throws<SolutionSourceException>(() => PacConfig.Load(folder.PathOf("pac.config.json")));

        Assert.Equal(("pac.config.json", (int?)line), (error.Finding.File, error.Finding.Line));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Finding.Remedy);
    }

    [Fact]
    public void The_repositorys_own_configuration_is_complete()
    {
        Assert.Equal(("CustomerOffboarding", "offboarding"), (Artifacts.Config.Solution, Artifacts.Config.Publisher));
        Assert.True(Directory.Exists(Artifacts.Config.FullPath(Artifacts.Config.Source)));
    }
}
