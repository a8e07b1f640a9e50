using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Correspondence;

/// <summary>A personal fact as it is kept with its letter.</summary>
/// <param name="Table">Of the row that says so.</param>
/// <param name="Row">Its id.</param>
/// <param name="Text">As the letter says it.</param>
sealed record KeptFact(string Table, string Row, string Text);

/// <summary>The facts of a letter as JSON: fact, table, row, text.</summary>
static class LetterFactsJson
{
    internal static string Write(IReadOnlyList<PersonalFact> facts)
    {
        using var json = new JsonText();
        json.Array("facts", array =>
        {
            foreach (var fact in facts)
            {
                array.Object(JsonText.Item, one => one
                    .Text("fact", fact.Source.Kind.ToString().ToLowerInvariant())
                    .Text("table", fact.Source.Table)
                    .Text("row", fact.Source.Row.ToString("D"))
                    .Text("text", fact.Text));
            }
        });
        return json.Finish();
    }

    /// <summary>The facts; none for a text that is no JSON of ours.</summary>
    internal static IReadOnlyList<KeptFact> Read(string? json)
    {
        const string Start = "{\"facts\":";
        if (json is null || !json.StartsWith(Start, StringComparison.Ordinal)) return [];

        var rows = JsonRows.ReadOrNull(json.Substring(Start.Length, json.Length - Start.Length - 1)) ?? [];
        return [.. rows.Select(static row => new KeptFact(Cell(row, "table"), Cell(row, "row"), Cell(row, "text")))];
    }

    static string Cell(IReadOnlyDictionary<string, string> row, string name) => row.TryGetValue(name, out var value) ? value : "";
}
