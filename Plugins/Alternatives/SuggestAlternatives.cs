using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Alternatives;

/// <summary><c>off_SuggestAlternatives</c>: providers and own services that fit the customer of a case, best first, each with what speaks for it.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: Services (joined by semicolons; without it the kinds of the customer's contracts), Language (ISO 639-1; without it that of
/// the main contact, else the caller's). Out: Alternatives (EntityCollection of off_alternative, in their order), Report. Asking again changes what changed; what a person chose or dismissed stays so, and
/// what fits no more becomes inactive.</para>
/// <para>Nothing about the customer leaves: that is <see cref="ShareWithAlternative"/>.</para>
/// <para>Requests: at most <see cref="MostReads"/> reads, and 1 write for each suggestion that is new or changed. Reads the list as SYSTEM, which holds no customers; writes as the caller.</para>
/// </remarks>
public sealed class SuggestAlternatives : IPlugin
{
    /// <summary>Caller's settings, local time, case with account and reason, contact, contracts, list, suggestions.</summary>
    public const int MostReads = 8;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1304: there is no such case for the caller; OFF-9001.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Start, request: null);
        var need = Need(call, onFile);
        var matches = AlternativeRule.Rank(AlternativeQueries.Providers(call.AsSystem).Select(row => AlternativeQueries.Offer(row, call.Language)), need);

        var known = AlternativeQueries.OfCase(call.AsCaller, onFile.Row.Id).Where(static row => row.ProviderId is not null)
            .GroupBy(static row => row.ProviderId!.Id).ToDictionary(static group => group.Key, static group => group.First());
        var current = matches.Select((match, i) => Written(call, onFile, match, i + 1, known)).ToList();
        foreach (var gone in known.Values.Where(row => row.State != AlternativeState.Inactive && matches.All(match => match.Offer.Id != row.ProviderId!.Id)))
            call.AsCaller.Update(new AlternativeRow(new Entity(AlternativeRow.Table, gone.Id)) { State = AlternativeState.Inactive, StatusReason = AlternativeStatusReason.Inactive }.Entity);

        call.Return("Alternatives", new EntityCollection([.. current.Select(static row => row.Entity)]) { EntityName = AlternativeRow.Table });
        call.Return("Report", Report(call, onFile, need, matches));
    }

    static AlternativeNeed Need(PluginCall call, CaseOnFile onFile) => new()
    {
        Services = call.OptionalText("Services") is { } given ? AlternativeOffer.ListOf(given) : KindsOfContracts(call, onFile.Account.Id),
        Region = Region(onFile),
        Language = call.OptionalText("Language") ?? (CustomerLanguage.Of(call, onFile.Row.MainContactId) == Language.German ? "de" : "en"),
        Reason = onFile.Reason.Code,
        Day = call.Today,
    };

    static IReadOnlyList<string> KindsOfContracts(PluginCall call, Guid account) =>
    [
        .. ContractQueries.Active(call.AsSystem, [account], withSubsidiaries: false, ContractSources.Of(call)).Select(static contract => contract.Facts.TextOf(Fact.ContractKind)).OfType<string>()
            .Distinct(StringComparer.Ordinal).OrderBy(static kind => kind, StringComparer.Ordinal),
    ];

    static string? Region(CaseOnFile onFile)
    {
        var place = CaseQueries.PlaceOf(onFile.Account);
        return string.IsNullOrWhiteSpace(place.Region) ? AddressRegion.CalendarOf(place.Country, place.State) : place.Region;
    }

    static AlternativeRow Written(PluginCall call, CaseOnFile onFile, AlternativeMatch match, int rank, Dictionary<Guid, AlternativeRow> known)
    {
        var row = new AlternativeRow { Name = match.Offer.Name, Rank = rank, Matches = MatchText.Of(match, call.Language) };
        if (!known.TryGetValue(match.Offer.Id, out var present))
        {
            row.CaseId = onFile.Reference;
            row.ProviderId = new EntityReference(AlternativeProviderRow.Table, match.Offer.Id);
            row.AlternativeState = AlternativeAlternativeState.Suggested;
            row.AlternativeKey = onFile.Row.Id.ToString("D") + "|" + match.Offer.Id.ToString("D");
            row.Entity.Id = call.AsCaller.Create(row.Entity);
            return row;
        }

        row.Entity.Id = present.Id;
        if (present.Rank != rank || present.Matches != row.Matches || present.Name != row.Name || present.State == AlternativeState.Inactive)
        {
            if (present.State == AlternativeState.Inactive)
            {
                row.State = AlternativeState.Active;
                row.StatusReason = AlternativeStatusReason.Active;
            }

            call.AsCaller.Update(row.Entity);
        }

        row.ProviderId = present.ProviderId;
        row.AlternativeState = present.AlternativeState;
        return row;
    }

    static string Report(PluginCall call, CaseOnFile onFile, AlternativeNeed need, IReadOnlyList<AlternativeMatch> matches)
    {
        var language = call.Language;
        var account = language.Quote(onFile.Account.Name ?? "?");
        if (matches.Count == 0)
            return Messages.Part("OFF-TEXT-ALTERNATIVES-NONE", language, "account", account, "services", need.Services.Count == 0 ? "–" : string.Join(", ", need.Services), "region", need.Region ?? "–");

        var lines = matches.Select((match, i) => (i + 1).ToString(CultureInfo.InvariantCulture) + ". " + match.Offer.Name + ": " + MatchText.Of(match, language));
        return Messages.Part("OFF-TEXT-ALTERNATIVES", language, "account", account, "count", matches.Count.ToString(CultureInfo.InvariantCulture)) + "\n" + string.Join("\n", lines);
    }
}
