using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LocalDataverse.Messages;
using LocalDataverse.Metadata;
using LocalDataverse.Persistence;
using LocalDataverse.Storage;

namespace LocalDataverse.Solutions;

/// <summary>The metadata, made again from the imports that were committed one after the other; their rows are kept, and are not written again.</summary>
internal sealed class SolutionHistory
{
    readonly Dictionary<string, CustomApiDefinition> apis = new(StringComparer.Ordinal);
    readonly Dictionary<Guid, byte[]> assemblies = [];

    /// <param name="catalog">The standard tables.</param>
    /// <param name="imports">In their order.</param>
    /// <exception cref="SolutionImportException">This version cannot read a solution that an older one imported.</exception>
    internal SolutionHistory(MetadataCatalog catalog, IEnumerable<ImportRecord> imports)
    {
        Catalog = catalog;
        foreach (var import in imports)
        {
            if (import.Kind == ImportKind.Uninstall) Uninstall(import.Solution);
            else Import(import.Zip!, import.Kind == ImportKind.Upgrade);
        }
    }

    internal MetadataCatalog Catalog { get; private set; }

    internal ImmutableDictionary<string, Installation> Installations { get; private set; } = ImmutableDictionary.Create<string, Installation>(StringComparer.Ordinal);

    /// <summary>Bytes by pluginassemblyid.</summary>
    internal IReadOnlyDictionary<Guid, byte[]> Assemblies => assemblies;

    /// <summary>The Custom APIs, with the types that their rows name.</summary>
    internal IReadOnlyDictionary<string, CustomApi> CustomApis(Transaction transaction) =>
        apis.ToDictionary(api => api.Key, api => SolutionImporter.CustomApiOf(api.Value, transaction), StringComparer.Ordinal);

    void Import(byte[] bytes, bool isUpgrade)
    {
        var zip = SolutionZip.Open(bytes);
        var package = SolutionPackage.Read(zip, Catalog);
        var brought = InstalledComponents.Of(package, SolutionImporter.IsStandard);
        var before = Installations.GetValueOrDefault(package.Manifest.UniqueName);
        var going = isUpgrade ? before!.Components.Without(brought) : InstalledComponents.None;
        Catalog = going.TakeFrom(SolutionImporter.After(package, Catalog));
        Forget(going);
        foreach (var api in package.CustomApis) apis[api.UniqueName] = api;
        foreach (var assembly in package.Assemblies) assemblies[assembly.Id] = assembly.Content;
        Installations = Installations.SetItem(package.Manifest.UniqueName, Installation.After(before, package, zip, brought, isUpgrade));
    }

    void Uninstall(string solution)
    {
        var components = Installations[solution].Components;
        Catalog = components.TakeFrom(Catalog);
        Forget(components);
        Installations = Installations.Remove(solution);
    }

    void Forget(InstalledComponents going)
    {
        foreach (var api in going.Apis) apis.Remove(api);
        foreach (var assembly in going.Assemblies) assemblies.Remove(assembly);
    }
}
