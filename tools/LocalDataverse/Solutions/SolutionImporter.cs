using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using LocalDataverse.Messages;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Sandbox;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Solutions;

/// <summary>Imports solutions: everything is checked first, and put in place at the end, all at once.</summary>
internal sealed class SolutionImporter(Organization organization)
{
    readonly Lock oneAtATime = new();

    /// <exception cref="SolutionImportException">Something is wrong; nothing was changed.</exception>
    internal ImportResult Import(byte[] zip)
    {
        lock (oneAtATime)
        {
            var package = SolutionPackage.Read(zip, organization.Store.Catalog);
            using var scope = new TransactionScope(organization);
            var rows = new SystemRows(scope, organization.Clock.UtcNow, organization.SystemUserId);
            var previous = InstalledSolution.Check(package.Manifest, scope.Transaction);
            SolutionDependency.Check(package.Manifest, scope.Transaction);
            var catalog = After(package, organization.Store.Catalog);
            new PackageRules(package, catalog, scope.Transaction, organization.CustomApis).Check();

            var contents = Contents(package);
            var sandbox = Load(package, contents);
            try
            {
                return Apply(package, rows, scope, catalog, contents, sandbox, previous);
            }
            catch
            {
                sandbox.Dispose();
                throw;
            }
        }
    }

    static MetadataCatalog After(SolutionPackage package, MetadataCatalog before)
    {
        const int firstCustomTypeCode = 10000;
        var next = Math.Max(firstCustomTypeCode, before.TableNames.Count() + firstCustomTypeCode);
        var tables = package.Tables.Select(table => table.IsNew ? Numbered(table.Table, next++) : table.Table).ToList();
        var pairs = package.Relationships.OfType<ManyToMany>().Where(many => before.TryTable(many.Intersect) is null).Select(RelationshipReader.Intersect);
        var after = before.With([.. tables, .. pairs], package.Relationships);
        RelationshipReader.Check(package.Relationships, after);
        var created = tables.Where(table => before.TryTable(table.Name) is null).ToList();
        return RelatedNotes.Add(RelatedActivities.Add(after, [.. created.Where(table => table.Facts.HasActivities)]), [.. created.Where(table => table.Facts.HasNotes)]);
    }

    static Table Numbered(Table table, int typeCode) => new(
        table.Facts with { ObjectTypeCode = typeCode }, table.Columns, table.Keys, table.Companions);

    Dictionary<Guid, byte[]> Contents(SolutionPackage package)
    {
        var contents = organization.Sandboxes.Contents.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var assembly in package.Assemblies) contents[assembly.Id] = assembly.Content;
        return contents;
    }

    static PluginSandbox Load(SolutionPackage package, Dictionary<Guid, byte[]> contents)
    {
        foreach (var assembly in package.Assemblies) AssemblyInspector.Check(assembly);

        var sandbox = Loaded(contents);
        try
        {
            foreach (var assembly in package.Assemblies) PluginTypes.Check(assembly, sandbox);
        }
        catch (SolutionImportException)
        {
            sandbox.Dispose();
            throw;
        }

        return sandbox;
    }

    static PluginSandbox Loaded(Dictionary<Guid, byte[]> contents)
    {
        try
        {
            return new PluginSandbox(contents);
        }
        catch (Exception broken) when (broken is BadImageFormatException or FileLoadException)
        {
            throw new SolutionImportException(
                SolutionZip.Customizations,
                $"The assemblies cannot be loaded together: {broken.Message}",
                "Ship each assembly once, in one solution only.",
                PlatformCode.CannotLoadAssembly,
                broken);
        }
    }

    ImportResult Apply(
        SolutionPackage package,
        SystemRows rows,
        TransactionScope scope,
        MetadataCatalog catalog,
        Dictionary<Guid, byte[]> contents,
        PluginSandbox sandbox,
        Version? previous)
    {
        var components = new ComponentRows(package, rows, organization).Write();
        var apis = organization.CustomApis.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        foreach (var api in package.CustomApis) apis[api.UniqueName] = CustomApiOf(api, scope.Transaction);

        var pending = organization.Options.KeysActiveAtOnce ? [] : KeyIndexes.Fresh(package.Tables, organization.Store.Catalog);

        UseCatalog(KeyIndexes.Without(catalog, pending));

        // From here on nothing can fail any more.
        scope.Commit();
        organization.KeyIndexes.Queue(pending);
        organization.Sandboxes.Use(contents, sandbox);
        organization.CustomApis = apis;
        return new ImportResult(package.Manifest.UniqueName, package.Manifest.Version, previous, [.. components, .. package.Carried]);
    }

    void UseCatalog(MetadataCatalog catalog)
    {
        try
        {
            organization.Store.Use(catalog);
        }
        catch (FaultException<OrganizationServiceFault> broken)
        {
            throw new SolutionImportException(
                SolutionZip.Customizations, $"A new alternate key does not fit the rows that are here: {broken.Message}", "Correct the rows, then import again.", broken.Detail.ErrorCode, broken);
        }
    }

    static CustomApi CustomApiOf(CustomApiDefinition definition, Transaction transaction)
    {
        if (definition.PluginTypeId is not { } typeId) return new CustomApi(definition, null, null);

        var types = transaction.Catalog.Table("plugintype");
        var type = transaction.Find(types, typeId)!;
        var assembly = type.Lookup(types.Column("pluginassemblyid"))!.Value.Id;
        return new CustomApi(definition, typeId, new PluginRegistration(typeId, assembly, (string)type[types.Column("typename")]!, null, null));
    }
}

/// <summary>What an installed version of the same solution forbids.</summary>
internal static class InstalledSolution
{
    /// <returns>The installed version, or null.</returns>
    internal static Version? Check(SolutionManifest manifest, Transaction transaction)
    {
        var solutions = transaction.Catalog.Table("solution");
        var row = transaction.Scan(solutions).FirstOrDefault(row => row[solutions.Column("uniquename")] as string == manifest.UniqueName);
        if (row is null) return null;

        var installed = Version.Parse((string)row[solutions.Column("version")]!);
        if (manifest.Version < installed)
        {
            throw new SolutionImportException(
                SolutionZip.Manifest,
                $"Solution {manifest.UniqueName} {manifest.Version} is older than the installed {installed}.",
                "Import a version that is not lower.",
                PlatformCode.LowerVersion);
        }

        var isManaged = (bool?)row[solutions.Column("ismanaged")] == true;
        if (isManaged != manifest.IsManaged)
        {
            throw new SolutionImportException(
                SolutionZip.Manifest,
                $"Solution {manifest.UniqueName} is installed {(isManaged ? "managed" : "unmanaged")}, the zip is {(manifest.IsManaged ? "managed" : "unmanaged")}.",
                "Import the same kind, or remove the installed one first.",
                isManaged ? PlatformCode.ManagedToUnmanaged : PlatformCode.UnmanagedToManaged);
        }

        RefuseOtherPublisher(manifest, row, transaction);
        return installed;
    }

    static void RefuseOtherPublisher(SolutionManifest manifest, Row solution, Transaction transaction)
    {
        var publishers = transaction.Catalog.Table("publisher");
        var id = solution.Lookup(solution.Table.Column("publisherid"))!.Value.Id;
        var installed = (string)transaction.Find(publishers, id)![publishers.Column("uniquename")]!;
        if (installed == manifest.Publisher.UniqueName) return;

        throw new SolutionImportException(
            SolutionZip.Manifest,
            $"Solution {manifest.UniqueName} is published by {installed} here, by {manifest.Publisher.UniqueName} in the zip.",
            "The publisher is fixed: correct it.",
            PlatformCode.ImportWrongPublisher);
    }
}
