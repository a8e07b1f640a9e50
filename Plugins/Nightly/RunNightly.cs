using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Findings;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary><c>off_RunNightly</c>: one step of bringing computed columns, reminders and verdicts up to the day in the time zone of jobs.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_RunNightly (global action). In: Token, Fault (String, optional). Out: More (Boolean), Token (String),
/// Processed, Failed, RetryAfterSeconds (Integer), NextDue (DateTime, UTC), Report (String). The caller repeats with the token until More is no; after a fault
/// it calls again with the same token and the fault's text, and that step settles the failure: it writes nothing, and the next one takes half as many
/// contracts. A contract that fails alone is left out of this run, counted as failed and named; it is due again the next night.</para>
/// <para>Runs as SYSTEM; the API demands a privilege that only administrators of the product have.</para>
/// <para>A run begins with findings (<see cref="FindingStep"/>): if there are any, they have steps of their own; else the first step goes on with contracts. It
/// ends with cases whose end has passed (<see cref="DueCases"/>): they move to Close or complete by themselves, one a step, if there are any; and with those in
/// Follow-up of which nothing is left.</para>
/// <para>Open cases are looked at in steps of their own (<see cref="Closing.CaseCare"/>). With an erasure map on file, schedules, restriction, plans, approved erasures and the summary for the data protection officer follow in steps of their own (<see cref="NightlyParts"/>).</para>
/// <para>Requests: at most 21 reads (caller's language, settings, notice rules, holiday rules, local time, day of installation, stray contracts, live
/// findings, due contracts, their reminders, owners, organization, accounts, their contracts, due cases with their items, activities and points, beginning of the next night, whether a case is open, whether there is an erasure map), 18 from the second
/// step on, plus 1 per further 5,000 rows, and 1 for each row that changes. A night on which nothing is due: 13 reads. A step of findings: at most 11 reads. A
/// step of a case: 12 reads and off_CompleteOffboarding.</para>
/// </remarks>
public sealed class RunNightly : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-5003: unknown token; OFF-5001, OFF-5002, OFF-5005: a setting or a rule cannot be used; OFF-5101, OFF-5200, OFF-5280: too many rows failed.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var text = call.Optional<string>("Token");
        if (NightlyParts.TryStep(call, text ?? "")) return;

        var token = string.IsNullOrEmpty(text)
            ? NightlyToken.Start
            : NightlyToken.ParseOrNull(text!) ?? throw Refusal.Of("OFF-5003", call.Language, "token", text!, "message", "off_RunNightly");

        // Read before a fault is settled, too: what no row is to blame for must not be taken for a row's failure.
        var rules = NightlyRules.Read(call, call.Settings.ReminderLadder);
        rules.DemandReadable();
        var fault = call.Optional<string>("Fault");
        if (token.Phase == NightlyPhase.Cases)
        {
            Cases(call, token, rules, fault);
            return;
        }

        if (token.Phase == NightlyPhase.Findings)
        {
            if (Findings(call, token, rules, fault)) return;
            token = NightlyToken.Contracts;
        }

        if (!string.IsNullOrEmpty(fault)) Settle(call, token, rules, fault!);
        else Continue(call, token, rules);
    }

    /// <summary>One step of findings, which come first; false: there are none, and the step goes on with contracts.</summary>
    static bool Findings(PluginCall call, NightlyToken token, NightlyRules rules, string? fault)
    {
        var step = new FindingStep(call, rules);
        var due = step.Due(token);
        if (due.Count == 0) return false;

        if (string.IsNullOrEmpty(fault))
        {
            step.Write(due);
            var report = Messages.Part("OFF-TEXT-NIGHT-FINDINGS", call.Language, "count", due.Count.ToString(CultureInfo.InvariantCulture));
            Answer(call, due.Count < token.Size ? NightlyToken.Contracts : token.Grown(), due.Count, failed: 0, rules, report);
            return true;
        }

        if (token.Size > 1) Answer(call, token.Halved(), processed: 0, failed: 0, rules, "");
        else LeaveOut(call, token, rules, new Failure("finding", due[0].Name ?? due[0].FindingKey ?? "?", FindingStep.SubjectOf(due[0]), fault!));
        return true;
    }

    /// <summary>One case, which moves to Close, completes, or makes the step fail; the next step leaves that one out.</summary>
    static void Cases(PluginCall call, NightlyToken token, NightlyRules rules, string? fault)
    {
        var due = DueCases.Read(call.AsSystem, rules.Today, token.LeftOut);
        if (due.Count == 0)
        {
            Answer(call, null, processed: 0, failed: 0, rules, "");
            return;
        }

        var number = due[0].Name ?? "?";
        if (!string.IsNullOrEmpty(fault))
        {
            LeaveOut(call, token, rules, new Failure("case", number, due[0].Id, fault!));
            return;
        }

        var closes = DueCases.ClosesFirst(due[0]);
        var isFollowedUp = due[0].StatusReason == OffboardingCaseStatusReason.FollowUp;
        if (closes) DueCases.Close(call.AsSystem, due[0]);
        else DueCases.Complete(call.AsSystem, due[0]);

        // What was closed may complete by itself: the next step looks.
        var report = Messages.Part(closes ? "OFF-TEXT-NIGHT-CLOSE" : isFollowedUp ? "OFF-TEXT-NIGHT-FOLLOWED-UP" : "OFF-TEXT-NIGHT-COMPLETED", call.Language, "case", number);
        Answer(call, closes || due.Count > 1 ? token : null, processed: 1, failed: 0, rules, report);
    }

    static void Continue(PluginCall call, NightlyToken token, NightlyRules rules)
    {
        var due = NightlyQueries.Due(call.AsSystem, token, rules.Today, rules.State);
        var report = NightlyStep.Run(call.AsSystem, due, rules, call.Language);
        Answer(call, due.Count < token.Size ? AfterContracts(call, rules) : token.Grown(), due.Count, failed: 0, rules, report.ToString());
    }

    /// <summary>Several contracts failed together: half as many next time. One failed alone: without it.</summary>
    static void Settle(PluginCall call, NightlyToken token, NightlyRules rules, string fault)
    {
        if (token.Size > 1)
        {
            Answer(call, token.Halved(), processed: 0, failed: 0, rules, "");
            return;
        }

        var failing = NightlyQueries.Due(call.AsSystem, token, rules.Today, rules.State).FirstOrDefault();
        if (failing is null) Answer(call, AfterContracts(call, rules), processed: 0, failed: 0, rules, "");
        else LeaveOut(call, token, rules, new Failure("contract", failing.Number, failing.Row.Id, fault));
    }

    /// <summary>Requests: 1.</summary>
    static NightlyToken? AfterContracts(PluginCall call, NightlyRules rules) => DueCases.Read(call.AsSystem, rules.Today, []).Count > 0 ? NightlyToken.Cases : null;

    /// <summary>Goes on without what failed alone, until too much has failed.</summary>
    static void LeaveOut(PluginCall call, NightlyToken token, NightlyRules rules, Failure failure)
    {
        if (token.LeftOut.Count == NightlyToken.MostLeftOut)
        {
            var most = NightlyToken.MostLeftOut.ToString(CultureInfo.InvariantCulture);
            throw Refusal.Of(failure.StopCode, call.Language, "most", most, failure.Kind, failure.Name, "fault", failure.Fault);
        }

        var report = Messages.Part(failure.ReportPart, call.Language, failure.Kind, failure.Name, "fault", failure.Fault);
        Answer(call, token.Without(failure.Id), processed: 0, failed: 1, rules, report);
    }

    /// <summary>After contracts and due cases come the parts of <see cref="NightlyParts"/>. Requests: at most 2 at the end of these.</summary>
    static void Answer(PluginCall call, NightlyToken? next, int processed, int failed, NightlyRules rules, string report)
    {
        if ((next?.ToString() ?? NightlyParts.First(call)) is { } token) call.ReturnLoopStep(token, processed, failed, report);
        else call.ReturnLoopEnd(processed, failed, rules.NextDue(call), report);
    }

    /// <summary>A row that made a step fail.</summary>
    sealed class Failure
    {
        internal Failure(string kind, string name, Guid id, string fault)
        {
            Kind = kind;
            Name = name;
            Id = id;
            Fault = fault;
        }

        /// <summary>contract, finding or case: also the place for its name in messages.</summary>
        internal string Kind { get; }

        internal string Name { get; }

        internal Guid Id { get; }

        internal string Fault { get; }

        internal string StopCode => Kind switch { "contract" => "OFF-5101", "finding" => "OFF-5200", _ => "OFF-5280" };

        internal string ReportPart => Kind switch { "contract" => "OFF-TEXT-NIGHT-FAILED", "finding" => "OFF-TEXT-NIGHT-FINDING-FAILED", _ => "OFF-TEXT-NIGHT-CASE-FAILED" };
    }
}
