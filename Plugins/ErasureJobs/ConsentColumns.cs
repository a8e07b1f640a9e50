using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Which columns of contacts a standing consent keeps: those of its channel.</summary>
static class ConsentColumns
{
    const string Separator = ";";

    /// <summary>Columns by contact, separated by semicolons. Requests: 1; none for no contact.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="map">Knows which columns belong to a channel at all.</param>
    /// <param name="contacts">Contacts that are reduced to their consent.</param>
    /// <param name="today">A consent that has ended keeps nothing.</param>
    internal static IReadOnlyDictionary<Guid, string> Of(IOrganizationService service, ErasureMap map, IReadOnlyCollection<Guid> contacts, LocalDate today)
    {
        if (contacts.Count == 0) return new Dictionary<Guid, string>();

        var query = new QueryExpression(ConsentRow.Table) { ColumnSet = new ColumnSet(ConsentRow.Columns.ContactId, ConsentRow.Columns.Channel, ConsentRow.Columns.EndsOn) };
        query.Criteria.AddCondition(new ConditionExpression(ConsentRow.Columns.ContactId, ConditionOperator.In, contacts.Cast<object>().ToArray()));
        query.Criteria.AddCondition(ConsentRow.Columns.State, ConditionOperator.Equal, (int)ConsentState.Active);
        query.AddOrder(ConsentRow.Columns.Id, OrderType.Ascending);
        var standing = service.AllRows(query).Select(static row => new ConsentRow(row)).Where(row => !(row.EndsOn < today));
        var columns = map.Of(ContactRow.Table).Where(static entry => entry.Condition == MapCondition.UnlessConsentChannel).Select(static entry => entry.Column).Distinct(StringComparer.Ordinal).ToList();
        return standing.GroupBy(static row => row.ContactId!.Id).ToDictionary(
            static group => group.Key,
            group => string.Join(Separator, columns.Where(column => group.Any(consent => IsOf(consent.Channel, column))).OrderBy(static column => column, StringComparer.Ordinal)));
    }

    // A letter goes to the address, which the erasure map treats by itself.
    static bool IsOf(ConsentChannel? channel, string column) => channel switch
    {
        ConsentChannel.Any => true,
        ConsentChannel.Email => column.StartsWith("emailaddress", StringComparison.Ordinal),
        ConsentChannel.Phone => column is "mobilephone" or "telephone1" or "telephone2" or "telephone3" or "business2" or "home2" or "callback" or "company",
        _ => false,
    };
}
