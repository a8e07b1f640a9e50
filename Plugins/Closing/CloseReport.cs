using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary><c>off_CloseReport</c>: the closing report of a case, for us and for the customer, in German and English, kept with the case.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Edition (internal, customer; blank: both), Language (de, en; blank: both). Out: Documents (rows documentid,
/// edition, language, name, contenthash), Html (of the only document; else absent), Report. Made again from the same rows on the same day, a report has the same bytes.</para>
/// <para>Requests: at most <see cref="MostRequests"/>: caller's settings, local time, settings, case, rows of the case, installed tables, history of the account, contracts, activities, 1 if the checklist differs, 1 for
/// each document.</para>
/// </remarks>
public sealed class CloseReport : IPlugin
{
    /// <summary>Requests for both editions in both languages.</summary>
    public const int MostRequests = 14;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304: the case; OFF-4254: the size; OFF-9004: edition or language.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var edition = call.OptionalCode("Edition", EditionOf, "internal, customer");
        var only = CaseDocuments.LanguageParameter(call);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        var dossier = CaseDossier.Read(call.AsSystem, onFile.Row.Id);
        BringUpChecklist(call, onFile, dossier);
        var sources = ReportSources.Read(call, onFile, dossier);

        var documents = new List<Entity>();
        string? html = null;
        foreach (var kind in (CaseDocumentKind[])[CaseDocumentKind.ReportInternal, CaseDocumentKind.ReportCustomer])
        {
            if (edition is { } wanted && wanted != kind) continue;

            foreach (var language in (Language[])[Language.German, Language.English])
            {
                if (only is { } one && one != language) continue;

                var report = ReportDocument.Of(sources, kind == CaseDocumentKind.ReportInternal, language, call.Today);
                var row = new CaseDocumentRow { Kind = kind, Name = report.Title, Language = CaseDocuments.LanguageOf(language), Content = report.Html, MadeOn = call.Now };
                var id = CaseDocuments.Write(call, onFile, dossier, row, language);
                html = report.Html;
                documents.Add(new Entity
                {
                    ["documentid"] = id,
                    ["edition"] = kind == CaseDocumentKind.ReportInternal ? "internal" : "customer",
                    ["language"] = CaseDocuments.LanguageOf(language).ToCode(),
                    ["name"] = report.Title,
                    ["contenthash"] = row.ContentHash,
                });
            }
        }

        call.Return("Documents", new EntityCollection(documents));
        if (documents.Count == 1) call.Return("Html", html);
        call.Return("Report", Messages.Part("OFF-TEXT-REPORT-DONE", call.Language, "case", onFile.Number, "count", documents.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The report shows the checklist as the facts have it now. Requests: 1 if it differs.</summary>
    static void BringUpChecklist(PluginCall call, CaseOnFile onFile, CaseDossier dossier)
    {
        var change = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, onFile.Row.Id));
        if (!ClosingPoints.Apply(dossier, change, call)) return;

        call.AsSystem.Update(change.Entity);
        dossier.Case.ClosingPercent = change.ClosingPercent;
    }

    static CaseDocumentKind? EditionOf(string code) => code switch
    {
        "internal" => CaseDocumentKind.ReportInternal,
        "customer" => CaseDocumentKind.ReportCustomer,
        _ => null,
    };
}
