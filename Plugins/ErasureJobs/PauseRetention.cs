using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary><c>off_PauseRetention</c>: lets no step of the erasure begin any more, or lets them begin again. A step that is at work ends first: one chunk at most.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvWriteoff_ErasureJob). In: Resume (Boolean, optional). Out: Paused (Boolean), Runs (Integer). While any run is
/// paused, off_RunRetention answers <c>More = false</c> and does nothing. Without a run at work a run without entries stands for the pause.</para>
/// <para>Requests: 2 reads, 1 for each run.</para>
/// </remarks>
public sealed class PauseRetention : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var resumes = call.OptionalValue<bool>("Resume") == true;
        var runs = JobQueries.Runs(call.AsSystem, resumes ? ErasureRunRunState.Paused : ErasureRunRunState.Running);
        foreach (var run in runs) call.AsSystem.Update(Changed(run, resumes, call.Now).Entity);
        if (!resumes && runs.Count == 0 && JobQueries.Runs(call.AsSystem, ErasureRunRunState.Paused).Count == 0) CreatePaused(call);

        call.Return("Paused", !resumes);
        call.Return("Runs", runs.Count);
    }

    static ErasureRunRow Changed(ErasureRunRow run, bool resumes, DateTime now)
    {
        var row = new ErasureRunRow(new Entity(ErasureRunRow.Table, run.Id)) { RunState = resumes ? ErasureRunRunState.Running : ErasureRunRunState.Paused };
        if (!resumes || run.Report != PauseMark) return row;

        // It stood for the pause only; it ends with it.
        row.RunState = ErasureRunRunState.Finished;
        row.FinishedOn = now;
        return row;
    }

    /// <summary>Report of a run that stands for a pause.</summary>
    internal const string PauseMark = "pause";

    static void CreatePaused(PluginCall call)
    {
        var head = JobQueries.LastHead(call.AsSystem);
        call.AsSystem.Create(new ErasureRunRow { RunState = ErasureRunRunState.Paused, StartedOn = call.Now, Anchor = head, Head = head, EntryCount = 0, Report = PauseMark }.Entity);
    }
}
