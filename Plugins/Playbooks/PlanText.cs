using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Playbooks;

/// <summary>What the fields in texts of playbooks stand for: <c>{account}</c>, <c>{contact}</c>, <c>{reason}</c>, <c>{end}</c>.</summary>
public sealed class PlanFields
{
    /// <summary>Name of the customer.</summary>
    public string Account { get; init; } = "";

    /// <summary>Full name of the contact person; null: none is named on the case.</summary>
    public string? Contact { get; init; }

    /// <summary>Reason in English; null: not decided yet.</summary>
    public string? Reason { get; init; }

    /// <summary>Reason in German; null: as in English.</summary>
    public string? ReasonDe { get; init; }

    /// <summary>Planned end; null: not known.</summary>
    public LocalDate? End { get; init; }

    /// <summary>The value of a field in a language; null: there is no such field.</summary>
    public string? Value(string field, Language language) => field switch
    {
        "account" => Account,
        "contact" => Contact ?? Messages.Part("OFF-TEXT-PLAN-CONTACT", language),
        "reason" => (language == Language.German ? ReasonDe ?? Reason : Reason) ?? Messages.Part("OFF-TEXT-PLAN-REASON", language),
        "end" => End is { } end ? language.Text(end) : Messages.Part("OFF-TEXT-PLAN-END", language),
        _ => null,
    };
}

/// <summary>Texts of plans: playbook lines with their fields filled, and conflicts in words.</summary>
public static class PlanText
{
    /// <summary>A text with its fields filled; a value that looks like a field stays as it is.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1416: the text has a field that is none.</exception>
    public static string Fill(string text, PlanFields fields, PlanTemplate template, Language language, Language reader) =>
        Fill(text, fields, language, field => Refusal.Of("OFF-1416", reader, "template", template.SubjectFor(reader), "field", field));

    /// <summary>The same for a text of another catalogue, which says itself what is wrong with a field.</summary>
    internal static string Fill(string text, PlanFields fields, Language language, Func<string, InvalidPluginExecutionException> unknown)
    {
        var filled = new StringBuilder(text.Length + 64);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0) return filled.Append(text, at, text.Length - at).ToString();

            var field = text.Substring(open + 1, close - open - 1);
            var value = fields.Value(field, language) ?? throw unknown("{" + field + "}");
            filled.Append(text, at, open - at).Append(value);
            at = close + 1;
        }

        return filled.ToString();
    }

    /// <summary>The refusal of a plan that does not fit: the most important conflict with the next possible days, and how many there are beside.</summary>
    public static InvalidPluginExecutionException RefusalOf(IReadOnlyList<PlanConflict> conflicts, PlanFields fields, int noticeLeadDays, Language language)
    {
        var others = conflicts.Skip(1).Select(static conflict => conflict.Template).OfType<PlanTemplate>().ToList();
        var more = others.Count == 0 ? "" : " " + Messages.Part("OFF-TEXT-PLAN-MORE", language, "names", Names(others, fields, language));
        return Refusal.Of(CodeOf(conflicts[0].Kind), language, Values(conflicts[0], fields, noticeLeadDays, language, more));
    }

    /// <summary>A conflict in words, with its code.</summary>
    public static string Of(PlanConflict conflict, PlanFields fields, int noticeLeadDays, Language language) =>
        Messages.Format(CodeOf(conflict.Kind), language, Values(conflict, fields, noticeLeadDays, language, more: ""));

    static string CodeOf(PlanConflictKind kind) => kind switch
    {
        PlanConflictKind.NoticeTooLate => "OFF-1401",
        PlanConflictKind.LetterTooLate => "OFF-1402",
        PlanConflictKind.TalkAfterLetter => "OFF-1403",
        PlanConflictKind.NoTalkDay => "OFF-1404",
        PlanConflictKind.BeforeStart => "OFF-1405",
        _ => "OFF-1406",
    };

    static string[] Values(PlanConflict conflict, PlanFields fields, int noticeLeadDays, Language language, string more) =>
    [
        "item", conflict.Template is { } template ? language.Quote(Fill(template.SubjectFor(language), fields, template, language, language)) : "–",
        "day", conflict.Day is { } day ? language.Text(day) : "–",
        "limit", conflict.Limit is { } limit ? language.Text(limit) : "–",
        "lead", noticeLeadDays.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "next", Next(conflict, language),
        "more", more,
    ];

    static string Next(PlanConflict conflict, Language language)
    {
        if (conflict is { NextNotice: { } notice, NextEnd: { } end })
            return Messages.Part("OFF-TEXT-PLAN-NEXT-WINDOW", language, "notice", language.Text(notice), "end", language.Text(end));

        return conflict.NextEnd is { } possible ? Messages.Part("OFF-TEXT-PLAN-NEXT-END", language, "end", language.Text(possible)) : Messages.Part("OFF-TEXT-PLAN-NO-NEXT", language);
    }

    static string Names(IReadOnlyList<PlanTemplate> templates, PlanFields fields, Language language)
    {
        const int Most = 3;
        var names = templates.Take(Most).Select(template => language.Quote(Fill(template.SubjectFor(language), fields, template, language, language)));
        return string.Join(", ", names) + (templates.Count > Most ? ", …" : "");
    }
}
