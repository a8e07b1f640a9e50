using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Feedback;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>A former customer who writes again: the last ended case, who answers, and what of the history may still be shown.</summary>
sealed class FormerCustomer
{
    static readonly int[] Closed = [(int)RetentionScheduleLineStatus.Restricted, (int)RetentionScheduleLineStatus.Due, (int)RetentionScheduleLineStatus.Completed];

    FormerCustomer(AccountRow account, OffboardingCaseRow? ended, bool isRestricted)
    {
        Account = account;
        Case = ended;
        IsRestricted = isRestricted;
    }

    internal AccountRow Account { get; }

    /// <summary>The last case that let the account go; null: it left without one.</summary>
    internal OffboardingCaseRow? Case { get; }

    /// <summary>Whether anything of the account is restricted or erased: then nothing of the history is shown (Art. 18 (2) GDPR).</summary>
    internal bool IsRestricted { get; }

    /// <summary>Who answers after the end: the person whom the case names, else its owner, else that of the account.</summary>
    internal EntityReference? Responder => Case?.ResponderId ?? Case?.OwnerId ?? Account.OwnerId;

    /// <summary>Whether one of these accounts, or of these persons' or addresses' accounts, is a former customer; the first one is meant. Requests: 1 for contacts, accounts with cases, schedule; fewer if nothing is found.</summary>
    /// <param name="service">Acts as SYSTEM: recognising is not showing.</param>
    /// <param name="rows">Accounts or contacts that an inquiry names.</param>
    /// <param name="addresses">E-mail addresses that it came from.</param>
    internal static FormerCustomer? Find(IOrganizationService service, IReadOnlyCollection<EntityReference> rows, IReadOnlyCollection<string> addresses)
    {
        var accounts = new List<Guid>(rows.Where(static row => row.LogicalName == AccountRow.Table).Select(static row => row.Id));
        var contacts = rows.Where(static row => row.LogicalName == ContactRow.Table).Select(static row => row.Id).ToList();
        if (contacts.Count > 0 || addresses.Count > 0) accounts.AddRange(AccountsOf(service, contacts, addresses));
        if (accounts.Count == 0) return null;

        var found = WithCases(service, accounts).FirstOrDefault();
        if (found is null) return null;

        var account = new AccountRow(found);
        var ended = new OffboardingCaseRow(Joined.Row(found, CaseOnFile.CaseAlias, OffboardingCaseRow.Table));
        return new FormerCustomer(account, ended.Id == Guid.Empty ? null : ended, IsClosed(service, account.Id));
    }

    /// <summary>What may be shown, in sentences; the feedback is asked for. Requests: 1 with a case.</summary>
    internal string History(PluginCall call)
    {
        var language = call.Language;
        if (IsRestricted) return Messages.Part("OFF-TEXT-INQUIRY-RESTRICTED", language);
        if (Case is null) return Messages.Part("OFF-TEXT-INQUIRY-NO-CASE", language, "account", language.Quote(Account.Name ?? "?"));

        var feedback = FeedbackQueries.OfCase(call.AsSystem, Case.Id);
        var history = Messages.Part(
            "OFF-TEXT-INQUIRY-HISTORY", language, "account", language.Quote(Account.Name ?? "?"), "case", Case.Name ?? "?", "end", Case.CompletedOn is { } day ? language.Text(day) : "–");
        return feedback?.FeedbackState == FeedbackFeedbackState.Answered
            ? history + " " + Messages.Part("OFF-TEXT-INQUIRY-FEEDBACK", language, "score", feedback.Score?.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) ?? "–")
            : history;
    }

    static IEnumerable<Guid> AccountsOf(IOrganizationService service, IReadOnlyCollection<Guid> contacts, IReadOnlyCollection<string> addresses)
    {
        var query = new QueryExpression(ContactRow.Table) { ColumnSet = new ColumnSet("parentcustomerid") };
        query.Criteria.FilterOperator = LogicalOperator.Or;
        if (contacts.Count > 0) query.Criteria.AddCondition(new ConditionExpression(ContactRow.Columns.Id, ConditionOperator.In, contacts.Cast<object>().ToArray()));
        if (addresses.Count > 0) query.Criteria.AddCondition(new ConditionExpression("emailaddress1", ConditionOperator.In, addresses.Cast<object>().ToArray()));
        query.AddOrder(ContactRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query).Select(static row => row.GetAttributeValue<EntityReference?>("parentcustomerid")).Where(static parent => parent?.LogicalName == AccountRow.Table).Select(static parent => parent!.Id);
    }

    /// <summary>Those of the accounts that left: by a completed case, or inactive. The last case first.</summary>
    static IEnumerable<Entity> WithCases(IOrganizationService service, IReadOnlyCollection<Guid> accounts)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountRow.Columns.Name, AccountRow.Columns.State, AccountRow.Columns.OwnerId) };
        query.Criteria.AddCondition(new ConditionExpression(AccountRow.Columns.Id, ConditionOperator.In, accounts.Distinct().Cast<object>().ToArray()));
        query.Criteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Inactive);
        var ended = query.AddLink(OffboardingCaseRow.Table, AccountRow.Columns.Id, OffboardingCaseRow.Columns.AccountId, JoinOperator.LeftOuter);
        ended.EntityAlias = CaseOnFile.CaseAlias;
        ended.Columns = new ColumnSet(
            OffboardingCaseRow.Columns.Id, OffboardingCaseRow.Columns.Name, OffboardingCaseRow.Columns.CompletedOn, OffboardingCaseRow.Columns.ResponderId, OffboardingCaseRow.Columns.OwnerId);
        ended.LinkCriteria.AddCondition(OffboardingCaseRow.Columns.CompletedOn, ConditionOperator.NotNull);
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query).OrderByDescending(static row => new OffboardingCaseRow(Joined.Row(row, CaseOnFile.CaseAlias, OffboardingCaseRow.Table)).CompletedOn);
    }

    static bool IsClosed(IOrganizationService service, Guid account)
    {
        var query = new QueryExpression(RetentionScheduleRow.Table) { ColumnSet = new ColumnSet(RetentionScheduleRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(new ConditionExpression(RetentionScheduleRow.Columns.LineStatus, ConditionOperator.In, Closed.Cast<object>().ToArray()));
        query.AddLink(ErasureJobRow.Table, RetentionScheduleRow.Columns.JobId, ErasureJobRow.Columns.Id).LinkCriteria.AddCondition(ErasureJobRow.Columns.AccountId, ConditionOperator.Equal, account);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }
}
