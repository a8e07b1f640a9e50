using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Findings;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary>What one step looks at: a schedule that may have to be written.</summary>
sealed class DueSchedule
{
    internal DueSchedule(string key, string name)
    {
        Key = key;
        Name = name;
    }

    /// <summary>Id of the account as text.</summary>
    internal string Key { get; }

    /// <summary>For reports to admins: number of the job, or id of the account.</summary>
    internal string Name { get; }

    internal AccountRow? Account { get; init; }

    internal ErasureJobRow? Job { get; init; }
}

/// <summary>The part of a night that writes down when relationships ended and keeps jobs and their lines as the rules say.</summary>
/// <remarks>
/// Requests of a quiet night: 2 (day of installation, accounts) and 1 per 100 jobs, 15 per 100 jobs for facts and rules. For each schedule that is computed: those of its rows,
/// 1 for its lines, and 1 for each row that differs.
/// </remarks>
sealed class ScheduleStep
{
    const int JobsPerRead = AccountFactQueries.MostAccounts;

    readonly PluginCall call;
    readonly AccountSchedules schedules;
    readonly ScheduleWriter writer;
    readonly LocalDays days;

    internal ScheduleStep(PluginCall call, NightlyRules night)
    {
        this.call = call;
        schedules = new AccountSchedules(call, night);
        writer = new ScheduleWriter(call.AsSystem, schedules);
        days = new LocalDays(call.AsSystem, call.Settings.TimeZoneCode);
    }

    /// <summary>Rows written so far.</summary>
    internal int Written { get; private set; }

    /// <summary>What is due at the token's place, at most as many as it says, and the token after them; null: the run is over.</summary>
    internal IReadOnlyList<DueSchedule> Due(ScheduleToken token, out ScheduleToken? next) => token.IsOfJobs ? DueJobs(token, out next) : DueAccounts(token, out next);

    /// <summary>Writes what differs of one.</summary>
    internal void Write(DueSchedule due)
    {
        if (due.Job is { } job) WriteJob(job, schedules.Facts.Read([job.AccountId!.Id]).Values.Single());
        else WriteAccount(due.Account!);
    }

    /// <summary>The last day on which the account can have changed its state: the day of its last change, never after today.</summary>
    internal LocalDate DayOfChange(AccountRow account) => LocalDate.Min(days.Of(EndingAccounts.ChangedOn(account), isInstant: true), schedules.Today);

    IReadOnlyList<DueSchedule> DueAccounts(ScheduleToken token, out ScheduleToken? next)
    {
        var all = EndingAccounts.Since(call.AsSystem, FindingQueries.InstalledOn(call.AsSystem), token.After);
        var some = all.Take(token.Size).Select(static account => new DueSchedule(ScheduleJobs.KeyOf(account.Id), ScheduleJobs.KeyOf(account.Id)) { Account = account }).ToList();
        next = all.Count > some.Count ? token.GoOn(some[some.Count - 1].Key) : token.ToJobs();
        return some;
    }

    IReadOnlyList<DueSchedule> DueJobs(ScheduleToken token, out ScheduleToken? next)
    {
        var jobs = ScheduleJobs.Open(call.AsSystem, token.After, JobsPerRead);
        var facts = schedules.Facts.Read([.. jobs.Select(static job => job.AccountId?.Id).OfType<Guid>()]);
        var due = new List<DueSchedule>();
        foreach (var job in jobs)
        {
            if (due.Count == token.Size)
            {
                next = token.GoOn(due[due.Count - 1].Key);
                return due;
            }

            // A deleted account left nothing to schedule; its job waits for a person.
            if (job.AccountId is { } account && facts.TryGetValue(account.Id, out var known) && IsDue(job, known)) due.Add(new DueSchedule(job.OpenKey!, job.Name ?? job.OpenKey!) { Job = job });
        }

        next = jobs.Count < JobsPerRead ? null : token.GoOn(jobs[jobs.Count - 1].OpenKey!);
        return due;
    }

    bool IsDue(ErasureJobRow job, AccountFacts account) => job.InputState != schedules.StateOf(account) || !(job.NextCheckOn > schedules.Today);

    void WriteAccount(AccountRow account)
    {
        if (account.State == AccountState.Active)
        {
            Returned(account.Id, DayOfChange(account));
            return;
        }

        var deactivatedOn = account.DeactivatedOn ?? DayOfChange(account);
        var facts = schedules.Facts.Read([account.Id]).Values.Single() with { DeactivatedOn = deactivatedOn };
        Ended(facts, isDated: account.DeactivatedOn is not null);
    }

    /// <summary>Writes the end of a relationship down and makes its job, once the end has come.</summary>
    internal void Ended(AccountFacts facts, bool isDated)
    {
        var end = facts.RelationshipEnd is { } known && known <= schedules.Today ? known : default(LocalDate?);
        if (!isDated || end is not null)
        {
            Update(new AccountRow(new Entity(AccountRow.Table, facts.Id)) { DeactivatedOn = facts.DeactivatedOn, RelationshipEnd = end });
        }

        if (end is null || ScheduleJobs.OpenOf(call.AsSystem, [facts.Id]).Count > 0) return;

        writer.Create(facts);
        Written++;
    }

    void Returned(Guid account, LocalDate day)
    {
        Update(new AccountRow(new Entity(AccountRow.Table, account)) { DeactivatedOn = null, RelationshipEnd = null, ReactivatedOn = day });
        foreach (var job in ScheduleJobs.OpenOf(call.AsSystem, [account]).Values) WriteJob(job, schedules.Facts.Read([account]).Values.Single());
    }

    void WriteJob(ErasureJobRow job, AccountFacts account)
    {
        Written += writer.Update(job, account);
        if (!account.IsActive && account.RelationshipEnd != job.RelationshipEnd) Update(new AccountRow(new Entity(AccountRow.Table, account.Id)) { RelationshipEnd = account.RelationshipEnd });
    }

    void Update(AccountRow change)
    {
        call.AsSystem.Update(change.Entity);
        Written++;
    }
}
