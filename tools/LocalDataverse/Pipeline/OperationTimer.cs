using System;
using LocalDataverse.Faults;

namespace LocalDataverse.Pipeline;

/// <summary>Holds an operation with all its synchronous steps to two minutes.</summary>
/// <remarks>
/// Code that runs cannot be stopped from outside on .NET; the limit is checked whenever a plugin calls the service and when it ends.
/// https://learn.microsoft.com/power-apps/developer/data-platform/analyze-performance
/// </remarks>
internal sealed class OperationTimer(TimeProvider time)
{
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    readonly long start = time.GetTimestamp();

    /// <exception cref="System.ServiceModel.FaultException">0x80044173: the time is over.</exception>
    internal void Check(string message)
    {
        var elapsed = time.GetElapsedTime(start);
        if (elapsed <= Limit) return;

        throw Fault.Of(
            FaultCode.SandboxWorkerPluginTimeout,
            $"TimeoutException: {message} with all its synchronous steps took {elapsed.TotalSeconds:0} seconds, allowed are {Limit.TotalSeconds:0}. Do less in one request.");
    }
}
