using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary><c>off_RunRetention</c>: carries out approved plans, one step a call, each in one transaction. Callers side by side take different jobs.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvWriteoff_ErasureRun). In: Token, Fault. Out: More, Token, Processed (rows changed), Failed (rows set aside),
/// RetryAfterSeconds, NextDue, Report. The token says which job and lease; where the job stands is in its row, so that a repeat after a lost answer goes on and repeats nothing.</para>
/// <para>A job: one step to claim it, one for each part to mask, one for each part with rows to delete, one for each part to purge its history, one for each part to verify, one
/// to settle. Requests of the steps: <see cref="RetentionRun"/>.</para>
/// </remarks>
public sealed class RunRetention : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        Step(call, call.Optional<string>("Token"), prefix: "").Return(call);
    }

    /// <summary>One step; the night takes it as one of its parts.</summary>
    /// <param name="call">The call, of off_RunRetention or off_RunNightly.</param>
    /// <param name="text">The token; null or empty: the next job.</param>
    /// <param name="prefix">What stands before the tokens of the caller, for errors.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: unknown token.</exception>
    internal static RunAnswer Step(PluginCall call, string? text, string prefix)
    {
        var token = string.IsNullOrEmpty(text)
            ? null
            : RunToken.ParseOrNull(text!) ?? throw Refusal.Of("OFF-5003", call.Language, "token", prefix + text, "message", call.Context.MessageName);
        if (JobQueries.Runs(call.AsSystem, ErasureRunRunState.Paused).Count > 0) return RunAnswer.Idle(Messages.Part("OFF-TEXT-RUN-PAUSED", call.Language));

        return token is null ? Lease.Claim(call) : RetentionRun.Step(call, token, call.Optional<string>("Fault") ?? "");
    }
}
