using System;

namespace LocalDataverse;

/// <summary>How much one user may ask for, as online: whoever asks for more is told to come back later.</summary>
/// <remarks>
/// Counted are requests of clients, by the environment's clock, over the last five minutes; what plug-ins send is exempt. A refusal has a TimeSpan in
/// ErrorDetails["Retry-After"]. https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
/// </remarks>
public sealed record ServiceProtection
{
    /// <summary>Over which time is counted.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(300);

    /// <summary>Most requests in the window; one more is 0x80072322.</summary>
    public int Requests { get; init; } = 6000;

    /// <summary>Longest time of all requests in the window together; beyond it is 0x80072321.</summary>
    public TimeSpan ExecutionTime { get; init; } = TimeSpan.FromSeconds(1200);

    /// <summary>Most requests at the same time; one more is 0x80072326.</summary>
    public int Concurrent { get; init; } = 52;
}
