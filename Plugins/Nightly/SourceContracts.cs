using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Reminders;

namespace Offboarding.Plugins.Nightly;

/// <summary>The part of a night that looks at contracts in other tables: reminders of their dates, and the verdicts on their accounts.</summary>
/// <remarks>
/// <para>Loop contract. These tables keep no day of the next check, and nothing is written to them: every row that counts is looked at each night, source after source, a page of <see cref="RowsPerStep"/>
/// a step. Then accounts that are blocked or unknown are judged anew, because a row that is gone leaves no trace, and reminders about such rows are closed.</para>
/// <para>Requests of a step of rows: 9 reads (caller's settings, settings, notice rules, local time, contract sources, rows, reminders, owners, organization) and 3 for the verdicts, 1 for each source
/// in use, 1 more for holiday rules if a contract needs a calendar; 1 for each task and each verdict that differs.</para>
/// </remarks>
static class SourceContracts
{
    internal const int RowsPerStep = 100;

    internal const int AccountsPerStep = 500;

    const int DaysToComplete = 7;

    /// <summary>One step.</summary>
    /// <param name="call">The call of off_RunNightly.</param>
    /// <param name="text">The token; empty: from the beginning.</param>
    /// <param name="prefix">What stands before the tokens that are answered.</param>
    /// <param name="after">The token of the part that follows; null: the night is over.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token; OFF-4720, OFF-4721: a source cannot be read.</exception>
    internal static void Step(PluginCall call, string text, string prefix, string? after)
    {
        var place = SourcePlace.ParseOrNull(text) ?? throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);
        var rules = NightlyRules.Read(call, call.Settings.ReminderLadder);
        rules.DemandReadable();
        if (place.IsOfAccounts) Accounts(call, place, prefix, after, rules);
        else if (rules.Sources.At(place.Source) is { } source) Rows(call, source, place, prefix, rules);
        else Gone(call, prefix, rules);
    }

    static void Rows(PluginCall call, ContractSource source, SourcePlace place, string prefix, NightlyRules rules)
    {
        // Read before a fault is settled, too: what no row is to blame for must not be taken for a row's failure.
        var rows = rules.Sources.Page(call.AsSystem, source, place.Page, place.Size, out var more);
        if (call.OptionalText("Fault") is { } fault && rows.Count > 0)
        {
            if (place.Size > 1) call.ReturnLoopStep(prefix + place.OneByOne(), processed: 0, failed: 0, "");
            else call.ReturnLoopStep(prefix + place.Next(more), processed: 0, failed: 1, Messages.Part("OFF-TEXT-NIGHT-FAILED", call.Language, "contract", ContractQueries.Read(source, rows[0]).Number, "fault", fault));
            return;
        }

        var report = new NightlyReport(call.Language) { Contracts = rows.Count };
        var contracts = rows.Select(row => ContractQueries.Read(source, row)).ToList();
        if (contracts.Count > 0) Look(call.AsSystem, contracts, rows, rules, report);
        call.ReturnLoopStep(prefix + place.Next(more), rows.Count, failed: 0, rows.Count == 0 ? "" : report.ToString());
    }

    static void Look(IOrganizationService service, IReadOnlyList<OwnedContract> contracts, IReadOnlyList<Entity> rows, NightlyRules rules, NightlyReport report)
    {
        var accounts = new HashSet<Guid>(contracts.SelectMany(contract => rules.WithSubsidiaries ? contract.Accounts : contract.Accounts.Take(1)));
        var reminders = SourceReminders.Of(service, [.. new HashSet<Guid>(contracts.Select(static contract => contract.Accounts[0]))]);
        var plans = contracts.Select((contract, i) => new SourceReminderPlan(contract, ContractQueries.OwnerOf(rows[i]), rules, reminders)).ToList();
        var writing = plans.Where(static plan => plan.Writes).ToList();
        var owners = writing.Count == 0 ? Owners.None : Owners.Read(service, writing.SelectMany(static plan => plan.Owners));
        foreach (var plan in writing) plan.Write(service, owners, rules, report, DaysToComplete);
        report.Verdicts = AccountVerdicts.Write(service, accounts, rules);
    }

    /// <summary>Reminders about rows that are gone or count no more are closed.</summary>
    static void Gone(PluginCall call, string prefix, NightlyRules rules)
    {
        var open = SourceReminders.Open(call.AsSystem);
        var counting = open.Contracts.Count == 0 ? [] : rules.Sources.Counting(call.AsSystem, open.Contracts);
        var gone = open.Contracts.Where(contract => !counting.Contains(contract)).SelectMany(contract => open.About(contract).Select(task => new KeyValuePair<Guid, ReminderTask>(contract, task))).Take(RowsPerStep).ToList();
        var owners = gone.Count == 0 ? Owners.None : Owners.Read(call.AsSystem, gone.Select(static task => task.Value.Owner));
        foreach (var task in gone)
            SourceReminders.Close(call.AsSystem, task.Value, task.Key, ReminderEnd.ContractInactive, ReminderText.ClosingNote(ReminderEnd.ContractInactive, rules.Today, owners.LanguageOf(task.Value.Owner)));

        var next = gone.Count == RowsPerStep ? SourcePlace.OfRows(int.MaxValue) : SourcePlace.FirstAccounts;
        call.ReturnLoopStep(prefix + next, gone.Count, failed: 0, "");
    }

    static void Accounts(PluginCall call, SourcePlace place, string prefix, string? after, NightlyRules rules)
    {
        var judged = NightlyQueries.NotClear(call.AsSystem, place.After);
        if (call.OptionalText("Fault") is { } fault && judged.Count > 0)
        {
            if (place.Size > 1) call.ReturnLoopStep(prefix + place.OneByOne(), processed: 0, failed: 0, "");
            else call.ReturnLoopStep(prefix + place.Behind(judged[0], RowsPerStep), processed: 0, failed: 1, Messages.Part("OFF-TEXT-NIGHT-FAILED", call.Language, "contract", judged[0].ToString("D"), "fault", fault));
            return;
        }

        var some = judged.Take(place.Size).ToList();
        var written = AccountVerdicts.Write(call.AsSystem, some, rules);
        var report = written == 0 ? "" : new NightlyReport(call.Language) { Verdicts = written }.ToString();
        if (some.Count < judged.Count) call.ReturnLoopStep(prefix + place.Behind(some[some.Count - 1], AccountsPerStep), some.Count, failed: 0, report);
        else if (after is not null) call.ReturnLoopStep(after, some.Count, failed: 0, report);
        else call.ReturnLoopEnd(some.Count, failed: 0, rules.NextDue(call), report);
    }
}
