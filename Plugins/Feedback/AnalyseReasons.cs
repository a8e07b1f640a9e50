using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary><c>off_AnalyseReasons</c>: why relationships ended, by year, alone or across a second breakdown. No figure rests on fewer cases than the setting says, nor does one follow from the others.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvReadoff_ReasonFact). In: By (reason, theme, value_band, tenure_band, customer_type, ended_by; reason without it), Across (another of
/// them; without it none; not theme). Out: Json, Rows (EntityCollection, rows without table: period, group, name, across, cases, score), Report. Rule: <see cref="SmallGroups"/>, <see cref="CrossedGroups"/>; a year is told once it
/// is closed (<see cref="ReasonBands.IsClosed"/>); there are no sums over years. A score is the mean of at least k scores.</para>
/// <para>Requests: 6 (caller's settings, settings, local time, facts, reasons, themes), and 1 per further 5,000 facts.</para>
/// </remarks>
public sealed class AnalyseReasons : IPlugin
{
    /// <summary>Requests up to 5,000 facts.</summary>
    public const int MostRequests = 6;

    const string Theme = "theme";
    const string Reason = "reason";

    static readonly IReadOnlyDictionary<string, Func<ReasonFactRow, string?>> Breakdowns = new Dictionary<string, Func<ReasonFactRow, string?>>(StringComparer.Ordinal)
    {
        [Reason] = static fact => fact.ReasonCode,
        ["value_band"] = static fact => fact.ValueBand,
        ["tenure_band"] = static fact => fact.TenureBand,
        ["customer_type"] = static fact => fact.CustomerType,
        ["ended_by"] = static fact => fact.EndedBy,
    };

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-9004: no such breakdown; OFF-4520: both are the same, or themes are crossed; OFF-5001: the setting cannot be used.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var by = Breakdown(call, "By") ?? Reason;
        var across = Breakdown(call, "Across");
        if (across is not null && (across == by || across == Theme || by == Theme)) throw Refusal.Of("OFF-4520", call.Language, "by", by, "across", across);

        var least = call.Settings.SmallestGroup;
        var today = call.DayOfJobs();
        var years = FeedbackQueries.Facts(call.AsSystem).Where(static fact => fact.EndYear is not null).GroupBy(static fact => fact.EndYear!.Value).OrderBy(static year => year.Key).ToList();
        var names = Names(call);
        var figures = new List<ReasonFigure>();
        var withheld = new List<int>();
        foreach (var year in years)
        {
            var facts = year.ToList();
            if (!ReasonBands.IsClosed(year.Key, today) || facts.Count < least) withheld.Add(year.Key);
            else figures.AddRange(Figures(year.Key, facts, by, across, least, names));
        }

        call.Return("Json", ReasonFigure.Json(by, across, least, figures, withheld));
        call.Return("Rows", new EntityCollection([.. figures.Select(static figure => figure.ToEntity())]));
        call.Return("Report", Report(call, figures, least, withheld));
    }

    static string? Breakdown(PluginCall call, string parameter)
    {
        if (call.OptionalText(parameter) is not { } text) return null;

        var code = text.ToLowerInvariant();
        return code == Theme || Breakdowns.ContainsKey(code)
            ? code
            : throw Refusal.Of("OFF-9004", call.Language, "parameter", parameter, "value", text, "expected", string.Join(", ", Breakdowns.Keys.Concat([Theme])));
    }

    static IEnumerable<ReasonFigure> Figures(int year, IReadOnlyList<ReasonFactRow> facts, string by, string? across, int least, IReadOnlyDictionary<string, string> names)
    {
        yield return new ReasonFigure(year, null, null, null, facts.Count, null);

        if (by == Theme)
        {
            var mentions = CrossedGroups.Counts(facts.SelectMany(static fact => (fact.Themes ?? "").Split([';'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)));
            foreach (var group in SmallGroups.TellOverlapping(mentions, facts.Count, least)) yield return new ReasonFigure(year, group.Code, Name(names, group.Code), null, group.Cases, null);
            yield break;
        }

        var told = SmallGroups.Tell(CrossedGroups.Counts(facts.Select(fact => Group(by, fact))), least);
        foreach (var group in told) yield return new ReasonFigure(year, group.Code, Name(names, group.Code), null, group.Cases, MeanScore(facts.Where(fact => IsIn(group, told, Group(by, fact))), least));
        if (across is null || CrossedGroups.Tell([.. facts.Select(fact => new KeyValuePair<string, string>(Group(by, fact), Group(across, fact)))], least) is not { } crossed) yield break;

        for (var row = 0; row < crossed.Rows.Count; row++)
            for (var column = 0; column < crossed.Columns.Count; column++)
                if (crossed[row, column] is { } cases) yield return new ReasonFigure(year, crossed.Rows[row].Code, Name(names, crossed.Rows[row].Code), crossed.Columns[column].Code, cases, null);
    }

    static string Group(string by, ReasonFactRow fact) => Breakdowns[by](fact) is { Length: > 0 } group ? group : ReasonBands.Unknown;

    static bool IsIn(GroupCount group, IReadOnlyList<GroupCount> told, string code) =>
        group.Code == SmallGroups.Others ? told.All(one => one.Code != code) : group.Code == code;

    /// <summary>Groups do not overlap, so that no mean of fewer than k scores follows from two of them; the mean of all is not told.</summary>
    static decimal? MeanScore(IEnumerable<ReasonFactRow> facts, int least)
    {
        var scores = facts.Select(static fact => fact.Score).OfType<decimal>().ToList();
        return scores.Count >= least ? Math.Round(scores.Average(), 1, MidpointRounding.AwayFromZero) : null;
    }

    static string Name(IReadOnlyDictionary<string, string> names, string code) => names.TryGetValue(code, out var name) ? name : code;

    /// <summary>Requests: 2.</summary>
    static IReadOnlyDictionary<string, string> Names(PluginCall call)
    {
        var german = call.Language == Language.German;
        var query = new QueryExpression(ReasonRow.Table) { ColumnSet = new ColumnSet(ReasonRow.Columns.Code, ReasonRow.Columns.Name, ReasonRow.Columns.NameDe) };
        query.AddOrder(ReasonRow.Columns.Id, OrderType.Ascending);
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [SmallGroups.Others] = Messages.Part("OFF-TEXT-OTHER-GROUPS", call.Language), [ReasonBands.Unknown] = Messages.Part("OFF-TEXT-UNKNOWN", call.Language) };
        foreach (var theme in FeedbackQueries.Themes(call.AsSystem)) names[theme.Key] = (german ? theme.Value.NameDE : theme.Value.Name) ?? theme.Key;
        foreach (var row in call.AsSystem.AllRows(query).Select(static row => new ReasonRow(row)))
            if (row.Code is { } code) names[code] = (german ? row.NameDe : row.Name) ?? code;

        return names;
    }

    static string Report(PluginCall call, IReadOnlyList<ReasonFigure> figures, int least, IReadOnlyList<int> withheld)
    {
        var report = Messages.Part("OFF-TEXT-ANALYSIS", call.Language, "least", Text(least), "years", Text(figures.Select(static figure => figure.Year).Distinct().Count()));
        return withheld.Count == 0 ? report : report + " " + Messages.Part("OFF-TEXT-ANALYSIS-WITHHELD", call.Language, "years", string.Join(", ", withheld.Select(Text)));
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
