using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Preparation;

/// <summary><c>off_PrepareConversation</c>: gathers what is known for the talk with a customer into one document, each sentence with its row, and keeps it with the case.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Language (de, en; without it the caller's). Out: DocumentId, Html, Facts (JSON), FactsHash, Report.</para>
/// <para>A case has one pack. Made again, it replaces the former one; a confirmation stays only while the facts are the same. A waiver ends with a new pack.</para>
/// <para>Requests: at most <see cref="MostRequests"/>, whatever is on file: caller's settings, local time, settings, case, rows of the case, contracts, notice rules, installed tables, what is open
/// with the account, people with blackouts, holiday rules if there is a calendar, history of the account, questions, document.</para>
/// </remarks>
public sealed class PrepareConversation : IPlugin
{
    /// <summary>Requests of the operation with a holiday calendar.</summary>
    public const int MostRequests = 14;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304, OFF-1306: the case; OFF-1417: the calendar; OFF-4253: a question; OFF-4254: the size; OFF-9004: the language.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var language = CaseDocuments.LanguageParameter(call) ?? call.Language;
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        if (!onFile.IsOpen) StageRule.RefuseUnlessRunning(call, onFile);

        var dossier = CaseDossier.Read(call.AsSystem, onFile.Row.Id);
        var judgement = CaseJudgement.Of(call, onFile.Account);
        var installed = OpenBusiness.Installed(call.AsSystem);
        var owner = onFile.Row.OwnerId ?? new EntityReference("systemuser", call.Context.InitiatingUserId);
        var around = Surroundings.Read(call, onFile.Account, owner, onFile.Row.MainContactId, installed, judgement.Calendars);
        var pack = Pack.Of(call, PackSources.Of(call, onFile, dossier, judgement, around.Business, installed), around, language);

        var facts = pack.FactsJson();
        call.Return("DocumentId", CaseDocuments.Write(call, onFile, dossier, Row(call, dossier, pack, facts, language), ownLanguage: null));
        call.Return("Html", pack.Html);
        call.Return("Facts", facts);
        call.Return("FactsHash", pack.FactsHash);
        call.Return("Report", Messages.Part("OFF-TEXT-PACK-DONE", call.Language, "case", onFile.Number, "count", pack.Lines.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    static CaseDocumentRow Row(PluginCall call, CaseDossier dossier, Pack pack, string facts, Language language)
    {
        var row = new CaseDocumentRow
        {
            Kind = CaseDocumentKind.Pack,
            Name = pack.Title,
            Language = CaseDocuments.LanguageOf(language),
            Content = pack.Html,
            Facts = facts,
            FactsHash = pack.FactsHash,
            MadeOn = call.Now,
            Stale = false,
            StaleReason = null,
            WaiverReason = null,
        };
        // Who waived the pack did not confirm it.
        if (dossier.Pack is { } before && (before.FactsHash != pack.FactsHash || !string.IsNullOrWhiteSpace(before.WaiverReason)))
        {
            row.ConfirmedOn = null;
            row.ConfirmedById = null;
        }

        return row;
    }
}
