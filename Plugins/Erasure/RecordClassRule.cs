using System;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Erasure;

/// <summary>Which record class a row has when nobody marked it.</summary>
/// <remarks>A letter counts as commercial when it regards a contract, an order or an invoice; anything else is marked by a person, never guessed from its text.</remarks>
static class RecordClassRule
{
    const int OpportunityWon = 1;
    const int QuoteWon = 2;

    static readonly string[] Letters = ["email", "letter", "fax"];
    static readonly string[] Trades = ["contract", "off_contract", "salesorder", "invoice"];

    /// <summary>The class of a row.</summary>
    /// <param name="map">Gives the class of tables that have one only.</param>
    /// <param name="table">Logical name of its table.</param>
    /// <param name="state">Its statecode; null: it has none.</param>
    /// <param name="regarding">What an activity regards; null: nothing, or no activity.</param>
    /// <param name="parent">The row through which it was found; null: it is an account or a contact.</param>
    internal static string Of(ErasureMap map, string table, int? state, EntityReference? regarding, FoundRow? parent) => table switch
    {
        "account" => RecordClasses.AccountMaster,
        "contact" => RecordClasses.ContactMaster,
        "opportunity" => state == OpportunityWon ? RecordClasses.ContractDocument : RecordClasses.QuoteLost,
        "quote" => state == QuoteWon ? RecordClasses.ContractDocument : RecordClasses.QuoteLost,
        _ when Letters.Contains(table, StringComparer.Ordinal) =>
            regarding is not null && Trades.Contains(regarding.LogicalName, StringComparer.Ordinal) ? RecordClasses.CommercialLetter : RecordClasses.ActivityInternal,
        _ => map.OnlyClassOf(table) ?? Inherited(map, table, parent),
    };

    /// <summary>The parent's class; for a row of a table of several classes whose parent has none of them, the first that the map names.</summary>
    static string Inherited(ErasureMap map, string table, FoundRow? parent)
    {
        if (parent is not null && (map.Of(table).Any(static entry => entry.Inherits) || map.Of(table).Any(entry => entry.Names(parent.RecordClass)))) return parent.RecordClass;
        return map.Of(table).Select(static entry => entry.RecordClass.Split('|')[0]).FirstOrDefault(RecordClasses.IsKnown) ?? parent?.RecordClass ?? RecordClasses.ActivityInternal;
    }
}
