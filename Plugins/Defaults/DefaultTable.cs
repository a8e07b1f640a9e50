using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Defaults;

/// <summary>A table of default rows that the assembly carries as a file: rules with an id and a version.</summary>
sealed class DefaultTable
{
    readonly Func<IReadOnlyDictionary<string, string>, Entity> read;
    readonly Func<Entity, string, string> factOf;
    readonly string[] columns;
    readonly string ruleIdColumn;
    readonly string versionColumn;
    readonly Lazy<IReadOnlyList<IReadOnlyDictionary<string, string>>> rows;

    /// <summary>Describes a table and its file.</summary>
    /// <param name="name">Name of the file without ending; it stands in tokens.</param>
    /// <param name="table">Logical name of the table.</param>
    /// <param name="columns">Logical names of the columns by the file's names.</param>
    /// <param name="read">Makes a row from a line of the file.</param>
    /// <param name="factOf">The text of a row's column by the file's name.</param>
    internal DefaultTable(
        string name,
        string table,
        IReadOnlyDictionary<string, string> columns,
        Func<IReadOnlyDictionary<string, string>, Entity> read,
        Func<Entity, string, string> factOf)
    {
        Name = name;
        Table = table;
        this.read = read;
        this.factOf = factOf;
        this.columns = [.. columns.Values];
        ruleIdColumn = columns["rule_id"];
        versionColumn = columns["version"];
        rows = new(() => Csv.Embedded("Offboarding.Plugins.Data." + name + ".csv"));
    }

    internal string Name { get; }

    internal string Table { get; }

    /// <summary>The shipped rows.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, string>> Rows => rows.Value;

    /// <summary>All rows on file, active or not, with the columns of the file. Requests: 1 per 5,000 rows.</summary>
    internal IReadOnlyList<Entity> Existing(IOrganizationService service)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(columns) };
        query.AddOrder(ruleIdColumn, OrderType.Ascending);
        query.AddOrder(versionColumn, OrderType.Ascending);
        return service.AllRows(query);
    }

    internal Entity Create(IReadOnlyDictionary<string, string> row) => read(row);

    internal bool IsSameVersion(Entity existing, IReadOnlyDictionary<string, string> row) => IsSameRule(existing, row) && VersionOf(existing) == VersionOf(row);

    internal bool IsOlderVersion(Entity existing, IReadOnlyDictionary<string, string> row) => IsSameRule(existing, row) && VersionOf(existing) < VersionOf(row);

    /// <summary>Whether somebody made or changed the row: it differs from the file's line of the same version, or has none and is not of shipped origin.</summary>
    internal bool IsCustomers(Entity existing)
    {
        if (factOf(existing, "origin") == "customer") return true;

        var shipped = Rows.FirstOrDefault(row => IsSameVersion(existing, row));
        return shipped != null && shipped.Any(cell => factOf(existing, cell.Key) != cell.Value && !MeansTheSame(factOf(existing, cell.Key), cell.Value));
    }

    bool IsSameRule(Entity existing, IReadOnlyDictionary<string, string> row) => existing.GetAttributeValue<string?>(ruleIdColumn) == row["rule_id"];

    int VersionOf(Entity existing) => existing.GetAttributeValue<int>(versionColumn);

    static int VersionOf(IReadOnlyDictionary<string, string> row) => int.Parse(row["version"], CultureInfo.InvariantCulture);

    /// <summary>A yes/no column cannot be blank in a row.</summary>
    static bool MeansTheSame(string onFile, string shipped) => onFile.Length == 0 && shipped == "no";
}
