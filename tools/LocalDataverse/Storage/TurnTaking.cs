using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Storage;

/// <summary>Lets callers go on one at a time; a seed says who is next.</summary>
/// <remarks>
/// The turn may pass before each request, before a lock is taken and before a commit: everything that others can notice happens between two such points.
/// Only the caller whose turn it is touches the fields, and the signal that passes the turn also passes what was written to memory.
/// </remarks>
internal sealed class TurnTaking
{
    readonly VirtualClock clock;
    readonly Random random;
    readonly double loyalty;
    readonly Turn[] turns;
    readonly List<Turn> ready;
    readonly List<Turn> waiting = [];
    readonly List<InterleavedStep> history = [];
    readonly SemaphoreSlim ended = new(0);

    internal TurnTaking(VirtualClock clock, int seed, IReadOnlyList<Action> callers)
    {
        this.clock = clock;
        random = new Random(seed);
        turns = [.. callers.Select((work, number) => new Turn(this, number, work))];
        ready = [.. turns];

        // Some defects show when callers change at every point, others when one gets far ahead.
        loyalty = random.Next(3) switch { 0 => 0, 1 => 0.5, _ => 0.9 };
    }

    internal DateTime Now => clock.UtcNow;

    /// <summary>Runs all callers to their end.</summary>
    internal Interleaving Run()
    {
        if (turns.Length > 0)
        {
            Chosen().GoOn();
            ended.Wait();
        }

        foreach (var turn in turns) turn.Join();
        ended.Dispose();
        return new Interleaving(history, [.. turns.Select(turn => turn.Thrown as FaultException<OrganizationServiceFault>)]);
    }

    /// <summary>What callers threw that is no fault of the platform.</summary>
    internal IReadOnlyList<Exception> Surprises => [.. turns.Select(turn => turn.Thrown).OfType<Exception>().Where(thrown => thrown is not FaultException<OrganizationServiceFault>)];

    internal void Note(Turn turn, InterleavedEvent what, string message, string table) => history.Add(new InterleavedStep(turn.Number, what, message, table));

    internal void Pass(Turn turn)
    {
        if (ready.Count == 1 && waiting.Count == 0) return;
        if (loyalty > 0 && random.NextDouble() < loyalty) return;

        GiveTo(Chosen(), turn);
    }

    internal bool Wait(Turn turn, LockKey key, DateTime deadline)
    {
        Note(turn, InterleavedEvent.Waits, "", key.Table);
        turn.Awaited = key;
        turn.Deadline = deadline;
        ready.Remove(turn);
        waiting.Add(turn);
        GiveTo(Chosen(), turn);

        var isFree = turn.Awaited is null;
        turn.Awaited = null;
        return isFree;
    }

    /// <summary>One of those who wait for the lock may try again; the others when it is released again.</summary>
    internal void Released(LockKey key)
    {
        if (waiting.Count == 0) return;

        var candidates = waiting.FindAll(turn => turn.Awaited == key);
        if (candidates.Count == 0) return;

        var next = candidates[random.Next(candidates.Count)];
        next.Awaited = null;
        Wake(next);
    }

    internal void End(Turn turn)
    {
        Note(turn, turn.Thrown is null ? InterleavedEvent.Ends : InterleavedEvent.Fails, "", "");
        ready.Remove(turn);
        if (ready.Count + waiting.Count == 0) ended.Release();
        else Chosen().GoOn();
    }

    static void GiveTo(Turn next, Turn turn)
    {
        if (next == turn) return;

        next.GoOn();
        turn.Sleep();
    }

    Turn Chosen()
    {
        foreach (var late in waiting.FindAll(turn => turn.Deadline <= clock.UtcNow)) Wake(late);

        // Nobody is left who could release a lock: it is held by a transaction outside, and time passes.
        if (ready.Count == 0) Wake(waiting.MinBy(turn => turn.Deadline)!);
        return ready[random.Next(ready.Count)];
    }

    void Wake(Turn turn)
    {
        waiting.Remove(turn);
        ready.Add(turn);
    }
}
