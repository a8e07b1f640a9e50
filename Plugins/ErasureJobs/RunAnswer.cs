using System;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>What a step answers.</summary>
sealed class RunAnswer
{
    internal bool More { get; private init; }

    internal string? Token { get; private init; }

    internal int Processed { get; private init; }

    internal int Failed { get; private init; }

    internal string Report { get; private init; } = "";

    internal DateTime? NextDue { get; init; }

    /// <summary>Nothing is to be done now.</summary>
    internal static RunAnswer Idle(string report) => new() { Report = report };

    /// <summary>The caller goes on with its job.</summary>
    internal static RunAnswer GoOn(RunToken token, int processed, int failed, string report) => new() { More = true, Token = token.ToString(), Processed = processed, Failed = failed, Report = report };

    /// <summary>The job is out of the caller's hands; another one may wait.</summary>
    internal static RunAnswer NextJob(string report, int processed = 0, int failed = 0) => new() { More = true, Processed = processed, Failed = failed, Report = report };

    internal void Return(PluginCall call)
    {
        call.ReturnStep(More, Token, Processed, Failed);
        call.Return("NextDue", More ? call.Now : NextDue ?? call.Now.AddDays(1));
        call.Return("Report", Report);
    }
}
