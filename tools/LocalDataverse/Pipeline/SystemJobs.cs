using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using LocalDataverse.Metadata;
using LocalDataverse.Persistence;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Pipeline;

/// <summary>Asynchronous steps that wait for their turn, each with its row of asyncoperation.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service</remarks>
internal sealed class SystemJobs(Organization organization)
{
    readonly Lock gate = new();
    readonly List<SystemJob> waiting = [];

    /// <summary>Begins with the jobs that wait in another organization.</summary>
    internal SystemJobs(Organization organization, SystemJobs origin)
        : this(organization)
    {
        lock (origin.gate) waiting.AddRange(origin.waiting.Select(job => job with { Context = job.Context.Copy() }));
    }

    /// <summary>The job of a step, with its row in the caller's transaction: if that is undone there is no job.</summary>
    internal SystemJob Create(Call call, Step step, PluginContext context)
    {
        var id = organization.Ids.Next();
        var job = new SystemJob(id, step, context with { OperationId = id, OperationCreatedOn = call.StartedOn }, call.Caller);
        var table = call.Catalog.Table("asyncoperation");
        call.Transaction.Insert(table, job.Id, new Dictionary<Column, object?>
        {
            [table.Column("name")] = step.Name,
            [table.Column("operationtype")] = JobStates.SystemEvent,
            [table.State!] = JobStates.Ready,
            [table.Status!] = JobStates.WaitingForResources,
            [table.Column("messagename")] = context.MessageName,
            [table.Column("primaryentitytype")] = context.PrimaryEntityName,
            [table.Column("owningextensionid")] = new Reference("sdkmessageprocessingstep", step.Id),
            [table.Column("regardingobjectid")] = context.PrimaryEntityId == Guid.Empty ? null : new Reference(context.PrimaryEntityName, context.PrimaryEntityId),
            [table.Column("correlationid")] = call.CorrelationId,
            [table.Column("depth")] = call.Depth,
            [table.Column("requestid")] = call.RequestId,
            [table.Column("retrycount")] = 0,
            [table.Column("ownerid")] = new Reference("systemuser", call.Caller.UserId),
            [table.Column("owninguser")] = new Reference("systemuser", call.Caller.UserId),
            [table.Column("owningbusinessunit")] = new Reference("businessunit", call.Principal.BusinessUnitId),
            [table.Column("createdby")] = new Reference("systemuser", call.Caller.UserId),
            [table.Column("createdon")] = call.StartedOn,
            [table.Column("modifiedby")] = new Reference("systemuser", call.Caller.UserId),
            [table.Column("modifiedon")] = call.StartedOn,
        });
        if (call.Transaction.IsKept) call.Transaction.Attach(table, job.Id, SavedJob.Of(job));
        return job;
    }

    /// <summary>A job that was kept. One that ran when the process ended runs again: as online, a step may run more than once.</summary>
    internal void Restore(Row row, SavedJob saved)
    {
        var state = (int?)row[row.Table.State!];
        if (state == JobStates.Completed) return;

        using var transaction = organization.Store.Begin();
        if (new StepRows(transaction).Find(saved.StepId) is not { } step)
        {
            Finish(transaction, row, JobStates.Failed, "The step of this job is not registered any more.");
            return;
        }

        if (state == JobStates.Locked) Finish(transaction, row, JobStates.WaitingForResources, message: null);
        lock (gate) waiting.Add(new SystemJob(row.Id, step, saved.Context!.ToContext(), saved.Caller));
    }

    static void Finish(Transaction transaction, Row row, int status, string? message)
    {
        transaction.Update(row.Table, row.Id, new Dictionary<Column, object?>
        {
            [row.Table.State!] = status == JobStates.Failed ? JobStates.Completed : JobStates.Ready,
            [row.Table.Status!] = status,
            [row.Table.Column("message")] = message,
        });
        transaction.Commit();
    }

    internal void Enqueue(IEnumerable<SystemJob> jobs)
    {
        lock (gate) waiting.AddRange(jobs);
    }

    /// <summary>Runs jobs, and those they cause, until none is ready.</summary>
    /// <returns>How many ran, each once however often it was retried.</returns>
    internal int RunAll()
    {
        var count = 0;
        while (Next() is { } job)
        {
            Run(job);
            count++;
        }

        return count;
    }

    /// <summary>The oldest job whose turn it is. Jobs that are postponed or suspended wait on, those canceled or deleted are forgotten.</summary>
    SystemJob? Next()
    {
        lock (gate)
        {
            using var transaction = organization.Store.Begin();
            var table = transaction.Catalog.Table("asyncoperation");
            for (var place = 0; place < waiting.Count; place++)
            {
                var job = waiting[place];
                var row = transaction.Find(table, job.Id);
                var state = (int?)row?[table.State!];
                if (state is JobStates.Suspended || (state is JobStates.Ready && row![table.Column("postponeuntil")] is DateTime until && until > organization.Clock.UtcNow)) continue;

                waiting.RemoveAt(place--);
                if (state is JobStates.Ready) return job;
            }

            return null;
        }
    }

    void Run(SystemJob job)
    {
        const int attempts = 4;    // the first and three retries
        Write(job, JobStates.Locked, JobStates.InProgress, started: true);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var chain = new RequestChain(organization, job.Context.CorrelationId);
                var call = new Call(organization, job.Caller, chain, job.Context.Depth, job.Context, scope: null);
                new PluginRun(call, job.Context, job.Step.Plugin, job.Step.Name, scope: null).Execute();
                Succeed(job, attempt - 1);
                return;
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                if (attempt < attempts && PluginFault.AsksForRetry(fault)) continue;

                Write(job, JobStates.Completed, JobStates.Failed, retries: attempt - 1, fault: fault.Detail);
                return;
            }
        }
    }

    void Succeed(SystemJob job, int retries)
    {
        if (!job.Step.AutoDelete)
        {
            Write(job, JobStates.Completed, JobStates.Succeeded, retries: retries);
            return;
        }

        using var transaction = organization.Store.Begin();
        transaction.Delete(transaction.Catalog.Table("asyncoperation"), job.Id);
        transaction.Commit();
    }

    void Write(SystemJob job, int state, int status, bool started = false, int retries = 0, OrganizationServiceFault? fault = null)
    {
        using var transaction = organization.Store.Begin();
        var table = transaction.Catalog.Table("asyncoperation");
        var changes = new Dictionary<Column, object?>
        {
            [table.State!] = state,
            [table.Status!] = status,
            [table.Column("modifiedon")] = organization.Clock.UtcNow,
        };
        if (started)
        {
            changes[table.Column("startedon")] = organization.Clock.UtcNow;
        }
        else
        {
            changes[table.Column("completedon")] = organization.Clock.UtcNow;
            changes[table.Column("retrycount")] = retries;
        }

        if (fault is not null)
        {
            changes[table.Column("errorcode")] = fault.ErrorCode;
            changes[table.Column("friendlymessage")] = fault.Message;
            changes[table.Column("message")] = string.IsNullOrEmpty(fault.TraceText) ? fault.Message : $"{fault.Message}\n{fault.TraceText}";
        }

        transaction.Update(table, job.Id, changes);
        if (state == JobStates.Completed) transaction.Attach(table, job.Id, bytes: null);
        transaction.Commit();
    }
}

/// <summary>An asynchronous step with the context that it was queued with.</summary>
internal sealed record SystemJob(Guid Id, Step Step, PluginContext Context, Caller Caller);

/// <summary>asyncoperation.statecode and statuscode.</summary>
internal static class JobStates
{
    internal const int SystemEvent = 1;
    internal const int Ready = 0;
    internal const int Suspended = 1;
    internal const int Locked = 2;
    internal const int Completed = 3;
    internal const int WaitingForResources = 0;
    internal const int InProgress = 20;
    internal const int Succeeded = 30;
    internal const int Failed = 31;
    internal const int Canceled = 32;
}
