using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>The deletion concept in the terms of DIN 66398, and the periods for the record of processing activities (Art. 30(1)(f) GDPR), written from the rules in force. Pure: no service, no clock.</summary>
/// <remarks>The same rules, map and day give the same bytes. What somebody must add, as names of the controller and of the persons in charge, is named and not invented.</remarks>
sealed class DeletionConcept
{
    readonly RuleWording words;
    readonly Language language;
    readonly IReadOnlyList<RetentionRule> rules;
    readonly ErasureMap map;
    readonly LocalDate day;

    /// <param name="words">Wording, with the record classes.</param>
    /// <param name="language">Of the document.</param>
    /// <param name="rules">The rules in force (<see cref="DeletionRules.InForce"/>).</param>
    /// <param name="map">The erasure map.</param>
    /// <param name="day">Day for which it holds.</param>
    internal DeletionConcept(RuleWording words, Language language, IReadOnlyList<RetentionRule> rules, ErasureMap map, LocalDate day)
    {
        this.words = words;
        this.language = language;
        this.rules = rules;
        this.map = map;
        this.day = day;
    }

    /// <summary>The deletion concept.</summary>
    internal string Concept()
    {
        var document = new HtmlDocument(language, Text("TITLE")).Paragraph(Text("INTRO", "day", words.Day(day), "rules", Number(rules.Count), "classes", Number(Classes.Count)));
        document.Section(Text("TERMS")).Terms(new[] { "CLASS", "PERIOD", "START", "GROUP", "RULE", "DIRECTIVE", "HOLD", "RESTRICTION" }.Select(term => new HtmlTerm(Text("TERM-" + term), Text("MEANS-" + term))));
        document.Section(Text("CLASSES")).Table(
            Text("CLASSES"), [Text("CLASS"), Text("PURPOSE"), Text("TABLES")], Classes.Select(code => Row(words.Class(code), words.Purpose(code), Join(TablesOf(code)))));
        document.Section(Text("GROUPS")).Paragraph(Text("GROUPSINTRO")).Table(
            Text("GROUPS"),
            [Text("GROUP"), Text("CLASSES")],
            rules.GroupBy(Group, StringComparer.Ordinal).OrderBy(static group => group.Min(static rule => Days(rule))).ThenBy(static group => group.Key, StringComparer.Ordinal)
                .Select(group => Row(group.Key, Join(group.Select(rule => words.Class(rule.RecordClass)).Distinct(StringComparer.Ordinal)))));
        document.Section(Text("RULES")).Paragraph(Text("RULESINTRO"));
        foreach (var code in Classes.Where(code => rules.Any(rule => rule.RecordClass == code))) Rules(document, code);
        Without(document);
        document.Section(Text("DIRECTIVES")).Paragraph(Text("DIRECTIVESINTRO")).Table(
            Text("DIRECTIVES"),
            [Text("METHOD"), Text("ENTRIES"), Text("TABLES")],
            map.Tables.SelectMany(map.Of).GroupBy(static entry => entry.Method).OrderBy(static group => group.Key)
                .Select(group => Row(Text("METHOD-" + group.Key.ToCode().ToUpperInvariant().Replace('_', '-')), Number(group.Count()), Join(group.Select(static entry => entry.Table).Distinct(StringComparer.Ordinal).OrderBy(static table => table, StringComparer.Ordinal)))));
        document.Section(Text("PROCESS")).Steps(new[] { "SCHEDULE", "RESTRICT", "PLAN", "APPROVE", "ERASE", "PROVE" }.Select(step => new HtmlLine(Text("STEP-" + step))));
        document.Section(Text("LIMITS")).List(new[] { "HOLDS", "REQUESTS", "BACKUPS" }.Select(limit => new HtmlLine(Text("LIMIT-" + limit))));
        return document.Section(Text("DUTIES")).Paragraph(Text("DUTIESTEXT")).Finish();
    }

    /// <summary>Categories of data with the envisaged time limits for erasure.</summary>
    internal string Record() => new HtmlDocument(language, Text("RECORD-TITLE")).Paragraph(Text("RECORD-INTRO", "day", words.Day(day)))
        .Table(
            Text("RECORD-TITLE"),
            [Text("CLASS"), Text("PURPOSE"), Text("LIMIT")],
            Classes.Select(code => Row(words.Class(code), words.Purpose(code), LimitsOf(code))))
        .Finish();

    /// <summary>Classes that exist here, in their order: those of the table, and those that only rules name.</summary>
    List<string> Classes => [.. words.Classes.Concat(rules.Select(static rule => rule.RecordClass)).Distinct(StringComparer.Ordinal)];

    string LimitsOf(string code) =>
        rules.Any(rule => rule.RecordClass == code)
            ? string.Join("\n", rules.Where(rule => rule.RecordClass == code).Select(rule => Conditions(rule) is { Length: > 0 } conditions ? words.Criterion(rule) + " [" + conditions + "]" : words.Criterion(rule)).Distinct(StringComparer.Ordinal))
            : Text("NORULE");

    void Rules(HtmlDocument document, string code)
    {
        document.Subsection(words.Class(code)).Table(
            Text("RULESOF", "class", words.Class(code)),
            [Text("RULE"), Text("PERIOD"), Text("START"), Text("CONDITIONS"), Text("GROUND"), Text("ACTION")],
            rules.Where(rule => rule.RecordClass == code).Select(rule => Row(
                rule.Id + " (" + Text("VERSION", "version", Number(rule.Version)) + ")",
                words.Length(rule),
                words.Start(rule),
                Conditions(rule),
                words.Ground(rule.Ground) + "\n" + rule.LegalSource,
                words.Action(rule.Action) + (rule.RestrictMonths is { } months ? "\n" + Text("RESTRICTAFTER", "months", Number(months)) : ""))));
    }

    void Without(HtmlDocument document)
    {
        var without = Classes.Where(code => rules.All(rule => rule.RecordClass != code)).ToList();
        document.Section(Text("WITHOUT"));
        if (without.Count == 0) document.Paragraph(Text("WITHOUTNONE"));
        else document.Paragraph(Text("WITHOUTINTRO")).List(without.Select(code => new HtmlLine(words.Class(code))));
    }

    /// <summary>Tables in which something of the class is erased; what only the product's own settings hold is no data of anybody.</summary>
    IEnumerable<string> TablesOf(string code) => map.Tables
        .Where(table => map.Of(table).Any(entry => entry.Names(code) && entry.Method is not (ErasureMapEntryMethod.Keep or ErasureMapEntryMethod.Platform or ErasureMapEntryMethod.Derived)))
        .OrderBy(static table => table, StringComparer.Ordinal);

    // DIN 66398, deletion class: the same period from the same kind of start.
    string Group(RetentionRule rule) => words.Length(rule) + ", " + words.Part("OFF-TEXT-CONCEPT-FROM-" + RetentionCodes.Rounding[(int)rule.Text.Rounding].ToUpperInvariant().Replace('_', '-'));

    string Conditions(RetentionRule rule)
    {
        var conditions = new List<string>();
        Add("PACKS", rule.Packs.Where(static pack => pack != KnownValues.AnyPack));
        Add("FLAGS", rule.Text.Flags);
        Add("ABSENT", rule.Text.AbsentFlags);
        Add("SECTORS", rule.Text.SectorsAny);
        Add("NOSECTORS", rule.Text.SectorsNone);
        Add("CUT", rule.Text.CutBy.Select(words.Event));
        return string.Join("; ", conditions);

        void Add(string kind, IEnumerable<string> values)
        {
            var text = Join(values);
            if (text.Length > 0) conditions.Add(Text("WHEN-" + kind, "values", text));
        }
    }

    // A year is never shorter than 365 days: only the order of groups follows from it.
    static int Days(RetentionRule rule) => rule.Period.Number * rule.Period.Unit switch { PeriodUnit.Years => 366, PeriodUnit.Months => 31, _ => 1 };

    static HtmlRow Row(params string[] cells) => new(null, cells);

    static string Join(IEnumerable<string> values) => string.Join(", ", values);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    string Text(string code, params string[] values) => words.Part("OFF-TEXT-CONCEPT-" + code, values);
}
