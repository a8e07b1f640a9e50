using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Offboarding.Plugins.Proof;

/// <summary>A result as the text that stands on the job (off_proof), and back: a search of many steps goes on from it.</summary>
public static class ProofText
{
    /// <summary>JSON: <c>{"needles","finished","found","places":[…],"finds":[…],"kept":[…],"unsearched":[…]}</c>.</summary>
    public static string Of(ProofResult result)
    {
        using var json = new JsonText();
        return json
            .Number("needles", result.Needles).YesNo("finished", result.IsFinished).Number("found", result.FindCount)
            .Array("places", list =>
            {
                foreach (var place in result.Places) list.Object(JsonText.Item, one => one.Text("place", place.Name).Number("rows", place.Rows).Number("found", place.Finds).Number("emptied", place.Emptied));
            })
            .Array("finds", list =>
            {
                foreach (var find in result.Finds) list.Object(JsonText.Item, one => one.Text("table", find.Table).Text("column", find.Column).Text("row", find.Row.ToString("D")));
            })
            .Array("kept", list =>
            {
                foreach (var kept in result.Kept) list.Object(JsonText.Item, one => one.Text("table", kept.Table).Text("column", kept.Column).Text("ground", kept.Ground).Number("values", kept.Count));
            })
            .Array("unsearched", list =>
            {
                foreach (var gap in result.Gaps) list.Object(JsonText.Item, one => one.Text("place", gap.Place).Text("why", gap.Kind.ToString()).Number("count", gap.Count));
            })
            .Finish();
    }

    /// <summary>Reads such a text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ProofResult Parse(string text)
    {
        var root = JsonRows.TreeOrNull(text) ?? throw new FormatException("This is no result of a search.");
        var result = new ProofResult { Needles = Number(root, "needles"), IsFinished = (string?)root.Element("finished") == "true" };
        foreach (var place in Items(root, "places")) result.Add(Text(place, "place"), Number(place, "rows"), Number(place, "found"), Number(place, "emptied"));
        foreach (var find in Items(root, "finds")) result.Add(new ProofFind(Text(find, "table"), Text(find, "column"), Guid.Parse(Text(find, "row"))));
        foreach (var gap in Items(root, "unsearched")) result.AddGap(Text(gap, "place"), (ProofGapKind)Enum.Parse(typeof(ProofGapKind), Text(gap, "why")), Number(gap, "count"));
        result.Restore(Number(root, "found"), Items(root, "kept").Select(static kept => new ProofKept(Text(kept, "table"), Text(kept, "column"), Text(kept, "ground"), Number(kept, "values"))));
        return result;
    }

    static IEnumerable<XElement> Items(XElement root, string name) => root.Element(name)?.Elements() ?? [];

    // An empty text is left out when it is written.
    static string Text(XElement item, string name) => (string?)item.Element(name) ?? "";

    static int Number(XElement item, string name) => int.Parse((string?)item.Element(name) ?? throw new FormatException("This is no result of a search: " + name + " is missing."), CultureInfo.InvariantCulture);
}
