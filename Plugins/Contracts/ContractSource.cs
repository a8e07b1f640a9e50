using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Another table that holds contracts: which rows count, whose they are, and where their facts stand.</summary>
sealed class ContractSource
{
    static readonly char[] Separators = [';'];

    /// <summary>On the first of January and of July.</summary>
    readonly IReadOnlyList<int> minutesAhead;

    internal ContractSource(ContractSourceRow row, IReadOnlyList<SourceMapping> mappings)
    {
        Id = row.Id;
        Name = row.Name?.Trim() is { Length: > 0 } name ? name : "?";
        Table = Logical(row.SourceTable) ?? "";
        AccountColumn = Logical(row.AccountColumn) ?? "";
        NameColumn = Logical(row.NameColumn) ?? "";
        ActiveColumn = Logical(row.ActiveColumn);
        ActiveValues = Parts(row.ActiveValues);
        IsInUse = row.InUse == true && row.State != ContractSourceState.Inactive;
        IdColumn = Logical(row.IdColumn);
        CurrencyColumn = Logical(row.CurrencyColumn);
        LocalColumns = new HashSet<string>(Parts(row.LocalColumns), StringComparer.Ordinal);
        minutesAhead = [.. Parts(row.Midnights).Select(static minutes => int.Parse(minutes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))];
        Mappings = mappings;
    }

    internal Guid Id { get; }

    /// <summary>What its rows are called.</summary>
    internal string Name { get; }

    /// <summary>Logical name of the table.</summary>
    internal string Table { get; }

    /// <summary>Logical name of the lookup of accounts or of customers.</summary>
    internal string AccountColumn { get; }

    internal string NameColumn { get; }

    /// <summary>Column that says which rows count; null: all do.</summary>
    internal string? ActiveColumn { get; }

    internal IReadOnlyList<string> ActiveValues { get; }

    /// <summary>Whether verdicts read it.</summary>
    internal bool IsInUse { get; }

    /// <summary>Primary key of the table as the check learned it; null: the source was never checked.</summary>
    internal string? IdColumn { get; }

    /// <summary>Null: the table knows no currency.</summary>
    internal string? CurrencyColumn { get; }

    /// <summary>Date columns that hold instants of local time.</summary>
    internal ISet<string> LocalColumns { get; }

    internal IReadOnlyList<SourceMapping> Mappings { get; }

    /// <summary>How many minutes the time zone of jobs is ahead of UTC in a month. Clocks change in March, April and October: then it is one or the other.</summary>
    internal IEnumerable<int> MinutesAheadIn(int month) => month switch
    {
        >= 5 and <= 9 => minutesAhead.Skip(1).Take(1),
        >= 11 or <= 2 => minutesAhead.Take(1),
        _ => minutesAhead,
    };

    /// <summary>The columns that verdicts read, each once.</summary>
    internal string[] Columns =>
    [
        .. new[] { AccountColumn, NameColumn, CurrencyColumn }.Concat(Mappings.Select(static mapping => mapping.Column)).OfType<string>().Distinct(StringComparer.Ordinal),
    ];

    static IReadOnlyList<string> Parts(string? text) =>
        [.. (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Trim()).Where(static part => part.Length > 0)];

    static string? Logical(string? name) => name?.Trim() is { Length: > 0 } known ? known.ToLowerInvariant() : null;
}
