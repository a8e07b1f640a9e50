using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>One deletion rule (DIN 66398: Regelfrist and start event): for which records it holds, and how long they are kept.</summary>
public sealed class RetentionRule
{
    readonly RetentionRuleText text;

    internal RetentionRule(RetentionRuleText text, LocalDate? effectiveTo)
    {
        this.text = text;
        EffectiveTo = effectiveTo;
    }

    /// <summary>Every cell of the row, for whoever describes rules.</summary>
    internal RetentionRuleText Text => text;

    /// <summary>Id, as DE-AO-147-BELEG-8. With class and version it names the row.</summary>
    public string Id => text.Id;

    /// <summary>Record class (Datenart).</summary>
    public string RecordClass => text.RecordClass;

    /// <summary>Version, from 1 on.</summary>
    public int Version => text.Version;

    /// <summary>Packs to which the rule belongs; <c>*</c>: to all.</summary>
    public IReadOnlyList<string> Packs => text.Packs;

    /// <summary>Whether the rule is used; one that is not is only shown.</summary>
    public bool IsActive => text.IsActive;

    /// <summary>First day of law on which it holds; null: since ever.</summary>
    public LocalDate? EffectiveFrom => text.EffectiveFrom;

    /// <summary>Last day of law on which it holds, the day before its next version at the latest; null: it holds on.</summary>
    public LocalDate? EffectiveTo { get; }

    /// <summary>Why the record may be kept.</summary>
    public RetentionGround Ground => text.Ground;

    /// <summary>What happens on the day.</summary>
    public RetentionAction Action => text.Action;

    /// <summary>Months between the end of the relationship and the restriction; null: no restriction follows from the rule.</summary>
    public int? RestrictMonths => text.RestrictMonths;

    /// <summary>The lower one wins among equal ends of one ground.</summary>
    public int TieRank => text.TieRank;

    /// <summary>Paragraph of law or policy.</summary>
    public string LegalSource => text.LegalSource;

    /// <summary>Events that start the period.</summary>
    public IReadOnlyList<string> StartEvents => text.StartEvents;

    /// <summary>Number and unit, as 8Y.</summary>
    public Period Period => text.Period;

    /// <summary>Years after which a record must be gone; null: no such limit.</summary>
    public int? CapYears => text.CapYears;

    /// <summary>Whether the rule speaks of the case: class apart, it is active, of a chosen pack, in force, and its sectors and flags fit.</summary>
    internal bool AppliesTo(RetentionCase facts) =>
        IsActive && IsInForceOn(facts.LawDate) && HasPackOf(facts) && FitsSectors(facts) && FitsFlags(facts);

    /// <summary>Whether the rule is law on a day.</summary>
    public bool IsInForceOn(LocalDate day) => !(day < EffectiveFrom) && !(day > EffectiveTo);

    /// <summary>The day that starts the period; null: it is not known yet.</summary>
    internal LocalDate? StartOf(RetentionCase facts)
    {
        LocalDate? start = null;
        foreach (var name in text.StartEvents)
        {
            if (!facts.StartEvents.TryGetValue(name, out var day))
            {
                if (text.StartPick == StartPick.LatestAll) return null;
                continue;
            }

            if (text.StartPick == StartPick.First) return day;
            if (!(day <= start)) start = day;
        }

        return start;
    }

    /// <summary>Whether the rule still speaks of records whose period starts on a day.</summary>
    internal bool CoversStart(LocalDate start) => !(start < text.StartFrom) && !(start > text.StartTo);

    /// <summary>The end of the period, with grace, open proceedings and cuts.</summary>
    internal RetentionEnd EndFrom(LocalDate start, RetentionCase facts)
    {
        var period = text.Period;
        var periodEnd = text.Rounding == PeriodRounding.None ? period.EndAfter(start, HolidaySet.None) : YearEndAfter(start, period.Number, facts);
        var end = RetentionEnd.On(periodEnd?.PlusDaysOrNull(text.GraceDays));
        if (text.OpenProceedings && facts.ProceedingsOpen is { } proceedings) end = RetentionEnd.Max(end, proceedings);

        foreach (var cut in text.CutBy)
        {
            if (cut == KnownValues.ErasureRequest)
            {
                if (facts.ErasureRequest is { } request) end = RetentionEnd.Min(end, request);
            }
            else if (facts.StartEvents.TryGetValue(cut, out var day)) end = RetentionEnd.Min(end, day);
        }

        return end;
    }

    /// <summary>The last day on which the record may be kept; null: the rule sets none, or none within the calendar.</summary>
    internal LocalDate? CapFrom(LocalDate start, RetentionCase facts) =>
        text.CapYears is not { } years ? null
        : text.Rounding == PeriodRounding.None ? new Period(years, PeriodUnit.Years).EndAfter(start, HolidaySet.None)
        : YearEndAfter(start, years, facts);

    // The same year end so many years later: a financial year to the end of February ends on the 28th or the 29th of its own year.
    LocalDate? YearEndAfter(LocalDate start, int years, RetentionCase facts)
    {
        var yearEnd = text.Rounding == PeriodRounding.FiscalYear ? facts.FiscalYearEnd : default;
        var year = yearEnd.YearHolding(start) + years;
        return year <= LocalDate.MaxIsoValue.Year ? yearEnd.In(year) : null;
    }

    bool HasPackOf(RetentionCase facts)
    {
        foreach (var pack in text.Packs)
            if (pack == KnownValues.AnyPack || Has(facts.Jurisdictions, pack)) return true;

        return false;
    }

    bool FitsSectors(RetentionCase facts)
    {
        foreach (var sector in text.SectorsNone)
            if (Has(facts.Sectors, sector)) return false;

        if (text.SectorsAny.Count == 0) return true;

        foreach (var sector in text.SectorsAny)
            if (Has(facts.Sectors, sector)) return true;

        return false;
    }

    bool FitsFlags(RetentionCase facts)
    {
        foreach (var flag in text.Flags)
            if (!Has(facts.Flags, flag)) return false;

        foreach (var flag in text.AbsentFlags)
            if (Has(facts.Flags, flag)) return false;

        return true;
    }

    static bool Has(IReadOnlyList<string> values, string value)
    {
        for (var i = 0; i < values.Count; i++)
            if (values[i] == value) return true;

        return false;
    }
}
