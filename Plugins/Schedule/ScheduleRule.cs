using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Retention;

namespace Offboarding.Plugins.Schedule;

/// <summary>The schedule of an account: from its rows, facts, holds and the rules to lines.</summary>
/// <remarks>
/// <para>Pure: no service, no clock; the order of the rows decides nothing.</para>
/// <para>What is not the subject's has no line here: rows about another customer that only name it, and whatever of a contact that stands for another active account leads to the
/// contact alone. Such a contact has one line, kept; its rows with this account follow their own.</para>
/// <para>A party's identity stays as long as a row needs it that is kept by law and has no copy of it (<see cref="PartyDependency"/>).</para>
/// </remarks>
public static class ScheduleRule
{
    /// <summary>The lines of an account with its contacts, in the order of their keys.</summary>
    /// <param name="account">What is known of the account and its contacts.</param>
    /// <param name="rows">Its rows, as the finder gives them.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="today">Local date whose law counts.</param>
    /// <param name="erased">For lines whose rows were erased, by key, the day.</param>
    public static IReadOnlyList<ScheduleLine> Lines(
        AccountFacts account, IReadOnlyList<FoundRow> rows, RetentionRules rules, LocalDate today, IReadOnlyDictionary<string, LocalDate> erased)
    {
        var judge = new Judge(rules, today);
        var facts = new RowFacts(account);
        var judged = rows.Where(row => IsScheduled(row, account)).Select(row => judge.Row(row, facts.Of(row))).ToList();
        var dependencies = PartyDependency.Of(judged, rules);
        return
        [
            .. judged
                .Select(row => row.IsParty && dependencies.TryGetValue(row.Row.Subject.Id, out var end) ? judge.Row(row.Row, row.Facts.With("dependency_end", end.ToString())) : row)
                .GroupBy(row => KeyOf(row, facts), StringComparer.Ordinal)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(group => Line(group.Key, [.. group.OrderBy(static row => row.Row.Table, StringComparer.Ordinal).ThenBy(static row => row.Row.Id)], judge, erased)),
        ];
    }

    static bool IsScheduled(FoundRow row, AccountFacts account) =>
        !row.IsOfAnother && (row.Id == row.Subject.Id || !account.Of(row.Subject.Id).HasOtherActiveAccounts);

    static ScheduleLine Line(string key, List<JudgedRow> rows, Judge judge, IReadOnlyDictionary<string, LocalDate> erased)
    {
        var first = erased.TryGetValue(key, out var day) ? judge.Row(rows[0].Row, rows[0].Facts.With("erased_on", day.ToString())) : rows[0];
        return new ScheduleLine(key, first.Facts, first.Result, [.. rows.Select(static row => row.Row)]);
    }

    // A single row that a hold names stands apart: the rest of its line goes on without it.
    static string KeyOf(JudgedRow row, RowFacts facts)
    {
        var result = row.Result;
        var decides = result.OperativeRule ?? result.StatusCode + (result.Missing.Count > 0 ? ":" + result.Missing[0] : "");
        var key = string.Join("|", row.Row.Subject.Id.ToString("N"), row.Row.RecordClass, decides, result.RetentionEnd?.ToString() ?? "");
        return facts.HeldAlone(row.Row) is { } held ? key + "|" + held.ToString("N") : key;
    }

    /// <summary>Judges each set of facts once.</summary>
    sealed class Judge
    {
        readonly RetentionRules rules;
        readonly LocalDate today;
        readonly Dictionary<string, RetentionResult> known = new(StringComparer.Ordinal);

        internal Judge(RetentionRules rules, LocalDate today)
        {
            this.rules = rules;
            this.today = today;
        }

        internal JudgedRow Row(FoundRow row, LineFacts facts)
        {
            var text = facts.ToJson();
            if (!known.TryGetValue(text, out var result)) known[text] = result = rules.Judge(facts.On(today));
            return new JudgedRow(row, facts, result);
        }
    }
}

/// <summary>A row with what the rules say about it.</summary>
sealed class JudgedRow
{
    internal JudgedRow(FoundRow row, LineFacts facts, RetentionResult result)
    {
        Row = row;
        Facts = facts;
        Result = result;
    }

    internal FoundRow Row { get; }

    internal LineFacts Facts { get; }

    internal RetentionResult Result { get; }

    /// <summary>Whether it says who the party is: account or contact with their addresses.</summary>
    internal bool IsParty => Row.RecordClass is RecordClasses.AccountMaster or RecordClasses.ContactMaster;
}
