using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace LocalDataverse.Web.App.Assets;

/// <summary>Styles and scripts of the app, read out of this assembly: those of Blazor and Fluent UI, and our own below <c>app/</c>.</summary>
/// <remarks>The list of module initializers, which the SDK writes for programs with a folder of assets, is told as a file of its own.</remarks>
internal sealed class EmbeddedAssets : IFileProvider
{
    const string Folder = "wwwroot/";
    const string Initializers = """["_content/Microsoft.FluentUI.AspNetCore.Components/Microsoft.FluentUI.AspNetCore.Components.lib.module.js"]""";

    static readonly Assembly Assembly = typeof(EmbeddedAssets).Assembly;
    static readonly DateTimeOffset Built = new(File.GetLastWriteTimeUtc(Assembly.Location), TimeSpan.Zero);
    static readonly HashSet<string> Names = [.. Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..].Replace('\\', '/'))];

    readonly string initializersFile = $"{Assembly.GetName().Name}.modules.json";

    /// <inheritdoc/>
    public IFileInfo GetFileInfo(string subpath)
    {
        var name = subpath.TrimStart('/');
        if (name == initializersFile) return new Asset(name, Encoding.UTF8.GetBytes(Initializers));

        return Names.Contains(name) ? new Asset(name, Bytes(name)) : new NotFoundFileInfo(name);
    }

    /// <inheritdoc/>
    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    /// <inheritdoc/>
    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    static byte[] Bytes(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(Folder + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    sealed class Asset(string name, byte[] bytes) : IFileInfo
    {
        public bool Exists => true;

        public long Length => bytes.Length;

        public string? PhysicalPath => null;

        public string Name => Path.GetFileName(name);

        public DateTimeOffset LastModified => Built;

        public bool IsDirectory => false;

        public Stream CreateReadStream() => new MemoryStream(bytes, writable: false);
    }
}
