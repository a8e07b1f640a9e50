using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>What counts on ordinary notice: the agreed fields, or the rule row that stands in for them.</summary>
sealed class NoticeClause
{
    NoticeClause(NoticeRule? rule, bool isDefault, NoticeLength length, NoticeLength lengthAfter, CutOff? cutOff, Anchor anchor)
    {
        Rule = rule;
        IsStatutoryDefault = isDefault;
        Length = length;
        LengthAfter = lengthAfter;
        CutOff = cutOff;
        Anchor = anchor;
    }

    /// <summary>The rule row; null: agreed.</summary>
    internal NoticeRule? Rule { get; }

    /// <summary>A statutory default of mode auto counts.</summary>
    internal bool IsStatutoryDefault { get; }

    /// <summary>For ends up to T0, and for contracts without initial term.</summary>
    internal NoticeLength Length { get; }

    /// <summary>For later ends.</summary>
    internal NoticeLength LengthAfter { get; }

    internal CutOff? CutOff { get; }

    internal Anchor Anchor { get; }

    internal static NoticeClause Of(NoticeRule rule) =>
        new(rule, rule.Kind == RuleKind.Default && rule.IsAutomatic, rule.Length, rule.Length, rule.CutOff, rule.Anchor ?? Anchor.TermEnds);

    /// <summary>The agreed fields; a blank notice beside a cut-off is 0D, a blank anchor is the end of the term.</summary>
    internal static NoticeClause Agreed(ContractFacts facts)
    {
        var length = NoticeLength.Of(facts.Notice ?? NoticePeriod.AtOnce);
        return new(null, false, length, facts.NoticeAfter is { } after ? NoticeLength.Of(after) : length, facts.CutOff, facts.Anchor ?? Anchor.TermEnds);
    }
}
