using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Something that comes in: an e-mail, a lead or a service case, with whom it names and from which addresses it came.</summary>
sealed class Inquiry
{
    internal const string Email = "email";
    internal const string Lead = "lead";
    const string Party = "activityparty";
    const string Sender = "sender";
    const int FromMask = 1;

    Inquiry(EntityReference row, IEnumerable<EntityReference?> names, IEnumerable<string?> addresses, EntityReference? regarding)
    {
        Row = row;
        Names = [.. names.OfType<EntityReference>()];
        Addresses = [.. addresses.OfType<string>().Select(static address => address.Trim()).Where(static address => address.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        Regarding = regarding;
    }

    /// <summary>email, lead, incident.</summary>
    internal static IReadOnlyList<string> Tables { get; } = [Email, Lead, InstalledTables.Incident];

    internal EntityReference Row { get; }

    internal IReadOnlyCollection<EntityReference> Names { get; }

    internal IReadOnlyCollection<string> Addresses { get; }

    /// <summary>What a task about it refers to; null: an e-mail cannot be referred to.</summary>
    internal EntityReference? Regarding { get; }

    /// <summary>Reads one; null: there is none for the caller, or it is an e-mail that goes out. Requests: 1, for an e-mail 2.</summary>
    internal static Inquiry? Read(IOrganizationService service, string table, Guid id) => table switch
    {
        Email => ReadEmail(service, id),
        Lead => Find(service, table, "leadid", id, "parentaccountid", "parentcontactid", "emailaddress1") is { } lead
            ? new Inquiry(lead.ToEntityReference(), [Lookup(lead, "parentaccountid"), Lookup(lead, "parentcontactid")], [Text(lead, "emailaddress1")], lead.ToEntityReference())
            : null,
        _ => Find(service, table, table + "id", id, "customerid", "primarycontactid") is { } incident
            ? new Inquiry(incident.ToEntityReference(), [Lookup(incident, "customerid"), Lookup(incident, "primarycontactid")], [], incident.ToEntityReference())
            : null,
    };

    static Inquiry? ReadEmail(IOrganizationService service, Guid id)
    {
        if (Find(service, Email, "activityid", id, "directioncode", Sender) is not { } email || email.GetAttributeValue<bool?>("directioncode") != false) return null;

        var query = new QueryExpression(Party) { ColumnSet = new ColumnSet("partyid", "addressused") };
        query.Criteria.AddCondition("activityid", ConditionOperator.Equal, id);
        query.Criteria.AddCondition("participationtypemask", ConditionOperator.Equal, FromMask);
        var from = service.RetrieveMultiple(query).Entities;
        return new Inquiry(
            email.ToEntityReference(), from.Select(static party => Lookup(party, "partyid")), from.Select(static party => Text(party, "addressused")).Concat([Text(email, Sender)]), regarding: null);
    }

    static Entity? Find(IOrganizationService service, string table, string key, Guid id, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns), TopCount = 1 };
        query.Criteria.AddCondition(key, ConditionOperator.Equal, id);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    static EntityReference? Lookup(Entity row, string column) => row.GetAttributeValue<EntityReference?>(column);

    static string? Text(Entity row, string column) => row.GetAttributeValue<string?>(column);
}
