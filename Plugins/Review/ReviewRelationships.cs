using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Review;

/// <summary><c>off_ReviewRelationships</c>: one step of looking for relationships that may no longer carry. It proposes a review, never an ending, and starts nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action). In: Token, Fault. Out: those of every loop. The caller repeats with the token until More is no; after a fault it calls again with the token and the
/// fault's text: half as many accounts are tried, and one that fails alone is left out and named. The night does the same (<see cref="KeepInTouch.Aftercare"/>).</para>
/// <para>Runs as SYSTEM; the API demands a privilege that only administrators and the job have. Requests: 3 (caller's settings, settings, local time) and those of <see cref="ReviewStep"/>.</para>
/// </remarks>
public sealed class ReviewRelationships : IPlugin
{
    /// <summary>Reads of a step; writes are 1 for each signal that differs.</summary>
    public const int MostReads = 3 + ReviewStep.MostReads;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token; OFF-5001, OFF-5006: a setting cannot be used.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        Step(call, call.OptionalText("Token") ?? "", prefix: "");
    }

    /// <summary>One step; the night takes it as its last part.</summary>
    /// <param name="call">The call.</param>
    /// <param name="text">The token without prefix; empty: from the beginning.</param>
    /// <param name="prefix">What stands before the tokens that are answered.</param>
    /// <param name="then">The token of what follows; null: nothing does.</param>
    internal static void Step(PluginCall call, string text, string prefix, string? then = null)
    {
        var token = text.Length == 0 ? ReviewToken.Start : ReviewToken.ParseOrNull(text) ?? throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);
        var accounts = ReviewQueries.Accounts(call.AsSystem, token.Position, token.Size);
        if (call.OptionalText("Fault") is { } fault)
        {
            var smaller = token.Halved();
            var name = accounts.FirstOrDefault()?.Name ?? "?";
            var failed = smaller is null ? 1 : 0;
            var report = smaller is null ? Messages.Part("OFF-TEXT-REVIEW-FAILED", call.Language, "account", call.Language.Quote(name), "fault", fault) : "";
            Answer(call, prefix + (smaller ?? token.Past()), processed: 0, failed, report);
            return;
        }

        var step = new ReviewStep(call, call.DayOfJobs());
        step.Run(accounts);
        Answer(call, accounts.Count == token.Size ? prefix + token.Past() : then, accounts.Count, failed: 0, Messages.Part("OFF-TEXT-REVIEW", call.Language, "count", Text(accounts.Count), "signals", Text(step.Written)));
    }

    static void Answer(PluginCall call, string? next, int processed, int failed, string report)
    {
        if (next is not null) call.ReturnLoopStep(next, processed, failed, report);
        else call.ReturnLoopEnd(processed, failed, call.Now.AddDays(1), report);
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
