using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>The days on which a legal hold stops erasure: from its placing to its release, both inclusive.</summary>
/// <remarks>Whatever kind of hold it is: litigation, tax, authority, an open access request (Art. 15 GDPR), a request under Art. 18(1)(b) or (c).</remarks>
public sealed class HoldSpan
{
    /// <summary>The days of one hold.</summary>
    /// <param name="id">What people know it by; it decides nothing.</param>
    /// <param name="placed">First day.</param>
    /// <param name="released">Last day; null: it was not released, so it holds for ever.</param>
    public HoldSpan(string id, LocalDate placed, LocalDate? released)
    {
        Id = id;
        Placed = placed;
        Released = released;
    }

    /// <summary>What people know it by.</summary>
    public string Id { get; }

    /// <summary>First day.</summary>
    public LocalDate Placed { get; }

    /// <summary>Last day; null: for ever.</summary>
    public LocalDate? Released { get; }

    /// <summary>Whether the hold is in force on a day.</summary>
    public bool Covers(LocalDate day) => Placed <= day && (Released is not { } last || day <= last);
}
