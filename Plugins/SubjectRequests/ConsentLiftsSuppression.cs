using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>A new consent of a contact lifts her entries on the do-not-reimport list.</summary>
/// <remarks>
/// <para>Step: PostOperation (40), synchronous, rank 1, of Create on off_consent. Only a consent (Art. 6(1)(a) GDPR) given on the day of the request or later lifts; another basis does not.</para>
/// <para>Requests: none for another basis or without a contact; 1 while nobody is on the list; else 3, and 1 for each entry.</para>
/// </remarks>
public sealed class ConsentLiftsSuppression : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var consent = new ConsentRow(call.Target);
        if (consent is not { Basis: ConsentBasis.Consent, ContactId: { } contact, GivenOn: { } given, WithdrawnOn: null }) return;

        var list = new SuppressionList(call.AsSystem, call.Context.OrganizationId, Language.English);
        if (list.KeyOrNull() is not { } key) return;

        call.MarkAsProduct();
        list.Lift(PersonRow.Read(call.AsSystem, contact).Fingerprints(key), given);
    }
}
