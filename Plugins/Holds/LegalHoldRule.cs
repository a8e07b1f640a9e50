using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Holds;

/// <summary>Why a hold cannot be saved: a message and its values.</summary>
public sealed class HoldDefect
{
    internal HoldDefect(string code, params string[] values)
    {
        Code = code;
        Values = values;
    }

    /// <summary>As OFF-3300.</summary>
    public string Code { get; }

    /// <summary>Pairs name, value.</summary>
    internal string[] Values { get; }
}

/// <summary>What makes a legal hold valid, and what may become of it. No service, no clock.</summary>
public static class LegalHoldRule
{
    /// <summary>What a hold protects; it never changes, because that would release one thing in silence.</summary>
    public static readonly IReadOnlyList<string> ScopeColumns =
        [LegalHoldRow.Columns.AccountId, LegalHoldRow.Columns.ContactId, LegalHoldRow.Columns.RecordClass, LegalHoldRow.Columns.TableName, LegalHoldRow.Columns.RowId];

    /// <summary>The first defect of a hold as it would be saved; null: none.</summary>
    public static HoldDefect? DefectOf(LegalHoldRow hold)
    {
        if (hold.AccountId is null == hold.ContactId is null) return new HoldDefect("OFF-3300");
        if (hold.Until is { } until && hold.From is { } from && until < from) return new HoldDefect("OFF-3301", "from", from.ToString(), "until", until.ToString());

        var hasClass = !string.IsNullOrEmpty(hold.RecordClass);
        if (hasClass && !RecordClasses.IsKnown(hold.RecordClass!)) return new HoldDefect("OFF-3303", "value", hold.RecordClass!, "expected", string.Join(", ", RecordClasses.All));

        var hasTable = !string.IsNullOrEmpty(hold.TableName);
        var hasRow = !string.IsNullOrEmpty(hold.RowId);
        if (hasTable != hasRow || (hasRow && (hasClass || !Guid.TryParse(hold.RowId, out _))))
            return new HoldDefect("OFF-3302", "table", hold.TableName ?? "", "row", hold.RowId ?? "", "class", hold.RecordClass ?? "");

        return null;
    }

    /// <summary>Whether a change of days leaves some day free that was held: then a reason is needed.</summary>
    public static bool Releases(LegalHoldRow before, LegalHoldRow after) =>
        after.From > before.From || (after.Until is { } until && !(before.Until is { } former && former <= until));

    /// <summary>Whether the hold is in force on a day.</summary>
    public static bool IsInForce(LegalHoldRow hold, LocalDate today) => !(today < hold.From) && !(today > hold.Until);

    /// <summary>Whom it protects.</summary>
    internal static EntityReference? SubjectOf(LegalHoldRow hold) => hold.AccountId ?? hold.ContactId;
}
