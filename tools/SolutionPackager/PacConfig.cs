using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SolutionPackager.Assemblies;

namespace SolutionPackager;

/// <summary><c>pac.config.json</c>: which solution is packed from where, with which assemblies, into which files.</summary>
/// <remarks>Documented in <c>docs/reference/pac-config.md</c>, with the equal calls of the official <c>pac</c>.</remarks>
public sealed class PacConfig
{
    PacConfig(string path, Reading reading)
    {
        Path = path;
        Folder = System.IO.Path.GetDirectoryName(path)!;
        Solution = reading.Text("solution");
        Publisher = reading.Text("publisher");
        Version = reading.Version("version");
        Source = reading.Text("source");
        NotPacked = reading.Texts("notPacked");
        Optional = reading.Named("optional");
        Assemblies = reading.Texts("assemblies");
        ManagedOutput = reading.Text("output", "managed");
        UnmanagedOutput = reading.Text("output", "unmanaged");
        DeploymentSettings = reading.Texts("deploymentSettings");
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>Full path of the folder that holds it; all other paths are relative to that folder and use <c>/</c>.</summary>
    public string Folder { get; }

    /// <summary>Unique name of the solution.</summary>
    public string Solution { get; }

    /// <summary>Unique name of the publisher.</summary>
    public string Publisher { get; }

    /// <summary>Version of the solution: four numbers, equal to the one in <c>Other/Solution.xml</c>.</summary>
    public Version Version { get; }

    /// <summary>Folder with the unpacked solution.</summary>
    public string Source { get; }

    /// <summary>Folders below <see cref="Source"/> that belong to the product, but not into the zip, such as the data that the assemblies embed.</summary>
    public IReadOnlyList<string> NotPacked { get; }

    /// <summary>Parts that may be left out: name and folder. Their files are laid over those of <see cref="Source"/>.</summary>
    public IReadOnlyDictionary<string, string> Optional { get; }

    /// <summary>Built assemblies that are put into the zip where their <c>.data.xml</c> says.</summary>
    public IReadOnlyList<string> Assemblies { get; }

    /// <summary>Where the managed zip goes.</summary>
    public string ManagedOutput { get; }

    /// <summary>Where the unmanaged zip goes.</summary>
    public string UnmanagedOutput { get; }

    /// <summary>Files for <c>pac solution import --settings-file</c>, checked together with the solution.</summary>
    public IReadOnlyList<string> DeploymentSettings { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Path of <c>pac.config.json</c>.</param>
    /// <exception cref="SolutionSourceException">Missing, malformed, an unknown property or a missing value; names line and remedy.</exception>
    public static PacConfig Load(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        if (!File.Exists(path)) throw new SolutionSourceException(path, null, "The file does not exist.", "Run from the repository or name its pac.config.json.");

        try
        {
            using var reader = new JsonTextReader(new StringReader(File.ReadAllText(path)));
            var root = JObject.Load(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error, LineInfoHandling = LineInfoHandling.Load });
            return new PacConfig(System.IO.Path.GetFullPath(path), new Reading(name, root));
        }
        catch (JsonReaderException error)
        {
            throw new SolutionSourceException(name, error.LineNumber, $"This is not well-formed JSON: {error.Message}", "Correct the file.", error);
        }
    }

    /// <summary>Full path of a path in the file.</summary>
    /// <param name="path">Relative to <see cref="Folder"/>, with <c>/</c>.</param>
    public string FullPath(string path) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, path));

    /// <summary>The source with its optional parts, but for those in <paramref name="without"/>.</summary>
    /// <exception cref="SolutionSourceException">There is no part of that name, or a folder is missing.</exception>
    internal SourceTree LoadSource(IReadOnlyCollection<string> without)
    {
        if (without.FirstOrDefault(name => !Optional.ContainsKey(name)) is { } unknown)
        {
            throw new SolutionSourceException(
                System.IO.Path.GetFileName(Path), null, $"There is no optional part \"{unknown}\".", Optional.Count == 0 ? "This solution has none." : $"Name one of {string.Join(", ", Optional.Keys)}.");
        }

        var tree = SourceTree.Load(FullPath(Source), Source, NotPacked);
        foreach (var (name, folder) in Optional)
        {
            if (!without.Contains(name, StringComparer.Ordinal)) tree.Overlay(FullPath(folder), folder);
        }

        return tree;
    }

    internal IReadOnlyList<BuiltAssembly> LoadAssemblies() => Assemblies.Select(path => BuiltAssembly.Load(FullPath(path), path)).ToList();

    /// <summary>The JSON with its rules: every property is known and every one is there.</summary>
    sealed class Reading
    {
        static readonly string[] Known = ["solution", "publisher", "version", "source", "notPacked", "optional", "assemblies", "output", "deploymentSettings"];

        readonly string file;
        readonly JObject root;

        public Reading(string file, JObject root)
        {
            this.file = file;
            this.root = root;
            RefuseUnknown(root, Known);
            if (root["output"] is JObject output) RefuseUnknown(output, ["managed", "unmanaged"]);
        }

        public string Text(params string[] path)
        {
            var token = Value(path);
            return token is JValue { Type: JTokenType.String } && !string.IsNullOrWhiteSpace((string?)token)
                ? (string)token!
                : throw Wrong(token, $"\"{string.Join('.', path)}\" is {token.ToString(Formatting.None)}.", "Write a text in quotes.");
        }

        public IReadOnlyList<string> Texts(string name)
        {
            var token = Value(name);
            return token is JArray array && array.All(item => item.Type == JTokenType.String && !string.IsNullOrWhiteSpace((string?)item))
                ? array.Select(item => (string)item!).ToList()
                : throw Wrong(token, $"\"{name}\" is not a list of texts.", "Write a list such as [\"a\", \"b\"]; it may be empty.");
        }

        /// <summary>An object of texts, in the order of the file.</summary>
        public IReadOnlyDictionary<string, string> Named(string name)
        {
            var token = Value(name);
            return token is JObject parts && parts.Properties().All(part => part.Value.Type == JTokenType.String && !string.IsNullOrWhiteSpace((string?)part.Value))
                ? parts.Properties().ToDictionary(part => part.Name, part => (string)part.Value!, StringComparer.Ordinal)
                : throw Wrong(token, $"\"{name}\" is not an object of names and folders.", "Write { \"a\": \"Parts/a\" }; it may be empty.");
        }

        public Version Version(string name)
        {
            var text = Text(name);
            return System.Version.TryParse(text, out var version) && version.Revision >= 0
                ? version
                : throw Wrong(Value(name), $"\"{name}\" is \"{text}\".", "Write four numbers with dots, such as 1.0.0.0.");
        }

        JToken Value(params string[] path)
        {
            JToken token = root;
            foreach (var name in path)
            {
                if (token is not JObject parent) throw Wrong(token, $"\"{token.Path}\" is no object.", $"Write {{ \"{name}\": … }}.");
                token = parent[name] ?? throw Wrong(parent, $"\"{string.Join('.', path)}\" is missing.", "Add it; docs/reference/pac-config.md explains every property.");
            }

            return token;
        }

        void RefuseUnknown(JObject parent, string[] known)
        {
            if (parent.Properties().FirstOrDefault(property => !known.Contains(property.Name, StringComparer.Ordinal)) is { } unknown)
            {
                throw Wrong(unknown, $"The property \"{unknown.Path}\" is unknown.", $"Known are {string.Join(", ", known)}.");
            }
        }

        SolutionSourceException Wrong(JToken token, string text, string remedy) =>
            new(file, token is IJsonLineInfo info && info.HasLineInfo() ? info.LineNumber : null, text, remedy);
    }
}
