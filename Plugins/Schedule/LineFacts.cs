using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;

namespace Offboarding.Plugins.Schedule;

/// <summary>The facts of a line as they go into the rules: days, codes and flags under the names of the cases, never a value of a person.</summary>
public sealed class LineFacts
{
    /// <summary>The names of the facts, beside the day for which is asked.</summary>
    internal static readonly string[] Names =
    [
        "jurisdictions", "sectors", "record_class", "start_events", "flags", "fiscal_year_end", "proceedings_open", "dependency_end", "other_active_accounts", "consent_standing",
        "holds", "erasure_request", "restriction_request", "reactivated_on", "erased_on",
    ];

    readonly IReadOnlyDictionary<string, string> values;

    internal LineFacts(IReadOnlyDictionary<string, string> values) => this.values = values;

    /// <summary>A fact; empty: not given.</summary>
    public string this[string name] => values.TryGetValue(name, out var value) ? value : "";

    /// <summary>The same facts with one of them set.</summary>
    internal LineFacts With(string name, string value)
    {
        var changed = values.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);
        changed[name] = value;
        return new LineFacts(changed);
    }

    /// <summary>The case on a day, by the law of that day.</summary>
    public RetentionCase On(LocalDate today)
    {
        var day = today.ToString();
        return RetentionCase.Read(name => name is "today" or "law_date" ? day : this[name]);
    }

    /// <summary>A JSON object; facts that are not given are left out.</summary>
    public string ToJson()
    {
        using var json = new JsonText();
        foreach (var name in Names) json.Text(name, this[name]);
        return json.Finish();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; null: it is something else.</summary>
    public static LineFacts? ReadOrNull(string? json) => JsonRows.ReadOrNull("[" + json + "]") is { Count: 1 } rows ? new LineFacts(rows[0]) : null;
}
