using System;
using System.IO;
using System.Linq;
using Offboard;
using Offboard.Output;

namespace Offboarding.Tests.Offboard;

public sealed class OutFileTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_result_replaces_the_file_of_an_earlier_run_and_leaves_nothing_beside_it()
    {
        var path = Path.Combine(folder.FullName, "verdicts.csv");
        OutFile.WriteText(path, "old");

        OutFile.WriteText(path, "Größe");

        Assert.Equal("Größe", File.ReadAllText(path));
        Assert.Equal(["verdicts.csv"], folder.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_and_nothing_is_half_written()
    {
        var path = Path.Combine(folder.FullName, "nowhere", "verdicts.csv");

        var refusal = Assert.Throws<CommandFailure>(() => OutFile.WriteText(path, "text"));

        Assert.StartsWith(path + " cannot be written: ", refusal.Problem, StringComparison.Ordinal);
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }
}
