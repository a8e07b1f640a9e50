using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;

namespace LocalDataverse.Storage;

/// <summary>Who writes which row or key value, until commit or abort.</summary>
/// <remarks>The wait is real time, not the environment's: two requests that wait for each other are threads of this process.</remarks>
internal sealed class LockTable(TimeSpan timeout)
{
    readonly Dictionary<LockKey, Transaction> holders = [];
    readonly Dictionary<Transaction, Transaction> waitsFor = [];
    readonly object released = new();

    /// <summary>Returns when <paramref name="transaction"/> holds the lock; true if it is newly taken.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80044151: another transaction held it too long; 0x80044150: a deadlock.</exception>
    public bool Take(Transaction transaction, Table table, LockKey key)
    {
        var waited = Stopwatch.StartNew();
        lock (released)
        {
            while (holders.TryGetValue(key, out var holder))
            {
                if (holder == transaction) return false;
                if (WaitsFor(holder, transaction)) throw Fault.Deadlock(table);
                var left = timeout - waited.Elapsed;
                waitsFor[transaction] = holder;
                var signalled = left > TimeSpan.Zero && Monitor.Wait(released, left);
                waitsFor.Remove(transaction);
                if (!signalled) throw Fault.LockTimeout(table, timeout);
            }

            holders.Add(key, transaction);
            return true;
        }
    }

    public void Release(IEnumerable<LockKey> keys)
    {
        lock (released)
        {
            foreach (var key in keys) holders.Remove(key);
            Monitor.PulseAll(released);
        }
    }

    bool WaitsFor(Transaction start, Transaction target)
    {
        for (var at = start; waitsFor.TryGetValue(at, out var next); at = next)
        {
            if (next == target) return true;
        }

        return false;
    }
}

/// <summary>A row (its id) or a value of an alternate key (its name and values).</summary>
internal readonly record struct LockKey(string Table, string? Key, object Value);
