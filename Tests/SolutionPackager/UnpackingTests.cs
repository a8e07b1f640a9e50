using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

public class UnpackingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packing_what_was_unpacked_gives_the_same_content_also_of_kinds_we_do_not_use(bool managed)
    {
        using var folder = new SourceFolder();
        Unpacker.Unpack(new MemoryStream(ForeignSolution.Zip(managed)), folder.PathOf("src"));

        var zip = Packer.Pack(folder.PathOf("src"), managed ? PackageKind.Managed : PackageKind.Unmanaged);

        var expected = ForeignSolution.Parts(managed);
        var actual = PackageZip.Read(new MemoryStream(zip));
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected.Keys.Where(name => !IsWritten(name)), name => Assert.Equal(expected[name], actual[name]));
        Assert.Null(SolutionXml.FirstDifference(Xml(expected["customizations.xml"]), Xml(actual["customizations.xml"])));
        Assert.Null(SolutionXml.FirstDifference(Xml(expected["solution.xml"]), Xml(actual["solution.xml"])));
    }

    [Fact]
    public void The_layout_is_the_official_packers()
    {
        using var folder = new SourceFolder();

        Unpacker.Unpack(new MemoryStream(ForeignSolution.Zip()), folder.PathOf("src"));

        Assert.Equal(
            """
            src/Assets/set.xml
            src/CanvasApps/x_app_12345.meta.xml
            src/CanvasApps/x_app_12345_BackgroundImageUri
            src/CanvasApps/x_app_12345_DocumentUri.msapp
            src/Dashboards/{66666666-0000-0000-0000-000000000001}.xml
            src/Entities/x_Ant/Entity.xml
            src/Entities/x_Zebra/Entity.xml
            src/Entities/x_Zebra/FormXml/card/{77777777-0000-0000-0000-000000000003}.xml
            src/Entities/x_Zebra/FormXml/main/{00000000-0000-0000-0000-000000000002}.xml
            src/Entities/x_Zebra/FormXml/main/{ffffffff-0000-0000-0000-000000000001}.xml
            src/Entities/x_Zebra/SavedQueries/{aaaaaaaa-0000-0000-0000-000000000001}.xml
            src/Entities/x_Zebra/SavedQueries/{bbbbbbbb-0000-0000-0000-000000000001}.xml
            src/Other/ComponentOrder.txt
            src/Other/Customizations.xml
            src/Other/Relationships.xml
            src/Other/Relationships/Account.xml
            src/Other/Relationships/x_Zebra.xml
            src/Other/Solution.xml
            src/PluginAssemblies/XPlugins-0C4F9A6E-2F5B-4F0E-8F4A-222222222222/XPlugins.dll
            src/PluginAssemblies/XPlugins-0C4F9A6E-2F5B-4F0E-8F4A-222222222222/XPlugins.dll.data.xml
            src/Reports/Machines33333333.rdl
            src/Roles/Reader _ Writer-2.xml
            src/Roles/Reader _ Writer.xml
            src/WebResources/x_page-2
            src/WebResources/x_page-2.data.xml
            src/WebResources/x_page/main
            src/WebResources/x_page/main.data.xml
            src/Workflows/Notify-0C4F9A6E-2F5B-4F0E-8F4A-111111111111.json
            src/Workflows/Notify-0C4F9A6E-2F5B-4F0E-8F4A-111111111111.json.data.xml
            src/Workflows/{0c4f9a6e-2f5b-4f0e-8f4a-333333333333}.data.xml
            src/a thing of tomorrow/ü.bin
            src/appactions/x__{!EntityLogicalName}.New!x_app/appaction.xml
            src/botcomponents/x_bot.topic.OnError/data
            src/bots/x_bot/bot.xml
            src/pluginpackages/x_Package/package/x_Package.nupkg
            src/pluginpackages/x_Package/pluginpackage.xml
            """.ReplaceLineEndings("\n"),
            string.Join('\n', folder.Files()));
    }

    [Fact]
    public void Placeholders_stay_empty_and_unknown_elements_stay_inline()
    {
        using var folder = new SourceFolder();
        Unpacker.Unpack(new MemoryStream(ForeignSolution.Zip()), folder.PathOf("src"));

        var skeleton = Xml(File.ReadAllBytes(folder.PathOf("src/Other/Customizations.xml")));

        Assert.All(["Entities", "Roles", "Workflows", "EntityRelationships", "Dashboards", "WebResources", "CanvasApps"], name => Assert.True(skeleton.Element(name)!.IsEmpty));
        Assert.All(["Templates", "Reports", "connectionreferences", "thingsoftomorrow", "Languages"], name => Assert.True(skeleton.Element(name)!.HasElements));
        Assert.Equal("2", Xml(File.ReadAllBytes(folder.PathOf("src/Other/Solution.xml"))).Element("SolutionManifest")!.Element("Managed")!.Value);
    }

    [Fact]
    public void Our_own_zip_unpacks_to_its_source_and_packs_to_the_same_bytes()
    {
        using var folder = new SourceFolder();

        Unpacker.Unpack(new MemoryStream(Artifacts.ManagedZip), folder.PathOf("src"));

        Assert.Equal(Artifacts.ManagedZip, Packer.Pack(folder.PathOf("src"), PackageKind.Managed));
        Assert.False(File.Exists(folder.PathOf("src/Other/ComponentOrder.txt")), "Our files are in the order that packing gives them.");
    }

    [Fact]
    public void Unpacking_again_replaces_the_earlier_solution_as_a_whole()
    {
        using var folder = new SourceFolder();
        Unpacker.Unpack(new MemoryStream(ForeignSolution.Zip()), folder.PathOf("src"));
        var before = folder.Files();
        folder.Write("src/Roles/Stale.xml", "<Role />");

        Unpacker.Unpack(new MemoryStream(ForeignSolution.Zip()), folder.PathOf("src"));

        Assert.Equal(before, folder.Files());
    }

    [Theory]
    [InlineData("src/notes.txt", "not an unpacked solution")]
    [InlineData("src/.git/HEAD", "not an unpacked solution")]
    public void A_folder_with_other_things_in_it_is_left_alone(string file, string reason)
    {
        using var folder = new SourceFolder();
        folder.Write(file, "mine");

        var error = Assert.Throws<SolutionSourceException>(() => Unpacker.Unpack(new MemoryStream(ForeignSolution.Zip()), folder.PathOf("src")));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal([file], folder.Files());
    }

    [Fact]
    public void A_repository_is_not_thrown_away_with_the_earlier_solution()
    {
        using var folder = new SourceFolder();
        Unpacker.Unpack(new MemoryStream(ForeignSolution.Zip()), folder.PathOf("src"));
        folder.Write("src/.git/HEAD", "mine");

        var error = Assert.Throws<SolutionSourceException>(() => Unpacker.Unpack(new MemoryStream(ForeignSolution.Zip()), folder.PathOf("src")));

        Assert.Contains(".git", error.Message, StringComparison.Ordinal);
        Assert.Contains("src/.git/HEAD", folder.Files());
    }

    public static TheoryData<string> Traversals => ["../evil.txt", "..%2Fevil.txt", "a/../../evil.txt", "/etc/evil.txt", "C:/evil.txt", "a\\..\\evil.txt", "a//b.txt"];

    [Theory, MemberData(nameof(Traversals))]
    public void A_name_that_leads_out_of_the_folder_is_refused(string name)
    {
        var zip = ForeignSolution.Zip(new Dictionary<string, byte[]>(ForeignSolution.Parts(managed: false), StringComparer.Ordinal) { [name] = [1] });

        AssertRefused(zip, name, "leads out of the folder");
    }

    [Fact]
    public void Two_names_that_differ_in_case_only_are_refused()
    {
        var zip = ForeignSolution.Zip(new Dictionary<string, byte[]>(ForeignSolution.Parts(managed: false), StringComparer.Ordinal) { ["ASSETS/set.xml"] = [1] });

        AssertRefused(zip, "et.xml", "twice");
    }

    [Theory]
    [InlineData("solution.xml")]
    [InlineData("customizations.xml")]
    public void A_zip_without_a_root_file_is_refused_with_its_name(string missing)
    {
        var parts = new Dictionary<string, byte[]>(ForeignSolution.Parts(managed: false), StringComparer.Ordinal);
        parts.Remove(missing);

        AssertRefused(ForeignSolution.Zip(parts), missing, "missing");
    }

    [Fact]
    public void Malformed_customizations_are_refused_with_their_line()
    {
        var parts = new Dictionary<string, byte[]>(ForeignSolution.Parts(managed: false), StringComparer.Ordinal)
        {
            ["customizations.xml"] = Encoding.UTF8.GetBytes("<ImportExportXml>\n<Entities>\n</ImportExportXml>"),
        };

        AssertRefused(ForeignSolution.Zip(parts), "customizations.xml(3)", "not well-formed");
    }

    [Fact]
    public void A_document_type_is_refused()
    {
        var parts = new Dictionary<string, byte[]>(ForeignSolution.Parts(managed: false), StringComparer.Ordinal)
        {
            ["solution.xml"] = Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><ImportExportXml>&a;</ImportExportXml>"),
        };

        AssertRefused(ForeignSolution.Zip(parts), "solution.xml", "DTD");
    }

    [Fact]
    public void Bytes_that_are_no_zip_are_refused() => AssertRefused(Encoding.UTF8.GetBytes("no zip at all"), "(zip)", "broken");

    [Fact]
    public void A_zip_that_was_cut_off_is_refused() => AssertRefused(ForeignSolution.Zip()[..^200], "(zip)", "broken");

    [Fact]
    public void A_part_whose_checksum_is_wrong_is_named()
    {
        var zip = PackageZip.Write(ForeignSolution.Parts(managed: false));
        var name = Encoding.ASCII.GetBytes("Assets/set.xml");
        var header = zip.AsSpan().LastIndexOf(name) - 46;      // its entry in the central directory
        zip[header + 16] ^= 0xFF;

        AssertRefused(zip, "Assets/set.xml", "");
    }

    [Fact]
    public void Whatever_byte_is_changed_unpacking_gives_the_solution_or_a_clear_error()
    {
        var zip = PackageZip.Write(ForeignSolution.Parts(managed: false));

        CsCheck.Check.Sample(CsCheck.Gen.Select(CsCheck.Gen.Int[0, zip.Length - 1], CsCheck.Gen.Byte), change =>
        {
            var (position, value) = change;
            var changed = (byte[])zip.Clone();
            changed[position] = value;
            try
            {
                PackageZip.Read(new MemoryStream(changed));
            }
            catch (SolutionSourceException error)
            {
                Assert.NotEmpty(error.Finding.Remedy);
            }
        }, iter: 2000, threads: 1);
    }

    static void AssertRefused(byte[] zip, string part, string reason)
    {
        using var folder = new SourceFolder();

        var error = Assert.Throws<SolutionSourceException>(() => Unpacker.Unpack(new MemoryStream(zip), folder.PathOf("src")));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Finding.Remedy);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Root));
    }

    static bool IsWritten(string name) => name is "solution.xml" or "customizations.xml" or "[Content_Types].xml";

    static XElement Xml(byte[] content) => SolutionXml.Parse(content, "test").Root!;
}
