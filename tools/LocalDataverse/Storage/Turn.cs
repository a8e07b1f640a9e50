using System;
using System.Threading;

namespace LocalDataverse.Storage;

/// <summary>One of the callers that take turns: a thread that runs only while it is its turn.</summary>
/// <param name="turns">All of them.</param>
/// <param name="number">Place among the callers, from 0.</param>
/// <param name="work">What it does.</param>
internal sealed class Turn(TurnTaking turns, int number, Action work)
{
    [ThreadStatic]
    static Turn? current;

    readonly object signal = new();
    Thread? thread;
    bool isNext;

    /// <summary>The caller whose thread this is; null: one that takes no turns.</summary>
    internal static Turn? Current => current;

    internal int Number => number;

    /// <summary>What ended it; null: nothing did.</summary>
    internal Exception? Thrown { get; private set; }

    /// <summary>The instant that the environment's clock shows, UTC.</summary>
    internal DateTime Now => turns.Now;

    /// <summary>The lock that it waits for; null: none.</summary>
    internal LockKey? Awaited { get; set; }

    /// <summary>Until when it waits, UTC.</summary>
    internal DateTime Deadline { get; set; }

    /// <summary>Others may go on before this caller does.</summary>
    internal void Pass() => turns.Pass(this);

    internal void Pass(InterleavedEvent what, string? message, string table)
    {
        turns.Pass(this);
        turns.Note(this, what, message ?? "", table);
    }

    internal void Note(InterleavedEvent what, string table) => turns.Note(this, what, "", table);

    /// <summary>Others go on until the lock is released. False: it was not by the deadline.</summary>
    internal bool WaitFor(LockKey key, DateTime deadline) => turns.Wait(this, key, deadline);

    internal void Released(LockKey key) => turns.Released(key);

    /// <summary>Begins, or goes on; whoever says so sleeps or ends now.</summary>
    internal void GoOn()
    {
        if (thread is not null)
        {
            lock (signal)
            {
                isNext = true;
                Monitor.Pulse(signal);
            }

            return;
        }

        thread = new Thread(Run) { IsBackground = true, Name = $"Caller {number}" };
        thread.Start();
    }

    /// <remarks>A monitor, because a semaphore spins first, and the other caller may take long.</remarks>
    internal void Sleep()
    {
        lock (signal)
        {
            while (!isNext) Monitor.Wait(signal);
            isNext = false;
        }
    }

    /// <summary>After the last turn: the thread is about to end.</summary>
    internal void Join() => thread?.Join();

    void Run()
    {
        current = this;
        try
        {
            work();
        }
        catch (Exception thrown)
        {
            // Whoever started the callers decides what it means.
            Thrown = thrown;
        }

        turns.End(this);
    }
}
