using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Keeps a gift from being given without value, compliance note or, above the limit, the approval of another person; and an approval from being written by hand or outliving the value it was given for.</summary>
/// <remarks>
/// <para>Steps, both in PreOperation (20), synchronous: Create and Update of off_gift; Update with a pre-image "before" of what is checked.</para>
/// <para>Requests: none for a proposal; 2 (caller's settings, settings) where a gift is given, 2 more for its currency and the rate.</para>
/// </remarks>
public sealed class GiftGuard : IPlugin
{
    const string Currency = "transactioncurrency";
    const string Rate = "exchangerate";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4610: an approval is written by hand; OFF-4611 to OFF-4613: value, note or approval is missing.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfProduct) return;

        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? image : null;
        var row = new Entity(GiftRow.Table);
        if (before is not null)
            foreach (var value in before.Attributes) row[value.Key] = value.Value;
        foreach (var value in call.Target.Attributes) row[value.Key] = value.Value;

        var gift = new GiftRow(row);
        var written = new GiftRow(call.Target);
        if (ProductColumns.FirstChanged([GiftRow.Columns.ApprovedById], call.Target, before) is not null) throw Refusal.Of("OFF-4610", call.Language);
        if (written.GiftState == GiftGiftState.Approved && (before is null || new GiftRow(before).GiftState != GiftGiftState.Approved)) throw Refusal.Of("OFF-4610", call.Language);

        // What was approved was this value, not another one.
        if (gift.ApprovedById is not null && ProductColumns.FirstChanged([GiftRow.Columns.GiftValue, Currency + "id"], call.Target, before) is not null)
        {
            written.ApprovedById = null;
            gift.ApprovedById = null;
            if (gift.GiftState == GiftGiftState.Approved) written.GiftState = GiftGiftState.Proposed;
        }

        if (gift.GiftState == GiftGiftState.Given) Demand(call, gift);
    }

    static void Demand(PluginCall call, GiftRow gift)
    {
        var limit = call.Settings.GiftLimit;
        var code = GiftRule.Judge(BaseValue(call, gift), limit, gift.ApprovedById is not null, !string.IsNullOrWhiteSpace(gift.ComplianceNote)) switch
        {
            GiftAnswer.NoValue => "OFF-4611",
            GiftAnswer.NoComplianceNote => "OFF-4612",
            GiftAnswer.NeedsApproval => "OFF-4613",
            _ => null,
        };
        if (code is null) return;

        throw Refusal.Of(code, call.Language, "gift", call.Language.Quote(gift.Name ?? "?"), "value", (gift.GiftValue ?? 0).ToString("0.00", CultureInfo.InvariantCulture), "limit", limit.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The value in base currency: the rate says how much of the currency one unit of the base currency is.</summary>
    static decimal? BaseValue(PluginCall call, GiftRow gift)
    {
        if (gift.GiftValue is not { } value) return null;
        if ((gift.TransactionCurrencyId ?? OnFile(call)) is not { } currency) return value;

        var rate = call.AsSystem.Retrieve(Currency, currency.Id, new ColumnSet(Rate)).GetAttributeValue<decimal?>(Rate);
        return rate is > 0 ? value / rate.Value : value;
    }

    static EntityReference? OnFile(PluginCall call) => call.IsMessage("Create")
        ? null
        : new GiftRow(call.AsSystem.Retrieve(GiftRow.Table, call.Target.Id, new ColumnSet(GiftRow.Columns.TransactionCurrencyId))).TransactionCurrencyId;
}
