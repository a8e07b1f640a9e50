using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Review;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary><c>off_RunAftercare</c>: one step of what follows an end by night: check-ins that are due, new leads and service cases of former customers, signals of relationships.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action). In: Token, Fault. Out: those of every loop. One check-in a step, or some inquiries, or some accounts. What fails alone is left out of this run and named.
/// The night takes it as its last part.</para>
/// <para>Runs as SYSTEM; the API demands a privilege that only administrators and the job have. Requests: 3 (caller's settings, settings, local time); to find what is due 1, or 3 for inquiries; and those of
/// <see cref="DueCheckIns"/>, <see cref="InquiryRouting"/> or <see cref="ReviewStep"/>.</para>
/// </remarks>
public sealed class Aftercare : IPlugin
{
    /// <summary>Days back to which new leads and service cases are looked at: the night may have been missed once.</summary>
    const int InquiryDays = 2;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token; OFF-4650: too many check-ins failed; OFF-5001, OFF-5006: a setting cannot be used.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        Step(call, call.OptionalText("Token") ?? "", prefix: "");
    }

    /// <summary>One step.</summary>
    /// <param name="call">The call, of off_RunAftercare or off_RunNightly.</param>
    /// <param name="text">The token without prefix; empty: from the beginning.</param>
    /// <param name="prefix">What stands before the tokens that are answered.</param>
    /// <param name="then">The token of what follows; null: nothing does.</param>
    internal static void Step(PluginCall call, string text, string prefix, string? then = null)
    {
        var token = AftercareToken.ParseOrNull(text) ?? throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);
        if (token.Part == AftercarePart.CheckIns && CheckIn(call, token, prefix)) return;
        if (token.Part != AftercarePart.Review && NextInquiries(call, token, prefix)) return;
        ReviewRelationships.Step(call, token.Rest, prefix + AftercareToken.ReviewMark, then);
    }

    /// <summary>One check-in; false: none is due.</summary>
    static bool CheckIn(PluginCall call, AftercareToken token, string prefix)
    {
        var today = call.DayOfJobs();
        if (CheckInQueries.Due(call.AsSystem, today, token.LeftOut, most: 1).FirstOrDefault() is not { } due) return false;

        var name = due.Name ?? "?";
        if (call.OptionalText("Fault") is { } fault)
        {
            if (token.LeftOut.Count == AftercareToken.MostLeftOut) throw Refusal.Of("OFF-4650", call.Language, "most", Text(AftercareToken.MostLeftOut), "checkin", name, "fault", fault);

            call.ReturnLoopStep(prefix + token.Without(due.Id), processed: 0, failed: 1, Messages.Part("OFF-TEXT-CHECKIN-FAILED", call.Language, "checkin", name, "fault", fault));
            return true;
        }

        var goesOn = DueCheckIns.Do(call, due, today);
        call.ReturnLoopStep(prefix + token, processed: 1, failed: 0, Messages.Part(goesOn ? "OFF-TEXT-CHECKIN-DRAFTED" : "OFF-TEXT-CHECKIN-STOPPED", call.Language, "checkin", name));
        return true;
    }

    /// <summary>Some new leads and service cases; false: all were looked at.</summary>
    static bool NextInquiries(PluginCall call, AftercareToken token, string prefix)
    {
        var at = token.Rest.Length == 0 ? ReviewToken.Start : ReviewToken.ParseOrNull(token.Rest) ?? throw Refusal.Of("OFF-5003", call.Language, "token", prefix + token, "message", call.Context.MessageName);
        var some = Recent(call).Skip(at.Position).Take(at.Size).ToList();
        if (some.Count == 0) return false;

        if (token.Part == AftercarePart.Inquiries && call.OptionalText("Fault") is { } fault)
        {
            var smaller = at.Halved();
            var report = smaller is null ? Messages.Part("OFF-TEXT-INQUIRY-FAILED", call.Language, "table", some[0].LogicalName, "fault", fault) : "";
            call.ReturnLoopStep(prefix + AftercareToken.InquiriesMark + (smaller ?? at.Past()), processed: 0, smaller is null ? 1 : 0, report);
            return true;
        }

        var routed = some.Select(row => Inquiry.Read(call.AsSystem, row.LogicalName, row.Id)).OfType<Inquiry>().Count(inquiry => InquiryRouting.Route(call, inquiry) is not null);
        call.ReturnLoopStep(prefix + AftercareToken.InquiriesMark + at.Past(), some.Count, failed: 0, routed == 0 ? "" : Messages.Part("OFF-TEXT-INQUIRY-ROUTED", call.Language, "count", Text(routed)));
        return true;
    }

    /// <summary>New leads and service cases in the order in which they came. Requests: metadata, 1 for each installed table.</summary>
    static IReadOnlyList<EntityReference> Recent(PluginCall call)
    {
        var tables = Inquiry.Tables.Where(static table => table != Inquiry.Email).ToArray();
        var installed = InstalledTables.Among(call.AsSystem, tables);
        var since = call.DayOfJobs().PlusDays(-InquiryDays).ToString();
        var found = new List<EntityReference>();
        foreach (var table in tables.Where(installed.Has))
        {
            var query = new QueryExpression(table) { ColumnSet = new ColumnSet(table + "id") };
            query.Criteria.AddCondition("createdon", ConditionOperator.OnOrAfter, since);
            query.AddOrder("createdon", OrderType.Ascending);
            query.AddOrder(table + "id", OrderType.Ascending);
            found.AddRange(call.AsSystem.AllRows(query).Select(static row => row.ToEntityReference()));
        }

        return found;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
