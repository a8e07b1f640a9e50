using System;
using System.IO;
using System.Linq;

namespace Offboarding.Tests.Packaging;

/// <summary>A folder of files for one test, gone afterwards.</summary>
public sealed class SourceFolder : IDisposable
{
    public SourceFolder() => Directory.CreateDirectory(Root);

    /// <summary>Full path; another one for every instance.</summary>
    public string Root { get; } = Path.Combine(Path.GetTempPath(), "packaging-" + Guid.NewGuid().ToString("N"));

    public string PathOf(string path) => Path.Combine(Root, path);

    public SourceFolder Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public SourceFolder Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllBytes(PathOf(path), content);
        return this;
    }

    /// <summary>Replaces a text that must occur; a test that spoils nothing proves nothing.</summary>
    public SourceFolder Replace(string path, string old, string @new)
    {
        var text = File.ReadAllText(PathOf(path));
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Write(path, text.Replace(old, @new, StringComparison.Ordinal));
    }

    public SourceFolder Delete(string path)
    {
        File.Delete(PathOf(path));
        return this;
    }

    /// <summary>Paths of all files, with <c>/</c>, sorted.</summary>
    public string[] Files() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal).ToArray();

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
