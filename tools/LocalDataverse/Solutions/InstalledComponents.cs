using System;
using System.Collections.Immutable;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Screens;

namespace LocalDataverse.Solutions;

/// <summary>What a solution has brought: the components that go when it is uninstalled, or when an upgrade no longer has them.</summary>
internal sealed record InstalledComponents
{
    internal static InstalledComponents None { get; } = new();

    /// <summary>Tables that the solution made, those of many-to-many relationships included.</summary>
    public ImmutableHashSet<string> Tables { get; init; } = [];

    public ImmutableHashSet<(string Table, string Column)> Columns { get; init; } = [];

    public ImmutableHashSet<(string Table, string Key)> Keys { get; init; } = [];

    public ImmutableHashSet<string> Relationships { get; init; } = [];

    public ImmutableHashSet<Guid> Assemblies { get; init; } = [];

    public ImmutableHashSet<Guid> Types { get; init; } = [];

    public ImmutableHashSet<Guid> Steps { get; init; } = [];

    public ImmutableHashSet<string> Apis { get; init; } = [];

    public ImmutableHashSet<string> Variables { get; init; } = [];

    public ImmutableHashSet<Guid> Roles { get; init; } = [];

    public ImmutableHashSet<Guid> Profiles { get; init; } = [];

    /// <summary>Forms and dashboards.</summary>
    public ImmutableHashSet<Guid> Forms { get; init; } = [];

    public ImmutableHashSet<Guid> Views { get; init; } = [];

    public ImmutableHashSet<Guid> Charts { get; init; } = [];

    public ImmutableHashSet<Guid> Resources { get; init; } = [];

    public ImmutableHashSet<string> SiteMaps { get; init; } = [];

    public ImmutableHashSet<string> Apps { get; init; } = [];

    /// <param name="package">A solution, read.</param>
    /// <param name="isStandard">Whether a table is Dataverse's own: only columns of it belong to the solution.</param>
    internal static InstalledComponents Of(SolutionPackage package, Func<string, bool> isStandard) => new()
    {
        Tables = [.. package.Tables.Select(table => table.Table.Name).Where(name => !isStandard(name)), .. package.Relationships.OfType<ManyToMany>().Select(many => many.Intersect)],
        Columns = [.. package.Tables.SelectMany(table => table.Own.Select(column => (table.Table.Name, column.Name)))],
        Keys = [.. package.Tables.SelectMany(table => table.OwnKeys.Select(key => (table.Table.Name, key.Name)))],
        Relationships = [.. package.Relationships.Select(relationship => relationship.Name)],
        Assemblies = [.. package.Assemblies.Select(assembly => assembly.Id)],
        Types = [.. package.Assemblies.SelectMany(assembly => assembly.Types).Select(type => type.Id)],
        Steps = [.. package.Steps.Select(step => step.Id)],
        Apis = [.. package.CustomApis.Select(api => api.UniqueName)],
        Variables = [.. package.Variables.Select(variable => variable.SchemaName)],
        Roles = [.. package.Roles.Select(role => role.Id)],
        Profiles = [.. package.Profiles.Select(profile => profile.Id)],
        Forms = [.. package.Screens.Forms.Keys, .. package.Screens.Dashboards.Keys],
        Views = [.. package.Screens.Views.Keys],
        Charts = [.. package.Screens.Charts.Keys],
        Resources = [.. package.Screens.Resources.Values.Select(resource => resource.Id)],
        SiteMaps = [.. package.Screens.SiteMaps.Keys],
        Apps = [.. package.Screens.Apps.Keys],
    };

    internal InstalledComponents With(InstalledComponents other) => new()
    {
        Tables = Tables.Union(other.Tables),
        Columns = Columns.Union(other.Columns),
        Keys = Keys.Union(other.Keys),
        Relationships = Relationships.Union(other.Relationships),
        Assemblies = Assemblies.Union(other.Assemblies),
        Types = Types.Union(other.Types),
        Steps = Steps.Union(other.Steps),
        Apis = Apis.Union(other.Apis),
        Variables = Variables.Union(other.Variables),
        Roles = Roles.Union(other.Roles),
        Profiles = Profiles.Union(other.Profiles),
        Forms = Forms.Union(other.Forms),
        Views = Views.Union(other.Views),
        Charts = Charts.Union(other.Charts),
        Resources = Resources.Union(other.Resources),
        SiteMaps = SiteMaps.Union(other.SiteMaps),
        Apps = Apps.Union(other.Apps),
    };

    internal InstalledComponents Without(InstalledComponents other) => new()
    {
        Tables = Tables.Except(other.Tables),
        Columns = Columns.Except(other.Columns),
        Keys = Keys.Except(other.Keys),
        Relationships = Relationships.Except(other.Relationships),
        Assemblies = Assemblies.Except(other.Assemblies),
        Types = Types.Except(other.Types),
        Steps = Steps.Except(other.Steps),
        Apis = Apis.Except(other.Apis),
        Variables = Variables.Except(other.Variables),
        Roles = Roles.Except(other.Roles),
        Profiles = Profiles.Except(other.Profiles),
        Forms = Forms.Except(other.Forms),
        Views = Views.Except(other.Views),
        Charts = Charts.Except(other.Charts),
        Resources = Resources.Except(other.Resources),
        SiteMaps = SiteMaps.Except(other.SiteMaps),
        Apps = Apps.Except(other.Apps),
    };

    /// <summary>The catalog after these components went: their tables with all relationships, their columns, keys and relationships.</summary>
    internal MetadataCatalog TakeFrom(MetadataCatalog catalog)
    {
        var rest = catalog.Without([.. Tables]).WithoutRelationships(Relationships);
        var touched = Columns.Select(one => one.Table).Concat(Keys.Select(one => one.Table)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in touched.Where(name => rest.TryTable(name) is not null)) rest = rest.With([Shrunk(rest.Table(name))]);
        return Tables.Count == 0 ? rest : rest.With([.. rest.TableNames.Select(rest.Table).Where(PointsAway).Select(Turned)]);
    }

    Table Shrunk(Table table) => new(
        table.Facts,
        table.Columns.Where(column => !Columns.Contains((table.Name, column.Name))),
        table.Keys.Where(key => !Keys.Contains((table.Name, key.Name))),
        table.Companions);

    bool PointsAway(Table table) => table.Columns.Any(column => column.Targets.Any(Tables.Contains));

    /// <summary>Lookups of kept tables, such as what an activity regards, no longer name a table that is gone.</summary>
    Table Turned(Table table) => new(
        table.Facts,
        table.Columns.Select(column => column.Targets.Any(Tables.Contains) ? column with { Targets = [.. column.Targets.Where(target => !Tables.Contains(target))] } : column),
        table.Keys,
        table.Companions);
}

/// <summary>A solution that is installed.</summary>
/// <param name="Manifest">Of the newest zip.</param>
/// <param name="Package">The newest zip, read.</param>
/// <param name="Zip">Its parts.</param>
/// <param name="Components">All that its zips have brought.</param>
/// <param name="Screens">What its zips say of screens.</param>
internal sealed record Installation(SolutionManifest Manifest, SolutionPackage Package, SolutionZip Zip, InstalledComponents Components, ScreenCatalog Screens)
{
    /// <summary>The solution after a zip of it was imported.</summary>
    /// <param name="before">As it was installed. Null: it was not.</param>
    /// <param name="package">The zip, read.</param>
    /// <param name="zip">Its parts.</param>
    /// <param name="brought">What the zip brings.</param>
    /// <param name="isUpgrade">Whether what the zip lacks goes.</param>
    internal static Installation After(Installation? before, SolutionPackage package, SolutionZip zip, InstalledComponents brought, bool isUpgrade) => before is null || isUpgrade
        ? new(package.Manifest, package, zip, brought, package.Screens)
        : new(package.Manifest, package, zip, before.Components.With(brought), before.Screens.UpdatedBy(package.Screens));
}
