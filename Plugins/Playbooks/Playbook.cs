using System;
using System.Collections.Generic;

namespace Offboarding.Plugins.Playbooks;

/// <summary>A playbook with its lines.</summary>
sealed class Playbook
{
    internal Guid Id { get; init; }

    /// <summary>Code, as service.</summary>
    internal string Code { get; init; } = "";

    internal string Name { get; init; } = "";

    internal string NameDe { get; init; } = "";

    /// <summary>Fewest calendar days from start to end; 0: no limit.</summary>
    internal int MinimumLeadDays { get; init; }

    /// <summary>Active lines, at least one.</summary>
    internal IReadOnlyList<PlanTemplate> Templates { get; init; } = [];

    internal string NameFor(Language language) => language == Language.German && NameDe.Length > 0 ? NameDe : Name;
}
