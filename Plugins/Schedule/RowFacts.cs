using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary>The facts of each row of an account, by the names of the cases.</summary>
sealed class RowFacts
{
    const string ContractEnd = "contract_end";

    readonly AccountFacts account;
    readonly LocalDate? relationshipEnd;

    internal RowFacts(AccountFacts account)
    {
        this.account = account;
        relationshipEnd = account.RelationshipEnd;
    }

    /// <summary>The facts of a row.</summary>
    internal LineFacts Of(FoundRow row)
    {
        var subject = account.Of(row.Subject.Id);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["jurisdictions"] = account.Jurisdictions,
            ["sectors"] = account.Sectors,
            ["record_class"] = row.RecordClass,
            ["start_events"] = string.Join(";", Events(row).Select(static pair => pair.Key + "=" + pair.Value)),
            ["flags"] = Flags(row),
            ["fiscal_year_end"] = account.FiscalYearEnd,
            ["proceedings_open"] = account.ProceedingsOpen,
            ["other_active_accounts"] = subject.HasOtherActiveAccounts ? "1" : "",
            ["consent_standing"] = subject.ConsentStanding ? "yes" : "",
            ["holds"] = string.Join(";", Holds(row).Select(static hold => hold.Span.Id + ":" + hold.Span.Placed + ":" + hold.Span.Released)),
            ["erasure_request"] = subject.ErasureRequest?.ToString() ?? "",
            ["restriction_request"] = subject.RestrictionRequest?.ToString() ?? "",
        };
        return new LineFacts(facts);
    }

    /// <summary>The row that a hold names alone, the row itself or one to which it belongs; null: none does.</summary>
    internal Guid? HeldAlone(FoundRow row) => Holds(row).FirstOrDefault(static hold => hold.RowId is not null)?.RowId;

    SortedDictionary<string, LocalDate> Events(FoundRow row)
    {
        var events = new SortedDictionary<string, LocalDate>(StringComparer.Ordinal);
        foreach (var at in Line(row))
        {
            foreach (var spoken in at.Events) events[spoken.Key] = spoken.Value;
            if (at.Table == ContractRow.Table && account.ContractEnds.TryGetValue(at.Id, out var end) && end is { } day) events[ContractEnd] = day;
        }

        if (relationshipEnd is { } known) events[KnownValues.RelationshipEnd] = known;
        return events;
    }

    static string Flags(FoundRow row) => string.Join(
        ";", Line(row).SelectMany(static at => at.Flags.Split([';'], StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).OrderBy(static flag => flag, StringComparer.Ordinal));

    IReadOnlyList<ScopedHold> Holds(FoundRow row)
    {
        var holds = HoldRules.Of(account.Holds, Held(row)).ToList();
        for (var at = row.Parent; at is not null; at = at.Parent) holds.AddRange(HoldRules.Of(account.Holds, Held(at)).Where(hold => hold.RowId is not null && !holds.Contains(hold)));
        return holds;
    }

    HeldRow Held(FoundRow row) => new()
    {
        Accounts = [account.Id],
        ContactId = row.Subject.LogicalName == ContactRow.Table ? row.Subject.Id : null,
        RecordClass = row.RecordClass,
        Table = row.Table,
        RowId = row.Id,
    };

    /// <summary>The row after those whose days it shares, from the top: notes, attachments and lines of a document have its days unless they have their own; an activity has its own only.</summary>
    static IEnumerable<FoundRow> Line(FoundRow row)
    {
        if (!row.IsActivity && row.Parent is { } parent && parent.RecordClass == row.RecordClass)
            foreach (var above in Line(parent)) yield return above;

        yield return row;
    }
}
