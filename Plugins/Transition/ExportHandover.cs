using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Transition;

/// <summary>
/// <c>off_ExportHandover</c>: the customer's own data as files, one table or document a step; the last step gives index and manifest, and marks what of the hand-over list is done by it.
/// </summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Token. Out: Files (EntityCollection, rows without table: name, mediatype, content, base64, sha256, rows), More, Token,
/// Processed (rows), Failed (items of the list that are not in the package; last step), RetryAfterSeconds, Report. The caller writes the files and repeats with the token until More is no.</para>
/// <para>The package goes to the customer: what the company wrote for itself is not in it (HandoverTables.csv). Data are read with the rights of the caller: what the caller may not read is missing, and the
/// manifest says so. Retrieval: Article 25(2)(g) Regulation (EU) 2023/2854, Article 20 GDPR.</para>
/// <para>Requests: at most <see cref="MostRequests"/> a step, the first one those of <see cref="PlanHandover"/> besides, the last one a write for each item that is done.</para>
/// </remarks>
public sealed class ExportHandover : IPlugin
{
    /// <summary>Rows of a table in a step.</summary>
    public const int RowsPerStep = 5000;

    /// <summary>Pages of a table: the service pages by number up to 50,000 rows.</summary>
    public const int MostPages = 10;

    /// <summary>Caller's settings, local time, case, package, metadata, a look into each of 8 tables and into files, items, contracts; the package is written.</summary>
    public const int MostRequests = 17;

    const string Api = "off_ExportHandover";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304: no such case for the caller; OFF-4411: a table has too many rows; OFF-5003: unknown token; OFF-9001.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        var token = call.OptionalText("Token") is { } text ? HandoverToken.ParseOrNull(text) ?? throw UnknownToken(call, text) : Begin(call, onFile);
        var package = HandoverQueries.Package(call.AsCaller, onFile.Row.Id, token.Package) ?? throw UnknownToken(call, token.ToString());
        if (package.ContentHash is not null) throw UnknownToken(call, token.ToString());

        var step = new Step(call, onFile, PackagedFile.Read(package.Facts));
        step.Run(token);
    }

    /// <summary>The list is completed first: against it the package is complete or not.</summary>
    static HandoverToken Begin(PluginCall call, CaseOnFile onFile)
    {
        HandoverList.Complete(call, onFile);
        var key = Guid.NewGuid();
        var package = call.AsCaller.Create(new CaseDocumentRow
        {
            Name = Messages.Part("OFF-TEXT-PACKAGE-TITLE", call.Language, "account", onFile.Account.Name ?? "?"),
            CaseId = onFile.Reference,
            Kind = CaseDocumentKind.Handover,
            Language = call.Language == Language.German ? CaseDocumentLanguage.De : CaseDocumentLanguage.En,
            MadeOn = call.Now,
            DocumentKey = onFile.Row.Id.ToString("D") + "|handover|" + key.ToString("N"),
        }.Entity);
        return new HandoverToken(package, 0, 0);
    }

    static InvalidPluginExecutionException UnknownToken(PluginCall call, string token) => Refusal.Of("OFF-5003", call.Language, "token", token, "message", Api);

    sealed class Step(PluginCall call, CaseOnFile onFile, IReadOnlyList<PackagedFile> before)
    {
        readonly Guid account = onFile.Account.Id;

        internal void Run(HandoverToken from)
        {
            var token = from;
            var installed = HandoverTable.Installed(call.AsSystem);
            for (; token.Place < HandoverTable.All.Count; token = token.NextPlace())
            {
                var table = HandoverTable.All[token.Place];
                if (installed.Has(table.Table) && Table(token, table, table.Present(installed))) return;
            }

            if (token.Place == HandoverTable.All.Count)
            {
                if (Document(token)) return;
                token = token.NextPlace();
            }

            Finish(token);
        }

        bool Table(HandoverToken token, HandoverTable table, IReadOnlyList<string> columns)
        {
            var query = table.Query(account, columns);
            query.PageInfo = new PagingInfo { Count = RowsPerStep, PageNumber = token.Page + 1 };
            var page = call.AsCaller.RetrieveMultiple(query);
            if (page.Entities.Count == 0) return false;
            if (page.MoreRecords && token.Page + 1 == MostPages) throw Refusal.Of("OFF-4411", call.Language, "table", table.Name(call.Language), "most", Number(RowsPerStep * MostPages));

            var id = table.Table + "id";
            var cells = page.Entities.Select(row => (IReadOnlyList<string?>)[row.Id.ToString("D"), .. columns.Select(column => HandoverValue.Of(row, column))]).ToList();
            var name = "data/" + table.Table + (token.Page == 0 ? "" : "-" + Number(token.Page + 1));
            IReadOnlyList<string> heading = [id, .. columns];
            HandoverFile[] files =
            [
                HandoverFile.OfText(name + ".csv", "text/csv", cells.Count, HandoverText.Csv(heading, cells)),
                HandoverFile.OfText(name + ".json", "application/json", cells.Count, HandoverText.Json(table.Table, heading, cells)),
            ];
            Give(page.MoreRecords ? token.NextPage() : token.NextPlace(), files, HandoverList.DataMark + table.Table, cells.Count);
            return true;
        }

        bool Document(HandoverToken token)
        {
            if (HandoverQueries.File(call.AsCaller, account, token.Page) is not { } note) return false;

            var name = "documents/" + HandoverFile.SafeName(token.Page + 1, note.GetAttributeValue<string?>("filename"));
            var type = note.GetAttributeValue<string?>("mimetype") is { Length: > 0 } known ? known : "application/octet-stream";
            var file = HandoverFile.OfOctets(name, type, note.GetAttributeValue<string?>("documentbody") ?? "");
            Give(token.NextPage(), [file], HandoverList.DocumentMark + note.Id.ToString("D"), processed: 1);
            return true;
        }

        void Give(HandoverToken next, IReadOnlyList<HandoverFile> files, string item, int processed)
        {
            var all = before.Concat(files.Select(file => PackagedFile.Of(file, item)));
            call.AsCaller.Update(new CaseDocumentRow(new Entity(CaseDocumentRow.Table, next.Package)) { Facts = PackagedFile.Write(all) }.Entity);
            Answer(next, files, processed, failed: 0, "");
        }

        void Finish(HandoverToken token)
        {
            var items = HandoverQueries.Items(call.AsCaller, onFile.Row.Id);
            var switching = HandoverList.Switched(call, account).Select(contract => HandoverList.TimesText(contract, onFile.Row.PlannedEnd, call.Language)).ToList();
            var package = new HandoverPackage(call, onFile, before, items, switching);
            var manifest = HandoverFile.OfText(HandoverPackage.ManifestName, "application/json", 0, package.Manifest());
            var index = HandoverFile.OfText(HandoverPackage.IndexName, "text/html", 0, package.Index(manifest.Sha256));
            foreach (var item in package.Fulfilled.Where(static item => item.ItemState == HandoverItemItemState.Open))
                call.AsCaller.Update(new HandoverItemRow(new Entity(HandoverItemRow.Table, item.Id)) { ItemState = HandoverItemItemState.Done }.Entity);

            call.AsCaller.Update(new CaseDocumentRow(new Entity(CaseDocumentRow.Table, token.Package)) { Content = index.Content, Facts = manifest.Content, ContentHash = manifest.Sha256 }.Entity);
            var missing = package.Missing.Count;
            var report = Messages.Part(missing == 0 ? "OFF-TEXT-PACKAGE-COMPLETE" : "OFF-TEXT-PACKAGE-INCOMPLETE", call.Language, "account", call.Language.Quote(onFile.Account.Name ?? "?"), "count", Number(before.Count), "missing", Number(missing));
            Answer(next: null, [index, manifest], processed: 0, missing, report);
        }

        void Answer(HandoverToken? next, IReadOnlyList<HandoverFile> files, int processed, int failed, string report)
        {
            call.Return("Files", new EntityCollection([.. files.Select(static file => new Entity
            {
                ["name"] = file.Name, ["mediatype"] = file.MediaType, ["content"] = file.Content, ["base64"] = file.IsBase64, ["sha256"] = file.Sha256, ["rows"] = file.Rows,
            })]));
            call.ReturnStep(next is not null, next?.ToString(), processed, failed);
            call.Return("Report", report);
        }

        static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
