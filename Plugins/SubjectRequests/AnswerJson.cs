using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Answers for machines: access (Art. 15) and portability (Art. 20 GDPR) as JSON, portability as CSV (RFC 4180), too.</summary>
static class AnswerJson
{
    const string LineEnd = "\r\n";

    /// <summary>One part as JSON; the first part of an answer to a request for access says what Art. 15(1) demands beside the data.</summary>
    internal static string Json(AnswerFrame frame, IReadOnlyList<FilledRow> rows, bool isPortability)
    {
        var words = frame.Wording;
        using var json = new JsonText();
        json.Text("request", frame.Request).Text("right", isPortability ? "GDPR Art. 20" : "GDPR Art. 15").Text("day", frame.Day.ToString()).Number("part", frame.Parts.Number).Number("parts", frame.Parts.Count);
        if (!isPortability && frame.Parts.First == 0)
        {
            json.Array("categories", list => Each(list, frame.Classes, (item, code) =>
                item.Text("recordClass", code).Text("name", words.Class(code)).Text("purpose", words.Purpose(code)).Text("criteria", frame.CriteriaOf(code))));
            json.Array("recipients", list => Each(list, frame.Recipients, (item, row) =>
                item.Text("name", row.Name).Text("purpose", row.Purpose).Text("content", row.Content).Text("day", row.DisclosedOn?.ToString())));
            json.Text("source", words.Part("OFF-TEXT-ACCESS-SOURCETEXT")).Text("rights", words.Part("OFF-TEXT-ACCESS-RIGHT-COMPLAIN")).Text("automatedDecisions", words.Part("OFF-TEXT-ACCESS-AUTOMATEDTEXT"));
        }

        json.Array("rows", list => Each(list, rows, (item, row) =>
        {
            item.Text("table", row.Row.Table).Text("name", row.TableLabel).Text("id", row.Row.Id.ToString("D"));
            if (!isPortability) item.Text("recordClass", row.Row.RecordClass).Text("keptUntil", row.Row.Result?.RetentionEnd?.ToString()).Text("kept", words.Kept(row.Row.Result));
            item.Array("values", values => Each(values, row.Values, (one, value) => one.Text("column", value.Column).Text("label", value.Label).Text("value", value.Raw).Text("text", value.Text == value.Raw ? null : value.Text)));
        }));
        return json.Finish();
    }

    /// <summary>One part as CSV with a line for each value; every part has the line of headers.</summary>
    internal static string Csv(IReadOnlyList<FilledRow> rows) => string.Concat(
        new[] { new[] { "table", "id", "column", "label", "value", "text" } }
            .Concat(rows.SelectMany(static row => row.Values.Select(value => new[] { row.Row.Table, row.Row.Id.ToString("D"), value.Column, value.Label, value.Raw, value.Text })))
            .Select(static cells => string.Join(",", cells.Select(Cell)) + LineEnd));

    // What begins as a formula is one for a spreadsheet: https://owasp.org/www-community/attacks/CSV_Injection.
    static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".IndexOf(text[0]) >= 0 ? "'" + text : text;
        return safe.IndexOfAny(['"', ',', '\r', '\n']) >= 0 ? "\"" + safe.Replace("\"", "\"\"") + "\"" : safe;
    }

    static void Each<T>(JsonText list, IEnumerable<T> items, System.Action<JsonText, T> write)
    {
        foreach (var item in items) list.Object(JsonText.Item, one => write(one, item));
    }
}
