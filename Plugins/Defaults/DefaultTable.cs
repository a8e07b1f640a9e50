using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Defaults;

/// <summary>A table of default rows that the assembly carries as a file: rules with an id and a version, or entries of a catalogue with a code.</summary>
/// <remarks>
/// A rule is on file in each of its versions, and the day chooses; a catalogue has one row for a code, whatever its version. Its file keeps former versions of a line, too:
/// by them a row that nobody touched is told from one that was changed here.
/// </remarks>
sealed class DefaultTable
{
    const string RecordClass = "record_class";

    /// <summary>Ends with the version: templates stand side by side in their versions, as rules do.</summary>
    const string TemplateKey = "template_key";

    /// <summary>The facts by which people know a row, of which each file has one.</summary>
    static readonly string[] Keys = ["rule_id", "code", "entry_key", "question_key", TemplateKey, "word_key"];

    readonly Func<IReadOnlyDictionary<string, string>, Entity> read;
    readonly Func<Entity, string, string> factOf;
    readonly string[] columns;
    readonly bool isVersioned;
    readonly string key;
    readonly string keyColumn;
    readonly string? classColumn;
    readonly DefaultParent? parent;
    readonly string versionColumn;
    readonly Lazy<IReadOnlyList<IReadOnlyDictionary<string, string>>> lines;
    readonly Lazy<IReadOnlyList<IReadOnlyDictionary<string, string>>> rows;

    /// <summary>Describes a table and its file.</summary>
    /// <param name="name">Name of the file without ending; it stands in tokens.</param>
    /// <param name="table">Logical name of the table.</param>
    /// <param name="columns">Logical names of the columns by the file's names.</param>
    /// <param name="read">Makes a row from a line of the file.</param>
    /// <param name="factOf">The text of a row's column by the file's name.</param>
    /// <param name="parent">The table whose row each row belongs to; null: none.</param>
    internal DefaultTable(
        string name,
        string table,
        IReadOnlyDictionary<string, string> columns,
        Func<IReadOnlyDictionary<string, string>, Entity> read,
        Func<Entity, string, string> factOf,
        DefaultParent? parent = null)
    {
        Name = name;
        Table = table;
        this.read = read;
        this.factOf = factOf;
        this.columns = [.. columns.Values];
        this.parent = parent;
        isVersioned = columns.ContainsKey("rule_id") || columns.ContainsKey(TemplateKey);
        key = Keys.First(columns.ContainsKey);
        keyColumn = columns[key];
        classColumn = isVersioned && columns.TryGetValue(RecordClass, out var column) ? column : null;
        versionColumn = columns["version"];
        lines = new(() => Csv.Embedded("Offboarding.Plugins.Data." + name + ".csv"));
        rows = new(() => isVersioned ? lines.Value : [.. lines.Value.GroupBy(KeyOf, StringComparer.Ordinal).Select(static versions => versions.OrderByDescending(VersionOf).First())]);
    }

    /// <summary>Rows a step unless the table says otherwise: their creation takes a few seconds of the two minutes.</summary>
    internal const int UsualRowsPerStep = 50;

    internal string Name { get; }

    /// <summary>Rows a step.</summary>
    internal int RowsPerStep { get; init; } = UsualRowsPerStep;

    internal string Table { get; }

    /// <summary>The shipped rows: every version of a rule, of an entry of a catalogue the newest.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, string>> Rows => rows.Value;

    /// <summary>The rows on file, active or not, that have an id or code of these lines, with the columns of the file. Requests: 1 per 5,000 rows.</summary>
    internal IReadOnlyList<Entity> Existing(IOrganizationService service, IEnumerable<IReadOnlyDictionary<string, string>> shipped)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(columns) };
        query.Criteria.AddCondition(keyColumn, ConditionOperator.In, [.. shipped.Select(row => row[key]).Distinct(StringComparer.Ordinal)]);
        query.AddOrder(keyColumn, OrderType.Ascending);
        query.AddOrder(versionColumn, OrderType.Ascending);
        return service.AllRows(query);
    }

    /// <summary>The rows to which rows of this table belong, by code. Requests: 1, none for a table without parent.</summary>
    internal IReadOnlyDictionary<string, Guid> Parents(IOrganizationService service) => parent?.ByCode(service) ?? new Dictionary<string, Guid>(StringComparer.Ordinal);

    /// <summary>A new row from a line of the file.</summary>
    /// <param name="row">The line.</param>
    /// <param name="parents">As <see cref="Parents"/> gave them.</param>
    /// <param name="language">Of the refusal.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5201: the row belongs to one that is not on file.</exception>
    internal Entity Create(IReadOnlyDictionary<string, string> row, IReadOnlyDictionary<string, Guid> parents, Language language)
    {
        var entity = read(row);
        if (parent == null) return entity;

        var code = row[parent.Fact];
        if (!parents.TryGetValue(code, out var id)) throw Refusal.Of("OFF-5201", language, "row", KeyOf(row), "parent", code);

        entity[parent.Column] = new EntityReference(parent.Table, id);
        return entity;
    }

    /// <summary>The columns of a line of the file, for a row on file. What it belongs to stays: moving it there may have been somebody's will.</summary>
    internal Entity Change(Entity existing, IReadOnlyDictionary<string, string> row)
    {
        var change = read(row);
        change.Id = existing.Id;
        return change;
    }

    /// <summary>The id or code by which people know a line of the file.</summary>
    /// <remarks>One retention rule stands for several record classes, each a row.</remarks>
    internal string KeyOf(IReadOnlyDictionary<string, string> row) => classColumn is null ? WithoutVersion(row[key]) : row[key] + " " + row[RecordClass];

    /// <summary>The id or code by which people know a row on file; empty: it has none.</summary>
    internal string KeyOf(Entity existing)
    {
        var text = existing.GetAttributeValue<string?>(keyColumn) ?? "";
        return classColumn is null ? WithoutVersion(text) : text + " " + existing.GetAttributeValue<string?>(classColumn);
    }

    /// <summary>Whether a row makes a line of the file needless: it is the same version, or has the same code in a catalogue.</summary>
    internal bool IsOnFile(Entity existing, IReadOnlyDictionary<string, string> row) => isVersioned ? IsSameVersion(existing, row) : IsSame(existing, row);

    /// <summary>The entry of a catalogue that has an older version than the line of the file; null: there is none, or the table keeps versions side by side.</summary>
    internal Entity? Outdated(IEnumerable<Entity> existing, IReadOnlyDictionary<string, string> row) => isVersioned ? null : existing.FirstOrDefault(one => IsOlderVersion(one, row));

    /// <summary>Whether an entry of a catalogue is as some version of the product shipped it, so that a newer one may replace it.</summary>
    internal bool IsUntouched(Entity existing) => lines.Value.Any(row => IsSameVersion(existing, row)) && !IsCustomers(existing);

    internal bool IsOlderVersion(Entity existing, IReadOnlyDictionary<string, string> row) => IsSame(existing, row) && VersionOf(existing) < VersionOf(row);

    /// <summary>Whether somebody made or changed the row: it differs from the file's line of the same version, or has none and is not of shipped origin.</summary>
    internal bool IsCustomers(Entity existing)
    {
        if (factOf(existing, "origin") == "customer") return true;

        var shipped = lines.Value.FirstOrDefault(row => IsSameVersion(existing, row));
        return shipped != null && shipped.Any(cell => cell.Key != parent?.Fact && factOf(existing, cell.Key) != cell.Value && !MeansTheSame(factOf(existing, cell.Key), cell.Value));
    }

    string WithoutVersion(string text) => key == TemplateKey && text.LastIndexOf('|') is var bar and > 0 ? text.Substring(0, bar) : text;

    bool IsSame(Entity existing, IReadOnlyDictionary<string, string> row) => KeyOf(existing) == KeyOf(row);

    bool IsSameVersion(Entity existing, IReadOnlyDictionary<string, string> row) => IsSame(existing, row) && VersionOf(existing) == VersionOf(row);

    int VersionOf(Entity existing) => existing.GetAttributeValue<int>(versionColumn);

    static int VersionOf(IReadOnlyDictionary<string, string> row) => int.Parse(row["version"], CultureInfo.InvariantCulture);

    /// <summary>A yes/no column cannot be blank in a row.</summary>
    static bool MeansTheSame(string onFile, string shipped) => onFile.Length == 0 && shipped == "no";
}
