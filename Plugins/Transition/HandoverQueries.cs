using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Transition;

/// <summary>Every read for hand-over lists and packages.</summary>
static class HandoverQueries
{
    internal const string Note = "annotation";
    const string NoteId = "annotationid";
    const string FileName = "filename";

    /// <summary>Items of a case. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<HandoverItemRow> Items(IOrganizationService service, Guid caseId)
    {
        var query = new QueryExpression(HandoverItemRow.Table)
        {
            ColumnSet = new ColumnSet(
                HandoverItemRow.Columns.Name, HandoverItemRow.Columns.Kind, HandoverItemRow.Columns.Detail, HandoverItemRow.Columns.ItemState, HandoverItemRow.Columns.ItemKey,
                HandoverItemRow.Columns.DueOn, HandoverItemRow.Columns.DoneOn, HandoverItemRow.Columns.Reason),
        };
        query.Criteria.AddCondition(HandoverItemRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        query.AddOrder(HandoverItemRow.Columns.ItemKey, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new HandoverItemRow(row))];
    }

    /// <summary>Names of the files that lie at an account, by the id of their note. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<Entity> Files(IOrganizationService service, Guid account)
    {
        var query = Notes(account);
        query.ColumnSet = new ColumnSet(FileName, "mimetype");
        return service.AllRows(query);
    }

    /// <summary>One file with its octets, the first after so many; null: there are no more. Requests: 1.</summary>
    internal static Entity? File(IOrganizationService service, Guid account, int after)
    {
        var query = Notes(account);
        query.ColumnSet = new ColumnSet(FileName, "mimetype", "documentbody");
        query.PageInfo = new PagingInfo { Count = 1, PageNumber = after + 1 };
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    /// <summary>Whether an account has a row in a table. Requests: 1.</summary>
    internal static bool HasRows(IOrganizationService service, HandoverTable table, Guid account)
    {
        var query = table.Query(account, [table.Table + "id"]);
        query.TopCount = 1;
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>Contacts of an account who can sign in to a portal. Requests: 1, and 1 where Power Pages is installed.</summary>
    internal static IReadOnlyList<Entity> WithAccess(IOrganizationService service, Guid account)
    {
        var portal = new PortalContacts(InstalledTables.AmongWithColumns(service, PortalContacts.Tables, PortalContacts.Columns));
        if (portal.Query(wanted: null) is not { } query) return [];

        query.Criteria = new FilterExpression(LogicalOperator.And) { Filters = { query.Criteria }, Conditions = { new ConditionExpression("parentcustomerid", ConditionOperator.Equal, account) } };
        query.AddOrder("contactid", OrderType.Ascending);
        return [.. service.AllRows(query).GroupBy(static row => row.Id).Select(static rows => rows.First())];
    }

    /// <summary>A package that is being made, as the caller may read it; null: there is none. Requests: 1.</summary>
    internal static CaseDocumentRow? Package(IOrganizationService service, Guid caseId, Guid documentId)
    {
        var query = new QueryExpression(CaseDocumentRow.Table) { ColumnSet = new ColumnSet(CaseDocumentRow.Columns.Facts, CaseDocumentRow.Columns.ContentHash), TopCount = 1 };
        query.Criteria.AddCondition(CaseDocumentRow.Columns.Id, ConditionOperator.Equal, documentId);
        query.Criteria.AddCondition(CaseDocumentRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        query.Criteria.AddCondition(CaseDocumentRow.Columns.Kind, ConditionOperator.Equal, (int)CaseDocumentKind.Handover);
        return service.RetrieveMultiple(query).Entities.Select(static row => new CaseDocumentRow(row)).FirstOrDefault();
    }

    // Only what lies at the customer: notes at the case are our own.
    static QueryExpression Notes(Guid account)
    {
        var query = new QueryExpression(Note);
        query.Criteria.AddCondition("objectid", ConditionOperator.Equal, account);
        query.Criteria.AddCondition("isdocument", ConditionOperator.Equal, true);
        query.AddOrder(NoteId, OrderType.Ascending);
        return query;
    }
}
