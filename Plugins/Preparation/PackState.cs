using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Preparation;

/// <summary>Whether the conversation pack of a case may be used: it was made, its facts hold, a person confirmed it.</summary>
sealed class PackState
{
    PackState(CaseDocumentRow? document, IReadOnlyList<PackFact> changed)
    {
        Document = document;
        Changed = changed;
    }

    /// <summary>Null: no pack was made.</summary>
    internal CaseDocumentRow? Document { get; }

    /// <summary>What the facts that changed since are about; empty: the pack is current, or there is none.</summary>
    internal IReadOnlyList<PackFact> Changed { get; }

    /// <summary>Whether somebody took the responsibility for a talk without a current pack.</summary>
    internal bool IsWaived => IsWaiver(Document);

    /// <summary>Whether a pack was made; the row of a waiver holds none.</summary>
    internal bool IsMade => Document?.FactsHash is not null;

    internal bool IsConfirmed => Document?.ConfirmedOn is not null;

    /// <summary>Compares the facts of the pack with those of now. Requests: <see cref="PackSources.MostRequests"/>; none where there is no pack or it was waived.</summary>
    internal static PackState Of(PluginCall call, CaseOnFile onFile, CaseDossier dossier)
    {
        var document = dossier.Pack;
        if (document?.FactsHash is null || IsWaiver(document)) return new PackState(document, []);

        var now = PackFacts.Of(PackSources.Read(call, onFile, dossier), call.Language);
        return new PackState(document, PackFacts.Hash(now) == document.FactsHash ? [] : ChangedFacts(document, now));
    }

    /// <summary>The sections that changed, as people read them.</summary>
    internal string ChangedNames(Language language) => string.Join(", ", Changed.Select(fact => Pack.HeadingOf(fact, language)));

    static bool IsWaiver(CaseDocumentRow? document) => !string.IsNullOrWhiteSpace(document?.WaiverReason);

    static IReadOnlyList<PackFact> ChangedFacts(CaseDocumentRow document, IReadOnlyList<PackLine> now)
    {
        var before = JsonRows.ReadOrNull(document.Facts ?? "", "facts") ?? [];
        var were = new HashSet<string>(before.Select(IdentityOf), StringComparer.Ordinal);
        var are = new HashSet<string>(now.Where(static line => line.IsFact).Select(static line => line.Identity), StringComparer.Ordinal);
        var changed = now.Where(line => line.IsFact && !were.Contains(line.Identity)).Select(static line => line.Code)
            .Concat(before.Where(fact => !are.Contains(IdentityOf(fact))).Select(static fact => fact.TryGetValue("fact", out var code) ? code : ""));
        return [.. changed.Distinct(StringComparer.Ordinal).Select(static code => Enum.TryParse<PackFact>(code, ignoreCase: true, out var fact) ? fact : PackFact.Timing)
            .Where(static fact => fact is not (PackFact.Question or PackFact.Timing)).Distinct().OrderBy(static fact => fact)];
    }

    static string IdentityOf(IReadOnlyDictionary<string, string> fact)
    {
        string Value(string name) => fact.TryGetValue(name, out var value) ? value : "";
        var more = Value("more");
        return Value("fact") + "\t" + Value("table") + "/" + Value("row") + (more.Length == 0 ? "" : " " + more) + "\t" + Value("value");
    }
}
