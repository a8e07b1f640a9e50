using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Solutions;

/// <summary>What other solutions, the customer's unmanaged ones among them, have built on components that are to go.</summary>
/// <remarks>https://learn.microsoft.com/power-platform/alm/removing-dependencies</remarks>
internal sealed class Dependents(InstalledComponents going, SolutionPackage goingPackage, IEnumerable<Installation> others)
{
    /// <summary>One sentence each: which component of which solution needs what.</summary>
    internal IReadOnlyList<string> All() => [.. others.SelectMany(other => Of(other).Distinct(StringComparer.Ordinal).Select(what => $"{what} (solution {other.Manifest.UniqueName})"))];

    IEnumerable<string> Of(Installation other)
    {
        var package = other.Package;
        foreach (var relationship in package.Relationships)
        {
            if (Ends(relationship).FirstOrDefault(going.Tables.Contains) is { } table) yield return $"relationship {relationship.Name} needs table {table}";
            else if (relationship is OneToMany many && going.Columns.Contains((many.From, many.Column)) && !Brings(package, many.From, many.Column)) yield return $"relationship {relationship.Name} needs column {many.From}.{many.Column}";
        }

        foreach (var table in package.Tables.Where(table => going.Tables.Contains(table.Table.Name))) yield return $"columns of table {table.Table.Name} need the table";
        foreach (var step in package.Steps)
        {
            if (step.Table is { } table && going.Tables.Contains(table)) yield return $"step '{step.Name}' needs table {table}";
            if (step.TypeId is { } type && going.Types.Contains(type)) yield return $"step '{step.Name}' needs plug-in type {step.TypeName ?? type.ToString()}";
            foreach (var column in step.Columns.Concat(step.Images.SelectMany(image => image.Columns)).Where(column => step.Table is { } of && going.Columns.Contains((of, column))))
            {
                yield return $"step '{step.Name}' needs column {step.Table}.{column}";
            }
        }

        foreach (var api in package.CustomApis)
        {
            if (api.PluginTypeId is { } type && going.Types.Contains(type)) yield return $"Custom API {api.UniqueName} needs plug-in type {type}";
            if (api.BoundTable is { } table && going.Tables.Contains(table)) yield return $"Custom API {api.UniqueName} needs table {table}";
        }

        foreach (var permission in package.Profiles.SelectMany(profile => profile.Permissions).Where(permission => going.Columns.Contains((permission.Table, permission.Column))))
        {
            yield return $"a column security profile needs column {permission.Table}.{permission.Column}";
        }

        foreach (var needed in other.Manifest.Dependencies.Where(needed => needed.Solution == goingPackage.Manifest.UniqueName && IsWhole)) yield return $"the solution needs {needed.Component}";
        foreach (var sentence in InForms(other).Concat(InParts(other))) yield return sentence;
    }

    /// <summary>Whether the solution goes as a whole; an upgrade keeps what the manifest of another names, or the checks above find it.</summary>
    bool IsWhole => goingPackage.Tables.All(table => table.Own.All(column => going.Columns.Contains((table.Table.Name, column.Name))));

    static IEnumerable<string> Ends(TableRelationship relationship) => relationship switch
    {
        OneToMany many => [many.From, many.To],
        ManyToMany many => [many.Table1, many.Table2],
        _ => [],
    };

    static bool Brings(SolutionPackage package, string table, string column) => package.Tables.Any(one => one.Table.Name == table && one.Own.Any(own => own.Name == column));

    /// <summary>Forms and views show columns, and sub-grids other tables.</summary>
    IEnumerable<string> InForms(Installation other)
    {
        var columns = going.Columns.Where(one => !Brings(other.Package, one.Table, one.Column)).ToLookup(one => one.Table, one => one.Column, StringComparer.Ordinal);
        foreach (var entity in other.Zip.ReadXml(SolutionZip.Customizations, "Every solution").Element("Entities")?.Elements("Entity") ?? [])
        {
            var table = (entity.Element("Name")?.Value.Trim() ?? "").ToLowerInvariant();
            foreach (var shown in entity.Descendants().Where(element => element.Name.LocalName is "systemform" or "savedquery"))
            {
                var words = Words(shown);
                var kind = shown.Name.LocalName == "systemform" ? "form" : "view";
                foreach (var column in columns[table].Where(words.Contains)) yield return $"a {kind} of {table} shows column {column}";
                foreach (var name in going.Tables.Where(name => name != table && words.Contains(name))) yield return $"a {kind} of {table} shows table {name}";
            }
        }
    }

    /// <summary>Processes and flows call Custom APIs and workflow activities by name.</summary>
    IEnumerable<string> InParts(Installation other)
    {
        var names = going.Apis.Concat(goingPackage.Assemblies.SelectMany(assembly => assembly.Types).Where(type => going.Types.Contains(type.Id)).Select(type => type.TypeName)).ToList();
        if (names.Count == 0) yield break;

        foreach (var part in other.Zip.Names.Where(part => part.StartsWith("Workflows/", StringComparison.OrdinalIgnoreCase)))
        {
            var text = Encoding.UTF8.GetString(other.Zip.Read(part, "The solution"));
            foreach (var name in names.Where(name => text.Contains(name, StringComparison.Ordinal))) yield return $"process {part} uses {name}";
        }
    }

    static HashSet<string> Words(XElement element) =>
    [
        .. element.DescendantsAndSelf().Attributes().Select(attribute => attribute.Value.Trim().ToLowerInvariant()),
        .. element.DescendantsAndSelf().Where(one => !one.HasElements).Select(one => one.Value.Trim().ToLowerInvariant()),
    ];
}
