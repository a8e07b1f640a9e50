using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;

namespace LocalDataverse.Metadata;

/// <summary>Writes the compact data of <see cref="StandardTables"/> from table descriptions in JSON, keeping only what the engine uses.</summary>
/// <remarks>
/// <para>One file a table, tab-separated, one thought a line:</para>
/// <code>
/// table     name schema set objecttypecode ownership primaryid [name=… activity intersect label=… de=… plural=… pluralde=…]
/// column    name type [schema=… label=… de=… required=… length=… format=… behavior=… min=… max=… precision=… source=… base=…
///           choice=… o=VALUE LABEL  d=VALUE GERMAN  s=STATUS STATE  ds=STATE STATUS  default=… targets=a,b apptargets=c
///           nocreate noupdate noread logical app kind=Calculated|Rollup]
/// key       name column,column
/// companion name column            (a derived column such as createdbyname, and the column it shows)
/// </code>
/// <para>To write the files anew, run the tests of StandardTables with the environment variable WRITE_STANDARD_TABLES=1.</para>
/// </remarks>
internal static class StandardTablesWriter
{
    static readonly string[] Types =
    [
        nameof(ColumnType.File), nameof(ColumnType.Image), nameof(ColumnType.MultiSelectPicklist),
    ];

    /// <summary>The compact form of one table.</summary>
    public static string Table(JObject table)
    {
        var lines = new StringBuilder();
        Line(lines, "table", Text(table, "logicalName"), Text(table, "schemaName") ?? Text(table, "logicalName"), Text(table, "setName"),
            Text(table, "objectTypeCode"), Text(table, "ownership"), Text(table, "primaryId"), Cell(table, "name", "primaryName"),
            Flag(table, "isActivity", "activity"), Flag(table, "isIntersect", "intersect"), Cell(table, "label", "label"), Cell(table, "de", "labelDe"),
            Cell(table, "plural", "pluralLabel"), Cell(table, "pluralde", "pluralLabelDe"));
        foreach (var (name, column) in Objects(table, "columns")) Line(lines, ["column", name, .. Column(name, column)]);
        foreach (var key in table["keys"]?.OfType<JObject>() ?? [])
        {
            Line(lines, "key", Text(key, "name"), string.Join(',', key["attrs"]!.Select(column => (string?)column)));
        }

        foreach (var companion in (table["attributeOf"] as JObject)?.Properties() ?? [])
        {
            Line(lines, "companion", companion.Name, (string?)companion.Value);
        }

        return lines.ToString();
    }

    /// <summary>
    /// The compact form of the relationships: <c>1n name from column to cascades [nav=…]</c> and <c>nn name intersect table column table column</c>.
    /// </summary>
    public static string Relationships(JObject relationships)
    {
        var lines = new StringBuilder();
        foreach (var relationship in relationships["oneToMany"]!.OfType<JObject>())
        {
            var cascades = (relationship["cascade"] as JObject)?.Properties()
                .Where(cascade => cascade.Name != "archive").Select(cascade => $"{cascade.Name}={(string?)cascade.Value}") ?? [];
            Line(lines, ["1n", Text(relationship, "name"), Text(relationship, "from"), Text(relationship, "column"), Text(relationship, "to"), .. cascades,
                Cell(relationship, "nav", "nav"), Cell(relationship, "collection", "collectionNav"), Flag(relationship, "hierarchical", "hierarchical")]);
        }

        // Where the intersect table is unknown, the relationship cannot be used.
        foreach (var relationship in relationships["manyToMany"]!.OfType<JObject>().Where(relationship => relationship["column1"] is not null))
        {
            Line(lines, "nn", Text(relationship, "name"), Text(relationship, "intersect"), Text(relationship, "entity1"), Text(relationship, "column1"),
                Text(relationship, "entity2"), Text(relationship, "column2"));
        }

        return lines.ToString();
    }

    static IEnumerable<string?> Column(string name, JObject column)
    {
        yield return Type(column);
        yield return Text(column, "schema") is { } schema && schema != name ? $"schema={schema}" : null;
        foreach (var (cell, fact) in new[]
        {
            ("label", "label"), ("de", "labelDe"), ("required", "required"), ("length", "maxLength"), ("format", "format"), ("behavior", "behavior"), ("min", "min"),
            ("max", "max"), ("precision", "precision"), ("source", "precisionSource"), ("base", "moneyBaseOf"), ("choice", "optionSet"),
        })
        {
            yield return Cell(column, cell, fact);
        }

        foreach (var (cell, fact) in new[] { ("o", "options"), ("d", "optionsDe"), ("s", "state"), ("ds", "defaultStatus") })
        {
            foreach (var option in (column[fact] as JObject)?.Properties() ?? []) yield return $"{cell}={option.Name} {Plain(option.Value)}";
        }

        yield return Cell(column, "default", "default");
        yield return column["targets"] is JArray targets ? $"targets={string.Join(',', targets.Select(Plain))}" : null;
        yield return column["appTargets"] is JArray app ? $"apptargets={string.Join(',', app.Select(Plain))}" : null;
        yield return column["create"] is not null ? "nocreate" : null;
        yield return column["update"] is not null ? "noupdate" : null;
        yield return column["read"] is not null ? "noread" : null;
        yield return Flag(column, "logical", "logical");
        yield return Flag(column, "app", "app");
        yield return Cell(column, "kind", "sourceType");
    }

    static string Type(JObject column)
    {
        var hidden = Text(column, "typeName")?.Replace("Type", "", StringComparison.Ordinal);
        return hidden is not null && Types.Contains(hidden, StringComparer.Ordinal) ? hidden : Text(column, "type")!;
    }

    static IEnumerable<(string Name, JObject Value)> Objects(JObject parent, string name) =>
        ((JObject)parent[name]!).Properties().Select(property => (property.Name, (JObject)property.Value));

    static string? Text(JObject facts, string name) => facts[name] is { } value ? Plain(value) : null;

    static string? Cell(JObject facts, string cell, string name) => Text(facts, name) is { } text ? $"{cell}={text}" : null;

    static string? Flag(JObject facts, string name, string flag) => (bool?)facts[name] == true ? flag : null;

    static string Plain(JToken value) => value.Type switch
    {
        JTokenType.Boolean => (bool)value ? "1" : "0",
        JTokenType.Float => ((double)value).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => ((string?)value ?? "").ReplaceLineEndings(" ").Replace('\t', ' '),
    };

    static void Line(StringBuilder lines, params IEnumerable<string?> cells) => lines.AppendJoin('\t', cells.Where(cell => cell is not null)).Append('\n');
}
