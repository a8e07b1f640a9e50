using System;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

/// <summary>What stops packing: always with file, line where there is one, and remedy.</summary>
public class SourceErrorTests
{
    [Fact]
    public void A_missing_source_folder_is_named()
    {
        using var folder = SmallSolution.Write().Replace("pac.config.json", "\"src\"", "\"elsewhere\"");

        AssertStops(folder, "elsewhere", null, "does not exist");
    }

    [Fact]
    public void Malformed_xml_is_named_with_its_line()
    {
        using var folder = SmallSolution.Write().Write("src/" + SmallSolution.Role, "<Role>\n  <RolePrivileges>\n</Role>");

        AssertStops(folder, "src/Roles/Operator.xml", 3, "not well-formed");
    }

    [Fact]
    public void A_file_with_another_root_element_is_named()
    {
        using var folder = SmallSolution.Write().Write("src/" + SmallSolution.Role, "<Rolle />");

        AssertStops(folder, "src/Roles/Operator.xml", 1, "<Rolle>");
    }

    [Fact]
    public void Files_without_a_placeholder_stop_packing()
    {
        using var folder = SmallSolution.Write().Replace("src/Other/Customizations.xml", "<Roles />", "");

        AssertStops(folder, "src/Other/Customizations.xml", null, "<Roles>");
    }

    [Fact]
    public void A_file_that_no_component_claims_stops_packing()
    {
        using var folder = SmallSolution.Write().Write("src/Entities/tst_Machine/Notes.txt", "?");

        AssertStops(folder, "src/Entities/tst_Machine/Notes.txt", null, "would not be packed");
    }

    [Fact]
    public void Metadata_of_a_kind_that_only_the_official_packer_knows_stops_packing()
    {
        using var folder = SmallSolution.Write().Write("src/Reports/1033/{x}/Machines.rdl.data.xml", "<Report />");

        AssertStops(folder, "src/Reports/1033/{x}/Machines.rdl.data.xml", null, "official pac");
    }

    [Fact]
    public void A_listed_relationship_without_body_is_named_with_its_line()
    {
        using var folder = SmallSolution.Write().Write("src/Other/Relationships.xml", "<EntityRelationships>\n<EntityRelationship Name=\"tst_account_machine\" />\n<EntityRelationship Name=\"tst_gone\" />\n</EntityRelationships>");

        AssertStops(folder, "src/Other/Relationships.xml", 3, "tst_gone");
    }

    [Fact]
    public void A_relationship_that_is_not_listed_is_named()
    {
        using var folder = SmallSolution.Write().Write("src/Other/Relationships.xml", "<EntityRelationships />");

        AssertStops(folder, "src/" + SmallSolution.Relationships, 2, "tst_account_machine");
    }

    [Fact]
    public void A_web_resource_without_its_file_is_named()
    {
        using var folder = SmallSolution.Write().Delete("src/WebResources/tst_/js/form.js");

        AssertStops(folder, "src/WebResources/tst_/js/form.js", null, "missing");
    }

    [Fact]
    public void An_assembly_that_was_not_built_is_named()
    {
        using var folder = SmallSolution.Write().Delete("build/Tst.Plugins.dll");

        AssertStops(folder, "build/Tst.Plugins.dll", null, "not been built");
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_named()
    {
        using var folder = SmallSolution.Write().Write("build/Tst.Plugins.dll", "no dll");

        AssertStops(folder, "build/Tst.Plugins.dll", null, "not a .NET assembly");
    }

    [Fact]
    public void An_assembly_without_metadata_is_named()
    {
        using var folder = SmallSolution.Write().Write("build/Tst.Plugins.dll", new PluginDll { Name = "Tst.Other" }.ToBytes());

        AssertStops(folder, "build/Tst.Plugins.dll", null, "TstOther.dll.data.xml");
    }

    [Fact]
    public void An_assembly_without_strong_name_is_refused() => AssertDllRefused(new PluginDll { Signed = false }, "0x8004416C");

    [Fact]
    public void An_assembly_for_another_framework_is_refused() => AssertDllRefused(new PluginDll { Framework = ".NETCoreApp,Version=v10.0" }, "net462");

    [Fact]
    public void An_assembly_with_a_newer_sdk_is_refused() => AssertDllRefused(new PluginDll { Sdk = new Version(9, 2, 0, 0) }, "0x8004419B");

    [Fact]
    public void An_assembly_of_more_than_16_megabytes_is_refused() => AssertDllRefused(new PluginDll { Padding = 16 * 1024 * 1024 }, "16,777,216");

    [Fact]
    public void A_listed_type_that_is_not_in_the_dll_is_refused_with_its_line()
    {
        using var folder = SmallSolution.Write().Write("build/Tst.Plugins.dll", new PluginDll { Plugins = ["Tst.Plugins.Other"] }.ToBytes());

        AssertStops(folder, "src/" + SmallSolution.Assembly, 5, "Tst.Plugins.CountMachines is not in the DLL");
    }

    [Fact]
    public void A_type_that_Dataverse_cannot_create_is_refused()
    {
        using var folder = SmallSolution.Write().Write("build/Tst.Plugins.dll", new PluginDll { PublicTypes = false }.ToBytes());

        AssertStops(folder, "src/" + SmallSolution.Assembly, 5, "0x8004A201");
    }

    [Fact]
    public void An_identity_that_is_not_the_dlls_is_refused()
    {
        using var folder = SmallSolution.Write().Replace("src/" + SmallSolution.Assembly, "<PluginAssembly FullName=\"Tst.Plugins, Version=1.0.0.0", "<PluginAssembly FullName=\"Tst.Plugins, Version=1.0.1.0");

        AssertStops(folder, "src/" + SmallSolution.Assembly, 1, "FullName");
    }

    static void AssertDllRefused(PluginDll dll, string reason)
    {
        using var folder = SmallSolution.Write().Write("build/Tst.Plugins.dll", dll.ToBytes());

        AssertStops(folder, "build/Tst.Plugins.dll", null, reason);
    }

    static void AssertStops(SourceFolder folder, string file, int? line, string text)
    {
        var error = Assert.Throws<SolutionSourceException>(() => Packer.Pack(PacConfig.Load(folder.PathOf("pac.config.json")), PackageKind.Managed));

        Assert.Equal((file, line), (error.Finding.File, error.Finding.Line));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Finding.Remedy);
    }
}
