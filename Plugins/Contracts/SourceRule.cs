using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk.Metadata;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>What keeps a contract source from being used. Nothing is read here.</summary>
sealed class SourceRule
{
    const string AccountTable = "account";

    readonly ContractSource source;
    readonly Language language;
    readonly List<SourceDefect> defects = [];

    SourceRule(ContractSource source, Language language)
    {
        this.source = source;
        this.language = language;
    }

    /// <summary>Defects that a source has whatever tables there are; it may be incomplete.</summary>
    internal static IReadOnlyList<SourceDefect> OfMappings(ContractSource source, Language language)
    {
        var rule = new SourceRule(source, language);
        foreach (var mapping in source.Mappings) rule.CheckAlone(mapping);
        foreach (var twice in source.Mappings.GroupBy(static mapping => mapping.Fact, StringComparer.Ordinal).Where(static same => same.Count() > 1))
            rule.Found("OFF-4705", "fact", rule.Label(twice.Key), "code", twice.Key, "columns", string.Join(", ", twice.Select(static mapping => mapping.Column ?? mapping.Constant ?? "?")));

        return rule.defects;
    }

    /// <summary>Every defect of a source that is to be used, most basic first; none: it is good.</summary>
    /// <param name="source">The source.</param>
    /// <param name="table">Its table; null: it is not here.</param>
    /// <param name="language">Of labels.</param>
    internal static IReadOnlyList<SourceDefect> Of(ContractSource source, SourceTable? table, Language language)
    {
        var rule = new SourceRule(source, language);
        if (source.Table == ContractRow.Table) rule.Found("OFF-4722");
        else if (table is null) rule.Found("OFF-4700");
        else rule.CheckTable(table);
        rule.defects.AddRange(OfMappings(source, language));
        rule.CheckComplete();
        return rule.defects;
    }

    void CheckTable(SourceTable table)
    {
        if (Existing(table, source.AccountColumn, Word("OFF-TEXT-SOURCE-ACCOUNT")) is { } account && !account.RefersTo(AccountTable))
            WrongType(source.AccountColumn, account, Word("OFF-TEXT-SOURCE-ACCOUNT"), Word("OFF-TEXT-SOURCE-LOOKUP"));
        if (Existing(table, source.NameColumn, Word("OFF-TEXT-SOURCE-NAME")) is { Type: not AttributeTypeCode.String } name)
            WrongType(source.NameColumn, name, Word("OFF-TEXT-SOURCE-NAME"), Word("OFF-TEXT-SOURCE-TEXT"));
        CheckFilter(table);
        foreach (var mapping in source.Mappings.Where(static mapping => mapping.Column is not null && SourceFact.Exists(mapping.Fact))) CheckColumn(table, mapping);
    }

    void CheckFilter(SourceTable table)
    {
        if (source.ActiveColumn is not { } name)
        {
            if (source.ActiveValues.Count > 0) Found("OFF-4714", "column", "?", "values", string.Join(";", source.ActiveValues), "expected", "");
            return;
        }

        if (Existing(table, name, Word("OFF-TEXT-SOURCE-FILTER")) is not { } column) return;
        if (column.Type is not AttributeTypeCode.Boolean && !SourceFact.IsChoice(column.Type))
        {
            WrongType(name, column, Word("OFF-TEXT-SOURCE-FILTER"), Word("OFF-TEXT-SOURCE-CHOICE"));
            return;
        }

        string[] expected = column.Type is AttributeTypeCode.Boolean ? ["yes", "no"] : [.. column.Options.Select(static option => Number(option.Key))];
        if (source.ActiveValues.Count == 0 || source.ActiveValues.Any(value => !expected.Contains(value, StringComparer.Ordinal)))
            Found("OFF-4714", "column", name, "values", string.Join(";", source.ActiveValues), "expected", string.Join(", ", expected));
    }

    void CheckColumn(SourceTable table, SourceMapping mapping)
    {
        if (Existing(table, mapping.Column!, Label(mapping.Fact)) is not { } column) return;

        var isTranslated = mapping.Meanings.Count > 0;
        if (!SourceFact.Fits(mapping.Fact, column.Type, isTranslated))
        {
            WrongType(mapping.Column!, column, Label(mapping.Fact), SourceFact.Expected(mapping.Fact, language));
            return;
        }

        if (SourceFact.IsChoice(column.Type))
        {
            var open = column.Options.Where(option => !mapping.Meanings.ContainsKey(Number(option.Key))).ToList();
            if (open.Count > 0)
                Found("OFF-4703", "column", mapping.Column!, "fact", Label(mapping.Fact), "options", string.Join(", ", open.Select(static option => Number(option.Key) + " " + option.Value)));
        }

        var isNumberOfPeriod = SourceFact.KindOf(mapping.Fact) == SourceFactKind.Period && column.Type == AttributeTypeCode.Integer && !isTranslated;
        if (isNumberOfPeriod != mapping.Unit is not null) Found("OFF-4715", "column", mapping.Column!, "fact", Label(mapping.Fact));
    }

    void CheckAlone(SourceMapping mapping)
    {
        if (!SourceFact.Exists(mapping.Fact))
        {
            Found("OFF-4707", "fact", mapping.Fact, "expected", string.Join(", ", SourceFact.All));
            return;
        }

        if (mapping.Column is null == mapping.Constant is null) Found("OFF-4708", "fact", Label(mapping.Fact));
        if (mapping.Constant is { } constant && !SourceFact.IsValue(mapping.Fact, constant)) NoValue(mapping.Fact, constant);
        if (mapping.UnreadableLines.Count > 0) Found("OFF-4716", "fact", Label(mapping.Fact), "line", mapping.UnreadableLines[0]);
        if (mapping.RepeatedValues.Count > 0) Found("OFF-4717", "fact", Label(mapping.Fact), "value", mapping.RepeatedValues[0]);
        foreach (var meaning in mapping.Meanings.Values.Where(meaning => meaning.Length > 0 && !SourceFact.IsValue(mapping.Fact, meaning)).Distinct(StringComparer.Ordinal)) NoValue(mapping.Fact, meaning);
    }

    void CheckComplete()
    {
        foreach (var fact in SourceFact.Mandatory.Where(fact => !IsMapped(fact))) Found("OFF-4704", "fact", Label(fact), "code", fact);
        if (!IsMapped(Fact.InitialTerm) && !IsMapped(Fact.InitialEnd)) Found("OFF-4704", "fact", Label(Fact.InitialEnd), "code", Fact.InitialEnd);
    }

    bool IsMapped(string fact) => source.Mappings.Any(mapping => mapping.Fact == fact);

    SourceTableColumn? Existing(SourceTable table, string name, string use)
    {
        if (table.Column(name) is { IsReadable: true } column) return column;

        Found("OFF-4701", "column", name, "fact", use);
        return null;
    }

    void WrongType(string name, SourceTableColumn column, string use, string expected) => Found("OFF-4702", "column", name, "type", column.TypeName, "fact", use, "expected", expected);

    void NoValue(string fact, string value) => Found("OFF-4709", "fact", Label(fact), "value", value, "expected", SourceFact.Expected(fact, language));

    void Found(string code, params string[] values) => defects.Add(new SourceDefect(code, [.. values, "source", source.Name, "table", source.Table]));

    string Label(string fact) => SourceFact.Exists(fact) ? SourceFact.Label(fact, language) : fact;

    string Word(string part) => Messages.Part(part, language);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
