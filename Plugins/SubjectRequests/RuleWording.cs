using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Rules, record classes, purposes and grounds in words, for documents that people read.</summary>
sealed class RuleWording
{
    readonly Language language;
    readonly IReadOnlyDictionary<string, string> classes;

    RuleWording(Language language, IReadOnlyDictionary<string, string> classes)
    {
        this.language = language;
        this.classes = classes;
    }

    /// <summary>Reads the names of record classes, which customers may change. Requests: 1.</summary>
    internal static RuleWording Read(IOrganizationService service, Language language)
    {
        var query = new QueryExpression(RecordClassRow.Table) { ColumnSet = new ColumnSet(RecordClassRow.Columns.Code, RecordClassRow.Columns.Name, RecordClassRow.Columns.NameDe) };
        query.AddOrder(RecordClassRow.Columns.SortOrder, OrderType.Ascending);
        query.AddOrder(RecordClassRow.Columns.Id, OrderType.Ascending);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in service.AllRows(query).Select(static row => new RecordClassRow(row)))
            if (row.Code is { Length: > 0 } code) names[code] = (language == Language.German ? row.NameDe : row.Name) ?? code;

        return new RuleWording(language, names);
    }

    /// <summary>The record classes in the order in which people list them.</summary>
    internal IEnumerable<string> Classes => classes.Keys;

    /// <summary>Name of a record class.</summary>
    internal string Class(string code) => classes.TryGetValue(code, out var name) ? name : code;

    /// <summary>Purpose for which rows of a class are processed.</summary>
    internal string Purpose(string code) => Part("OFF-TEXT-PURPOSE-" + Key(code));

    /// <summary>Ground for keeping, with its paragraph.</summary>
    internal string Ground(RetentionGround ground) => Part("OFF-TEXT-GROUND-" + Key(RetentionCodes.Ground[(int)ground]));

    /// <summary>What is done when the day has come.</summary>
    internal string Action(RetentionAction action) => Part("OFF-TEXT-ACTION-" + Key(RetentionCodes.Action[(int)action]));

    /// <summary>A dated fact that starts a period.</summary>
    internal string Event(string name) => Part("OFF-TEXT-EVENT-" + Key(name));

    /// <summary>How long: number and unit.</summary>
    internal string Length(RetentionRule rule)
    {
        var unit = rule.Period.Unit switch { PeriodUnit.Years => "YEARS", PeriodUnit.Months => "MONTHS", _ => "DAYS" };
        return Part("OFF-TEXT-RULE-" + unit, "count", rule.Period.Number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>From when: which event, and where the clock starts.</summary>
    internal string Start(RetentionRule rule)
    {
        var events = string.Join(Part("OFF-TEXT-RULE-OR"), rule.StartEvents.Select(Event));
        var start = Part("OFF-TEXT-RULE-FROM-" + Key(RetentionCodes.Rounding[(int)rule.Text.Rounding]), "event", events);
        return rule.Text.GraceDays > 0 ? start + Part("OFF-TEXT-RULE-GRACE", "days", rule.Text.GraceDays.ToString(CultureInfo.InvariantCulture)) : start;
    }

    /// <summary>The whole rule as a criterion: length, start, source.</summary>
    internal string Criterion(RetentionRule rule) => Part("OFF-TEXT-RULE-CRITERION", "length", Length(rule), "start", Start(rule), "source", rule.LegalSource);

    /// <summary>Until when a row is kept and why, as far as it can be named.</summary>
    internal string Kept(RetentionResult? result) => result switch
    {
        { Status: RetentionStatus.Due } => Part("OFF-TEXT-KEPT-DUE"),
        { RetentionEnd: { IsOpen: false, Day: { } day }, Ground: { } ground } => Part("OFF-TEXT-KEPT-UNTIL", "day", language.Text(day), "ground", Ground(ground), "rule", result.OperativeRule ?? ""),
        { RetentionEnd.IsOpen: true, Ground: { } ground } => Part("OFF-TEXT-KEPT-OPEN", "ground", Ground(ground), "rule", result.OperativeRule ?? ""),
        { Status: RetentionStatus.KeptActive } => Part("OFF-TEXT-KEPT-ACTIVE"),
        { Missing.Count: > 0 } => Part("OFF-TEXT-KEPT-RULES", "rules", string.Join(", ", result.Missing)),
        _ => Part("OFF-TEXT-KEPT-CRITERIA"),
    };

    internal string Part(string code, params string[] values) => Messages.Part(code, language, values);

    internal string Day(LocalDate day) => language.Text(day);

    static string Key(string code) => code.ToUpperInvariant().Replace('_', '-');
}
