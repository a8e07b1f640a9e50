using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Transition;

/// <summary>What tells of a finished package: the manifest for programs and the index for people. Both name every file with its hash, and what of the list is not in it.</summary>
sealed class HandoverPackage
{
    internal const string ManifestName = "manifest.json";
    internal const string IndexName = "index.html";

    readonly PluginCall call;
    readonly CaseOnFile onFile;
    readonly IReadOnlyList<PackagedFile> files;
    readonly IReadOnlyList<HandoverItemRow> items;
    readonly IReadOnlyList<string> switching;

    /// <param name="call">For language and day.</param>
    /// <param name="onFile">The case.</param>
    /// <param name="files">In the order in which they were written.</param>
    /// <param name="items">The hand-over list.</param>
    /// <param name="switching">Times of the Data Act, in words.</param>
    internal HandoverPackage(PluginCall call, CaseOnFile onFile, IReadOnlyList<PackagedFile> files, IReadOnlyList<HandoverItemRow> items, IReadOnlyList<string> switching)
    {
        this.call = call;
        this.onFile = onFile;
        this.files = files;
        this.items = items;
        this.switching = switching;
    }

    /// <summary>Items of data and documents that the package fulfils.</summary>
    internal IEnumerable<HandoverItemRow> Fulfilled => items.Where(item => IsExported(item) && FilesOf(item).Any() && FilesOf(item).All(static file => file.IsWhole));

    /// <summary>Items of data and documents that should be in the package and are not; those that somebody found needless are not missed.</summary>
    internal IReadOnlyList<HandoverItemRow> Missing =>
        [.. items.Where(item => IsExported(item) && item.ItemState != HandoverItemItemState.NotNeeded && !(FilesOf(item).Any() && FilesOf(item).All(static file => file.IsWhole)))];

    string Account => onFile.Account.Name ?? "?";

    /// <summary>The list of files with their hashes, as JSON.</summary>
    internal string Manifest()
    {
        using var json = new JsonText();
        json.Text("case", onFile.Row.Name).Text("account", Account).Text("made_on", call.Today.ToString()).Text("text_encoding", "utf-8").Text("csv", "RFC 4180").Text("hash", "sha-256")
            .Array("files", array =>
            {
                foreach (var file in files)
                    array.Object(JsonText.Item, item => item.Text("name", file.Name).Text("media_type", file.MediaType).Number("rows", file.Rows).Text("sha256", file.Sha256));
            })
            .Array("missing", array =>
            {
                foreach (var missing in Missing) array.Object(JsonText.Item, item => item.Text("item", missing.Name).Text("kind", missing.Kind?.ToCode()));
            })
            .Array("switching", array =>
            {
                foreach (var text in switching) array.Object(JsonText.Item, item => item.Text("text", text));
            });
        return json.Finish();
    }

    /// <summary>The same for people.</summary>
    internal string Index(string manifestHash)
    {
        var language = call.Language;
        var html = new HtmlDocument(language, Text("OFF-TEXT-PACKAGE-TITLE", "account", Account))
            .Paragraph(Text("OFF-TEXT-PACKAGE-INTRO", "day", language.Text(call.Today), "case", onFile.Number, "hash", manifestHash))
            .Section(Text("OFF-TEXT-PACKAGE-FILES"))
            .Table(
                Text("OFF-TEXT-PACKAGE-FILES-CAPTION"), [Text("OFF-TEXT-PACKAGE-FILE"), Text("OFF-TEXT-PACKAGE-ROWS"), "SHA-256"],
                files.Select(static file => new HtmlRow(Row: null, [file.Name, file.Rows > 0 ? file.Rows.ToString(CultureInfo.InvariantCulture) : "", file.Sha256])))
            .Section(Text("OFF-TEXT-PACKAGE-LIST"))
            .Table(
                Text("OFF-TEXT-PACKAGE-LIST-CAPTION"), [Text("OFF-TEXT-PACKAGE-ITEM"), Text("OFF-TEXT-PACKAGE-DUE"), Text("OFF-TEXT-PACKAGE-STATE")],
                items.Select(item => new HtmlRow(HtmlLine.RowOf(HandoverItemRow.Table, item.Id), [item.Name ?? "?", item.DueOn is { } due ? language.Text(due) : "", StateOf(item)])));
        if (Missing.Count > 0) html.Section(Text("OFF-TEXT-PACKAGE-MISSING")).List(Missing.Select(static item => new HtmlLine(item.Name ?? "?", HtmlLine.RowOf(HandoverItemRow.Table, item.Id))));
        if (switching.Count > 0) html.Section(Text("OFF-TEXT-PACKAGE-SWITCHING")).List(switching.Select(static text => new HtmlLine(text)));
        return html.Finish();
    }

    static bool IsExported(HandoverItemRow item) => item.Kind is HandoverItemKind.Data or HandoverItemKind.Document;

    IEnumerable<PackagedFile> FilesOf(HandoverItemRow item) => files.Where(file => HandoverList.KeyOf(onFile.Row.Id, file.Item) == item.ItemKey);

    string StateOf(HandoverItemRow item) => item.ItemState switch
    {
        HandoverItemItemState.NotNeeded => Text("OFF-TEXT-HANDOVER-NOT-NEEDED", "reason", item.Reason ?? "?"),
        HandoverItemItemState.Done => Text("OFF-TEXT-HANDOVER-DONE"),
        _ => Text(Fulfilled.Contains(item) ? "OFF-TEXT-HANDOVER-DONE" : "OFF-TEXT-HANDOVER-OPEN"),
    };

    string Text(string code, params string[] values) => Messages.Part(code, call.Language, values);
}
