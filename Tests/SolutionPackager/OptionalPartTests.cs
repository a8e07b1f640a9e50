using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

/// <summary>A part of the solution in a folder of its own is packed unless somebody leaves it out.</summary>
public class OptionalPartTests
{
    const string FormId = "{5f9ac1d4-0000-4f0e-8f4a-5d4c1f5b7a03}";

    const string Dependencies = """
        <MissingDependencies><MissingDependency>
          <Required type="60" displayName="Machine" solution="Base (1.0.0.0)" id="{5f9ac1d4-0000-4f0e-8f4a-5d4c1f5b7a03}" />
          <Dependent type="60" displayName="Machine" id="{5f9ac1d4-0000-4f0e-8f4a-5d4c1f5b7a03}" />
        </MissingDependency></MissingDependencies>
        """;

    [Fact]
    public void A_part_is_packed_with_what_it_needs_of_other_solutions()
    {
        using var folder = WithPart();

        var zip = Pack(folder);

        Assert.Contains(FormId, Forms(zip));
        Assert.Equal("Base (1.0.0.0)", (string?)Root(zip, "solution.xml").Descendants("Required").Single().Attribute("solution"));
    }

    [Fact]
    public void A_part_that_is_left_out_leaves_no_trace()
    {
        using var folder = WithPart();
        using var never = SmallSolution.Write();

        Assert.Equal(Pack(never), Pack(folder, "extra"));
    }

    [Fact]
    public void A_part_that_does_not_exist_cannot_be_left_out()
    {
        using var folder = WithPart();

        var error = Assert.Throws<SolutionSourceException>(() => Pack(folder, "exta"));

        Assert.Contains("There is no optional part \"exta\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("extra", error.Finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_adds_files_and_replaces_none()
    {
        using var folder = WithPart().Write("parts/extra/" + SmallSolution.Form, "<forms />");

        var error = Assert.Throws<SolutionSourceException>(() => Pack(folder));

        Assert.Equal("parts/extra/" + SmallSolution.Form, error.Finding.File);
    }

    [Fact]
    public void A_part_whose_folder_is_missing_is_named()
    {
        using var folder = SmallSolution.Write().Replace("pac.config.json", "\"optional\": {}", "\"optional\": { \"extra\": \"parts/extra\" }");

        var error = Assert.Throws<SolutionSourceException>(() => Pack(folder));

        Assert.Equal("parts/extra", error.Finding.File);
    }

    [Fact]
    public void What_rests_on_a_part_is_found_because_the_part_can_be_left_out()
    {
        var quick = "5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b03";
        using var folder = ScreenSolution.Write().Replace("pac.config.json", "\"optional\": {}", "\"optional\": { \"extra\": \"parts/extra\" }");
        folder.Write("parts/extra/" + ScreenSolution.Quick, File.ReadAllText(folder.PathOf("src/" + ScreenSolution.Quick)));
        File.Delete(folder.PathOf("src/" + ScreenSolution.Quick));

        var finding = Assert.Single(Checker.Check(PacConfig.Load(folder.PathOf("pac.config.json")), schemaFolder: null));

        Assert.Contains($"The quick view uses the form {quick}", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_a_part_is_named_with_the_file_of_the_part()
    {
        using var folder = WithPart();
        folder.Replace($"parts/extra/Entities/tst_Machine/FormXml/main/{FormId}.xml", "datafieldname=\"tst_name\"", "datafieldname=\"tst_title\"");

        var findings = Checker.Check(PacConfig.Load(folder.PathOf("pac.config.json")), schemaFolder: null);

        Assert.Contains(findings, finding => finding.File == $"parts/extra/Entities/tst_Machine/FormXml/main/{FormId}.xml" && finding.Text.Contains("tst_title", StringComparison.Ordinal));
    }

    /// <summary>The small solution with a second form in a part of its own.</summary>
    static SourceFolder WithPart()
    {
        var folder = SmallSolution.Write().Replace("pac.config.json", "\"optional\": {}", "\"optional\": { \"extra\": \"parts/extra\" }");
        var form = File.ReadAllText(folder.PathOf("src/" + SmallSolution.Form)).Replace("{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a03}", FormId, StringComparison.Ordinal);
        return folder.Write($"parts/extra/Entities/tst_Machine/FormXml/main/{FormId}.xml", form).Write("parts/extra/Other/MissingDependencies.xml", Dependencies);
    }

    static byte[] Pack(SourceFolder folder, params string[] without) => Packer.Pack(PacConfig.Load(folder.PathOf("pac.config.json")), PackageKind.Managed, without);

    static string[] Forms(byte[] zip) => [.. Root(zip, "customizations.xml").Descendants("formid").Select(id => id.Value)];

    static XElement Root(byte[] zip, string part)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var stream = archive.GetEntry(part)!.Open();
        return XElement.Load(stream);
    }
}
