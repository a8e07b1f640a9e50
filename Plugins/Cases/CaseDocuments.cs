using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Writing the documents of a case: one row for each kind and language, of the pack one in all.</summary>
static class CaseDocuments
{
    /// <summary>Characters that off_content and off_facts hold.</summary>
    internal const int MostCharacters = 1048576;

    const int LongestName = 200;

    /// <summary>The key of a document: id of the case, kind, and language where each language has its own.</summary>
    internal static string KeyOf(Guid caseId, CaseDocumentKind kind, Language? language) =>
        caseId.ToString("D") + "|" + kind.ToCode() + (language is { } own ? "|" + LanguageOf(own).ToCode() : "");

    internal static CaseDocumentLanguage LanguageOf(Language language) => language == Language.German ? CaseDocumentLanguage.De : CaseDocumentLanguage.En;

    /// <summary>The language that a parameter names; null: it was not given.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-9004: it is neither de nor en.</exception>
    internal static Language? LanguageParameter(PluginCall call) =>
        call.OptionalCode("Language", CaseDocumentLanguageCodes.FromCode, "de, en") is { } language ? language == CaseDocumentLanguage.De ? Language.German : Language.English : null;

    /// <summary>Creates or replaces a document. Requests: 1, as SYSTEM: people read documents and do not write them.</summary>
    /// <param name="call">Of the operation.</param>
    /// <param name="onFile">The case.</param>
    /// <param name="dossier">With the documents that there are.</param>
    /// <param name="row">With kind, name, content and facts; it gets the rest.</param>
    /// <param name="ownLanguage">The language where each language has a document of its own; null: one for all.</param>
    /// <returns>Id of the document.</returns>
    /// <exception cref="InvalidPluginExecutionException">OFF-4254: it is larger than the column.</exception>
    internal static Guid Write(PluginCall call, CaseOnFile onFile, CaseDossier dossier, CaseDocumentRow row, Language? ownLanguage)
    {
        var size = Math.Max(row.Content?.Length ?? 0, row.Facts?.Length ?? 0);
        if (size > MostCharacters) throw Refusal.Of("OFF-4254", call.Language, "case", onFile.Number, "size", Number(size), "most", Number(MostCharacters));

        if (row.Name is { Length: > LongestName } name) row.Name = name.Substring(0, LongestName);
        row.DocumentKey = KeyOf(onFile.Row.Id, row.Kind.GetValueOrDefault(), ownLanguage);
        if (row.Content is { } content) row.ContentHash = Digest.Of(content);
        if (dossier.Documents.FirstOrDefault(one => one.DocumentKey == row.DocumentKey) is { } existing)
        {
            row.Entity.Id = existing.Id;
            call.AsSystem.Update(row.Entity);
            return existing.Id;
        }

        row.CaseId = onFile.Reference;
        row.OwnerId = onFile.Row.OwnerId;
        return call.AsSystem.Create(row.Entity);
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
