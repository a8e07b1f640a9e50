using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using LocalDataverse.Faults;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Pipeline;

/// <summary>Counts what each user asks for, and refuses what is too much.</summary>
internal sealed class ProtectionLimits(ServiceProtection limits, VirtualClock clock)
{
    /// <summary>How long to wait for one of many requests to end; online the server says what it finds right.</summary>
    static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    readonly Dictionary<Guid, Usage> usages = [];

    DateTime Now => clock.UtcNow;

    /// <summary>The request runs until what is returned is disposed of.</summary>
    /// <exception cref="FaultException{OrganizationServiceFault}">0x80072322, 0x80072321, 0x80072326: too many requests, too much time, too many at once.</exception>
    internal IDisposable Admit(Guid userId)
    {
        lock (gate)
        {
            if (!usages.TryGetValue(userId, out var usage)) usages.Add(userId, usage = new Usage());
            var now = Now;
            while (usage.Recent.TryPeek(out var oldest) && oldest.End is { } end && end <= now - ServiceProtection.Window) usage.Recent.Dequeue();
            Demand(usage, now);
            var request = new Running(this, usage, now);
            usage.Recent.Enqueue(request);
            usage.Running++;
            return request;
        }
    }

    void Demand(Usage usage, DateTime now)
    {
        var window = ServiceProtection.Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        if (usage.Running >= limits.Concurrent)
            throw TooMuch(FaultCode.ThrottlingConcurrencyLimitExceeded, $"Number of concurrent requests exceeded the limit of {limits.Concurrent}.", Moment);
        if (usage.Recent.Count >= limits.Requests)
        {
            throw TooMuch(
                FaultCode.ThrottlingBurstRequestLimitExceeded,
                $"Number of requests exceeded the limit of {limits.Requests} over time window of {window} seconds.",
                UntilForgotten(usage.Recent.Peek(), now));
        }

        if (usage.Recent.Sum(request => request.Lasted(now).Ticks) > limits.ExecutionTime.Ticks)
        {
            throw TooMuch(
                FaultCode.ThrottlingTimeExceeded,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Combined execution time of incoming requests exceeded limit of {limits.ExecutionTime.TotalMilliseconds} milliseconds over time window of {window} seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later."),
                UntilForgotten(usage.Recent.Peek(), now));
        }
    }

    static TimeSpan UntilForgotten(Running oldest, DateTime now) => (oldest.End ?? now) + ServiceProtection.Window - now;

    static FaultException<OrganizationServiceFault> TooMuch(FaultCode code, string text, TimeSpan retryAfter)
    {
        var fault = Fault.Of(code, text);
        fault.Detail.ErrorDetails["Retry-After"] = retryAfter;
        return fault;
    }

    sealed class Usage
    {
        internal Queue<Running> Recent { get; } = new();

        internal int Running { get; set; }
    }

    sealed class Running(ProtectionLimits limits, Usage usage, DateTime start) : IDisposable
    {
        /// <summary>Null: it still runs.</summary>
        internal DateTime? End { get; private set; }

        internal TimeSpan Lasted(DateTime now) => (End ?? now) - start;

        public void Dispose()
        {
            lock (limits.gate)
            {
                End = limits.Now;
                usage.Running--;
            }
        }
    }
}
