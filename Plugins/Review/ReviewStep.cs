using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Review;

/// <summary>Looks at some accounts and writes the signals that differ: new ones open, changed ones anew, and those whose facts are gone no longer show.</summary>
/// <remarks>
/// What a person reviewed or dismissed stays so for <see cref="RestDays"/>; then a signal that still holds shows again. Requests: at most <see cref="MostReads"/> reads, and 1 write for each signal that differs.
/// </remarks>
sealed class ReviewStep
{
    /// <summary>Accounts, metadata, invoices, service cases, activities, signals.</summary>
    internal const int MostReads = 6;

    /// <summary>Days for which a reviewed signal rests.</summary>
    internal const int RestDays = 180;

    /// <summary>Source rows that a signal lists; all others count without being named.</summary>
    const int MostSources = 500;

    readonly PluginCall call;
    readonly LocalDate today;

    internal ReviewStep(PluginCall call, LocalDate today)
    {
        this.call = call;
        this.today = today;
    }

    /// <summary>Signals written by the step.</summary>
    internal int Written { get; private set; }

    internal void Run(IReadOnlyList<AccountRow> accounts)
    {
        if (accounts.Count == 0) return;

        var facts = ReviewQueries.Facts(call.AsSystem, accounts, today);
        var known = ReviewQueries.Signals(call.AsSystem, accounts);
        var thresholds = Thresholds();
        foreach (var account in accounts)
        {
            var signals = SignalRule.Of(facts[account.Id], thresholds, today).ToDictionary(signal => KeyOf(account.Id, signal.Kind), StringComparer.Ordinal);
            foreach (var signal in signals) Write(account, signal.Key, signal.Value, known.TryGetValue(signal.Key, out var row) ? row : null);
            foreach (var gone in known.Values.Where(row => row.AccountId?.Id == account.Id && row.SignalState == SignalSignalState.Open && !signals.ContainsKey(row.SignalKey!)))
                Update(gone.Id, new SignalRow { SignalState = SignalSignalState.Dismissed, Note = Messages.Part("OFF-TEXT-SIGNAL-GONE", call.Language, "day", call.Language.Text(today)) });
        }
    }

    ReviewThresholds Thresholds() => new()
    {
        RevenueDropPercent = call.Settings.ReviewRevenueDrop,
        EffortMinutes = call.Settings.ReviewEffortMinutes,
        Complaints = call.Settings.ReviewComplaints,
        OverdueInvoices = call.Settings.ReviewOverdueInvoices,
        OffStrategyIndustries = [.. call.Settings.ReviewIndustries],
    };

    void Write(AccountRow account, string key, ReviewSignal signal, SignalRow? known)
    {
        var sources = Sources(signal);
        var rests = known is { SignalState: not SignalSignalState.Open, ReviewedOn: { } reviewed } && reviewed.PlusDays(RestDays) > today;
        if (rests || (known is { SignalState: SignalSignalState.Open } && known.Measured == signal.Measured && known.Threshold == signal.Threshold && known.SourceRows == sources)) return;

        var row = new SignalRow
        {
            Name = Messages.Part("OFF-TEXT-SIGNAL-NAME", call.Language, "kind", KindText(signal.Kind), "account", account.Name ?? "?"),
            Kind = KindOf(signal.Kind),
            Measured = signal.Measured,
            Threshold = signal.Threshold,
            Since = signal.Since,
            SourceRows = sources,
            Explanation = Explanation(account, signal),
            SignalState = SignalSignalState.Open,
        };
        if (known is not null)
        {
            row.ReviewedOn = null;
            row.ReviewedById = null;
            Update(known.Id, row);
            return;
        }

        row.AccountId = new EntityReference(AccountRow.Table, account.Id);
        row.SignalKey = key;
        if (account.OwnerId is { } owner) row.OwnerId = owner;
        call.AsSystem.Create(row.Entity);
        Written++;
    }

    void Update(Guid id, SignalRow change)
    {
        change.Entity.Id = id;
        call.AsSystem.Update(change.Entity);
        Written++;
    }

    string Explanation(AccountRow account, ReviewSignal signal) =>
        Messages.Part(
            "OFF-TEXT-SIGNAL-" + KindOf(signal.Kind).ToCode().ToUpperInvariant(), call.Language, "measured", Number(signal.Measured), "threshold", Number(signal.Threshold), "since", call.Language.Text(signal.Since),
            "count", signal.Rows.Count.ToString(CultureInfo.InvariantCulture)) + " " + Messages.Part("OFF-TEXT-SIGNAL-PROPOSAL", call.Language, "account", call.Language.Quote(account.Name ?? "?"));

    string KindText(SignalKindOfReview kind) => Messages.Part("OFF-TEXT-SIGNAL-KIND-" + KindOf(kind).ToCode().ToUpperInvariant(), call.Language);

    static string Sources(ReviewSignal signal)
    {
        using var json = new JsonText();
        json.Number("count", signal.Rows.Count).Array("rows", rows =>
        {
            foreach (var row in signal.Rows.Take(MostSources))
                rows.Object(JsonText.Item, item => item.Text("table", row.Table).Text("id", row.Id.ToString("D")).Text("day", row.Day.ToString()).Text("value", Number(row.Value)));
        });
        return json.Finish();
    }

    static SignalKind KindOf(SignalKindOfReview kind) => kind switch
    {
        SignalKindOfReview.Revenue => SignalKind.Revenue,
        SignalKindOfReview.Effort => SignalKind.Effort,
        SignalKindOfReview.Complaints => SignalKind.Complaints,
        SignalKindOfReview.Payment => SignalKind.Payment,
        _ => SignalKind.Strategy,
    };

    static string KeyOf(Guid account, SignalKindOfReview kind) => account.ToString("D") + "|" + KindOf(kind).ToCode();

    static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
