using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Consents;

/// <summary>What is told to somebody else about a customer.</summary>
/// <param name="Recipient">Who gets it.</param>
/// <param name="RecipientEmail">Null: none is known.</param>
/// <param name="Content">What goes there, in words.</param>
/// <param name="Key">By which the disclosure is written once, as the id of the suggestion or item.</param>
/// <param name="Case">Offboarding case; null: none.</param>
/// <param name="Contact">Person whom it is about; null: the company alone.</param>
/// <param name="Account">Her company; null: none.</param>
sealed record GivenAway(string Recipient, string? RecipientEmail, string Content, string Key, EntityReference? Case, EntityReference? Contact, EntityReference? Account);

/// <summary>Writes each disclosure with the consent that it rests on, in the transaction of the act: who got what, and whom to tell when the person later has it erased (Art. 19 GDPR).</summary>
static class DisclosureWriter
{
    /// <summary>Demands the consent of purpose third_party and writes the disclosure. Requests: 4 (those of <see cref="ConsentCheck.Demand"/>, 1 create).</summary>
    /// <param name="call">The operation that acts.</param>
    /// <param name="what">What goes out.</param>
    /// <param name="name">Whom a refusal names: the person or the company.</param>
    /// <returns>Id of the disclosure.</returns>
    /// <exception cref="InvalidPluginExecutionException">OFF-4201 to OFF-4206: there is no consent; nothing is written.</exception>
    internal static Guid Write(PluginCall call, GivenAway what, string name)
    {
        var consent = ConsentCheck.Demand(call, what.Contact, what.Account?.Id, ConsentPurpose.ThirdParty, ConsentChannel.Any, name);
        return call.AsSystem.Create(new DisclosureRow
        {
            Name = Cut(what.Recipient),
            RecipientEmail = what.RecipientEmail,
            Purpose = ConsentPurpose.ThirdParty,
            Content = what.Content,
            CaseId = what.Case,
            ContactId = what.Contact,
            AccountId = what.Account,
            ConsentId = new EntityReference(ConsentRow.Table, consent.Id),
            DisclosedOn = call.Today,
            DisclosureKey = what.Key,
        }.Entity);
    }

    static string Cut(string text) => text.Length <= 200 ? text : text.Substring(0, 199) + "…";
}
