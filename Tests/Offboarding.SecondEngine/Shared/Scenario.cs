using System;
using System.Collections.Generic;

namespace Offboarding.SecondEngine;

/// <summary>Something that must be so on every engine.</summary>
/// <param name="name">As a sentence.</param>
/// <param name="run">Asserts it.</param>
public sealed class Scenario(string name, Action<IScenarioEngine> run)
{
    /// <summary>Every scenario.</summary>
    public static IReadOnlyList<Scenario> All { get; } = [.. GateScenarios.All, .. NoticeScenarios.All, .. CaseScenarios.All, .. RetentionScenarios.All];

    /// <summary>As a sentence.</summary>
    public string Name => name;

    /// <summary>Asserts it on an engine that was not used before.</summary>
    public void Run(IScenarioEngine engine) => run(engine);

    /// <inheritdoc/>
    public override string ToString() => name;
}
