using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Erasure;

/// <summary>The parties of activities. They cannot be changed alone: the list in which a party stands is written anew, without addresses as text.</summary>
/// <remarks>A party that names a row goes on pointing to it: it is masked itself. One that is an address only falls away.</remarks>
sealed class PartyLists
{
    /// <summary>The list of a role (participationtypemask). Owner and regarding are no lists: they follow their lookups.</summary>
    static readonly Dictionary<int, string> ListOfRole = new()
    {
        [1] = "from", [2] = "to", [3] = "cc", [4] = "bcc", [5] = "requiredattendees", [6] = "optionalattendees", [7] = "organizer", [10] = "resources", [11] = "customers", [12] = "partners",
    };

    readonly ILookup<Guid, Entity> byActivity;

    PartyLists(ILookup<Guid, Entity> byActivity) => this.byActivity = byActivity;

    /// <summary>The parties of activities. Requests: 1 per 5,000 parties.</summary>
    internal static PartyLists Of(IOrganizationService service, IReadOnlyCollection<Guid> activities)
    {
        var query = new QueryExpression(PartyTable.Name) { ColumnSet = new ColumnSet(PartyTable.Activity, PartyTable.Party, PartyTable.Address, PartyTable.Role) };
        query.Criteria.AddCondition(new ConditionExpression(PartyTable.Activity, ConditionOperator.In, activities.Cast<object>().ToArray()));
        query.AddOrder("activitypartyid", OrderType.Ascending);
        return new PartyLists(service.AllRows(query).ToLookup(static party => party.GetAttributeValue<EntityReference>(PartyTable.Activity).Id));
    }

    /// <summary>The lists of an activity that must be written anew, by column.</summary>
    /// <param name="activity">Id of the activity.</param>
    /// <param name="concerns">Whether the address of a party is to go.</param>
    internal IReadOnlyDictionary<string, EntityCollection> WithoutAddresses(Guid activity, Func<Entity, bool> concerns)
    {
        var lists = new Dictionary<string, EntityCollection>(StringComparer.Ordinal);
        foreach (var list in byActivity[activity].GroupBy(static party => party.GetAttributeValue<OptionSetValue>(PartyTable.Role)?.Value ?? 0))
        {
            if (!ListOfRole.TryGetValue(list.Key, out var column) || !list.Any(party => HasAddress(party) && concerns(party))) continue;

            lists.Add(column, new EntityCollection([.. list.Select(party => HasAddress(party) && concerns(party) ? Bare(party) : Same(party)).OfType<Entity>()]));
        }

        return lists;
    }

    /// <summary>Whether a party stands there with an address as text.</summary>
    internal static bool HasAddress(Entity party) => !string.IsNullOrEmpty(party.GetAttributeValue<string?>(PartyTable.Address));

    static Entity? Bare(Entity party) => party.GetAttributeValue<EntityReference?>(PartyTable.Party) is { } row ? new Entity(PartyTable.Name) { [PartyTable.Party] = row } : null;

    static Entity Same(Entity party)
    {
        var same = new Entity(PartyTable.Name);
        if (party.Contains(PartyTable.Party)) same[PartyTable.Party] = party[PartyTable.Party];
        if (HasAddress(party)) same[PartyTable.Address] = party[PartyTable.Address];
        return same;
    }
}
