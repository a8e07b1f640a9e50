using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Checks subject and body of a template, as when it is saved, and says what is wrong in words.</summary>
static class TemplateText
{
    const int MostNamed = 5;

    /// <summary>Refuses a text that cannot be rendered, naming token and place.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4001: unknown tokens and open blocks; OFF-4002: a blank text, or a subject of several lines.</exception>
    internal static void RefuseDefects(string name, string subject, string body, Language language)
    {
        if (string.IsNullOrWhiteSpace(subject) || string.IsNullOrWhiteSpace(body) || subject.Trim().IndexOf('\n') >= 0) throw Refusal.Of("OFF-4002", language, "template", language.Quote(name));

        var defects = Defects(subject, body, language);
        if (defects.Count > 0)
            throw Refusal.Of("OFF-4001", language, "template", language.Quote(name), "defects", string.Join("; ", defects.Take(MostNamed)), "fields", string.Join(", ", LetterFields.Vocabulary.Fields));
    }

    /// <summary>All defects in words, those of the subject first; empty: none.</summary>
    internal static IReadOnlyList<string> Defects(string subject, string body, Language language) =>
    [
        .. MergeTemplate.Read(subject, LetterFields.Vocabulary).Defects.Select(defect => Text("SUBJECT", defect, language)),
        .. MergeTemplate.Read(body, LetterFields.Vocabulary).Defects.Select(defect => Text("BODY", defect, language)),
    ];

    static string Text(string where, MergeDefect defect, Language language) => Messages.Part(
        "OFF-TEXT-MERGE-" + CodeOf(defect.Kind), language,
        "place", Messages.Part("OFF-TEXT-MERGE-" + where, language, "line", Number(defect.Line), "column", Number(defect.Column)),
        "token", defect.Token);

    static string CodeOf(MergeDefectKind kind) => kind switch
    {
        MergeDefectKind.UnknownField => "UNKNOWN",
        MergeDefectKind.OutsideList => "OUTSIDE",
        MergeDefectKind.WrongKind => "KIND",
        MergeDefectKind.NotClosed => "OPEN",
        MergeDefectKind.NothingToClose => "CLOSE",
        MergeDefectKind.StrayBrace => "BRACE",
        _ => "DEEP",
    };

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
