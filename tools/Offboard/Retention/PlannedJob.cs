using System;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Offboard.Output;
using Spectre.Console;

namespace Offboard.Retention;

/// <summary>What off_PlanErasure said about a job.</summary>
/// <param name="Job">Its number.</param>
/// <param name="PlanId">off_erasureplanid; null: it was refused.</param>
/// <param name="Hash">What an approver signs.</param>
/// <param name="Count">What an approver types.</param>
/// <param name="Erase">Rows that are deleted or anonymized.</param>
/// <param name="Pseudonymize">Rows that are pseudonymized.</param>
/// <param name="Keep">Rows that are kept.</param>
/// <param name="Undecided">Columns that nobody has decided.</param>
/// <param name="Summary">Counts by table and method.</param>
/// <param name="Refusal">Why there is no plan; null: there is one.</param>
internal sealed record PlannedJob(string Job, Guid? PlanId, string? Hash, int Count, int Erase, int Pseudonymize, int Keep, int Undecided, [property: JsonConverter(typeof(JsonAsIs))] string Summary, string? Refusal);

/// <summary>A plan for a person to read: counts and grounds, no value of a row.</summary>
internal static class PlanText
{
    public static void Write(IAnsiConsole console, PlannedJob planned)
    {
        if (planned.Refusal is { } refusal)
        {
            console.Line($"{planned.Job}: {refusal}");
            return;
        }

        console.Line($"{planned.Job}: {planned.Count} rows would be changed ({planned.Erase} erased, {planned.Pseudonymize} pseudonymized), {planned.Keep} kept, {planned.Undecided} columns undecided.");
        Write(console, planned.Summary);
        console.Line($"Plan {planned.PlanId:D}, hash {planned.Hash}");
    }

    /// <summary>The counts of a plan's summary.</summary>
    public static void Write(IAnsiConsole console, string summary)
    {
        var plan = JObject.Parse(summary);
        Write(console, ["Table", "Method", "Rows", "Columns"], plan["change"], "table", "method", "rows", "columns");
        Write(console, ["Kept", "Class", "Rule", "Until", "Ground", "Rows"], plan["keep"], "table", "class", "rule", "until", "ground", "rows");
        foreach (var undecided in plan["undecided"] ?? new JArray()) console.Line($"Undecided: {undecided["column"]}");
    }

    static void Write(IAnsiConsole console, string[] headers, JToken? rows, params string[] names)
    {
        if (rows is null || !rows.Any()) return;

        var table = new Table().AddColumns(headers);
        foreach (var row in rows) table.AddRow([.. names.Select(name => Markup.Escape(Convert.ToString(row[name], CultureInfo.InvariantCulture) ?? ""))]);
        console.Write(table);
    }
}

/// <summary>Writes a text that is JSON already.</summary>
internal sealed class JsonAsIs : JsonConverter<string>
{
    public override bool CanRead => false;

    public override void WriteJson(JsonWriter writer, string? value, JsonSerializer serializer) => JToken.Parse(value ?? "null").WriteTo(writer);

    public override string ReadJson(JsonReader reader, Type objectType, string? existingValue, bool hasExistingValue, JsonSerializer serializer) => throw new NotSupportedException("It is only written.");
}
