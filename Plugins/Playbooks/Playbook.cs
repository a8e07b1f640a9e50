using System;
using System.Collections.Generic;

namespace Offboarding.Plugins.Playbooks;

/// <summary>A playbook with its lines.</summary>
public sealed class Playbook
{
    /// <summary>Id of the row.</summary>
    public Guid Id { get; init; }

    /// <summary>Code, as service.</summary>
    public string Code { get; init; } = "";

    /// <summary>English name.</summary>
    public string Name { get; init; } = "";

    /// <summary>German name; blank: as in English.</summary>
    public string NameDe { get; init; } = "";

    /// <summary>Fewest calendar days from start to end; 0: no limit.</summary>
    public int MinimumLeadDays { get; init; }

    /// <summary>English name of the reason that was asked for with it; null: none was, or there is none of that code.</summary>
    public string? Reason { get; init; }

    /// <summary>German name of that reason; null: as in English.</summary>
    public string? ReasonDe { get; init; }

    /// <summary>Active lines, at least one.</summary>
    public IReadOnlyList<PlanTemplate> Templates { get; init; } = [];

    /// <summary>Name for a reader of the language.</summary>
    public string NameFor(Language language) => language == Language.German && NameDe.Length > 0 ? NameDe : Name;
}
