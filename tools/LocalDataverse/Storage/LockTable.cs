using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;

namespace LocalDataverse.Storage;

/// <summary>Who writes which row or key value, until commit or abort.</summary>
/// <remarks>
/// Threads of this process wait in real time, callers that take turns (<see cref="LocalEnvironment.Interleave"/>) in the environment's. Whoever would close
/// a circle of waiting requests gives way at once.
/// </remarks>
internal sealed class LockTable(TimeSpan timeout)
{
    readonly Dictionary<LockKey, Transaction> holders = [];
    readonly Dictionary<Transaction, LockKey> waitsFor = [];
    readonly object gate = new();

    internal TimeSpan Timeout => timeout;

    /// <summary>Returns when <paramref name="transaction"/> holds the lock; true if it is newly taken.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80044151: another transaction held it too long; 0x80044150: a deadlock.</exception>
    public bool Take(Transaction transaction, Table table, LockKey key)
    {
        lock (gate)
        {
            var since = 0L;
            while (!holders.TryAdd(key, transaction))
            {
                if (holders[key] == transaction) return false;
                if (WaitsFor(holders[key], transaction)) throw Fault.Deadlock(table);

                waitsFor.Add(transaction, key);
                var isFree = Wait(key, ref since);
                waitsFor.Remove(transaction);
                if (!isFree) throw Fault.LockTimeout(table, timeout);
            }

            return true;
        }
    }

    public void Release(IReadOnlyList<LockKey> keys)
    {
        if (keys.Count == 0) return;

        lock (gate)
        {
            foreach (var key in keys)
            {
                holders.Remove(key);
                Turn.Current?.Released(key);
            }

            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Lets go of the gate until the lock may be free. False: it was not in time.</summary>
    bool Wait(LockKey key, ref long since)
    {
        if (Turn.Current is not { } turn)
        {
            if (since == 0) since = Stopwatch.GetTimestamp();
            var left = timeout - Stopwatch.GetElapsedTime(since);
            return left > TimeSpan.Zero && Monitor.Wait(gate, left);
        }

        if (since == 0) since = turn.Now.Ticks;
        Monitor.Exit(gate);
        try
        {
            return turn.WaitFor(key, new DateTime(since, DateTimeKind.Utc) + timeout);
        }
        finally
        {
            Monitor.Enter(gate);
        }
    }

    bool WaitsFor(Transaction start, Transaction target)
    {
        var at = start;
        while (waitsFor.TryGetValue(at, out var key) && holders.TryGetValue(key, out var next))
        {
            if (next == target) return true;
            at = next;
        }

        return false;
    }
}

/// <summary>A row (its id) or a value of an alternate key (its name and values).</summary>
internal readonly record struct LockKey(string Table, string? Key, object Value);
