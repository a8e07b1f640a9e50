using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The part of a night that destroys the keys of subjects at the end of class evidence_key: from then on tokens and commitments say nothing, and the chains still verify.</summary>
/// <remarks>
/// <para>The clock of a key starts with the last completed job of its subject. A key whose subject has an open job, a hold in force or no completed job stays. The key is overwritten in one step, recorded
/// in a chain of its own, and its row is deleted in the next step, so that the recycle bin holds no secret.</para>
/// <para>Requests of a quiet night: 5 (rules, settings, day, destroyed keys, keys that are old enough); per 50 such keys 1 for jobs and 2 for holds; for each that is destroyed 4, for a step with one 3 for its run.</para>
/// </remarks>
static class DestroyKeys
{
    const int KeysPerStep = 50;
    const int LongestPeriodMonths = 240;
    const string Job = "job";

    /// <summary>One step of the night.</summary>
    /// <param name="call">The call of off_RunNightly.</param>
    /// <param name="text">Id of the last key that was looked at; empty: none.</param>
    /// <param name="prefix">What stands before the tokens that are answered.</param>
    /// <param name="after">The token of the part that follows.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token; OFF-3001 to OFF-3014: the rules cannot be used.</exception>
    internal static void Step(PluginCall call, string text, string prefix, string after)
    {
        if (text.Length > 0 && !Guid.TryParseExact(text, "D", out _)) throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);

        var today = call.DayOfJobs();
        var rules = RetentionRuleQueries.All(call.AsSystem, call.Language);
        var deleted = DeleteDestroyed(call.AsSystem);
        var keys = LatestDueCompletion(rules, call.Settings.RetentionPacks, today) is { } latest ? Keys(call.AsSystem, latest, text) : [];
        var destroyed = keys.Count == 0 ? 0 : Destroy(call, rules, keys, today);

        // What was overwritten now is deleted by the next step.
        var goesOn = keys.Count == KeysPerStep || destroyed > 0 || deleted == KeysPerStep;
        var report = destroyed == 0 ? "" : Messages.Part("OFF-TEXT-KEYS-DESTROYED", call.Language, "count", destroyed.ToString(CultureInfo.InvariantCulture));
        call.ReturnLoopStep(goesOn ? prefix + (keys.Count == 0 ? text : keys[keys.Count - 1].Id.ToString("D")) : after, destroyed, failed: 0, report);
    }

    static int Destroy(PluginCall call, RetentionRules rules, IReadOnlyList<SubjectKeyRow> keys, LocalDate today)
    {
        var completed = Completed(call.AsSystem, keys);
        var due = keys.Where(key => completed.TryGetValue(key.SubjectId!, out var last) && Judge(rules, call.Settings.RetentionPacks, last.Day, today).Status == RetentionStatus.Due).ToList();
        if (due.Count == 0) return 0;

        foreach (var key in due.OrderBy(static key => key.SubjectId, StringComparer.Ordinal)) RaiseFence(call.AsSystem, key);
        var held = Held(call.AsSystem, due, today);
        due.RemoveAll(key => held.Contains(Guid.Parse(key.SubjectId!)));
        if (due.Count > 0) DestroyDue(call, rules, due, completed, today);
        return due.Count;
    }

    /// <summary>A chain of its own, with one entry for each key: the commitment is made with the key before it goes.</summary>
    static void DestroyDue(PluginCall call, RetentionRules rules, IReadOnlyList<SubjectKeyRow> due, IReadOnlyDictionary<string, CompletedJob> completed, LocalDate today)
    {
        var head = JobQueries.LastHead(call.AsSystem);
        var run = call.AsSystem.Create(new ErasureRunRow { RunState = ErasureRunRunState.Running, StartedOn = call.Now, Anchor = head, Head = head, EntryCount = 0, RowsMasked = 0, RowsDeleted = 0 }.Entity);
        var chain = new EvidenceChain(new EvidenceRun(run, head, head, 0));
        foreach (var key in due)
        {
            var subject = new EntityReference(key.SubjectTable!, Guid.Parse(key.SubjectId!));
            var job = completed[key.SubjectId!];
            var rule = Judge(rules, call.Settings.RetentionPacks, job.Day, today).BestRow!;
            var secret = SubjectKeys.Of(call.AsSystem, subject, call.Language);
            call.AsSystem.Create(EvidenceQueries.Row(chain.Link(new EvidenceEntry
            {
                Run = run,
                Job = job.Id,
                RuleId = rule.Id,
                RuleVersion = rule.Version,
                Table = SubjectKeyRow.Table,
                Method = ErasureMapEntryMethod.DestroyKey.ToCode(),
                Count = 1,
                At = call.Now,
                Commitment = Digest.Hex(secret.Commitment(key.Id.ToString("D"))),
            })).Entity);
            SubjectKeys.Destroy(call.AsSystem, subject, call.Now);
        }

        call.AsSystem.Update(new ErasureRunRow(new Entity(ErasureRunRow.Table, run))
        {
            RunState = ErasureRunRunState.Finished, FinishedOn = call.Now, Head = chain.Head, EntryCount = chain.Count, Report = Messages.Part("OFF-TEXT-KEYS-DESTROYED", call.Language, "count", due.Count.ToString(CultureInfo.InvariantCulture)),
        }.Entity);
    }

    /// <summary>Whoever places a hold writes the subject's row first: one of the two waits. Requests: 1; none for a subject that is gone, because nobody can hold it.</summary>
    static void RaiseFence(IOrganizationService service, SubjectKeyRow key)
    {
        var query = new QueryExpression(key.SubjectTable!) { ColumnSet = new ColumnSet(AccountRow.Columns.ErasureFence), TopCount = 1 };
        query.Criteria.AddCondition(key.SubjectTable + "id", ConditionOperator.Equal, Guid.Parse(key.SubjectId!));
        foreach (var row in service.RetrieveMultiple(query).Entities)
            service.Update(new Entity(row.LogicalName, row.Id) { [AccountRow.Columns.ErasureFence] = row.GetAttributeValue<int?>(AccountRow.Columns.ErasureFence) ?? 0 });
    }

    static HashSet<Guid> Held(IOrganizationService service, IReadOnlyList<SubjectKeyRow> keys, LocalDate today)
    {
        IReadOnlyCollection<Guid> Of(string table) => [.. keys.Where(key => key.SubjectTable == table).Select(static key => Guid.Parse(key.SubjectId!))];
        return [.. HoldQueries.OfSubjects(service, Of(AccountRow.Table), Of(ContactRow.Table)).Where(hold => hold.IsInForceOn(today)).Select(static hold => (hold.ContactId ?? hold.AccountId)!.Value)];
    }

    /// <summary>The last completed job of each subject of which none is open, by the subject's id. Requests: 1 per 5,000 rows.</summary>
    static IReadOnlyDictionary<string, CompletedJob> Completed(IOrganizationService service, IReadOnlyList<SubjectKeyRow> keys)
    {
        var query = new QueryExpression(RetentionScheduleRow.Table) { ColumnSet = new ColumnSet(RetentionScheduleRow.Columns.SubjectId) };
        query.Criteria.AddCondition(new ConditionExpression(RetentionScheduleRow.Columns.SubjectId, ConditionOperator.In, keys.Select(static key => (object)key.SubjectId!).ToArray()));
        query.AddOrder(RetentionScheduleRow.Columns.Id, OrderType.Ascending);
        var job = query.AddLink(ErasureJobRow.Table, RetentionScheduleRow.Columns.JobId, ErasureJobRow.Columns.Id);
        job.EntityAlias = Job;
        job.Columns = new ColumnSet(ErasureJobRow.Columns.Id, ErasureJobRow.Columns.State, ErasureJobRow.Columns.StatusReason, ErasureJobRow.Columns.CompletedOn);
        var jobs = service.AllRows(query).ToLookup(static row => row.GetAttributeValue<string>(RetentionScheduleRow.Columns.SubjectId), static row => CompletedJob.Of(row, Job), StringComparer.Ordinal);
        return jobs.Where(static group => group.All(static one => !one.IsOpen) && group.Any(static one => one.IsCompleted))
            .ToDictionary(static group => group.Key, static group => group.Where(static one => one.IsCompleted).OrderBy(static one => one.Day).Last(), StringComparer.Ordinal);
    }

    /// <summary>The latest day on which a job may have been completed for its key to be due; null: none within twenty years. A key that was made later is not looked at.</summary>
    static LocalDate? LatestDueCompletion(RetentionRules rules, string packs, LocalDate today)
    {
        for (var months = 0; months <= LongestPeriodMonths; months++)
        {
            var day = today.PlusMonths(-months);
            if (Judge(rules, packs, day, today).Status == RetentionStatus.Due) return day.PlusMonths(1);
        }

        return null;
    }

    static RetentionResult Judge(RetentionRules rules, string packs, LocalDate completedOn, LocalDate today) => rules.Judge(new LineFacts(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["jurisdictions"] = packs, ["record_class"] = RecordClasses.EvidenceKey, ["start_events"] = "job_completed=" + completedOn,
    }).On(today));

    static int DeleteDestroyed(IOrganizationService service)
    {
        var query = new QueryExpression(SubjectKeyRow.Table) { ColumnSet = new ColumnSet(SubjectKeyRow.Columns.Id), TopCount = KeysPerStep };
        query.Criteria.AddCondition(SubjectKeyRow.Columns.DestroyedOn, ConditionOperator.NotNull);
        query.AddOrder(SubjectKeyRow.Columns.Id, OrderType.Ascending);
        var rows = service.RetrieveMultiple(query).Entities;
        foreach (var row in rows) service.Delete(SubjectKeyRow.Table, row.Id);
        return rows.Count;
    }

    /// <summary>Living keys that were made by a day, after one. The database orders ids in its own way, and so does the condition.</summary>
    static IReadOnlyList<SubjectKeyRow> Keys(IOrganizationService service, LocalDate madeBy, string after)
    {
        var query = new QueryExpression(SubjectKeyRow.Table) { ColumnSet = new ColumnSet(SubjectKeyRow.Columns.SubjectTable, SubjectKeyRow.Columns.SubjectId) };
        query.Criteria.AddCondition(SubjectKeyRow.Columns.DestroyedOn, ConditionOperator.Null);
        query.Criteria.AddCondition(SubjectKeyRow.Columns.CreatedOn, ConditionOperator.OnOrBefore, madeBy.ToString());
        query.Criteria.AddCondition(new ConditionExpression(SubjectKeyRow.Columns.SubjectTable, ConditionOperator.In, AccountRow.Table, ContactRow.Table));
        query.AddOrder(SubjectKeyRow.Columns.Id, OrderType.Ascending);
        return
        [
            .. service.AllRows(query).Select(static row => new SubjectKeyRow(row)).Where(row => string.CompareOrdinal(row.Id.ToString("D"), after) > 0)
                .OrderBy(static row => row.Id.ToString("D"), StringComparer.Ordinal).Take(KeysPerStep),
        ];
    }

    sealed class CompletedJob
    {
        CompletedJob(Guid id, bool isOpen, bool isCompleted, LocalDate day)
        {
            Id = id;
            IsOpen = isOpen;
            IsCompleted = isCompleted;
            Day = day;
        }

        internal Guid Id { get; }

        internal bool IsOpen { get; }

        internal bool IsCompleted { get; }

        internal LocalDate Day { get; }

        internal static CompletedJob Of(Entity row, string alias)
        {
            var job = new Entity(ErasureJobRow.Table);
            foreach (var column in new[] { ErasureJobRow.Columns.Id, ErasureJobRow.Columns.State, ErasureJobRow.Columns.StatusReason, ErasureJobRow.Columns.CompletedOn })
                if (row.GetAttributeValue<AliasedValue?>(alias + "." + column)?.Value is { } value) job[column] = value;

            var typed = new ErasureJobRow(job);
            var day = typed.CompletedOn;
            var isCompleted = typed.StatusReason == ErasureJobStatusReason.Completed && day is not null;
            return new CompletedJob(job.GetAttributeValue<Guid>(ErasureJobRow.Columns.Id), typed.State == ErasureJobState.Active, isCompleted, day ?? LocalDate.MinIsoValue);
        }
    }
}
