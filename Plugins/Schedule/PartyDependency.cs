using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Retention;

namespace Offboarding.Plugins.Schedule;

/// <summary>Until when a party's identity is needed by rows that are kept by law.</summary>
/// <remarks>
/// Sales documents carry name and address themselves (billto_), letters and e-mail their parties as text: these rows stay complete when the party goes. Any other row names its
/// party by a reference only. Records that a policy keeps need nobody's identity. A row kept by law whose period has not begun needs it without end; consent proofs are spared from that,
/// because while a consent stands the contact is reduced to it, not erased. The record of a request of a data subject needs no identity at all: it holds no value of the person and proves that
/// the request was answered; a request for erasure that kept the person for three more years would refuse itself.
/// </remarks>
static class PartyDependency
{
    const string ConsentProof = "consent_proof";
    const string RequestRecord = "dsr_record";

    static readonly HashSet<string> WithCopy = new(["invoice", "invoicedetail", "salesorder", "salesorderdetail", "quote", "quotedetail", "email", "letter", "fax"], StringComparer.Ordinal);

    /// <summary>The latest end by subject; a subject without such rows is absent.</summary>
    internal static IReadOnlyDictionary<Guid, RetentionEnd> Of(IEnumerable<JudgedRow> rows, RetentionRules rules)
    {
        var ends = new Dictionary<Guid, RetentionEnd>();
        foreach (var row in rows.Where(static row => !row.IsParty && row.Row.RecordClass != RequestRecord && !HasCopy(row)))
        {
            if (EndOf(row, rules) is not { } end) continue;

            var subject = row.Row.Subject.Id;
            ends[subject] = ends.TryGetValue(subject, out var known) ? RetentionEnd.Max(known, end) : end;
        }

        return ends;
    }

    /// <summary>Notes, attachments and lines of a document share its fate, and what it needs.</summary>
    static bool HasCopy(JudgedRow row)
    {
        for (var at = row.Row; at is not null; at = at.Parent)
        {
            if (WithCopy.Contains(at.Table)) return true;
            if (at.IsActivity) return false;
        }

        return false;
    }

    static RetentionEnd? EndOf(JudgedRow row, RetentionRules rules)
    {
        var result = row.Result;
        if (result.Ground is { } ground) return ground == RetentionGround.Policy ? null : result.RetentionEnd;

        var isOpen = row.Row.RecordClass != ConsentProof
            && rules.All.Any(rule => rule.RecordClass == row.Row.RecordClass && rule.Ground != RetentionGround.Policy && result.Missing.Contains(rule.Id, StringComparer.Ordinal));
        return isOpen ? RetentionEnd.Open : null;
    }
}
