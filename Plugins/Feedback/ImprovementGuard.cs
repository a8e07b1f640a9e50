using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary>An improvement has a theme, a due day and a day on which its effect is checked; a checked one says what came of it.</summary>
/// <remarks>
/// <para>Steps, both in PreOperation (20), synchronous: Create and Update of off_improvement; Update with a pre-image "before" of what is checked.</para>
/// <para>Requests: none; 1 (caller's settings) on refusal.</para>
/// </remarks>
public sealed class ImprovementGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4531: theme or a day is missing; OFF-4532: the check lies before the due day; OFF-4533: checked without a result.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var row = new Entity(ImprovementRow.Table);
        if (call.Context.PreEntityImages.TryGetValue("before", out var before))
            foreach (var value in before.Attributes) row[value.Key] = value.Value;
        foreach (var value in call.Target.Attributes) row[value.Key] = value.Value;

        var improvement = new ImprovementRow(row);
        if (improvement.ThemeId is null || improvement.DueOn is null || improvement.EffectCheckOn is null) throw Refusal.Of("OFF-4531", call.Language, "improvement", call.Language.Quote(improvement.Name ?? "?"));
        if (improvement.EffectCheckOn < improvement.DueOn)
            throw Refusal.Of("OFF-4532", call.Language, "check", call.Language.Text(improvement.EffectCheckOn.Value), "due", call.Language.Text(improvement.DueOn.Value));
        if (improvement.ImprovementState == ImprovementImprovementState.Checked && (improvement.Effective is null || string.IsNullOrWhiteSpace(improvement.Effect)))
            throw Refusal.Of("OFF-4533", call.Language, "improvement", call.Language.Quote(improvement.Name ?? "?"));
    }
}
