using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Erasure;

/// <summary>Which columns of which tables carry the dated facts from which retention periods start.</summary>
/// <remarks>
/// createdon and modifiedon say when somebody typed, not when something happened, and are never among them. Standard invoices have no column for the day on which they
/// were issued: it comes from a mark, or from the column that Microsoft's project apps add.
/// </remarks>
static class EventSources
{
    const string DocumentDate = "document_date";
    const string ContractEnd = "contract_end";

    static readonly Dictionary<string, Source[]> ByTable = new(StringComparer.Ordinal)
    {
        ["invoice"] = [new("msdyn_invoicedate", DocumentDate)],
        ["salesorder"] = [new("submitdate", DocumentDate), new("datefulfilled", DocumentDate)],
        ["opportunity"] = [new("actualclosedate", "offer_decided"), new("actualclosedate", DocumentDate)],
        ["quote"] = [new("closedon", "offer_decided"), new("closedon", DocumentDate), new("expireson", "offer_expired")],
        ["contract"] = [new("activeon", DocumentDate), new("expireson", ContractEnd), new("cancelon", ContractEnd)],
        ["entitlement"] = [new("startdate", DocumentDate), new("enddate", ContractEnd)],
        ["off_contract"] = [new("off_concludedon", DocumentDate)],
        ["off_consent"] = [new("off_givenon", "consent_granted"), new("off_lastusedon", "consent_last_used"), new("off_withdrawnon", "consent_withdrawn"), new("off_endson", "consent_withdrawn")],
        ["off_subjectrequest"] = [new("off_answeredon", "request_closed")],
        [SubjectPaths.Activities] = [new("actualend", DocumentDate), new("senton", DocumentDate)],
    };

    internal static IReadOnlyList<Source> Of(TableFacts table) => ByTable.TryGetValue(table.IsActivity ? SubjectPaths.Activities : table.Name, out var sources) ? sources : [];

    /// <summary>Writes the events that a row carries; of two columns for one event the later day counts.</summary>
    internal static void Read(TableFacts table, Entity row, FoundRow found, LocalDays days)
    {
        foreach (var source in Of(table))
            if (table.Find(source.Column) is { } column && row.GetAttributeValue<DateTime?>(source.Column) is { } instant) found.AddEvent(source.Event, days.Of(instant, column.IsLocalTime));
    }

    internal sealed class Source
    {
        internal Source(string column, string @event)
        {
            Column = column;
            Event = @event;
        }

        internal string Column { get; }

        internal string Event { get; }
    }
}
