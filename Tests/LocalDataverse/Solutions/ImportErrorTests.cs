using System;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using LocalDataverse;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Solutions;

public class ImportErrorTests
{
    [Fact]
    public void Bytes_that_are_no_zip_are_refused()
    {
        var refused = Refused(Encoding.UTF8.GetBytes("hello"));

        Assert.Equal(-2147188736, refused.ErrorCode);
        Assert.Contains("no readable zip", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("..%2Fevil.txt")]
    [InlineData("a\\..\\evil.txt")]
    [InlineData("/etc/evil.txt")]
    [InlineData("C:/evil.txt")]
    [InlineData("a//b.txt")]
    public void A_file_whose_name_leads_out_of_the_zip_is_refused(string name)
    {
        var solution = Valid();
        solution.MoreFiles[name] = "x";

        var refused = Refused(solution);

        Assert.Equal(-2147188736, refused.ErrorCode);
        Assert.Contains("leads out of the zip", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_that_unpacks_to_more_than_any_solution_is_refused_before_it_fills_the_memory()
    {
        using var stream = new System.IO.MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("WebResources/bomb", System.IO.Compression.CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var megabyte = 0; megabyte <= 256; megabyte++) entry.Write(zeros);
        }

        var refused = Refused(stream.ToArray());

        Assert.Equal(-2147188736, refused.ErrorCode);
        Assert.Contains("more than 256 MB", refused.Message, StringComparison.Ordinal);
        Assert.True(stream.Length < 4 << 20);
    }

    [Theory]
    [InlineData("solution.xml")]
    [InlineData("customizations.xml")]
    public void Xml_with_entities_is_refused_and_none_is_resolved(string file)
    {
        var solution = Valid();
        solution.MoreFiles[file] = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><ImportExportXml>&a;</ImportExportXml>";

        var refused = Refused(solution);

        Assert.Equal((file, unchecked((int)0x8004802C)), (refused.Part, refused.ErrorCode));
    }

    [Theory]
    [InlineData("solution.xml")]
    [InlineData("customizations.xml")]
    [InlineData("[Content_Types].xml")]
    public void A_zip_without_one_of_its_files_is_refused_by_the_files_name(string file)
    {
        var solution = Valid();
        solution.Missing.Add(file);

        var refused = Refused(solution);

        Assert.Equal((file, -2147188736), (refused.Part, refused.ErrorCode));
    }

    [Fact]
    public void Xml_that_is_not_well_formed_is_refused_with_its_place()
    {
        var solution = Valid();
        solution.MoreFiles["solution.xml"] = "<ImportExportXml><SolutionManifest></ImportExportXml>";

        var refused = Refused(solution);

        Assert.Equal(-2147188692, refused.ErrorCode);
        Assert.Contains("solution.xml", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_names_a_type_that_is_not_registered_is_refused()
    {
        var solution = Valid();
        solution.Types.Remove("Say");

        var refused = Refused(solution);

        Assert.Contains("Offboarding.TestPlugins.Say", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Register the type", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_for_a_table_that_is_not_there_is_refused()
    {
        var refused = Refused(new TestSolution { Steps = { new TestStep("Say", "Create", "unicorn", 20) { Configuration = "x" } } });

        Assert.Contains("table unicorn", refused.Message, StringComparison.Ordinal);
        Assert.Contains("customizations.xml", refused.Part, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_filtered_by_a_column_that_is_not_there_is_refused()
    {
        var refused = Refused(new TestSolution { Steps = { new TestStep("Say", "Update", "account", 20) { Configuration = "x", Columns = "name,horn" } } });

        Assert.Contains("column horn, which table account does not have", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_for_a_message_whose_id_nobody_knows_is_refused()
    {
        var id = Guid.NewGuid();

        var refused = Refused(new TestSolution { Steps = { new TestStep("Say", "Update", "account", 20) { Configuration = "x", MessageId = id } } });

        Assert.Contains(id.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_runs_as_somebody_who_is_not_here_is_refused()
    {
        var refused = Refused(new TestSolution { Steps = { new TestStep("Say", "Update", "account", 20) { Configuration = "x", RunAs = "Nobody" } } });

        Assert.Contains("'Nobody'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_components_with_one_id_are_refused()
    {
        var step = new TestStep("Say", "Update", "account", 20) { Configuration = "x" };

        var refused = Refused(new TestSolution { Steps = { step, step with { Stage = 40 } } });

        Assert.Contains("stands in the solution twice", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_that_the_manifest_does_not_declare_is_refused_and_so_is_one_without_body()
    {
        var undeclared = Refused(Valid((manifest, _) => Array.ForEach(Components(manifest, "92"), component => component.Remove())));
        var bodyless = Refused(Valid((_, customizations) => customizations.Element("SdkMessageProcessingSteps")!.RemoveNodes()));

        Assert.Equal((-2147188678, -2147188705), (undeclared.ErrorCode, bodyless.ErrorCode));
    }

    [Fact, Trait("fidelity", "F321")]
    public void A_solution_that_needs_another_one_is_refused()
    {
        var refused = Refused(Valid((manifest, _) => manifest.Descendants("MissingDependencies").Single().Add(new XElement(
            "MissingDependency", new XElement(
                "Required",
                new XAttribute("type", 1),
                new XAttribute("schemaName", "msdyn_project"),
                new XAttribute("solution", "msdynce_Projects"))))));

        Assert.Equal(-2147188707, refused.ErrorCode);
        Assert.Contains("msdynce_Projects", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("next")]
    public void A_version_that_is_none_is_refused(string version) => Assert.Equal(-2147160034, Refused(Valid(version: version)).ErrorCode);

    [Fact]
    public void A_lookup_without_relationship_is_refused()
    {
        var table = new TestTable("tst_Thing") { Columns = { TestTable.Lookup("tst_Somewhere") } };

        var refused = Refused(new TestSolution { Tables = { table } });

        Assert.Contains("Lookup tst_Thing.tst_somewhere has no relationship", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relationship_to_a_table_that_is_not_there_is_refused()
    {
        var table = new TestTable("tst_Thing") { Columns = { TestTable.Lookup("tst_Unicorn") } };

        var refused = Refused(new TestSolution { Tables = { table }, Relationships = { TestTable.OneToMany("tst_u", "tst_Thing", "tst_Unicorn", "Unicorn") } });

        Assert.Equal(-2147188707, refused.ErrorCode);
        Assert.Contains("table unicorn", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_whose_type_changes_is_refused()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution { Tables = { new TestTable("Account") { IsExtension = true, Columns = { TestTable.Text("tst_Size") } } } }.ToZip());

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(new TestSolution
        {
            Version = "1.0.0.1",
            Tables = { new TestTable("Account") { IsExtension = true, Columns = { TestTable.Column("tst_Size", "int") } } },
        }.ToZip()));

        Assert.Contains("account.tst_size is of type Integer, but of type String", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_activity_table_of_its_own_is_refused_because_it_is_not_built()
    {
        var refused = Refused(new TestSolution
        {
            Tables = { new TestTable("tst_Visit") },
            Spoil = (_, customizations) => customizations.Descendants("entity").Single().Add(new XElement("IsActivity", 1)),
        });

        Assert.Contains("activity table", refused.Message, StringComparison.Ordinal);
    }

    static XElement[] Components(XElement manifest, string type) => [.. manifest.Descendants("RootComponent").Where(component => component.Attribute("type")!.Value == type)];

    static TestSolution Valid(Action<XElement, XElement>? spoil = null, string version = "1.0.0.0") => new()
    {
        Version = version,
        Spoil = spoil ?? ((_, _) => { }),
        Steps = { new TestStep("Say", "Create", "account", 20) { Configuration = "x" } },
    };

    static SolutionImportException Refused(TestSolution solution) => Refused(solution.ToZip());

    static SolutionImportException Refused(byte[] zip)
    {
        using var environment = LocalEnvironment.Create();
        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(zip));
        Assert.Equal(
            (0, 0, 0, 0),
            (
                environment.Count("solution"),
                environment.Count("publisher"),
                environment.Count("pluginassembly"),
                environment.Count("sdkmessageprocessingstep")));
        Assert.Contains(refused.Remedy, refused.Message, StringComparison.Ordinal);
        environment.CreateAccount();
        Assert.Empty(environment.Said());
        return refused;
    }
}
