using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using Newtonsoft.Json;

namespace Offboard.Probes;

/// <summary>The report of a run: which reading of each question is true, and what to set so that the embedded Dataverse does the same.</summary>
/// <param name="Place">Where the probes ran, as the caller named it.</param>
/// <param name="On">When, UTC.</param>
/// <param name="Results">In the order of the probes.</param>
internal sealed record ProbeReport(string Place, DateTime On, IReadOnlyList<ProbeResult> Results)
{
    static readonly string[] Headers = ["Probe", "Question", "Reading", "That is", "What was seen", "EnvironmentOptions"];

    /// <summary>Rows that could not be removed.</summary>
    public IReadOnlyList<string> Left => [.. Results.SelectMany(result => result.Left)];

    /// <summary>The options to turn, as the text of an initializer; empty: none.</summary>
    public string Options => string.Join(", ", Results.Select(result => result.Option).OfType<string>());

    /// <summary>As an object for other programs.</summary>
    public string Json() => JsonConvert.SerializeObject(
        new
        {
            place = Place,
            on = On.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            options = Options,
            left = Left,
            probes = Results.Select(result => new
            {
                name = result.Probe.Name,
                question = result.Probe.Question,
                reading = result.Shown,
                says = result.Probe.Of(result.Answer.Reading)?.Text,
                seen = result.Answer.Seen,
                option = result.Option,
            }),
        },
        Formatting.Indented);

    /// <summary>As a page in Markdown.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Readings of {Place}\n\n{When}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", Headers)} |\n|{string.Concat(Enumerable.Repeat(" --- |", Headers.Length))}\n");
        foreach (var result in Results) text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", Cells(result).Select(Escaped))} |\n");
        foreach (var sentence in Sentences()) text.Append(CultureInfo.InvariantCulture, $"\n{sentence}\n");
        return text.ToString();

        static string Escaped(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
    }

    /// <summary>As a page in HTML.</summary>
    public string Html()
    {
        var title = WebUtility.HtmlEncode($"Readings of {Place}");
        var text = new StringBuilder();
        text.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Append(CultureInfo.InvariantCulture, $"<title>{title}</title>\n<style>table{{border-collapse:collapse}}th,td{{border:1px solid #888;padding:4px;text-align:left;vertical-align:top}}</style>\n");
        text.Append(CultureInfo.InvariantCulture, $"</head>\n<body>\n<h1>{title}</h1>\n<p>{WebUtility.HtmlEncode(When)}</p>\n<table>\n<thead><tr>");
        foreach (var header in Headers) text.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{header}</th>");
        text.Append("</tr></thead>\n<tbody>\n");
        foreach (var result in Results)
        {
            text.Append("<tr>").AppendJoin("", Cells(result).Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>")).Append("</tr>\n");
        }

        text.Append("</tbody>\n</table>\n");
        foreach (var sentence in Sentences()) text.Append(CultureInfo.InvariantCulture, $"<p>{WebUtility.HtmlEncode(sentence)}</p>\n");
        return text.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>What to do with the result.</summary>
    public IEnumerable<string> Sentences()
    {
        yield return Options.Length == 0
            ? "No option of the embedded Dataverse has to be turned."
            : $"Set these, and the embedded Dataverse does the same: new EnvironmentOptions {{ {Options} }}.";
        foreach (var result in Results.Where(result => result.IsBeyondOptions))
        {
            yield return $"{result.Probe.Name}: the embedded Dataverse does otherwise and has no option for it. Report it, with this page: the product was never tried in this reading.";
        }

        foreach (var row in Left) yield return $"Left behind, delete it by hand: {row}";
    }

    string When => string.Create(CultureInfo.InvariantCulture, $"{Results.Count} probes on {On:yyyy-MM-dd HH:mm} UTC. Reading A is what the embedded Dataverse does by default.");

    static string[] Cells(ProbeResult result) =>
        [result.Probe.Name, result.Probe.Question, result.Shown, result.Probe.Of(result.Answer.Reading)?.Text ?? "", result.Answer.Seen, result.Option ?? ""];
}
