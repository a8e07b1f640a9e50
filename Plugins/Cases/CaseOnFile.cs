using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>A case as it was read: with its account, what is open in its plan, and what an earlier call with the same request id answered.</summary>
sealed class CaseOnFile
{
    internal const string CaseAlias = "case";
    internal const string AccountAlias = "account";
    internal const string DecisionAlias = "decision";
    internal const string ItemAlias = "item";
    internal const string ReasonAlias = "reason";
    internal const string PointAlias = "point";

    CaseOnFile(OffboardingCaseRow row, AccountRow account, Entity source, IReadOnlyList<PlanItemRow> openItems)
    {
        HasOpenPoints = source.Contains(PointAlias + "." + ClosingPointRow.Columns.Id);
        Row = row;
        Account = account;
        EarlierFacts = Decision(source, CaseDecisionRow.Columns.Facts);
        EarlierRequest = Decision(source, CaseDecisionRow.Columns.Request);
        ReasonNeedsApproval = source.GetAttributeValue<AliasedValue?>(ReasonAlias + "." + ReasonRow.Columns.NeedsApproval)?.Value is true;
        Reason = new ReasonRow(Joined.Row(source, ReasonAlias, ReasonRow.Table));
        OpenItems = openItems;
    }

    internal OffboardingCaseRow Row { get; }

    internal AccountRow Account { get; }

    /// <summary>Facts of the decision that was taken with the same request id; null: this request is new.</summary>
    internal string? EarlierFacts { get; }

    /// <summary>Whether its reason asks for a second person, whatever the account is worth.</summary>
    internal bool ReasonNeedsApproval { get; }

    /// <summary>Its reason, by its names; blank: not decided yet.</summary>
    internal ReasonRow Reason { get; }

    /// <summary>Request id of that decision.</summary>
    internal string? EarlierRequest { get; }

    /// <summary>Open items of the plan, if they were asked for.</summary>
    internal IReadOnlyList<PlanItemRow> OpenItems { get; }

    /// <summary>Whether rows say that mandatory points of its checklist are open, if open items were asked for; the facts may have settled them since.</summary>
    internal bool HasOpenPoints { get; }

    internal EntityReference Reference => new(OffboardingCaseRow.Table, Row.Id);

    /// <summary>As people know the case, as OFF-000017.</summary>
    internal string Number => Row.Name ?? "?";

    internal OffboardingCaseStatusReason Stage => Row.StatusReason ?? OffboardingCaseStatusReason.Prepare;

    /// <summary>Whether it can still be worked on.</summary>
    internal bool IsOpen => Row.Id != Guid.Empty && Row.State != OffboardingCaseState.Inactive;

    /// <summary>One case out of the rows of a query that joins it with its account, and perhaps decisions and items.</summary>
    internal static CaseOnFile Of(IReadOnlyList<Entity> rows)
    {
        var first = rows[0];
        var items = rows.Select(static row => new PlanItemRow(Joined.Row(row, ItemAlias, PlanItemRow.Table)))
            .Where(static item => item.Id != Guid.Empty)
            .GroupBy(static item => item.Id)
            .Select(static same => same.First())
            .ToList();
        return new CaseOnFile(
            new OffboardingCaseRow(first),
            new AccountRow(Joined.Row(first, AccountAlias, AccountRow.Table)),
            first,
            items);
    }

    /// <summary>An account with its open case; the case's id is empty when none is open.</summary>
    internal static CaseOnFile OfAccount(Entity row) =>
        new(new OffboardingCaseRow(Joined.Row(row, CaseAlias, OffboardingCaseRow.Table)), new AccountRow(row), row, []);

    static string? Decision(Entity row, string column) => row.GetAttributeValue<AliasedValue?>(DecisionAlias + "." + column)?.Value as string;
}
