using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace LocalDataverse;

/// <summary>Every request that an environment executed, in the order they began; those that failed, too. With <see cref="Limit"/>, the newest of them.</summary>
/// <remarks>A round trip costs 5 to 50 ms online and counts against the service protection limits: tests hold the product to its numbers with this log.</remarks>
public sealed class RequestLog : IReadOnlyCollection<LoggedRequest>
{
    readonly Lock gate = new();
    readonly Queue<LoggedRequest> requests = [];
    int? limit;

    /// <summary>How many requests are remembered: older ones are forgotten. Null: all, which no program that runs for long can afford.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int? Limit
    {
        get { lock (gate) return limit; }
        set
        {
            if (value is { } number) ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(value));
            lock (gate)
            {
                limit = value;
                Forget();
            }
        }
    }

    /// <inheritdoc/>
    public int Count
    {
        get { lock (gate) return requests.Count; }
    }

    /// <summary>Those that plugins sent.</summary>
    public IReadOnlyList<LoggedRequest> ByPlugins => Snapshot().Where(request => request.ByPlugin).ToList();

    /// <summary>Forgets what was logged so far.</summary>
    public void Clear()
    {
        lock (gate) requests.Clear();
    }

    /// <inheritdoc/>
    public IEnumerator<LoggedRequest> GetEnumerator() => Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(LoggedRequest request)
    {
        lock (gate)
        {
            requests.Enqueue(request);
            Forget();
        }
    }

    void Forget()
    {
        while (requests.Count > limit) requests.Dequeue();
    }

    List<LoggedRequest> Snapshot()
    {
        lock (gate) return [.. requests];
    }
}

/// <summary>One executed request.</summary>
/// <param name="Message">Message name, such as RetrieveMultiple.</param>
/// <param name="Table">Logical name of the table it is about; empty for a global message.</param>
/// <param name="Depth">1 for a client's request, one more for each plugin in between.</param>
/// <param name="UserId">Whose privileges were asked.</param>
/// <param name="ByPlugin">Whether a plugin sent it.</param>
/// <param name="CorrelationId">The same for all requests of one chain.</param>
/// <param name="On">Virtual time, UTC.</param>
public sealed record LoggedRequest(string Message, string Table, int Depth, Guid UserId, bool ByPlugin, Guid CorrelationId, DateTime On)
{
    /// <summary>Whether it only reads: Retrieve and RetrieveMultiple.</summary>
    public bool IsRead => Message is "Retrieve" or "RetrieveMultiple";
}
