using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Erasure;

/// <summary>What a column can hold, as far as erasing it is concerned.</summary>
public enum ColumnKind
{
    /// <summary>Text of one or several lines.</summary>
    Text,

    /// <summary>A reference to a row.</summary>
    Lookup,

    /// <summary>The parties of an activity in one role.</summary>
    PartyList,

    /// <summary>A number, date, choice, yes/no, image or anything else.</summary>
    Other,
}

/// <summary>A column as the metadata tells of it.</summary>
public sealed class ColumnFacts
{
    /// <summary>Logical name.</summary>
    public required string Name { get; init; }

    /// <summary>What it can hold.</summary>
    public ColumnKind Kind { get; init; }

    /// <summary>Whether the platform refuses an empty value (SystemRequired). What only forms demand can be emptied.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether an Update may write it.</summary>
    public bool IsWritable { get; init; }

    /// <summary>Whether it can be read.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>Whether its values are instants, shown in the reader's time zone; otherwise a date is a local date.</summary>
    public bool IsLocalTime { get; init; }

    /// <summary>Longest text in characters; null: not known, or no text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Logical name of the column of which this one shows the name; null: it is a column of its own.</summary>
    public string? ShownFor { get; init; }
}

/// <summary>A lookup by which rows of another table refer to rows of a table.</summary>
public sealed class LinkFacts
{
    /// <summary>Logical name of the table that refers.</summary>
    public required string From { get; init; }

    /// <summary>Logical name of its lookup.</summary>
    public required string Column { get; init; }

    /// <summary>Logical name of the table to which it refers.</summary>
    public required string To { get; init; }
}

/// <summary>A table as the metadata tells of it.</summary>
public sealed class TableFacts
{
    readonly Dictionary<string, ColumnFacts> byName;

    /// <summary>A table with its columns and the lookups to it.</summary>
    public TableFacts(string name, string primaryId, string? primaryName, bool isActivity, IEnumerable<ColumnFacts> columns, IEnumerable<LinkFacts> linksTo)
    {
        Name = name;
        PrimaryId = primaryId;
        PrimaryName = primaryName;
        IsActivity = isActivity;
        Columns = [.. columns];
        LinksTo = [.. linksTo];
        byName = Columns.ToDictionary(static column => column.Name, StringComparer.Ordinal);
    }

    /// <summary>Logical name.</summary>
    public string Name { get; }

    /// <summary>Logical name of the column that holds the id.</summary>
    public string PrimaryId { get; }

    /// <summary>Logical name of the column that names a row; null: none does.</summary>
    public string? PrimaryName { get; }

    /// <summary>Whether its rows are activities.</summary>
    public bool IsActivity { get; }

    /// <summary>Name of the privilege to read its rows, as prvReadAccount; null: there is none, or it is not known.</summary>
    public string? ReadPrivilege { get; init; }

    /// <summary>Its columns.</summary>
    public IReadOnlyList<ColumnFacts> Columns { get; }

    /// <summary>The lookups of other tables to it.</summary>
    public IReadOnlyList<LinkFacts> LinksTo { get; }

    /// <summary>A column; null: the table has none of this name.</summary>
    public ColumnFacts? Find(string column) => byName.TryGetValue(column, out var found) ? found : null;
}

/// <summary>The table of the parties of activities: its rows can be neither updated nor deleted alone.</summary>
static class PartyTable
{
    internal const string Name = "activityparty";
    internal const string Activity = "activityid";
    internal const string Party = "partyid";
    internal const string Address = "addressused";
    internal const string Role = "participationtypemask";
}
