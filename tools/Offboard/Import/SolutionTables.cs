using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Offboard.Output;

namespace Offboard.Import;

/// <summary>What a packed solution says of its tables: what a contract's columns hold, and the words for statuses and verdicts.</summary>
/// <remarks>Read from customizations.xml of the zip, so that files follow the columns without a second list. A choice's code in files is the option's external value.</remarks>
internal sealed class SolutionTables
{
    readonly XElement entities;
    readonly Language language;

    /// <summary>Reads the tables of a zip.</summary>
    /// <exception cref="CommandFailure">A table lacks a column that this command line knows.</exception>
    public SolutionTables(byte[] zip, Language language)
    {
        this.language = language;
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        using var customizations = archive.GetEntry("customizations.xml")!.Open();
        entities = XDocument.Load(customizations).Root!.Element("Entities")!;

        Facts = ContractFacts.Names.Select(Contract).ToList();
        StatusLabels = LabelsOf(Column("off_Contract", "off_verdictstatus"));
        VerdictLabels = LabelsOf(Column("Account", "off_verdict"));
    }

    /// <summary>Every fact of <see cref="ContractFacts"/> with its column.</summary>
    public IReadOnlyList<FactColumn> Facts { get; }

    /// <summary>Labels of a contract's status by code, such as notice_open.</summary>
    public IReadOnlyDictionary<string, string> StatusLabels { get; }

    /// <summary>Labels of an account's verdict by code: clear, blocked, unknown.</summary>
    public IReadOnlyDictionary<string, string> VerdictLabels { get; }

    /// <summary>A fact or flag with its column.</summary>
    /// <exception cref="CommandFailure">The solution has no such column.</exception>
    public FactColumn Contract(string fact) => FactOf(fact, Column("off_Contract", ContractFacts.ColumnOf(fact)));

    XElement Column(string table, string name) => entities.Elements("Entity")
        .Where(entity => string.Equals((string?)entity.Element("Name"), table, StringComparison.OrdinalIgnoreCase))
        .Descendants("attribute")
        .FirstOrDefault(attribute => (string?)attribute.Element("LogicalName") == name)
        ?? throw OtherRelease($"The solution has no column {name}.");

    static FactColumn FactOf(string fact, XElement column) => new(
        fact,
        (string)column.Element("LogicalName")!,
        (string?)column.Element("Type") switch
        {
            "nvarchar" or "ntext" => FactKind.Text,
            "datetime" => FactKind.Date,
            "bit" => FactKind.YesNo,
            "picklist" => FactKind.Choice,
            "int" => FactKind.WholeNumber,
            "decimal" => FactKind.Decimal,
            "money" => FactKind.Money,
            var other => throw OtherRelease($"The column of {fact} is of type {other}, which no CSV cell can fill."),
        },
        (string?)column.Element("Type") == "picklist"
            ? Options(column).ToDictionary(Code, option => int.Parse((string)option.Attribute("value")!, CultureInfo.InvariantCulture), StringComparer.Ordinal)
            : FactColumn.NoCodes)
    {
        MaxLength = (int?)Limit(column, "MaxLength"),
        Min = Limit(column, "MinValue"),
        Max = Limit(column, "MaxValue"),
    };

    static decimal? Limit(XElement column, string name) =>
        (string?)column.Element(name) is { Length: > 0 } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    Dictionary<string, string> LabelsOf(XElement column) =>
        Options(column).ToDictionary(Code, option => Label(option.Element("labels")!, "label"), StringComparer.Ordinal);

    static IEnumerable<XElement> Options(XElement column) => column.Descendants("option");

    static string Code(XElement option) => (string)option.Attribute("ExternalValue")!;

    string Label(XElement labels, string name) =>
        (string)labels.Elements(name).Single(label => (int)label.Attribute("languagecode")! == (int)language).Attribute("description")!;

    static CommandFailure OtherRelease(string problem) => new(problem, "Use the command line of the same release as the solution.");
}
