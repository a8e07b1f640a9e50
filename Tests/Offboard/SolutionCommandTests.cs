using System;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.Offboard;

public sealed class SolutionCommandTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Pack_writes_both_zips_into_the_folder_that_was_named()
    {
        var run = Terminal.Run("solution", "pack", "--out", folder.FullName);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["CustomerOffboarding.zip", "CustomerOffboarding_managed.zip"], folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Artifacts.ManagedZip, File.ReadAllBytes(Path.Combine(folder.FullName, "CustomerOffboarding_managed.zip")));
    }

    [Fact]
    public void Unpack_refuses_a_folder_in_which_files_would_stay_behind()
    {
        var zip = Path.Combine(folder.FullName, "solution.zip");
        File.WriteAllBytes(zip, Artifacts.UnmanagedZip);

        var refused = Terminal.RunIn(folder.FullName, "solution", "unpack", "solution.zip", ".");
        var unpacked = Terminal.RunIn(folder.FullName, "solution", "unpack", "solution.zip", "source");

        Assert.Equal((1, "Error: . is not empty. Give a new folder: files that the zip does not have would stay behind.\n"), (refused.ExitCode, refused.Errors));
        Assert.Equal(0, unpacked.ExitCode);
        Assert.True(File.Exists(Path.Combine(folder.FullName, "source", "Other", "Solution.xml")));
    }

    [Fact]
    public void Unpack_refuses_what_is_no_zip()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "solution.zip"), "no zip");

        var run = Terminal.RunIn(folder.FullName, "solution", "unpack", "solution.zip", "source");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("Unexpected", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.FullName, "source")));
    }

    [Fact]
    public void Check_finds_nothing_in_the_source_of_this_repository()
    {
        var run = Terminal.Run("solution", "check", "--schemas", SharedFacts.Path("schemas"));

        Assert.Equal((0, "The solution source is sound.\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Check_refuses_a_schema_folder_that_does_not_exist()
    {
        var run = Terminal.Run("solution", "check", "--schemas", "nowhere");

        Assert.Equal((1, "Error: The folder nowhere does not exist. Give the folder with the XSD files, or leave out --schemas.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public void Rows_writes_what_the_repository_holds_and_nothing_the_second_time()
    {
        File.Copy(Artifacts.Config.Path, Path.Combine(folder.FullName, "pac.config.json"));
        CopyFolder(Artifacts.Config.FullPath(Artifacts.Config.Source), Path.Combine(folder.FullName, Artifacts.Config.Source));

        var first = Terminal.RunIn(folder.FullName, "solution", "rows", "--json");
        var second = Terminal.RunIn(folder.FullName, "solution", "rows", "--json");

        var written = JArray.Parse(first.Output).Select(file => (string)file!).ToList();
        Assert.Contains("Plugins/Rows/ContractRow.g.cs", written);
        Assert.All(written, file => Assert.Equal(File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, file)), File.ReadAllText(Path.Combine(folder.FullName, file))));
        Assert.Equal((0, "[]\n"), (second.ExitCode, second.Output));
    }

    static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
