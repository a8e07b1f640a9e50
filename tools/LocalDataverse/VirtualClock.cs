using System;
using System.Threading;

namespace LocalDataverse;

/// <summary>The only time an environment knows. It stands still until it is moved.</summary>
/// <remarks>Everything that Dataverse stamps (createdon, OperationCreatedOn, traces, jobs) comes from here, never from the machine.</remarks>
public sealed class VirtualClock : TimeProvider
{
    long ticks;

    /// <summary>A clock that shows <paramref name="start"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="start"/> is local or of unspecified kind.</exception>
    public VirtualClock(DateTime start) => MoveTo(start);

    /// <summary>The instant it is, UTC.</summary>
    public DateTime UtcNow => new(Interlocked.Read(ref ticks), DateTimeKind.Utc);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(UtcNow, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    /// <summary>Sets the clock, forwards or back. Rows keep the stamps they have.</summary>
    /// <param name="instant">UTC.</param>
    /// <exception cref="ArgumentException"><paramref name="instant"/> is local or of unspecified kind: which day it means would depend on the machine.</exception>
    public void MoveTo(DateTime instant)
    {
        if (instant.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException(
                $"The clock of an environment is UTC, but {instant:yyyy-MM-dd HH:mm:ss} is of kind {instant.Kind}. Give a DateTime with DateTimeKind.Utc.",
                nameof(instant));
        }

        Interlocked.Exchange(ref ticks, instant.Ticks);
    }

    /// <summary>Moves the clock by <paramref name="span"/>, which may be negative.</summary>
    public void Advance(TimeSpan span) => Interlocked.Add(ref ticks, span.Ticks);
}
