using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>What an answer says beside the data itself: Art. 15(1)(a) to (h) GDPR.</summary>
sealed class AnswerFrame
{
    internal required string Request { get; init; }

    internal required LocalDate Day { get; init; }

    internal required RuleWording Wording { get; init; }

    /// <summary>The record classes among the rows, in the order of their names.</summary>
    internal required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Rules in force for these classes.</summary>
    internal required IReadOnlyList<RetentionRule> Rules { get; init; }

    internal required IReadOnlyList<DisclosureRow> Recipients { get; init; }

    internal required AnswerParts Parts { get; init; }

    /// <summary>The grounds and periods of a class, one a line.</summary>
    internal string CriteriaOf(string recordClass) =>
        string.Join("\n", Rules.Where(rule => rule.RecordClass == recordClass).Select(rule => Wording.Ground(rule.Ground) + ": " + Wording.Criterion(rule)));

    internal string PartsText => Wording.Part("OFF-TEXT-ACCESS-PART", "number", Text(Parts.Number), "count", Text(Parts.Count));

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The answer to a request for access (Art. 15 GDPR) as accessible HTML; each part is a document of its own, the first one with what Art. 15(1) demands beside the data.</summary>
static class AccessDocument
{
    internal static string Html(AnswerFrame frame, IReadOnlyList<FilledRow> rows, Language language)
    {
        var words = frame.Wording;
        var title = words.Part("OFF-TEXT-ACCESS-TITLE", "request", frame.Request);
        var document = new HtmlDocument(language, frame.Parts.Count > 1 ? title + ", " + frame.PartsText : title);
        document.Paragraph(words.Part("OFF-TEXT-ACCESS-INTRO", "day", words.Day(frame.Day)));
        if (frame.Parts.First == 0) About(document, frame);
        document.Section(words.Part("OFF-TEXT-ACCESS-DATA"));
        if (rows.Count == 0) document.Paragraph(words.Part("OFF-TEXT-ACCESS-NODATA"));
        foreach (var table in rows.GroupBy(static row => row.TableLabel, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            document.Subsection(table.Key);
            var number = 0;
            foreach (var row in table)
            {
                var caption = words.Part(
                    "OFF-TEXT-ACCESS-ROW", "number", (++number).ToString(CultureInfo.InvariantCulture), "class", words.Class(row.Row.RecordClass), "kept", words.Kept(row.Row.Result));
                document.Table(
                    caption,
                    [words.Part("OFF-TEXT-ACCESS-FIELD"), words.Part("OFF-TEXT-ACCESS-VALUE")],
                    row.Values.Select(value => new HtmlRow(HtmlLine.RowOf(row.Row.Table, row.Row.Id), [value.Label, value.Text])));
            }
        }

        return document.Finish();
    }

    static void About(HtmlDocument document, AnswerFrame frame)
    {
        var words = frame.Wording;
        document.Section(words.Part("OFF-TEXT-ACCESS-PURPOSES"));
        document.Table(
            words.Part("OFF-TEXT-ACCESS-PURPOSES"),
            [words.Part("OFF-TEXT-ACCESS-CATEGORY"), words.Part("OFF-TEXT-ACCESS-PURPOSE"), words.Part("OFF-TEXT-ACCESS-CRITERIA")],
            frame.Classes.Select(code => new HtmlRow(null, [words.Class(code), words.Purpose(code), frame.CriteriaOf(code)])));
        document.Section(words.Part("OFF-TEXT-ACCESS-RECIPIENTS"));
        if (frame.Recipients.Count == 0) document.Paragraph(words.Part("OFF-TEXT-ACCESS-NORECIPIENTS"));
        else
        {
            document.Table(
                words.Part("OFF-TEXT-ACCESS-RECIPIENTS"),
                [words.Part("OFF-TEXT-ACCESS-RECIPIENT"), words.Part("OFF-TEXT-ACCESS-PURPOSE"), words.Part("OFF-TEXT-ACCESS-CONTENT"), words.Part("OFF-TEXT-ACCESS-DAY")],
                frame.Recipients.Select(row => new HtmlRow(null, [row.Name ?? "", row.Purpose ?? "", row.Content ?? "", row.DisclosedOn is { } day ? words.Day(day) : ""])));
        }

        document.Section(words.Part("OFF-TEXT-ACCESS-SOURCE")).Paragraph(words.Part("OFF-TEXT-ACCESS-SOURCETEXT"));
        document.Section(words.Part("OFF-TEXT-ACCESS-RIGHTS")).List(
            new[] { "RECTIFY", "ERASE", "RESTRICT", "OBJECT", "WITHDRAW", "PORT", "COMPLAIN" }.Select(right => new HtmlLine(words.Part("OFF-TEXT-ACCESS-RIGHT-" + right))));
        document.Section(words.Part("OFF-TEXT-ACCESS-AUTOMATED")).Paragraph(words.Part("OFF-TEXT-ACCESS-AUTOMATEDTEXT"));
    }
}
