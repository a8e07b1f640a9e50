using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Cases;

/// <summary>One thing that the system knows about an account, with the rows it rests on.</summary>
sealed class DecisionFact
{
    /// <summary>Source rows that are listed; all others count without being named.</summary>
    internal const int MostSources = 10;

    /// <summary>Source rows that one fact reads; beyond them it says "at least".</summary>
    internal const int MostRows = 5000;

    /// <summary>revenue, open_opportunities, complaints, service_cases, effort_minutes.</summary>
    internal string Name { get; set; } = "";

    /// <summary>Calendar year, UTC; null: the fact is of no year.</summary>
    internal int? Year { get; set; }

    /// <summary>ISO 4217; null: the value is no amount.</summary>
    internal string? Currency { get; set; }

    /// <summary>Every source row, the weightiest first.</summary>
    internal IReadOnlyList<DecisionSource> Sources { get; set; } = [];

    /// <summary>Whether there may be more rows than were read.</summary>
    internal bool IsAtLeast { get; set; }

    /// <summary>Sum of the rows' values; their number where they have none.</summary>
    internal decimal Value => Sources.Any(static source => source.Value is not null) ? Sources.Sum(static source => source.Value ?? 0m) : Sources.Count;

    /// <summary>Writes <c>{ fact, year, currency, value, count, at_least, rows: [ { table, id, name, value } ] }</c> into an array.</summary>
    internal void Write(JsonText facts) => facts.Object(JsonText.Item, fact =>
    {
        fact.Text("fact", Name);
        if (Year is { } year) fact.Number("year", year);
        fact.Text("currency", Currency).Text("value", Text(Value)).Number("count", Sources.Count);
        if (IsAtLeast) fact.YesNo("at_least", value: true);
        fact.Array("rows", rows =>
        {
            foreach (var source in Sources.Take(MostSources))
                rows.Object(JsonText.Item, row => row.Text("table", source.Table).Text("id", source.Id.ToString("D")).Text("name", source.Name).Text("value", Text(source.Value)));
        });
    });

    string? Text(decimal? number) => number?.ToString(Currency is null ? "0" : "0.00", CultureInfo.InvariantCulture);
}

/// <summary>A row on which a fact rests.</summary>
sealed class DecisionSource
{
    internal DecisionSource(string table, Guid id, string? name, decimal? value)
    {
        Table = table;
        Id = id;
        Name = name;
        Value = value;
    }

    internal string Table { get; }

    internal Guid Id { get; }

    internal string? Name { get; }

    /// <summary>Amount or minutes; null: the row counts as one.</summary>
    internal decimal? Value { get; }
}
