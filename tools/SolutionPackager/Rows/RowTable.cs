using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace SolutionPackager.Rows;

/// <summary>What a column holds, in the words of the row classes.</summary>
public enum RowColumnKind
{
    /// <summary>Text of one or several lines.</summary>
    Text,

    /// <summary>Whole number.</summary>
    WholeNumber,

    /// <summary>Decimal number.</summary>
    DecimalNumber,

    /// <summary>Amount in the currency of the row.</summary>
    Money,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>A day without time and time zone.</summary>
    Date,

    /// <summary>An instant in UTC.</summary>
    Instant,

    /// <summary>Reference to a row.</summary>
    Lookup,

    /// <summary>One of several options, state and status reason included.</summary>
    Choice,
}

/// <summary>One option of a choice.</summary>
/// <param name="Value">Value in Dataverse.</param>
/// <param name="Code">The fact's code (external value); blank for state and status reason.</param>
/// <param name="Label">English label.</param>
/// <param name="LabelDe">German label; blank where the list of standard columns gives none.</param>
public sealed record RowOption(int Value, string Code, string Label, string LabelDe);

/// <summary>One column as the row classes and the reference page show it.</summary>
/// <param name="SchemaName">Name with its casing, as <c>off_InitialTerm</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Label">English label.</param>
/// <param name="LabelDe">German label; blank for standard columns.</param>
/// <param name="Description">English description.</param>
/// <param name="Format">Type for readers: <c>text (100)</c>, <c>date only</c>.</param>
/// <param name="IsRequired">Whether the product asks for a value.</param>
/// <param name="MaxLength">Longest text in characters; 0 for what is no text.</param>
/// <param name="Options">Options of a choice, else none.</param>
public sealed record RowColumn(
    string SchemaName, RowColumnKind Kind, string Label, string LabelDe, string Description, string Format, bool IsRequired, int MaxLength, IReadOnlyList<RowOption> Options)
{
    /// <summary>Name by which Dataverse knows the column.</summary>
    public string LogicalName => SchemaName.ToLowerInvariant();

    /// <summary>Whether the column is the product's own.</summary>
    public bool IsOwn => SchemaName.StartsWith("off_", StringComparison.OrdinalIgnoreCase);
}

/// <summary>One table: its own columns and the standard columns the product uses.</summary>
/// <param name="SchemaName">Name with its casing, as <c>off_Contract</c>.</param>
/// <param name="Label">English label.</param>
/// <param name="LabelDe">German label.</param>
/// <param name="Description">English description.</param>
/// <param name="Columns">Columns, primary key excluded, in the order of the source.</param>
public sealed record RowTable(string SchemaName, string Label, string LabelDe, string Description, IReadOnlyList<RowColumn> Columns)
{
    /// <summary>Name by which Dataverse knows the table.</summary>
    public string LogicalName => SchemaName.ToLowerInvariant();

    /// <summary>Whether the table is the product's own.</summary>
    public bool IsOwn => SchemaName.StartsWith("off_", StringComparison.OrdinalIgnoreCase);

    /// <summary>Name without prefix, as <c>Contract</c>.</summary>
    public string Name => WithoutPrefix(SchemaName);

    /// <summary>The name without the publisher's prefix.</summary>
    public static string WithoutPrefix(string schemaName) =>
        schemaName.StartsWith("off_", StringComparison.OrdinalIgnoreCase) ? schemaName[4..] : schemaName;

    /// <summary>The tables of a solution source in the order of their names, with the standard columns in use.</summary>
    /// <param name="solutionFolder">Folder with <c>Entities</c>.</param>
    /// <exception cref="SolutionSourceException">A table's XML is broken or a column has a type that row classes do not know: file and column are named.</exception>
    public static IReadOnlyList<RowTable> ReadAll(string solutionFolder)
    {
        var entities = Path.Combine(solutionFolder, "Entities");
        if (!Directory.Exists(entities))
        {
            throw new SolutionSourceException(solutionFolder, line: null, "The folder Entities is missing.", "Name the folder of the solution source.");
        }

        var tables = Directory.GetDirectories(entities).Select(folder => Read(Path.Combine(folder, "Entity.xml"))).ToList();
        var standard = StandardColumns.All;
        var merged = tables.Select(table => standard.TryGetValue(table.LogicalName, out var known)
            ? known with { Columns = [.. known.Columns, .. table.Columns] }
            : table);
        var others = standard.Values.Where(known => !tables.Exists(table => table.LogicalName == known.LogicalName));
        return [.. merged.Concat(others).OrderBy(table => table.LogicalName, StringComparer.Ordinal)];
    }

    static RowTable Read(string file)
    {
        XElement root;
        try
        {
            root = XDocument.Load(file, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException broken)
        {
            throw new SolutionSourceException(file, broken.LineNumber, broken.Message, "Correct the XML.", broken);
        }

        var name = root.Element("Name") ?? throw Broken(file, root, "the element Name is missing", "Give the table's schema name");
        var entity = root.Element("EntityInfo")?.Element("entity") ?? throw Broken(file, root, "EntityInfo/entity is missing", "Describe the table there");
        var columns = entity.Elements("attributes").Elements("attribute").Select(attribute => ReadColumn(file, name.Value, attribute)).OfType<RowColumn>();

        return new RowTable(
            name.Value,
            LabelIn(entity.Element("LocalizedNames"), "LocalizedName", 1033),
            LabelIn(entity.Element("LocalizedNames"), "LocalizedName", 1031),
            LabelIn(entity.Element("Descriptions"), "Description", 1033),
            [.. columns]);
    }

    static RowColumn? ReadColumn(string file, string table, XElement attribute)
    {
        var schema = (string?)attribute.Attribute("PhysicalName") ?? throw Broken(file, attribute, "an attribute has no PhysicalName", "Give the column's schema name");
        var type = attribute.Element("Type")?.Value;
        var own = schema.StartsWith("off_", StringComparison.Ordinal);
        var twin = attribute.Element("CalculationOf") is not null;
        if (type == "primarykey" || twin || (!own && !StandardColumns.OfOwnTables.Contains(schema.ToLowerInvariant()))) return null;

        var (kind, format) = type switch
        {
            "nvarchar" => (RowColumnKind.Text, $"text ({attribute.Element("MaxLength")?.Value})"),
            "ntext" => (RowColumnKind.Text, $"several lines ({attribute.Element("MaxLength")?.Value})"),
            "int" => (RowColumnKind.WholeNumber, $"whole number ({attribute.Element("MinValue")?.Value} to {attribute.Element("MaxValue")?.Value})"),
            "decimal" => (RowColumnKind.DecimalNumber, "decimal"),
            "money" => (RowColumnKind.Money, "money"),
            "bit" => (RowColumnKind.YesNo, "yes/no"),
            "datetime" when attribute.Element("Behavior")?.Value == "2" => (RowColumnKind.Date, "date only"),
            "datetime" => (RowColumnKind.Instant, "date and time"),
            "lookup" or "owner" => (RowColumnKind.Lookup, "lookup"),
            "picklist" => (RowColumnKind.Choice, "choice"),
            "state" => (RowColumnKind.Choice, "state"),
            "status" => (RowColumnKind.Choice, "status reason"),
            _ => throw Broken(file, attribute, $"column {table}.{schema} has the type '{type}', which row classes do not know", "Use another type or teach RowTable the new one"),
        };

        return new RowColumn(
            schema,
            kind,
            LabelIn(attribute.Element("displaynames"), "displayname", 1033),
            LabelIn(attribute.Element("displaynames"), "displayname", 1031),
            LabelIn(attribute.Element("Descriptions"), "Description", 1033),
            format,
            attribute.Element("RequiredLevel")?.Value is "required" or "systemrequired",
            (int?)attribute.Element("MaxLength") ?? 0,
            kind == RowColumnKind.Choice ? ReadOptions(attribute) : []);
    }

    static List<RowOption> ReadOptions(XElement attribute) =>
        [.. attribute.Elements("optionset").Elements().Where(list => list.Name.LocalName is "options" or "states" or "statuses").Elements()
            .Select(option => new RowOption(
                (int)option.Attribute("value")!,
                (string?)option.Attribute("ExternalValue") ?? string.Empty,
                LabelIn(option.Element("labels"), "label", 1033),
                LabelIn(option.Element("labels"), "label", 1031)))];

    static string LabelIn(XElement? list, string element, int language) =>
        (string?)list?.Elements(element).FirstOrDefault(label => (int?)label.Attribute("languagecode") == language)?.Attribute("description") ?? string.Empty;

    static SolutionSourceException Broken(string file, XElement at, string what, string remedy) =>
        new(file, ((IXmlLineInfo)at).LineNumber, what + ".", remedy + ".");
}
