using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Every read of requests of data subjects by this room.</summary>
static class RequestQueries
{
    internal static readonly string[] Columns =
    [
        SubjectRequestRow.Columns.Name, SubjectRequestRow.Columns.Kind, SubjectRequestRow.Columns.Ground, SubjectRequestRow.Columns.AccountId, SubjectRequestRow.Columns.ContactId,
        SubjectRequestRow.Columns.ReceivedOn, SubjectRequestRow.Columns.RequestState, SubjectRequestRow.Columns.Extended, SubjectRequestRow.Columns.ExtendedOn,
        SubjectRequestRow.Columns.ExtensionReason, SubjectRequestRow.Columns.IdentityAskedOn, SubjectRequestRow.Columns.IdentityConfirmedOn, SubjectRequestRow.Columns.KeepConsent,
        SubjectRequestRow.Columns.InternalTarget, SubjectRequestRow.Columns.LegalDeadline, SubjectRequestRow.Columns.AnsweredOn, SubjectRequestRow.Columns.LiftedOn,
        SubjectRequestRow.Columns.RefusalGround, SubjectRequestRow.Columns.MainRequest, SubjectRequestRow.Columns.ConfirmedRows, SubjectRequestRow.Columns.OwnerId, SubjectRequestRow.Columns.State,
    ];

    /// <summary>A request. Requests: 1.</summary>
    internal static SubjectRequestRow Of(IOrganizationService service, Guid id) => new(service.Retrieve(SubjectRequestRow.Table, id, new ColumnSet(Columns)));

    /// <summary>The requests that are answered with a main request, in the order of their ids. Requests: 1.</summary>
    internal static IReadOnlyList<SubjectRequestRow> BelongingTo(IOrganizationService service, Guid main)
    {
        var query = Query();
        query.Criteria.AddCondition(SubjectRequestRow.Columns.MainRequest, ConditionOperator.Equal, KeyOf(main));
        return Read(service, query);
    }

    /// <summary>An open request of the same kind for the same person; null: there is none. Requests: 1.</summary>
    internal static SubjectRequestRow? OpenTwin(IOrganizationService service, SubjectRequestRow request)
    {
        var subject = request.ContactId ?? request.AccountId;
        if (subject is null || request.Kind is not { } kind) return null;

        var query = Query();
        query.Criteria.AddCondition(request.ContactId is null ? SubjectRequestRow.Columns.AccountId : SubjectRequestRow.Columns.ContactId, ConditionOperator.Equal, subject.Id);
        query.Criteria.AddCondition(SubjectRequestRow.Columns.Kind, ConditionOperator.Equal, (int)kind);
        query.Criteria.AddCondition(SubjectRequestRow.Columns.AnsweredOn, ConditionOperator.Null);
        query.Criteria.AddCondition(SubjectRequestRow.Columns.State, ConditionOperator.Equal, (int)SubjectRequestState.Active);
        return Read(service, query).FirstOrDefault(other => other.Id != request.Id && RequestRule.IsOpen(other));
    }

    /// <summary>Open main requests whose internal target lies before a day, after one, in the order of their ids' text. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<SubjectRequestRow> Overdue(IOrganizationService service, LocalDate today, string after)
    {
        var query = Query();
        query.Criteria.AddCondition(SubjectRequestRow.Columns.State, ConditionOperator.Equal, (int)SubjectRequestState.Active);
        query.Criteria.AddCondition(SubjectRequestRow.Columns.AnsweredOn, ConditionOperator.Null);
        query.Criteria.AddCondition(SubjectRequestRow.Columns.MainRequest, ConditionOperator.Null);
        query.Criteria.AddCondition(SubjectRequestRow.Columns.InternalTarget, ConditionOperator.OnOrBefore, today.PlusDays(-1).ToString());
        return
        [
            .. Read(service, query).Where(request => RequestRule.IsOpen(request) && string.CompareOrdinal(KeyOf(request.Id), after) > 0)
                .OrderBy(static request => KeyOf(request.Id), StringComparer.Ordinal),
        ];
    }

    /// <summary>How a request is named in another one.</summary>
    internal static string KeyOf(Guid id) => id.ToString("D");

    static QueryExpression Query()
    {
        var query = new QueryExpression(SubjectRequestRow.Table) { ColumnSet = new ColumnSet(Columns) };
        query.AddOrder(SubjectRequestRow.Columns.Id, OrderType.Ascending);
        return query;
    }

    static IReadOnlyList<SubjectRequestRow> Read(IOrganizationService service, QueryExpression query) => [.. service.AllRows(query).Select(static row => new SubjectRequestRow(row))];
}
