using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Consents;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Alternatives;

/// <summary><c>off_ShareWithAlternative</c>: passes something about a customer on to a chosen provider, if the customer consents at this moment, and records what was passed on to whom.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_alternative. In: Content (what is passed on, word for word). Out: DisclosureId, Report. Without a standing consent for third parties nothing is
/// recorded, and nothing may be sent. The product sends nothing itself: Content is
/// what the caller may send now. The same content on the same day is one disclosure, however often it is recorded.</para>
/// <para>Requests: at most <see cref="MostRequests"/> (caller's settings, local time, suggestion with provider, case with account and reason, consent 3, earlier disclosure; disclosure and suggestion are written); 5 and no write where it is refused.
/// The consent is dated by its use in the same transaction, so that a withdrawal at the same moment either comes first or waits.</para>
/// </remarks>
public sealed class ShareWithAlternative : IPlugin
{
    /// <summary>Requests of one call.</summary>
    public const int MostRequests = 10;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-4406: no such suggestion for the caller; OFF-4407: nobody chose it; OFF-4408: it may not be suggested today; OFF-4201 to OFF-4206: no consent; OFF-1304, OFF-9001.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var content = call.RequiredText("Content");
        var row = AlternativeQueries.WithProvider(call.AsCaller, call.Required<EntityReference>("Target").Id) ?? throw Refusal.Of("OFF-4406", call.Language);
        var alternative = new AlternativeRow(row);
        var provider = new AlternativeProviderRow(Joined.Row(row, AlternativeQueries.ProviderAlias, AlternativeProviderRow.Table));
        var name = provider.Name ?? "?";
        if (alternative.AlternativeState != AlternativeAlternativeState.Chosen) throw Refusal.Of("OFF-4407", call.Language, "provider", call.Language.Quote(name));
        if (provider.State == AlternativeProviderState.Inactive || !AlternativeQueries.Offer(provider, call.Language).IsValidOn(call.Today))
            throw Refusal.Of("OFF-4408", call.Language, "provider", call.Language.Quote(name), "day", call.Language.Text(call.Today));

        var onFile = CaseQueries.Read(call, alternative.CaseId!.Id, CaseDecisionKind.Start, request: null);
        var key = Digest.Of(string.Join("\n", [alternative.Id.ToString("D"), call.Today.ToString(), content]));
        if (AlternativeQueries.Disclosure(call.AsSystem, key) is not { } disclosure)
        {
            var account = new EntityReference(AccountRow.Table, onFile.Account.Id);
            disclosure = DisclosureWriter.Write(call, new GivenAway(name, provider.Email, content, key, onFile.Reference, onFile.Row.MainContactId, account), onFile.Account.Name ?? "?");
            call.AsCaller.Update(new AlternativeRow(new Entity(AlternativeRow.Table, alternative.Id)) { SharedOn = call.Now }.Entity);
        }

        call.Return("DisclosureId", disclosure);
        call.Return("Report", Messages.Part("OFF-TEXT-SHARED", call.Language, "provider", call.Language.Quote(name), "account", call.Language.Quote(onFile.Account.Name ?? "?")));
    }
}
