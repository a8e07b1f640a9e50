using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Holds;

/// <summary><c>off_PlaceHolds</c>: one step of placing a legal hold on each of many accounts.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_PlaceHolds (global action). In: AccountIds (StringArray) or ViewId (String: a saved view on account), Kind, Purpose, Reason
/// (String), Matter, From, Until (String, optional; days as YYYY-MM-DD; no first day: today), Token, Fault (String, optional). Out: those of every loop.</para>
/// <para>The caller repeats with the token and the same other parameters until More is no. An account that has such a hold already (same kind, purpose and matter, whole
/// account, the same days) gets no second one: repeating a step, or the whole loop, changes nothing. After a fault the next step takes half as many accounts; one that fails
/// alone is left out and named.</para>
/// <para>Runs with the caller's rights. Requests: 3 reads (caller's settings, settings, local time), 1 for the holds there are, those of the view (2, and 1 per further 5,000
/// accounts); for each account 1 create and 2 of its fence.</para>
/// </remarks>
public sealed class PlaceHolds : IPlugin
{
    /// <summary>Accounts a step: with 3 requests each, of 50 ms, a step takes a fraction of its 60 seconds.</summary>
    public const int AccountsPerStep = 100;

    /// <summary>Accounts in AccountIds.</summary>
    public const int MostIds = 10000;

    const string Message = "off_PlaceHolds";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-3310: neither or both of AccountIds and ViewId; OFF-3311: no view on accounts; OFF-3312: too many ids; OFF-3313: too many accounts failed; OFF-3300 to OFF-3303: the
    /// hold; OFF-5003: token; OFF-9001 to OFF-9004: parameters.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var text = call.OptionalText("Token");
        var token = text is null ? HoldToken.Start : HoldToken.ParseOrNull(text) ?? throw Refusal.Of("OFF-5003", call.Language, "token", text, "message", Message);
        var wish = Wish(call);
        var today = call.DayOfJobs();
        var ids = Accounts(call);

        var present = PlacedHolds.Like(call.AsSystem, wish, today);
        var missing = ids.Where(id => !present.Contains(id) && !token.LeftOut.Contains(id)).ToList();
        if (call.OptionalText("Fault") is { } fault) Settle(call, token, missing, fault);
        else Place(call, token, missing, wish);
    }

    static void Place(PluginCall call, HoldToken token, List<Guid> missing, LegalHoldRow wish)
    {
        foreach (var account in missing.Take(token.Size))
        {
            var hold = new Entity(LegalHoldRow.Table);
            foreach (var cell in wish.Entity.Attributes) hold[cell.Key] = cell.Value;
            hold[LegalHoldRow.Columns.AccountId] = new EntityReference(AccountRow.Table, account);
            call.AsCaller.Create(hold);
        }

        var placed = Math.Min(token.Size, missing.Count);
        var report = Messages.Part("OFF-TEXT-HOLDS-PLACED", call.Language, "count", placed.ToString(CultureInfo.InvariantCulture), "rest", (missing.Count - placed).ToString(CultureInfo.InvariantCulture));
        Answer(call, missing.Count > placed ? token.Grown() : null, placed, failed: 0, report);
    }

    /// <summary>Several failed together: half as many next time. One failed alone: without it.</summary>
    static void Settle(PluginCall call, HoldToken token, List<Guid> missing, string fault)
    {
        if (token.Size > 1 && missing.Count > 1)
        {
            Answer(call, token.Halved(), processed: 0, failed: 0, "");
            return;
        }

        if (missing.Count == 0)
        {
            Answer(call, null, processed: 0, failed: 0, "");
            return;
        }

        var account = missing[0].ToString("D");
        if (token.LeftOut.Count == HoldToken.MostLeftOut)
            throw Refusal.Of("OFF-3313", call.Language, "most", HoldToken.MostLeftOut.ToString(CultureInfo.InvariantCulture), "account", account, "fault", fault);

        Answer(call, missing.Count > 1 ? token.Without(missing[0]) : null, processed: 0, failed: 1, Messages.Part("OFF-TEXT-HOLD-FAILED", call.Language, "account", account, "fault", fault));
    }

    /// <summary>The hold as it is to be placed on each account.</summary>
    static LegalHoldRow Wish(PluginCall call)
    {
        var kinds = string.Join(", ", Enum.GetValues(typeof(LegalHoldKind)).Cast<LegalHoldKind>().Select(static kind => kind.ToCode()));
        call.RequiredText("Kind");
        var wish = new LegalHoldRow
        {
            Kind = call.OptionalCode("Kind", LegalHoldKindCodes.FromCode, kinds),
            Purpose = call.RequiredText("Purpose"),
            Reason = call.RequiredText("Reason"),
            Matter = call.OptionalText("Matter"),
            Until = call.OptionalDate("Until"),
        };
        if (call.OptionalDate("From") is { } from) wish.From = from;
        return wish;
    }

    static IReadOnlyList<Guid> Accounts(PluginCall call)
    {
        var texts = call.Optional<string[]>("AccountIds") ?? [];
        var view = call.OptionalText("ViewId");
        if (texts.Length == 0 == view is null) throw Refusal.Of("OFF-3310", call.Language);
        if (view is not null) return ViewAccounts.Of(call, ParseId(call, "ViewId", view));
        if (texts.Length > MostIds)
            throw Refusal.Of("OFF-3312", call.Language, "count", texts.Length.ToString(CultureInfo.InvariantCulture), "most", MostIds.ToString(CultureInfo.InvariantCulture));

        return [.. texts.Select(text => ParseId(call, "AccountIds", text)).Distinct()];
    }

    static Guid ParseId(PluginCall call, string parameter, string text) =>
        Guid.TryParse(text, out var id) ? id : throw Refusal.Of("OFF-9003", call.Language, "parameter", parameter, "value", text);

    static void Answer(PluginCall call, HoldToken? next, int processed, int failed, string report)
    {
        call.ReturnStep(next is not null, next?.ToString(), processed, failed);
        call.Return("Report", report);
    }
}
