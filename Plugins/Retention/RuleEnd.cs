using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>What one rule says about one record: its end and, if it has one, its cap.</summary>
public sealed class RuleEnd
{
    /// <summary>Id under which another record's retention end joins the rules of this one.</summary>
    public const string Dependency = "DEPENDENCY";

    const int DependencyRank = 999;

    internal RuleEnd(RetentionRule rule, RetentionEnd end, LocalDate? cap)
    {
        Rule = rule;
        Id = rule.Id;
        End = end;
        Cap = cap;
    }

    RuleEnd(RetentionEnd dependency)
    {
        Id = Dependency;
        End = dependency;
    }

    /// <summary>The rule; null: a record that depends on this one.</summary>
    public RetentionRule? Rule { get; }

    /// <summary>Id of the rule, or <see cref="Dependency"/>.</summary>
    public string Id { get; }

    /// <summary>Last day that the rule demands or allows.</summary>
    public RetentionEnd End { get; }

    /// <summary>Last day on which the record may be kept at all; null: the rule sets none.</summary>
    public LocalDate? Cap { get; }

    RetentionGround Ground => Rule?.Ground ?? RetentionGround.LegalObligation;

    int TieRank => Rule?.TieRank ?? DependencyRank;

    internal static RuleEnd OfDependency(RetentionEnd end) => new(end);

    /// <summary>Who decides comes first: the later end, then ground, rank and id.</summary>
    internal static int InOrder(RuleEnd x, RuleEnd y)
    {
        var order = y.End.CompareTo(x.End);
        if (order == 0) order = x.Ground.CompareTo(y.Ground);
        if (order == 0) order = x.TieRank.CompareTo(y.TieRank);
        return order == 0 ? string.CompareOrdinal(x.Id, y.Id) : order;
    }

    /// <summary><c>id:end</c>.</summary>
    public override string ToString() => Id + ":" + End;
}
