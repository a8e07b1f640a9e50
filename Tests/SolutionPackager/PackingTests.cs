using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

public class PackingTests
{
    static readonly string[] RootParts = ["[Content_Types].xml", "customizations.xml", "solution.xml"];

    [Fact]
    public void The_zip_has_the_three_root_files_and_nothing_but_files()
    {
        using var folder = SmallSolution.Write();

        using var zip = Open(Pack(folder));

        Assert.Equal(RootParts, zip.Entries.Select(e => e.FullName).Where(name => !name.Contains('/')).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.EndsWith('/'));
        Assert.All(zip.Entries, entry => Assert.Matches("^[][A-Za-z0-9_./-]+$", entry.FullName));
    }

    [Fact]
    public void Managed_and_unmanaged_differ_only_in_the_manifests_mark()
    {
        using var folder = SmallSolution.Write();

        using var managed = Open(Pack(folder, PackageKind.Managed));
        using var unmanaged = Open(Pack(folder, PackageKind.Unmanaged));

        Assert.Contains("<Managed>1</Managed>", Text(managed, "solution.xml"), StringComparison.Ordinal);
        Assert.Equal(Text(managed, "solution.xml").Replace("<Managed>1<", "<Managed>0<", StringComparison.Ordinal), Text(unmanaged, "solution.xml"));
        Assert.Equal(Text(managed, "customizations.xml"), Text(unmanaged, "customizations.xml"));
    }

    [Fact]
    public void Every_placeholder_is_filled_from_its_folder()
    {
        using var folder = SmallSolution.Write();

        using var zip = Open(Pack(folder));
        var customizations = Xml(zip, "customizations.xml");

        var table = customizations.Element("Entities")!.Element("Entity")!;
        Assert.Equal("main", (string?)table.Element("FormXml")!.Element("forms")!.Attribute("type"));
        Assert.Single(table.Element("FormXml")!.Elements("forms").Elements("systemform"));
        Assert.Single(table.Element("SavedQueries")!.Elements("savedqueries").Elements("savedquery"));
        Assert.NotNull(table.Element("RibbonDiffXml")!.Element("RuleDefinitions"));
        Assert.Equal("Operator", (string?)customizations.Element("Roles")!.Element("Role")!.Attribute("name"));
        Assert.Equal("tst_reason", (string?)customizations.Element("optionsets")!.Element("optionset")!.Attribute("Name"));
        Assert.NotNull(customizations.Element("EntityRelationships")!.Element("EntityRelationship")!.Element("ReferencedEntityName"));
        Assert.NotNull(customizations.Element("SolutionPluginAssemblies")!.Element("PluginAssembly"));
        Assert.NotNull(customizations.Element("SdkMessageProcessingSteps")!.Element("SdkMessageProcessingStep"));
    }

    [Fact]
    public void The_manifest_keeps_even_its_comments()
    {
        using var folder = SmallSolution.Write();

        using var zip = Open(Pack(folder));

        Assert.Contains("<!-- a comment stays -->", Text(zip, "solution.xml"), StringComparison.Ordinal);
        Assert.StartsWith("<ImportExportXml", Text(zip, "solution.xml"), StringComparison.Ordinal);     // no declaration, as the server writes it
    }

    [Fact]
    public void Folders_that_are_parts_are_copied_byte_for_byte()
    {
        using var folder = SmallSolution.Write();

        using var zip = Open(Pack(folder));

        Assert.Equal(File.ReadAllBytes(folder.PathOf("src/" + SmallSolution.CustomApi)), Bytes(zip, SmallSolution.CustomApi));
        Assert.Equal(File.ReadAllBytes(folder.PathOf("src/" + SmallSolution.Variable)), Bytes(zip, SmallSolution.Variable));
    }

    [Fact]
    public void Folders_that_are_not_packed_stay_out_of_the_zip()
    {
        using var folder = SmallSolution.Write();

        using var zip = Open(Pack(folder));

        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.EndsWith(".csv", StringComparison.Ordinal));
    }

    [Fact]
    public void A_web_resource_and_an_assembly_lie_where_their_metadata_says()
    {
        using var folder = SmallSolution.Write();

        using var zip = Open(Pack(folder));

        Assert.Equal("\"use strict\";\n", Text(zip, "WebResources/tst_jsformjsAF9AC1D4-6C3F-4F0E-8F4A-5D4C1F5B7A08"));
        Assert.Equal(File.ReadAllBytes(folder.PathOf("build/Tst.Plugins.dll")), Bytes(zip, SmallSolution.Assembly.Replace(".data.xml", "", StringComparison.Ordinal)));
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.EndsWith(".data.xml", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_part_has_a_content_type_as_the_server_writes_it()
    {
        using var folder = SmallSolution.Write();

        using var zip = Open(Pack(folder));
        var text = Text(zip, "[Content_Types].xml");
        var types = XDocument.Parse(text).Root!.Elements().ToArray();

        Assert.DoesNotContain('\n', text);
        Assert.All(types, type => Assert.Equal("application/octet-stream", (string?)type.Attribute("ContentType")));
        Assert.Equal(["dll", "xml"], types.Where(t => t.Name.LocalName == "Default").Select(t => (string?)t.Attribute("Extension")));
        Assert.Equal(
            ["/WebResources/tst_jsformjsAF9AC1D4-6C3F-4F0E-8F4A-5D4C1F5B7A08"],
            types.Where(t => t.Name.LocalName == "Override").Select(t => (string?)t.Attribute("PartName")));
    }

    [Fact]
    public void Packing_managed_takes_the_managed_sibling_of_a_form_and_packing_unmanaged_ignores_it()
    {
        using var folder = SmallSolution.Write();
        var form = File.ReadAllText(folder.PathOf("src/" + SmallSolution.Form));
        folder.Write("src/" + SmallSolution.Form.Replace(".xml", "_managed.xml", StringComparison.Ordinal), form.Replace("\"General\"", "\"For customers\"", StringComparison.Ordinal));

        using var managed = Open(Pack(folder, PackageKind.Managed));
        using var unmanaged = Open(Pack(folder, PackageKind.Unmanaged));

        Assert.Equal("For customers", FirstTab(managed));
        Assert.Equal("General", FirstTab(unmanaged));
        Assert.Single(Xml(managed, "customizations.xml").Descendants("systemform"));

        static string? FirstTab(ZipArchive zip) => (string?)Xml(zip, "customizations.xml").Descendants("tab").First().Element("labels")!.Element("label")!.Attribute("description");
    }

    [Fact]
    public void Forms_are_ordered_by_id_and_a_new_group_begins_with_every_change_of_type()
    {
        using var folder = SmallSolution.Write();
        var form = File.ReadAllText(folder.PathOf("src/" + SmallSolution.Form));
        foreach (var (type, id) in new[] { ("quick", "{6f9ac1d4-0000-4f0e-8f4a-5d4c1f5b7a03}"), ("main", "{7f9ac1d4-0000-4f0e-8f4a-5d4c1f5b7a03}") })
        {
            folder.Write($"src/Entities/tst_Machine/FormXml/{type}/{id}.xml", form.Replace("{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a03}", id, StringComparison.Ordinal));
        }

        using var zip = Open(Pack(folder));

        var groups = Xml(zip, "customizations.xml").Descendants("FormXml").Single().Elements("forms").Select(group => (string?)group.Attribute("type"));
        Assert.Equal(["main", "quick", "main"], groups);
    }

    [Fact]
    public void Two_packings_of_two_copies_of_the_source_at_different_paths_give_identical_bytes()
    {
        using var here = SmallSolution.Write();
        using var there = new SourceFolder();
        foreach (var path in here.Files().Reverse()) there.Write("deeper/" + path, File.ReadAllBytes(here.PathOf(path)));

        var first = Pack(here);
        var second = Packer.Pack(PacConfig.Load(there.PathOf("deeper/pac.config.json")), PackageKind.Managed);

        Assert.Equal(first, second);
    }

    [Fact]
    public void The_zip_shows_neither_time_nor_host()
    {
        using var folder = SmallSolution.Write();

        var bytes = Pack(folder);

        using var zip = Open(bytes);
        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
        Assert.All(zip.Entries, entry => Assert.Equal(0, entry.ExternalAttributes));
        Assert.Equal(zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal), zip.Entries.Select(e => e.FullName));
        Assert.All(Headers(bytes), header => Assert.Equal((0, 0, 8), (bytes[header + 5], bytes[header + 8] | bytes[header + 9] << 8, bytes[header + 10])));    // host, flags, deflate
    }

    [Fact]
    public void The_content_hash_depends_on_names_and_contents_only()
    {
        using var folder = SmallSolution.Write();
        var bytes = Pack(folder);

        var hash = PackageZip.ContentHash(bytes);

        Assert.Equal(hash, PackageZip.ContentHash(Recompressed(bytes)));
        Assert.NotEqual(hash, PackageZip.ContentHash(Pack(folder, PackageKind.Unmanaged)));
        Assert.Matches("^[0-9A-F]{64}$", hash);
    }

    [Fact]
    public void Our_own_solution_packs_and_names_every_part()
    {
        using var zip = Open(Artifacts.ManagedZip);

        Assert.Contains("<UniqueName>CustomerOffboarding</UniqueName>", Text(zip, "solution.xml"), StringComparison.Ordinal);
        Assert.Equal(2, zip.Entries.Count(entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal)));
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.StartsWith("Data/", StringComparison.Ordinal));
        Assert.NotEmpty(Artifacts.UnmanagedZip);
    }

    static byte[] Pack(SourceFolder folder, PackageKind kind = PackageKind.Managed) => Packer.Pack(PacConfig.Load(folder.PathOf("pac.config.json")), kind);

    static ZipArchive Open(byte[] zip) => new(new MemoryStream(zip), ZipArchiveMode.Read);

    static byte[] Bytes(ZipArchive zip, string name)
    {
        using var stream = zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    static string Text(ZipArchive zip, string name) => System.Text.Encoding.UTF8.GetString(Bytes(zip, name)).TrimStart('\uFEFF');

    static XElement Xml(ZipArchive zip, string name) => XDocument.Parse(Text(zip, name)).Root!;

    /// <summary>Offsets of the central directory's headers.</summary>
    static int[] Headers(byte[] zip) => Enumerable.Range(0, zip.Length - 46).Where(i => zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2).ToArray();

    static byte[] Recompressed(byte[] zip)
    {
        using var source = Open(zip);
        using var stream = new MemoryStream();
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries.Reverse())
            {
                using var writer = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                writer.Write(Bytes(source, entry.FullName));
            }
        }

        return stream.ToArray();
    }
}
