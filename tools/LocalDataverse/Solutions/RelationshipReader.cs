using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Solutions;

/// <summary>Relationships of customizations.xml.</summary>
internal static class RelationshipReader
{
    const string Part = SolutionZip.Customizations;

    /// <summary>Tables that exist online but have no rows of their own to refer to: the union of users and teams, and the store of files.</summary>
    static readonly HashSet<string> NotTables = new(StringComparer.Ordinal) { "owner", "fileattachment" };

    internal static IReadOnlyList<TableRelationship> ReadAll(XElement customizations)
    {
        var all = new Dictionary<string, TableRelationship>(StringComparer.OrdinalIgnoreCase);
        foreach (var element in customizations.Element("EntityRelationships")?.Elements("EntityRelationship") ?? [])
        {
            if (Read(element) is { } relationship && !all.TryAdd(relationship.Name, relationship))
            {
                throw new SolutionImportException(
                    Xml.Place(element, Part), $"Relationship {relationship.Name} stands in the solution twice.", "Keep one of them.");
            }
        }

        return [.. all.Values];
    }

    /// <summary>Both ends must be there when the import is done.</summary>
    internal static void Check(IReadOnlyList<TableRelationship> relationships, MetadataCatalog after)
    {
        foreach (var relationship in relationships)
        {
            switch (relationship)
            {
                case OneToMany many:
                    Known(many.From, many.Name, after);
                    Known(many.To, many.Name, after);
                    if (after.Table(many.From).TryColumn(many.Column) is null)
                    {
                        throw new SolutionImportException(
                            Part,
                            $"Relationship {many.Name} is held by column {many.From}.{many.Column}, which does not exist.",
                            "Add the column or correct the relationship.",
                            PlatformCode.ImportMissingDependencies);
                    }

                    break;
                case ManyToMany many:
                    Known(many.Table1, many.Name, after);
                    Known(many.Table2, many.Name, after);
                    break;
                default:
                    throw new InvalidOperationException($"A relationship of kind {relationship.GetType().Name} has no rule.");
            }
        }
    }

    /// <summary>The table that holds the pairs of a many-to-many relationship.</summary>
    internal static Table Intersect(ManyToMany relationship) => new(
        new TableFacts { Name = relationship.Intersect, SetName = relationship.Intersect + "set", PrimaryId = relationship.Intersect + "id", IsIntersect = true, IsCustom = true },
        [
            Id(relationship.Intersect + "id"),
            Id(relationship.Column1),
            Id(relationship.Column2),
            new Column { Name = "versionnumber", SchemaName = "VersionNumber", Type = ColumnType.BigInt, ValidForCreate = false, ValidForUpdate = false },
        ]);

    static Column Id(string name) => new() { Name = name, Type = ColumnType.Uniqueidentifier };

    static TableRelationship? Read(XElement element)
    {
        var name = element.NeededAttribute("Name", Part);
        return element.Needed("EntityRelationshipType", Part) switch
        {
            "OneToMany" => OneToMany(element, name),
            "ManyToMany" => ManyToMany(element, name),
            var other => throw Xml.Unreadable(element, "EntityRelationshipType", other, "OneToMany or ManyToMany", Part),
        };
    }

    static OneToMany? OneToMany(XElement element, string name)
    {
        var to = element.Needed("ReferencedEntityName", Part).ToLowerInvariant();
        if (NotTables.Contains(to)) return null;

        var lookup = element.Needed("ReferencingAttributeName", Part);
        var roles = (element.Element("EntityRelationshipRoles")?.Elements("EntityRelationshipRole") ?? []).ToList();
        var one = new OneToMany(
            name, element.Needed("ReferencingEntityName", Part).ToLowerInvariant(), lookup.ToLowerInvariant(), to, Cascades(element))
        {
            IsHierarchical = element.Flag("IsHierarchical", Part),
        };
        if (roles.Find(role => role.Text("RelationshipRoleType") == "1")?.Text("NavigationPropertyName") is { } navigation)
        {
            one = one with { NavigationProperty = navigation };
        }
        if (roles.Find(role => role.Text("RelationshipRoleType") == "0")?.Text("NavigationPropertyName") is { } collection)
        {
            one = one with { CollectionNavigationProperty = collection };
        }
        return one;
    }

    static ManyToMany ManyToMany(XElement element, string name)
    {
        var first = element.Needed("FirstEntityName", Part).ToLowerInvariant();
        var second = element.Needed("SecondEntityName", Part).ToLowerInvariant();
        var toItself = first == second;
        return new ManyToMany(
            name,
            element.Needed("IntersectEntityName", Part).ToLowerInvariant(),
            first,
            toItself ? first + "idone" : first + "id",
            second,
            toItself ? second + "idtwo" : second + "id");
    }

    static Cascades Cascades(XElement element) => new(
        Assign: Behaviour(element, "CascadeAssign"),
        Delete: Behaviour(element, "CascadeDelete"),
        Merge: Behaviour(element, "CascadeMerge"),
        Reparent: Behaviour(element, "CascadeReparent"),
        Share: Behaviour(element, "CascadeShare"),
        Unshare: Behaviour(element, "CascadeUnshare"));

    static Cascade Behaviour(XElement element, string child) => element.Text(child) switch
    {
        null or "NoCascade" => Cascade.NoCascade,
        "Cascade" => Cascade.Cascade,
        "ActiveOnly" or "Active" => Cascade.Active,
        "UserOwned" => Cascade.UserOwned,
        "RemoveLink" => Cascade.RemoveLink,
        "Restrict" => Cascade.Restrict,
        var other => throw Xml.Unreadable(element, child, other, "NoCascade, Cascade, ActiveOnly, UserOwned, RemoveLink or Restrict", Part),
    };

    static void Known(string table, string relationship, MetadataCatalog after)
    {
        if (after.TryTable(table) is not null) return;

        throw new SolutionImportException(
            Part,
            $"Relationship {relationship} refers to table {table}, which is neither in the solution nor in this environment.",
            "Add the table, or take the relationship out.",
            PlatformCode.ImportMissingDependencies);
    }
}
