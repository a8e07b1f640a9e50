using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Alternatives;

/// <summary>Every read of the list of alternatives and of suggestions.</summary>
static class AlternativeQueries
{
    /// <summary>Name of the joined provider.</summary>
    internal const string ProviderAlias = "provider";

    static readonly string[] ProviderColumns =
    [
        AlternativeProviderRow.Columns.Id, AlternativeProviderRow.Columns.Name, AlternativeProviderRow.Columns.NameDE, AlternativeProviderRow.Columns.OwnService, AlternativeProviderRow.Columns.Services,
        AlternativeProviderRow.Columns.Regions, AlternativeProviderRow.Columns.Languages, AlternativeProviderRow.Columns.Reasons, AlternativeProviderRow.Columns.ValidFrom,
        AlternativeProviderRow.Columns.ValidTo, AlternativeProviderRow.Columns.Email, AlternativeProviderRow.Columns.State,
    ];

    /// <summary>Active entries of the list. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<AlternativeProviderRow> Providers(IOrganizationService service)
    {
        var query = new QueryExpression(AlternativeProviderRow.Table) { ColumnSet = new ColumnSet(ProviderColumns) };
        query.Criteria.AddCondition(AlternativeProviderRow.Columns.State, ConditionOperator.Equal, (int)AlternativeProviderState.Active);
        query.AddOrder(AlternativeProviderRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new AlternativeProviderRow(row))];
    }

    /// <summary>Suggestions of a case, whatever became of them. Requests: 1.</summary>
    internal static IReadOnlyList<AlternativeRow> OfCase(IOrganizationService service, Guid caseId)
    {
        var query = new QueryExpression(AlternativeRow.Table)
        {
            ColumnSet = new ColumnSet(
                AlternativeRow.Columns.Name, AlternativeRow.Columns.ProviderId, AlternativeRow.Columns.Rank, AlternativeRow.Columns.Matches, AlternativeRow.Columns.AlternativeState, AlternativeRow.Columns.State),
        };
        query.Criteria.AddCondition(AlternativeRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        query.AddOrder(AlternativeRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new AlternativeRow(row))];
    }

    /// <summary>A suggestion with its provider, as the caller may read them; null: there is none for this caller. Requests: 1.</summary>
    internal static Entity? WithProvider(IOrganizationService service, Guid alternativeId)
    {
        var query = new QueryExpression(AlternativeRow.Table)
        {
            ColumnSet = new ColumnSet(AlternativeRow.Columns.Name, AlternativeRow.Columns.CaseId, AlternativeRow.Columns.AlternativeState, AlternativeRow.Columns.SharedOn), TopCount = 1,
        };
        query.Criteria.AddCondition(AlternativeRow.Columns.Id, ConditionOperator.Equal, alternativeId);
        var provider = query.AddLink(AlternativeProviderRow.Table, AlternativeRow.Columns.ProviderId, AlternativeProviderRow.Columns.Id);
        provider.EntityAlias = ProviderAlias;
        provider.Columns = new ColumnSet(ProviderColumns);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    /// <summary>A disclosure by its key; null: there is none. Requests: 1.</summary>
    internal static Guid? Disclosure(IOrganizationService service, string key)
    {
        var query = new QueryExpression(DisclosureRow.Table) { ColumnSet = new ColumnSet(DisclosureRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(DisclosureRow.Columns.DisclosureKey, ConditionOperator.Equal, key);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.Id;
    }

    /// <summary>Codes of the active reasons. Requests: 1.</summary>
    internal static IReadOnlyCollection<string> ReasonCodes(IOrganizationService service)
    {
        var query = new QueryExpression(ReasonRow.Table) { ColumnSet = new ColumnSet(ReasonRow.Columns.Code) };
        query.Criteria.AddCondition(ReasonRow.Columns.State, ConditionOperator.Equal, (int)ReasonState.Active);
        query.AddOrder(ReasonRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ReasonRow(row).Code).OfType<string>()];
    }

    /// <summary>An entry as rules see it.</summary>
    internal static AlternativeOffer Offer(AlternativeProviderRow row, Language language) => new()
    {
        Id = row.Id,
        Name = language == Language.German && row.NameDE is { Length: > 0 } german ? german : row.Name ?? "?",
        IsOwnService = row.OwnService == true,
        Services = AlternativeOffer.ListOf(row.Services),
        Regions = AlternativeOffer.ListOf(row.Regions),
        Languages = AlternativeOffer.ListOf(row.Languages),
        Reasons = AlternativeOffer.ListOf(row.Reasons),
        ValidFrom = row.ValidFrom,
        ValidTo = row.ValidTo,
    };
}
