using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Gives one caller a job for some minutes. A caller that died loses it; the next one goes on with the same run where the rows say.</summary>
static class Lease
{
    /// <summary>How long a lease holds after each step: a step has 60 seconds, and the caller may wait for the platform in between.</summary>
    internal static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    /// <summary>When a job on hold is looked at again.</summary>
    internal static readonly TimeSpan HeldLength = TimeSpan.FromMinutes(15);

    /// <summary>Jobs that a step tries when others were faster.</summary>
    const int MostTries = 5;

    /// <summary>Takes the next job. Requests: 1, then 3 for the job, at most 3 for its run, 1 for the lease; 2 when there is none.</summary>
    internal static RunAnswer Claim(PluginCall call)
    {
        var tried = new List<Guid>();
        while (tried.Count < MostTries && JobQueries.NextWork(call.AsSystem, call.Now, tried) is { } id)
        {
            var job = JobQueries.Locked(call.AsSystem, id);
            if (job.State == ErasureJobState.Active && !(job.LeaseUntil > call.Now)) return Take(call, job);
            tried.Add(id);
        }

        return new RunAnswer { NextDue = JobQueries.NextLeaseEnd(call.AsSystem, call.Now) };
    }

    static RunAnswer Take(PluginCall call, ErasureJobRow job)
    {
        var fence = (job.Fence ?? 0) + 1;
        var run = RunOf(call, job);
        call.AsSystem.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id)) { Fence = fence, LeaseOwner = run.ToString("D"), LeaseUntil = call.Now + Length }.Entity);
        return RunAnswer.GoOn(RunToken.Of(job.Id, fence), processed: 0, failed: 0, Messages.Part("OFF-TEXT-RUN-CLAIMED", call.Language, "job", job.Name ?? "?"));
    }

    static Guid RunOf(PluginCall call, ErasureJobRow job)
    {
        if (Guid.TryParse(job.LeaseOwner, out var earlier) && JobQueries.Run(call.AsSystem, earlier).RunState == ErasureRunRunState.Running) return earlier;

        var head = JobQueries.LastHead(call.AsSystem);
        return call.AsSystem.Create(new ErasureRunRow { RunState = ErasureRunRunState.Running, StartedOn = call.Now, Anchor = head, Head = head, EntryCount = 0, RowsMasked = 0, RowsDeleted = 0 }.Entity);
    }
}
