using System;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>
/// How long notice is: one period, or tiers by the age of the contract on the day of <b>receipt</b>, as § 89 (1) HGB.
/// Tiers are written <c>12:1M|24:2M|60:3M|*:6M</c>: up to the end of the 12th month 1M, and so on.
/// </summary>
public sealed class NoticeLength
{
    readonly Tier[] tiers;      // ascending; the last has no bound

    NoticeLength(Tier[] tiers) => this.tiers = tiers;

    /// <summary>Whether the length depends on the age of the contract.</summary>
    public bool HasTiers => tiers.Length > 1;

    /// <summary>The same period at every age.</summary>
    public static NoticeLength Of(NoticePeriod period) => new([new Tier(null, period)]);

    /// <summary>Reads tiers; null: unreadable, not ascending in age and length, or without the last tier <c>*</c>.</summary>
    public static NoticeLength? ParseTiersOrNull(string text)
    {
        var parts = text.Split('|');
        var read = new Tier[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (TierOrNull(parts[i]) is not { } tier || (tier.Months is null) != (i == parts.Length - 1)) return null;
            if (i > 0 && (tier.Months <= read[i - 1].Months || !IsAtLeast(tier.Period, read[i - 1].Period))) return null;

            read[i] = tier;
        }

        return new NoticeLength(read);
    }

    /// <summary>The period for a notice received on a day.</summary>
    public NoticePeriod PeriodOn(LocalDate receipt, LocalDate start)
    {
        foreach (var tier in tiers)
        {
            if (tier.LastDay(start) >= receipt) return tier.Period;
        }

        return tiers[tiers.Length - 1].Period;
    }

    /// <summary>The first day that may be the end for a notice received on a day. Null: after the year 9999.</summary>
    public LocalDate? EndAfter(LocalDate receipt, LocalDate start, HolidaySet holidays) => PeriodOn(receipt, start).EndAfter(receipt, holidays);

    /// <summary>The last day of receipt for an end. Null: before the year 1.</summary>
    public LocalDate? LatestReceipt(LocalDate end, LocalDate start, HolidaySet holidays)
    {
        for (var i = tiers.Length - 1; i >= 0; i--)
        {
            if (tiers[i].Period.LatestEvent(end, holidays) is not { } latest) continue;

            var receipt = LocalDate.Min(latest, tiers[i].LastDay(start));
            if (i == 0 || receipt > tiers[i - 1].LastDay(start)) return receipt;
        }

        return null;
    }

    /// <summary>Whether notice of this length is somewhere longer than some months.</summary>
    public bool IsLongerThanMonths(int months) => Array.Exists(tiers, tier => tier.Period.IsLongerThanMonths(months));

    /// <summary>As it was read.</summary>
    public override string ToString() => HasTiers ? string.Join("|", (object[])tiers) : tiers[0].Period.ToString();

    static Tier? TierOrNull(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0 || NoticePeriod.ParseOrNull(text.Substring(colon + 1)) is not { } period) return null;

        var age = text.Substring(0, colon);
        if (age == "*") return new Tier(null, period);

        return Anchor.TryNumber(age, 0, out var months) && months >= 1 ? new Tier(months, period) : null;
    }

    // Longer service never earns shorter notice: deadlines rest on it. Only lengths in one unit can be compared for every day of the year.
    static bool IsAtLeast(NoticePeriod longer, NoticePeriod shorter) =>
        longer.Parts.Count == 1 && shorter.Parts.Count == 1
        && longer.Parts[0].Unit == shorter.Parts[0].Unit && longer.Parts[0].Number >= shorter.Parts[0].Number;

    sealed class Tier
    {
        internal Tier(int? months, NoticePeriod period)
        {
            Months = months;
            Period = period;
        }

        internal int? Months { get; }

        internal NoticePeriod Period { get; }

        public override string ToString() => (Months?.ToString(CultureInfo.InvariantCulture) ?? "*") + ":" + Period;

        internal LocalDate LastDay(LocalDate start) =>
            Months is { } months ? Calendar.Period.TermEnd(start, months) ?? LocalDate.MaxIsoValue : LocalDate.MaxIsoValue;
    }
}
