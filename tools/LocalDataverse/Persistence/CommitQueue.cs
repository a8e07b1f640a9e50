using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using LocalDataverse.Faults;
using LocalDataverse.Storage;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Persistence;

/// <summary>Commits in their order: each is in the file before anybody sees it. Those that come while the file is written are written together, with one flush of the disk.</summary>
internal sealed class CommitQueue : IDisposable
{
    readonly Journal journal;
    readonly Action<CommittedState> publish;
    readonly Lock order = new();

    /// <summary>Guards <see cref="isWriting"/> and is pulsed when a batch has ended: whose commit is in the file goes on at once, while somebody else already writes the next batch.</summary>
    readonly object turn = new();
    bool isWriting;
    List<Pending> waiting = [];

    /// <summary>What everybody sees, and in the file.</summary>
    CommittedState durable;

    /// <summary>What will be seen when all that wait are in the file.</summary>
    CommittedState ahead;

    /// <param name="journal">The file.</param>
    /// <param name="committed">What is in it.</param>
    /// <param name="publish">Shows a newer state.</param>
    internal CommitQueue(Journal journal, CommittedState committed, Action<CommittedState> publish)
    {
        this.journal = journal;
        this.publish = publish;
        durable = ahead = committed;
        journal.BeginWith(committed);
    }

    internal Journal Journal => journal;

    /// <summary>Returns when the commit is in the file and seen.</summary>
    /// <exception cref="FaultException">0x80044150: the file cannot take it; nothing is changed.</exception>
    internal void Commit(Func<CommittedState, CommittedState> apply, IReadOnlyCollection<OwnWrites> writes, CommitNotes notes)
    {
        Pending mine;
        lock (order)
        {
            var after = apply(ahead);
            mine = new Pending(after, journal.Record(ahead, after, writes, notes));
            ahead = after;
            waiting.Add(mine);
        }

        if (TakesTurn(mine))
        {
            try
            {
                WriteAll();
            }
            finally
            {
                PassTurn();
            }
        }

        if (mine.Failure is { } failure) throw Fault.Of(FaultCode.SqlError, failure);
    }

    public void Dispose()
    {
        lock (turn)
        {
            while (isWriting) Monitor.Wait(turn);
            journal.Dispose();
        }
    }

    /// <summary>Waits until a commit has ended, or until nobody writes: then who asks is the one to write.</summary>
    bool TakesTurn(Pending mine)
    {
        lock (turn)
        {
            while (!mine.IsDone && isWriting) Monitor.Wait(turn);
            if (mine.IsDone) return false;

            return isWriting = true;
        }
    }

    void PassTurn()
    {
        lock (turn)
        {
            isWriting = false;
            Monitor.PulseAll(turn);
        }
    }

    void WriteAll()
    {
        List<Pending> batch;
        lock (order)
        {
            batch = waiting;
            waiting = [];
        }

        try
        {
            journal.Write([.. batch.Select(one => one.Record)], batch[^1].State);
        }
        catch (JournalFailure problem)
        {
            lock (order)
            {
                // Commits that came meanwhile build on what has failed.
                batch.AddRange(waiting);
                waiting = [];
                ahead = durable;
            }

            foreach (var one in batch) one.End(problem.Message);
            return;
        }

        durable = batch[^1].State;
        publish(durable);
        foreach (var one in batch) one.End(failure: null);
    }

    /// <summary>A commit on its way to the file.</summary>
    sealed class Pending(CommittedState state, CommitRecord record)
    {
        internal CommittedState State => state;

        internal CommitRecord Record => record;

        internal bool IsDone { get; private set; }

        /// <summary>Why it is not in the file. Null: it is.</summary>
        internal string? Failure { get; private set; }

        internal void End(string? failure)
        {
            Failure = failure;
            IsDone = true;
        }
    }
}
