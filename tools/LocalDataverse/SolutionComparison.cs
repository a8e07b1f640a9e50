using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using LocalDataverse.Solutions;

namespace LocalDataverse;

/// <summary>What differs between two versions of a solution, component by component, as their zips say.</summary>
public static class SolutionComparison
{
    /// <summary>Elements of customizations.xml that are no lists of components.</summary>
    static readonly HashSet<string> NoComponents = new(StringComparer.Ordinal) { "Entities", "EntityMaps", "Languages", "OrganizationSettings" };

    /// <summary>Compares two zips.</summary>
    /// <returns>Components that were added, changed or dropped, by kind and name; a component that is the same in both is not listed.</returns>
    /// <exception cref="SolutionImportException">One of them is no readable solution.</exception>
    public static IReadOnlyList<SolutionDifference> Of(byte[] oldZip, byte[] newZip)
    {
        ArgumentNullException.ThrowIfNull(oldZip);
        ArgumentNullException.ThrowIfNull(newZip);
        var before = Inventory(SolutionZip.Open(oldZip));
        var after = Inventory(SolutionZip.Open(newZip));
        return
        [
            .. before.Keys.Union(after.Keys)
                .Select(key => (key.Kind, key.Name, Before: before.GetValueOrDefault(key), After: after.GetValueOrDefault(key)))
                .Where(one => one.Before != one.After)
                .OrderBy(one => one.Kind, StringComparer.Ordinal)
                .ThenBy(one => one.Name, StringComparer.Ordinal)
                .Select(one => new SolutionDifference(one.Kind, one.Name, one.Before is null ? ComponentChange.Added : one.After is null ? ComponentChange.Dropped : ComponentChange.Changed)),
        ];
    }

    /// <summary>Every component with a text that changes when it does.</summary>
    static Dictionary<(string Kind, string Name), string> Inventory(SolutionZip zip)
    {
        var found = new Dictionary<(string, string), string>();
        var customizations = zip.ReadXml(SolutionZip.Customizations, "Every solution");
        foreach (var entity in customizations.Element("Entities")?.Elements("Entity") ?? []) AddTable(entity, found);
        foreach (var section in customizations.Elements().Where(section => !NoComponents.Contains(section.Name.LocalName)))
        {
            foreach (var component in section.Elements()) Add(found, component.Name.LocalName, CarriedComponents.NameOf(component), component);
        }

        foreach (var part in zip.Names.Where(name => name is not (SolutionZip.Manifest or SolutionZip.Customizations or SolutionZip.ContentTypes))) AddPart(zip, part, found);
        return found;
    }

    static void AddTable(XElement entity, Dictionary<(string Kind, string Name), string> found)
    {
        var table = (entity.Element("Name")?.Value.Trim() ?? "").ToLowerInvariant();
        foreach (var column in entity.Descendants("attribute").ToList()) Add(found, "Column", $"{table}.{column.Element("LogicalName")?.Value.Trim()}", column);
        foreach (var key in entity.Descendants("EntityKey").ToList()) Add(found, "Key", $"{table}.{key.Element("LogicalName")?.Value.Trim()}", key);
        foreach (var form in entity.Descendants("systemform").ToList()) Add(found, "Form", $"{table}: {CarriedComponents.NameOf(form)}", form);
        foreach (var view in entity.Descendants("savedquery").ToList()) Add(found, "View", $"{table}: {CarriedComponents.NameOf(view)}", view);
        if (entity.Element("RibbonDiffXml") is { } commands) Add(found, "Commands", table, commands);
        if (entity.Element("EntityInfo")?.Element("entity") is not { } body || body.Element("LocalizedNames") is null) return;

        var rest = new XElement(body);
        rest.Elements("attributes").Remove();
        rest.Elements("EntityKeys").Remove();
        Add(found, "Table", table, rest);
    }

    /// <summary>Folders of components count as one component; other files each for itself.</summary>
    static void AddPart(SolutionZip zip, string part, Dictionary<(string Kind, string Name), string> found)
    {
        var path = part.Split('/');
        var key = path[0] switch
        {
            "customapis" when path.Length > 2 => ("Custom API", path[1]),
            "environmentvariabledefinitions" when path.Length > 2 => ("Environment variable", path[1]),
            _ => ("File", part),
        };
        var text = $"{part} {Convert.ToHexString(SHA256.HashData(zip.Read(part, "The solution")))}\n";
        found[key] = found.GetValueOrDefault(key) + text;
    }

    static void Add(Dictionary<(string Kind, string Name), string> found, string kind, string name, XElement component)
    {
        var key = (kind, name);
        var text = new StringBuilder(found.GetValueOrDefault(key)).Append(component.ToString(SaveOptions.DisableFormatting)).ToString();
        found[key] = text;
    }
}

/// <summary>A component that differs between two versions.</summary>
/// <param name="Kind">What it is, in Microsoft's word for it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">What became of it.</param>
public sealed record SolutionDifference(string Kind, string Name, ComponentChange Change);

/// <summary>What became of a component from one version to the next.</summary>
public enum ComponentChange
{
    /// <summary>The newer version has it, the older does not.</summary>
    Added,

    /// <summary>Both have it, not alike.</summary>
    Changed,

    /// <summary>Only the older version has it: an upgrade deletes it.</summary>
    Dropped,
}
