using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using LocalDataverse.Messages;
using LocalDataverse.Metadata;
using LocalDataverse.Persistence;
using LocalDataverse.Pipeline;
using LocalDataverse.Sandbox;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Solutions;

/// <summary>Imports solutions: everything is checked first, and put in place at the end, all at once.</summary>
internal sealed class SolutionImporter(Organization organization)
{
    readonly Lock oneAtATime = new();

    /// <param name="bytes">The zip.</param>
    /// <param name="isUpgrade">Whether components that the new version lacks are deleted.</param>
    /// <exception cref="SolutionImportException">Something is wrong; nothing was changed.</exception>
    internal ImportResult Import(byte[] bytes, bool isUpgrade)
    {
        lock (oneAtATime)
        {
            var zip = SolutionZip.Open(bytes);
            var package = SolutionPackage.Read(zip, organization.Store.Catalog);
            using var scope = new TransactionScope(organization);
            var rows = new SystemRows(scope, organization.Clock.UtcNow, organization.SystemUserId);
            var previous = InstalledSolution.Check(package.Manifest, scope.Transaction);
            SolutionDependency.Check(package.Manifest, scope.Transaction);
            var brought = InstalledComponents.Of(package, IsStandard);
            var before = organization.Installations.GetValueOrDefault(package.Manifest.UniqueName);
            var going = InstalledComponents.None;
            if (isUpgrade)
            {
                InstalledSolution.DemandUpgrade(package.Manifest, previous);
                going = before!.Components.Without(brought);
                RefuseIfNeeded(going, before, "upgraded");
            }

            var catalog = going.TakeFrom(After(package, organization.Store.Catalog));
            new PackageRules(package, catalog, scope.Transaction, organization.CustomApis).Check();

            var contents = Contents(package, going);
            var sandbox = Load(package, contents);
            try
            {
                scope.Transaction.Note(new ImportRecord(isUpgrade ? ImportKind.Upgrade : ImportKind.Import, package.Manifest.UniqueName, bytes));
                var result = Apply(package, rows, scope, catalog, contents, sandbox, previous, going);
                organization.Installations = organization.Installations.SetItem(package.Manifest.UniqueName, Installation.After(before, package, zip, brought, isUpgrade));
                return result;
            }
            catch
            {
                sandbox.Dispose();
                throw;
            }
        }
    }

    /// <summary>Deletes a managed solution with its components and the rows of its tables.</summary>
    /// <exception cref="SolutionImportException">It is not installed or not managed, or others have built on it; nothing was changed.</exception>
    internal IReadOnlyList<ImportedComponent> Uninstall(string uniqueName)
    {
        lock (oneAtATime)
        {
            if (!organization.Installations.TryGetValue(uniqueName, out var solution))
            {
                throw new SolutionImportException(uniqueName, "No such solution is installed.", $"Installed are: {string.Join(", ", organization.Installations.Keys.Order(StringComparer.Ordinal))}.");
            }

            if (!solution.Manifest.IsManaged)
            {
                throw new SolutionImportException(uniqueName, "The solution is unmanaged: deleting it would leave its components.", "Delete the components themselves.", PlatformCode.NotSupported);
            }

            RefuseIfNeeded(solution.Components, solution, "uninstalled");
            using var scope = new TransactionScope(organization);
            var rows = new SystemRows(scope, organization.Clock.UtcNow, organization.SystemUserId);
            var removed = new ComponentRemoval(solution.Components, rows).Write();
            foreach (var row in rows.Find("solution", "uniquename", uniqueName).ToList()) rows.Delete("solution", row.Id);
            if (organization.Installations.Values.All(other => other == solution || other.Manifest.Publisher.UniqueName != solution.Manifest.Publisher.UniqueName))
            {
                foreach (var row in rows.Find("publisher", "uniquename", solution.Manifest.Publisher.UniqueName).ToList()) rows.Delete("publisher", row.Id);
            }

            var contents = organization.Sandboxes.Contents.Where(pair => !solution.Components.Assemblies.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);
            var sandbox = Loaded(contents);
            scope.Transaction.Note(new ImportRecord(ImportKind.Uninstall, uniqueName, Zip: null));
            scope.Commit(solution.Components.TakeFrom(organization.Store.Catalog));
            organization.Sandboxes.Use(contents, sandbox);
            organization.CustomApis = organization.CustomApis.Where(pair => !solution.Components.Apis.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            organization.Installations = organization.Installations.Remove(uniqueName);
            return removed;
        }
    }

    void RefuseIfNeeded(InstalledComponents going, Installation solution, string what)
    {
        var others = organization.Installations.Values.Where(other => other.Manifest.UniqueName != solution.Manifest.UniqueName);
        var needed = new Dependents(going, solution.Package, others).All();
        if (needed.Count == 0) return;

        throw new SolutionImportException(
            solution.Manifest.UniqueName,
            $"The solution cannot be {what}, because {needed.Count} other components need what would go: {string.Join("; ", needed)}.",
            "Remove these, or the solutions they are in, first.",
            PlatformCode.CannotDeleteInUseComponent);
    }

    internal static bool IsStandard(string table) => MetadataCatalog.Standard.TryTable(table) is not null;

    internal static MetadataCatalog After(SolutionPackage package, MetadataCatalog before)
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

    Dictionary<Guid, byte[]> Contents(SolutionPackage package, InstalledComponents going)
    {
        var contents = organization.Sandboxes.Contents.Where(pair => !going.Assemblies.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value);
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
        Version? previous,
        InstalledComponents going)
    {
        IReadOnlyList<ImportedComponent> components = [.. new ComponentRows(package, rows, organization).Write(), .. new ComponentRemoval(going, rows).Write()];
        var apis = organization.CustomApis.Where(pair => !going.Apis.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        foreach (var api in package.CustomApis) apis[api.UniqueName] = CustomApiOf(api, scope.Transaction);

        var pending = organization.Options.KeysActiveAtOnce ? [] : KeyIndexes.Fresh(package.Tables, organization.Store.Catalog);

        Commit(scope, KeyIndexes.Without(catalog, pending));

        // From here on nothing can fail any more.
        organization.KeyIndexes.Queue(pending);
        organization.Sandboxes.Use(contents, sandbox);
        organization.CustomApis = apis;
        return new ImportResult(package.Manifest.UniqueName, package.Manifest.Version, previous, [.. components, .. package.Carried]);
    }

    static void Commit(TransactionScope scope, MetadataCatalog catalog)
    {
        try
        {
            scope.Commit(catalog);
        }
        catch (FaultException<OrganizationServiceFault> full) when (full.Detail.ErrorCode == (int)FaultCode.SqlError)
        {
            throw new SolutionImportException("solution zip", "The solution could not be written to the file of the environment.", full.Message, full.Detail.ErrorCode, full);
        }
        catch (FaultException<OrganizationServiceFault> broken)
        {
            throw new SolutionImportException(
                SolutionZip.Customizations, $"A new alternate key does not fit the rows that are here: {broken.Message}", "Correct the rows, then import again.", broken.Detail.ErrorCode, broken);
        }
    }

    internal static CustomApi CustomApiOf(CustomApiDefinition definition, Transaction transaction)
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

    /// <summary>An upgrade needs a lower version of the same solution.</summary>
    internal static void DemandUpgrade(SolutionManifest manifest, Version? installed)
    {
        if (installed is null)
        {
            throw new SolutionImportException(SolutionZip.Manifest, $"Solution {manifest.UniqueName} is not installed, so there is nothing to upgrade.", "Import it.");
        }

        if (manifest.Version > installed) return;

        throw new SolutionImportException(
            SolutionZip.Manifest,
            $"Solution {manifest.UniqueName} {manifest.Version} is not higher than the installed {installed}, which it is to upgrade.",
            "Raise the version, or import it as an update.",
            PlatformCode.LowerVersion);
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
