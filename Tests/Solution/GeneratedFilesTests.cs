using System;
using System.IO;
using System.Linq;
using SolutionPackager.Rows;

namespace Offboarding.Tests.Solution;

/// <summary>What is generated from the solution source is as fresh as the source.</summary>
public class GeneratedFilesTests
{
    const string Remedy = "Run `offboard solution rows` and commit what it writes.";

    [Fact]
    public void Row_classes_are_as_generated()
    {
        var folder = Path.Combine(SharedFacts.RepositoryRoot, "Plugins", "Rows");
        var expected = RowGenerator.Generate(SolutionSource.Folder);
        var actual = Directory.GetFiles(folder, "*.g.cs").ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in expected) Assert.True(text == actual[name], $"Plugins/Rows/{name} is stale. {Remedy}");
    }

    [Fact]
    public void The_page_of_tables_is_as_generated()
    {
        var page = File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "docs", "reference", "tables.md"));

        Assert.True(TablesPage.Write(SolutionSource.Folder) == page, $"docs/reference/tables.md is stale. {Remedy}");
    }

    [Fact]
    public void The_page_of_settings_names_every_setting_with_its_default()
    {
        var page = File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "docs", "reference", "settings.md"));
        var settings = SolutionSource.Below("environmentvariabledefinitions").Select(file => file.Value).ToList();

        Assert.NotEmpty(settings);
        foreach (var setting in settings)
        {
            var shown = setting.Element("defaultvalue")?.Value is { } value ? $"`{value}`" : "blank";
            Assert.Contains($"| `{(string)setting.Attribute("schemaname")!}` | {shown} |", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Writing_leaves_fresh_files_alone_repairs_stale_ones_and_drops_rows_without_a_table()
    {
        var root = Directory.CreateTempSubdirectory("generated").FullName;
        try
        {
            var first = RowGenerator.Write(SolutionSource.Folder, root);
            var second = RowGenerator.Write(SolutionSource.Folder, root);
            File.AppendAllText(Path.Combine(root, "Plugins/Rows/ContractRow.g.cs"), "// edited");
            File.WriteAllText(Path.Combine(root, "Plugins/Rows/GoneRow.g.cs"), string.Empty);
            File.WriteAllText(Path.Combine(root, "Plugins/Rows/Handmade.cs"), string.Empty);
            var third = RowGenerator.Write(SolutionSource.Folder, root);

            Assert.Contains("docs/reference/tables.md", first);
            Assert.Contains("Plugins/Rows/ContractRow.g.cs", first);
            Assert.Empty(second);
            Assert.Equal(["Plugins/Rows/ContractRow.g.cs", "Plugins/Rows/GoneRow.g.cs"], third);
            Assert.True(File.Exists(Path.Combine(root, "Plugins/Rows/Handmade.cs")));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("off_Shift193", "shift_193")]
    [InlineData("off_InTermNotice", "in_term_notice")]
    [InlineData("off_PrepaidTo", "prepaid_to")]
    [InlineData("off_Law", "law")]
    public void A_fact_is_named_after_its_column(string schemaName, string fact) => Assert.Equal(fact, RowNames.Fact(schemaName));

    [Fact]
    public void A_broken_source_is_named_with_file_and_line()
    {
        var folder = Directory.CreateTempSubdirectory("solution");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "Entities", "off_X"));
            File.WriteAllText(Path.Combine(folder.FullName, "Entities", "off_X", "Entity.xml"), "<Entity>\n<Name>off_X</Nam>");

            var refused = Assert.Throws<SolutionPackager.SolutionSourceException>(() => RowGenerator.Generate(folder.FullName));

            Assert.EndsWith("Entity.xml", refused.Finding.File, StringComparison.Ordinal);
            Assert.Equal(2, refused.Finding.Line);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
